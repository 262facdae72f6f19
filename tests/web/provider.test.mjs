// SPDX-License-Identifier: Apache-2.0
// Bad providers, bad documents and bad luck: each is answered with a sentence that helps.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createPrivateKey } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import https from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { after, before, describe, it } from "node:test";
import { certificate_bytes, metadata_bytes, metadata_expected, sentence_of } from "./documents.mjs";
import { leads_to, logo_server_start, sends } from "./logo_server.mjs";
import { is_running, jobs_hold, jobs_supervisor, jobs_worker_of, program_start, workers } from "./processes.mjs";
import { count, psql } from "./psql.mjs";
import { remember } from "./secrets.mjs";
import { errors_of, is_found, offers_upload, outcome_of, page_at, settings_reach, settings_send, step_send, tables_with, warnings_of }
	from "./setup.mjs";
import { until } from "./until.mjs";

const var_folder = process.env.POSTERN_VAR;
const METADATA = "application/samlmetadata+xml";
const MIB = 1024 * 1024;
const SECRET = remember("provider-Secret_of+the/tests==never-shown");
const MARK = remember("MarkInTheMetadataThatNoLogMayHave");
const OIDC = { client_id: "abc", client_secret: SECRET, type: "back_channel" };
const marked = (name) => metadata_bytes(name).toString().replace(/<\/(\w+:)?EntityDescriptor>/, `<!-- ${MARK} -->$&`);

// Long values may break on the page.
const unwrapped = (page) => page.text.replaceAll("<wbr>", "");

describe("a bad provider", () => {
	let site, folder;
	const held = [];

	const chunks_for_ever = (bytes, each_ms) => (request, response) => {
		response.writeHead(200, { "Content-Type": METADATA });
		const timer = setInterval(() => response.write("x".repeat(bytes)), each_ms);
		response.on("close", () => clearInterval(timer));
	};
	const says = (status) => (request, response) => response.writeHead(status).end();

	// Discovery at /name/.well-known/openid-configuration
	const discoveries = {
		good: (issuer) => JSON.stringify(document_of(issuer)),
		nameless: (issuer) => JSON.stringify({ ...document_of(issuer), issuer: undefined }),
		stranger: (issuer) => JSON.stringify(document_of("https://other.example.com")),
		object: (issuer) => JSON.stringify({ ...document_of(issuer), scopes_supported: { openid: "Enable OpenID Connect" } }),
		plain: (issuer) => JSON.stringify({ ...document_of(issuer), token_endpoint: "http://localhost/token" }),
		endless: (issuer) => JSON.stringify({ ...document_of(issuer), authorization_endpoint: undefined }),
		html: () => "<!DOCTYPE html><title>Sign in</title>",
		broken: () => "{\"issuer\":",
	};

	function document_of(issuer) {
		return { issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`,
			response_types_supported: ["code"], subject_types_supported: ["public"], scopes_supported: ["openid"],
			id_token_signing_alg_values_supported: ["RS256"] };
	}

	before(async () => {
		folder = mkdtempSync(`${tmpdir()}/postern-test-`);
		const answers = {
			"/good": sends(METADATA, metadata_bytes("okta")),
			"/sign-in": sends("text/html", metadata_bytes("html", "invalid")),
			"/large": sends(METADATA, Buffer.alloc(3 * MIB, "x")),
			"/to-private": leads_to(() => site.url("/good", "127.0.0.1")),
			"/to-cloud": leads_to(() => "https://169.254.169.254/latest/meta-data"),
			"/to-plain": leads_to(() => "http://localhost/good"),
			"/round": leads_to(() => site.url("/round")),
			"/endless": chunks_for_ever(64 * 1024, 1),
			"/slow": chunks_for_ever(200, 1000),
			"/never": () => {},
			"/broken": (request, response) => {
				response.writeHead(200, { "Content-Length": "1000" }).write("<x");
				setImmediate(() => response.destroy());
			},
			"/held": (request, response) => held.push(response),
		};
		for (const status of [401, 404, 500, 503])
			answers[`/${status}`] = says(status);
		for (const [name, body] of Object.entries(discoveries))
			answers[`/${name}/.well-known/openid-configuration`] = (request, response) =>
				sends("application/json", body(site.url(`/${name}`)))(request, response);
		site = await logo_server_start(answers);
	});
	after(async () => {
		await site.end();
		rmSync(folder, { recursive: true });
	});

	// Nothing was made; where to go from here is on the page.
	function is_refused(page, at, sentence) {
		assert.ok(errors_of(page).some((error) => typeof sentence === "string" ? error.includes(sentence) : sentence.test(error)),
			`${sentence} is not said, but: ${errors_of(page).join(" | ") || page.text}`);
		assert.match(page.text, /href="[^"]*\/(settings|application)"/);
		assert.equal(count(`SELECT count(*) FROM connection WHERE ticket_id = '${at.ticket.id}'`), 0);
		assert.ok(!page.text.includes(SECRET));
	}

	const saml = () => settings_reach("samlp");
	const by_url = (at, path) => settings_send(at, { source: "url", metadata_url: path.startsWith("/") ? site.url(path) : path });
	const by_text = (at, metadata_xml) => settings_send(at, { source: "xml", metadata_xml });
	const by_hand = (at, certificate) => settings_send(at, { source: "manual", sign_in_url: "https://idp.example.com/sso", certificate });

	for (const name of ["doctype", "billion-laughs", "external-entity", "service-provider", "two-providers", "soap-only",
		"no-sign-in", "no-certificate", "html", "truncated", "saml-response", "credentials-in-sign-in", "json"])
		it(`whose metadata is bad, ${name}, is told what is wrong: as text and as a file`, async () => {
			const at = await saml();
			is_refused(await by_text(at, metadata_bytes(name, "invalid").toString()), at, sentence_of(name));
			const file = { metadata_file: metadata_bytes(name, "invalid") };
			is_refused(await settings_send(at, { source: "xml" }, file), at, sentence_of(name));
		});

	it("with 10 MB of metadata gets a page that says so, and 200 KB a sentence at the field", async () => {
		const at = await saml();
		const ten = await settings_send(at, { source: "xml" }, { metadata_file: Buffer.alloc(10 * MIB, "x") });
		assert.equal(ten.status, 413);
		assert.match(ten.text, /<h1>[^<]*large[^<]*<\/h1>/i);
		const one = await settings_send(at, { source: "xml" }, { metadata_file: Buffer.alloc(200 * 1024, "x") });
		assert.equal(one.status, 400);
		is_refused(one, at, /too long\. It can have at most 102,?400 characters|at most 100 KB/);
		assert.equal(count(`SELECT count(*) FROM wizard WHERE ticket_id = '${at.ticket.id}' AND input IS NOT NULL`), 0);
	});

	it("with an expired certificate is warned of, and may go on", async () => {
		const at = await saml();
		const page = await by_text(at, marked("all-expired"));
		assert.ok(is_found(page), page.text);
		assert.ok(warnings_of(page).includes(metadata_expected("all-expired").warnings[0]), warnings_of(page).join());
		assert.match(page.text, /<span class="badge bad">Expired<\/span>/);
		assert.equal((await step_send(at, "/check")).status, 303);
	});

	it("with a certificate without armor is understood", async () => {
		const at = await saml();
		const page = await by_hand(at, certificate_bytes("rsa.der").toString("base64").replace(/.{64}/g, "$& \n"));
		assert.ok(is_found(page), page.text);
		assert.match(unwrapped(page), /3B:A8:EC:B1:39:89:1D:11/);
	});

	it("with half a certificate, a request or a key instead of one is told what came", async () => {
		const at = await saml();
		const text = (name) => certificate_bytes(name).toString();
		is_refused(await by_hand(at, text("rsa.pem").slice(0, 400)), at, "The certificate is cut off");
		is_refused(await by_hand(at, text("csr.pem")), at, "This is a certificate signing request (CSR)");
		is_refused(await by_hand(at, text("public-key.pem")), at, "This is a public key without its certificate");
		is_refused(await by_hand(await saml(), ""), at, "Enter the signing certificate");
	});

	it("with a private key pasted along: nothing of it is kept, shown or logged", async () => {
		const privateKey = createPrivateKey(certificate_bytes("rsa.key"));
		const certificate = certificate_bytes("rsa.pem").toString(), told = "You sent us a private key";
		for (const type of ["pkcs8", "pkcs1"]) {
			const at = await saml();
			const pem = privateKey.export({ type, format: "pem" });
			const line = remember(pem.split("\n")[5]);
			const bare = pem.split("\n").slice(1, -2).join("\n");
			for (const send of [() => by_hand(at, `${certificate}${pem}`), () => by_hand(at, bare), () => by_text(at, pem),
				() => settings_send(at, { source: "manual", sign_in_url: "https://x.example" }, { certificate_file: pem }),
				() => settings_send(at, { source: "manual", sign_in_url: "https://x.example" },
					{ certificate_file: privateKey.export({ type, format: "der" }) }),
				() => settings_send(at, { source: "xml" }, { metadata_file: pem })]) {
				const page = await send();
				is_refused(page, at, told);
				assert.ok(!page.text.includes(line), "the page has it");
				assert.deepEqual(tables_with(line), []);
			}
			psql(`UPDATE ticket SET ends_at = now() WHERE ticket_id = '${at.ticket.id}'`);
		}
	});

	it("that a session's end interrupts: a private key that was pasted is not shown again", async () => {
		const at = await saml();
		const privateKey = createPrivateKey(certificate_bytes("p256.key"));
		const pem = privateKey.export({ type: "pkcs8", format: "pem" });
		const line = remember(pem.split("\n")[1]);
		const fields = { source: "manual", sign_in_url: "https://idp.example.com/typed", certificate: pem };
		const hidden = (await page_at(at, "/settings")).text.match(/name="csrf" value="([^"]*)"/)[1];
		psql(`UPDATE ticket SET ends_at = now() WHERE ticket_id = '${at.ticket.id}'`);
		const page = await step_send(at, "/settings", { ...fields, csrf: hidden, revision: "1" });
		assert.equal(page.status, 410);
		assert.match(unwrapped(page), /https:\/\/idp\.example\.com\/typed/);
		assert.ok(!page.text.includes(line));
	});

	for (const [what, path, sentence] of [
		["has a page for people", "/sign-in", "The metadata is a web page (HTML), not XML"],
		["has nothing there", "/404", "localhost has nothing at this address (HTTP status 404)"],
		["wants a sign-in", "/401", "after sign-in (HTTP status 401)"],
		["is broken", "/500", "localhost has a problem or is busy (HTTP status 500)"],
		["is busy", "/503", "localhost has a problem or is busy (HTTP status 503)"],
		["sends too much", "/large", "is too large: we read at most"],
		["sends endlessly", "/endless", "is too large: we read at most"],
		["breaks off", "/broken", "was lost before the answer was complete"],
		["leads round in circles", "/round", "redirects more than"],
		["leads to a private address", "/to-private", "127.0.0.1 has a private address"],
		["leads to a cloud's own address", "/to-cloud", "169.254.169.254 has a private address"],
		["leads out of https", "/to-plain", "does not start with https://"],
		["sends slowly", "/slow", "is too slow: we need its whole answer within 15 seconds"],
		["never answers", "/never", "is too slow: it sent almost nothing for 5 seconds"],
	])
		it(`that ${what} is said to, and the file may be uploaded instead`, async () => {
			const at = await saml();
			const page = await by_url(at, path);
			is_refused(page, at, sentence);
			assert.ok(offers_upload(page));
			assert.match((await page_at(at, "/settings?source=xml")).text, /id="source-xml"[^>]* checked/);
			assert.equal(site.asked[path], path === "/round" ? 4 : 1, "it is asked once, with its redirects");
			assert.equal(site.asked["/good"] ?? 0, 0, "no private address is asked");
		});

	it("at a private address that is not allowed is not asked, and the file may be uploaded instead", async () => {
		for (const host of ["127.0.0.1", "[::1]", "10.0.0.1", "2130706433"]) {
			const at = await saml();
			const page = await by_url(at, site.url("/good", host));
			is_refused(page, at, /has a private address, which cannot be reached.*Upload the metadata as a file instead, or ask Acme Software/);
			assert.ok(offers_upload(page));
			assert.doesNotMatch(page.text, /fetch_allow|system administrator/);
			assert.match(psql(`SELECT details ->> 'hint' FROM event WHERE ticket_id = '${at.ticket.id}' AND kind = 'provider_check'`),
				/setting fetch_allow/);
		}
		assert.equal(site.asked["/good"] ?? 0, 0);
	});

	it("whose metadata URL is no https, has credentials or is nonsense is refused at the field", async () => {
		const at = await saml();
		for (const [address, sentence] of [["http://localhost/x", /must start with https:\/\//], ["ftp://localhost/x", /https:\/\//],
			["https://user:secret@localhost/x", /username or password/], ["metadata", /https:\/\//], ["", /Enter the metadata URL/]])
			is_refused(await by_url(at, address || " "), at, sentence);
	});

	it("with a TLS certificate that does not fit is not trusted", async () => {
		const openssl = (...words) => execFileSync("openssl", words, { cwd: folder, stdio: ["ignore", "ignore", "ignore"] });
		openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "self.key", "-out", "self.crt",
			"-days", "1", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost");
		openssl("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "other.key", "-out", "other.csr",
			"-subj", "/CN=other.localhost", "-addext", "subjectAltName=DNS:other.localhost");
		openssl("x509", "-req", "-in", "other.csr", "-CA", `${var_folder}/tls/ca.crt`, "-CAkey", `${var_folder}/tls/ca.key`, "-set_serial", "7",
			"-copy_extensions", "copy", "-days", "1", "-out", "other.crt");
		for (const [name, why] of [["self", "it is self-signed, or its authority"], ["other", "it was issued for another name"]]) {
			const server = https.createServer({ key: readFileSync(`${folder}/${name}.key`), cert: readFileSync(`${folder}/${name}.crt`) },
				sends(METADATA, metadata_bytes("okta")));
			await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
			const at = await saml();
			is_refused(await by_url(at, `https://localhost:${server.address().port}/`), at, why);
			await new Promise((resolve) => {
				server.close(resolve);
				server.closeAllConnections();
			});
		}
	});

	it("that takes the connection and says nothing, or is not there, is named, and both alike", async () => {
		const NO_CONNECTION = /We could not make a secure connection \(HTTPS with TLS 1.2 or later\) to localhost\. Check that/;
		const sockets = [];
		const server = createServer((socket) => sockets.push(socket.on("error", () => {})));
		await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
		const address = `https://localhost:${server.address().port}/`;
		const silent = await saml();
		is_refused(await by_url(silent, address), silent, NO_CONNECTION);
		await new Promise((resolve) => {
			server.close(resolve);
			sockets.forEach((socket) => socket.destroy());
		});
		const gone = await saml();
		is_refused(await by_url(gone, address), gone, NO_CONNECTION);
		const unknown = await saml();
		is_refused(await by_url(unknown, "https://no-such-host.invalid/"), unknown, /The name no-such-host\.invalid does not exist in the DNS/);
	});

	for (const [name, sentence] of [["nameless", "does not name its issuer"],
		["plain", "We cannot use the token_endpoint in the provider’s configuration. The address must start with https://"],
		["endless", "has no authorization_endpoint"], ["html", "The address leads to a web page (HTML)"],
		["broken", /configuration/], ["missing", "has nothing at this address (HTTP status 404)"]])
		it(`whose discovery is bad, ${name}, is told what is wrong`, async () => {
			const at = await settings_reach("oidc");
			is_refused(await settings_send(at, { ...OIDC, discovery_url: site.url(`/${name}`) }), at, sentence);
		});

	for (const [name, warning] of [["stranger", "Your provider says that its issuer is https://other.example.com, not https://localhost"],
		["object", "because we cannot use them: scopes_supported."]])
		it(`whose discovery is peculiar, ${name}, is warned of, and may go on`, async () => {
			const at = await settings_reach("oidc");
			const page = await settings_send(at, { ...OIDC, discovery_url: site.url(`/${name}`) });
			assert.ok(is_found(page), page.text);
			assert.ok(warnings_of(page).join(" ").includes(warning), warnings_of(page).join());
			assert.equal((await step_send(at, "/check")).status, 303);
		});

	it("whose OpenID address is no https, has credentials or is private is refused", async () => {
		const at = await settings_reach("oidc");
		for (const [address, sentence] of [[site.url("/good").replace("https", "http"), "The address starts with http://, which is not secure"],
			[site.url("/good", "me:pass@localhost"), "The address contains a username or password"],
			[site.url("/good", "127.0.0.1"), "127.0.0.1 has a private address"], ["me@example.com", "email address"]])
			is_refused(await settings_send(at, { ...OIDC, discovery_url: address }), at, sentence);
		assert.equal(site.asked["/good/.well-known/openid-configuration"] ?? 0, 0);
		assert.ok(is_found(await settings_send(at, { ...OIDC, discovery_url: site.url("/good") })));
	});

	const check = (at, what) => psql(`SELECT ${what} FROM wizard WHERE ticket_id = '${at.ticket.id}'`);
	const jobs_of = (at) => count(`SELECT count(*) FROM job WHERE kind = 'check_provider' AND subject = '${at.ticket.id}'`);

	it("waits while the jobs process is down: the page says so, and goes on when it is back", async () => {
		const at = await saml(), go_on = jobs_hold();
		try {
			await step_send(at, "/settings", { source: "xml", metadata_xml: marked("okta") });
			const soon = await page_at(at, "/check");
			assert.match(soon.text, /<h1>Checking your settings<\/h1>/);
			assert.match(soon.headers.refresh, /^\d+$/);
			assert.doesNotMatch(soon.text, /takes longer than usual/);
			psql(`UPDATE wizard SET check_since = now() - interval '21 seconds' WHERE ticket_id = '${at.ticket.id}'`);
			assert.match((await page_at(at, "/check")).text, /This is taking longer than usual\. Nothing is lost/);
		} finally {
			go_on();
		}
		assert.ok(is_found(await outcome_of(at)));
		assert.equal(jobs_of(at), 0);
	});

	const held_by = (at) => jobs_worker_of(() => step_send(at, "/settings", { source: "url", metadata_url: site.url("/held") }));

	it("that is slow keeps nobody else waiting", async () => {
		const slow = await saml(), other = await saml(), before = held.length;
		await held_by(slow);
		assert.ok(is_found(await settings_send(other, { source: "url", metadata_url: site.url("/good") })));
		assert.equal(check(slow, "check_state"), "waiting");
		sends(METADATA, metadata_bytes("okta"))(undefined, held[before]);
		assert.ok(is_found(await outcome_of(slow)));
	});

	it("that is slow occupies one worker, however often its address is sent, and is asked again after that", async () => {
		const slow = await saml(), other = await saml(), before = held.length;
		await held_by(slow);
		await until("the provider is asked", () => held.length === before + 1);
		for (let again = 0; again < 5; again++)
			await step_send(slow, "/settings", { source: "url", metadata_url: site.url("/held") });
		assert.ok(is_found(await settings_send(other, { source: "url", metadata_url: site.url("/good") })));
		assert.equal(held.length, before + 1);
		assert.equal(jobs_of(slow), 1);
		sends(METADATA, metadata_bytes("okta"))(undefined, held[before]);
		await until("it is asked again", () => held.length === before + 2);
		sends(METADATA, metadata_bytes("okta"))(undefined, held[before + 1]);
		assert.ok(is_found(await outcome_of(slow)));
		await until("the job is over", () => jobs_of(slow) === 0);
	});

	it("whose metadata would take the parser minutes is refused at once, with a remedy", async () => {
		const at = await saml(), attributes = Array.from({ length: 4000 }, (_, n) => ` a${n}=''`).join("");
		is_refused(await settings_send(at, { source: "xml", metadata_xml: `<EntityDescriptor${attributes}/>` }), at,
			"the element on line 1 has more than 64 attributes. Use the metadata exactly as your identity provider offers");
	});

	it("is looked at by another worker when one is killed over it, and nothing is doubled", async () => {
		const at = await saml(), before = held.length, total = workers(jobs_supervisor()).length;
		const worker = await held_by(at);
		await until("the provider is asked", () => held.length === before + 1);
		process.kill(worker, "SIGKILL");
		await until("the worker is replaced", () => !is_running(worker) && workers(jobs_supervisor()).length === total);
		assert.equal(check(at, "check_state"), "waiting");
		psql(`UPDATE job SET leased_until = now() WHERE subject = '${at.ticket.id}'; NOTIFY job_wake`);
		await until("it is asked again", () => held.length === before + 2);
		sends(METADATA, metadata_bytes("okta"))(undefined, held[before + 1]);
		assert.ok(is_found(await outcome_of(at)));
		await until("the job is over", () => jobs_of(at) === 0);
		assert.equal((await step_send(at, "/check")).status, 303);
		assert.equal(psql(`SELECT count(*), max(live_revision) FROM connection WHERE ticket_id = '${at.ticket.id}'`), "1|1");
		assert.equal(count(`SELECT count(*) FROM event WHERE ticket_id = '${at.ticket.id}' AND kind LIKE '%connection%'`), 1);
	});

	it("is looked at to the end when postern-jobs is told to end", async () => {
		const at = await saml(), before = held.length, go_on = jobs_hold();
		try {
			const second = program_start("postern-jobs", {}, `${var_folder}/log/provider-jobs.log`);
			await step_send(at, "/settings", { source: "url", metadata_url: site.url("/held") });
			await until("the provider is asked", () => held.length === before + 1);
			const all = workers(second.pid), ended = second.end("SIGTERM");
			await until("the idle workers have ended", () => workers(second.pid).length === 1);
			sends(METADATA, metadata_bytes("okta"))(undefined, held[before]);
			assert.deepEqual(await ended, { code: 0, signal: null });
			assert.deepEqual(all.filter(is_running), []);
			assert.ok(is_found(await outcome_of(at)));
			assert.equal(jobs_of(at), 0);
		} finally {
			go_on();
		}
	});

	it("over which processes die again and again is given up, with a word", async () => {
		const at = await saml(), go_on = jobs_hold();
		try {
			await step_send(at, "/settings", { source: "xml", metadata_xml: marked("okta") });
			psql(`UPDATE job SET attempts = 3 WHERE subject = '${at.ticket.id}'`);
		} finally {
			go_on();
		}
		is_refused(await outcome_of(at), at, "We could not check your identity provider. Try again.");
		await until("the job is over", () => jobs_of(at) === 0);
	});

	it("is in no log with its metadata, nor are secrets", () => {
		const files = readdirSync(`${var_folder}/log`, { recursive: true }).filter((name) => name.endsWith(".log"));
		assert.ok(files.includes("jobs.log") && files.includes("web.log"));
		const known = readFileSync(`${var_folder}/log/jobs.log`, "utf8");
		assert.match(known, /"kind":"check_provider"/);
		for (const name of files) {
			const text = readFileSync(`${var_folder}/log/${name}`, "utf8");
			for (const words of [MARK, SECRET, "EntityDescriptor", "BEGIN PRIVATE", "BEGIN CERTIFICATE"])
				assert.ok(!text.includes(words), `${name} has ${words}`);
		}
	});
});
