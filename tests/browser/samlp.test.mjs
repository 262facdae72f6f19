// SPDX-License-Identifier: Apache-2.0
// Any SAML provider: with metadata from a URL, a file or a text, and without; documents of many products.
import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { after, before, describe, it } from "node:test";
import { ask, origin } from "../web/ask.mjs";
import { api, profile_make, profiles_remove, ticket_make, connection_name } from "../web/api.mjs";
import { as_seen, certificate_bytes, metadata_bytes, metadata_expected, valid_names } from "../web/documents.mjs";
import { logo_server_start, sends } from "../web/logo_server.mjs";
import { psql } from "../web/psql.mjs";
import { until } from "../web/until.mjs";
import { connection_make, connection_of, events_of, fill, finish, HOWS, is_enabled, link, MODES, press, provider_take, revisions,
	settings_check, settings_reach, stands_at, values_of, visit, with_clients } from "./assistant.mjs";
import { browser_start, leads_on } from "./browser.mjs";

const SAML_TYPE = "application/samlmetadata+xml";
const SIGN_IN = "https://idp.example.com/sso";
const SHA256_OF_RSA = "3B:A8:EC:B1:39:89:1D:11";
// Of ours, at the address that the page shows.
const metadata_shown = async (page) => (await ask((await page.locator("#sp_metadata_url").inputValue()).replace(origin, ""))).text;
const options_of = async (ticket) => (await api("GET", `/api/v2/connections/${connection_of(ticket)}`)).json().options;

// "1 January 2045"
const day_of = (moment) => new Date(moment).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });

// What the page must say of a document, from expected.json.
function shown_of(expected) {
	const rows = [["Entity ID", expected.issuer], ["Sign-in URL", expected.sign_in_url_redirect],
		["Sign-in URL (POST)", expected.sign_in_url_post === expected.sign_in_url_redirect ? undefined : expected.sign_in_url_post],
		["How we send requests", `HTTP-${expected.sign_in_url_redirect === undefined ? "POST" : "Redirect"}, not signed`],
		["Sign-out URL", expected.sign_out_url]].filter(([, value]) => value !== undefined);
	const lines = expected.certificates.map((c) => ({ subject: c.subject, until: day_of(c.not_after),
		fingerprint: c.sha256, is_expired: c.is_expired }));
	return { rows, lines, warnings: expected.warnings.filter((w) => !/metadata was only valid until/.test(w)) };
}

async function shown_on(page) {
	const { rows, lines, warnings } = await page.evaluate(() => {
		// As a selection copies it, without the places where a long value may break.
		const copied = (e) => {
			getSelection().selectAllChildren(e);
			return getSelection().toString().trim();
		};
		const all = [...document.querySelectorAll("dl.values > div")].map((row) => ({
			name: row.querySelector("dt").innerText.trim(), dd: row.querySelector("dd") }));
		return {
			rows: all.filter(({ name }) => name !== "Signing certificate").map(({ name, dd }) => [name, copied(dd)]),
			lines: all.filter(({ name }) => name === "Signing certificate").map(({ dd }) => ({
				subject: dd.firstElementChild.innerText.trim(), until: dd.querySelector(".hint").innerText.match(/^(?:Valid until|Expired on) (.*)$/)[1],
				fingerprint: copied(dd.querySelector("code")), is_expired: dd.querySelector(".badge.bad") !== null })),
			warnings: [...document.querySelectorAll(".warning p")].map((w) => w.textContent),
		};
	});
	return { rows, lines, warnings: warnings.filter((w) => !/metadata was only valid until/.test(w)) };
}

const ONLY_POST = "Your identity provider accepts requests only by HTTP-POST, not by HTTP-Redirect."; // the form begins with the latter
const SIGNED_REQUESTS = 'Your provider asks for signed requests. In the settings, turn on “Sign our requests” under Advanced.';

describe("a SAML provider", () => {
	let browser, site, folder;

	before(async () => {
		site = await logo_server_start({ "/metadata": sends(SAML_TYPE, metadata_bytes("shibboleth")) });
		folder = mkdtempSync(`${tmpdir()}/postern-test-`);
		browser = await browser_start();
	});
	after(async () => {
		await browser.close();
		await site.end();
		rmSync(folder, { recursive: true });
		await profiles_remove();
	});

	const choose = (page, source) => page.locator(`label:has(#source-${source})`).click();

	async function upload(page, id, name, bytes) {
		const path = `${folder}/${name}`;
		writeFileSync(path, bytes);
		await page.locator(`#${id}`).setInputFiles(path);
	}

	const WAYS = {
		url: async (page) => {
			await choose(page, "url");
			await fill(page, { metadata_url: site.url("/metadata") });
		},
		file: async (page) => {
			await choose(page, "xml");
			await upload(page, "metadata_file", "idp-metadata.xml", metadata_bytes("shibboleth"));
		},
		text: async (page) => {
			await choose(page, "xml");
			await fill(page, { metadata_xml: as_seen(metadata_bytes("shibboleth")) });
		},
		hand: async (page) => {
			await choose(page, "manual");
			await fill(page, { sign_in_url: SIGN_IN, certificate: certificate_bytes("rsa.pem").toString() });
		},
	};

	for (const [how, mode] of MODES)
		for (const [way, settings] of Object.entries(WAYS))
			it(`leads from the ticket to the receipt by ${way} ${how}`, async () => {
				const ticket = await ticket_make(with_clients());
				const looks = way === "url" ? mode : undefined;
				await visit(browser, mode, async (page) => {
					await stands_at(page, "Create the application", await provider_take(page, ticket, "samlp"), looks);
					await stands_at(page, "Configure the connection", await press(page, "I have created it"), looks);
					await settings(page);
					await settings_check(page);
					const expected = metadata_expected("shibboleth");
					if (way === "hand")
						assert.ok((await shown_on(page)).lines[0].fingerprint.startsWith(SHA256_OF_RSA));
					else
						assert.deepEqual((await shown_on(page)).rows[0], ["Entity ID", expected.issuer]);
					await finish(page, looks);
					const values = await values_of(page);
					assert.ok(values.some(([name]) => name === "Signing certificate"));
					if (way !== "hand")
						assert.equal(Object.fromEntries(values)["Entity ID"], expected.issuer);
				});
				assert.ok(is_enabled(ticket));
				const options = await options_of(ticket);
				assert.equal(options.metadataUrl, way === "url" ? site.url("/metadata") : undefined);
				assert.match(options.cert, /BEGIN CERTIFICATE/);
			});

	it("with a file of 10 MB gets a page that says so, and the settings are there to go back to", async () => {
		const ticket = await ticket_make(with_clients());
		await visit(browser, {}, async (page) => {
			await settings_reach(page, ticket, "samlp");
			await choose(page, "xml");
			await upload(page, "metadata_file", "large.xml", Buffer.alloc(10 * 1024 * 1024, "x"));
			const answer = await press(page, "Check and continue");
			assert.equal(answer.status(), 413);
			assert.match(await page.locator("h1").innerText(), /large/i);
			await page.goBack();
			await WAYS.file(page);
			await settings_check(page);
		});
	});

	for (const [how, mode] of MODES)
		it(`has long metadata that a refused form keeps without sending it back, ${how}`, async () => {
			const ticket = await ticket_make(with_clients());
			const long = as_seen(metadata_bytes("shibboleth")).replace("?>", `?><!-- ${"<&\"".repeat(20000)} -->`);
			await visit(browser, mode, async (page) => {
				await settings_reach(page, ticket, "samlp");
				await choose(page, "xml");
				await fill(page, { metadata_xml: long });
				await choose(page, "manual");
				await stands_at(page, "Configure the connection", await press(page, "Check and continue"), mode);
				await choose(page, "xml");
				assert.equal(await page.locator("#metadata_xml").inputValue(), "");
				await page.getByText(`is saved (${Math.ceil(long.length / 1024)} KB)`).waitFor();
				await settings_check(page);
				assert.deepEqual((await shown_on(page)).rows[0], ["Entity ID", metadata_expected("shibboleth").issuer]);
			});
		});

	it("is told this connection's own addresses", async () => {
		const name = connection_name();
		const ticket = await ticket_make(with_clients({ connection_config: { name } }));
		await visit(browser, { javaScriptEnabled: false }, async (page, context) => {
			await provider_take(page, ticket, "samlp");
			const callback = `${origin}/login/callback?connection=${name}`;
			const metadata = `${origin}/samlp/metadata?connection=${name}`;
			assert.equal(await page.locator("#acs_url").inputValue(), callback);
			assert.equal(await page.locator("#entity_id").inputValue(), `urn:auth0:demo:${name}`);
			assert.equal(await page.locator("#sp_metadata_url").inputValue(), metadata);
			const answer = await context.request.get(metadata);
			assert.equal(answer.status(), 200);
			const xml = await answer.text();
			assert.ok(xml.includes(`entityID="urn:auth0:demo:${name}"`) && xml.includes(`Location="${callback}"`), xml);
		});
	});

	it("is given our signing certificate, to copy, as a file and in the metadata", async () => {
		const name = connection_name();
		const ticket = await ticket_make(with_clients({ connection_config: { name } }));
		const { text: pem, bytes } = await until("the certificate is made", async () => {
			const answer = await ask("/pem");
			return answer.status === 200 && answer;
		});
		const certificate = new X509Certificate(bytes);
		assert.equal(certificate.subject, "CN=localhost");
		assert.ok(certificate.verify(certificate.publicKey));
		await visit(browser, { javaScriptEnabled: false }, async (page) => {
			await provider_take(page, ticket, "samlp");
			await page.locator("summary", { hasText: /^Our signing certificate$/ }).click();
			assert.equal(await page.locator("#signing_certificate").inputValue(), pem);
			assert.ok((await page.locator("main").innerText()).includes(certificate.fingerprint256));
			const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "DER (.cer)" }).click()]);
			assert.equal(download.suggestedFilename(), "demo.cer");
			assert.deepEqual(readFileSync(await download.path()), certificate.raw);
			assert.match(await metadata_shown(page), /AuthnRequestsSigned="false"/);
			await press(page, "I have created it");
			await WAYS.text(page);
			await page.locator("summary", { hasText: /^Advanced$/ }).click();
			await page.locator("label:has([name=sign_request])").click();
			await settings_check(page);
			await page.goto(`${origin}${ticket.hub}/settings`);
			const xml = await metadata_shown(page);
			assert.match(xml, /AuthnRequestsSigned="true"/);
			assert.ok(xml.includes(`<ds:X509Certificate>${certificate.raw.toString("base64")}</ds:X509Certificate>`), xml);
		});
	});

	it("may be any of many products: the page shows what each document says", async (t) => {
		const ticket = await ticket_make(with_clients());
		const names = valid_names();
		assert.ok(names.length >= 10);
		await visit(browser, {}, async (page) => {
			await settings_reach(page, ticket, "samlp");
			for (const name of names)
				await t.test(name, async () => {
					await page.goto(new URL(`${ticket.hub}/settings`, ticket.url).href);
					await choose(page, "xml");
					await fill(page, { metadata_xml: as_seen(metadata_bytes(name)) });
					await settings_check(page);
					const expected = metadata_expected(name);
					const asks = expected.wants_signed_requests ? [SIGNED_REQUESTS]
						: expected.sign_in_url_redirect === undefined ? [ONLY_POST] : [];
					assert.deepEqual(await shown_on(page), shown_of({ ...expected, warnings: [...expected.warnings, ...asks] }));
				});
		});
	});

	for (const name of ["okta", "iso-8859-1", "utf-16-be", "utf-16-le-with-bom", "bom-and-blank"])
		it(`may save its metadata as ${name} does, and the file is uploaded as it is`, async () => {
			const ticket = await ticket_make(with_clients());
			await visit(browser, {}, async (page) => {
				await settings_reach(page, ticket, "samlp");
				await choose(page, "xml");
				await upload(page, "metadata_file", `${name}.xml`, metadata_bytes(name));
				await settings_check(page);
				assert.deepEqual(await shown_on(page), shown_of(metadata_expected(name)));
			});
		});

	for (const file of ["rsa.der", "rsa.pem"])
		it(`set up manually takes ${file} as a file`, async () => {
			const ticket = await ticket_make(with_clients());
			await visit(browser, { javaScriptEnabled: false }, async (page) => {
				await settings_reach(page, ticket, "samlp");
				await choose(page, "manual");
				await fill(page, { sign_in_url: SIGN_IN });
				await upload(page, "certificate_file", file, certificate_bytes(file));
				await settings_check(page);
				const { rows, lines } = await shown_on(page);
				assert.deepEqual(rows, [["Sign-in URL", SIGN_IN], ["How we send requests", "HTTP-Redirect, not signed"]]);
				assert.ok(lines[0].fingerprint.startsWith(SHA256_OF_RSA));
			});
		});

	it("takes a certificate in UTF-16 as a file, and refuses a .pfx by name", async () => {
		const ticket = await ticket_make(with_clients());
		await visit(browser, { javaScriptEnabled: false }, async (page) => {
			await settings_reach(page, ticket, "samlp");
			await choose(page, "manual");
			await fill(page, { sign_in_url: SIGN_IN });
			await upload(page, "certificate_file", "idp.pfx", Buffer.from("MAcCAQMwAgQA", "base64"));
			await page.getByRole("button", { name: "Check and continue" }).click();
			await page.locator("#certificate-error").waitFor();
			assert.match(await page.locator("#certificate-error").innerText(), /^This is a PKCS #12 file \(\.pfx or \.p12\)\./);
			await upload(page, "certificate_file", "idp.cer", Buffer.from(`\ufeff${certificate_bytes("rsa.pem")}`, "utf16le"));
			await settings_check(page);
			const { lines } = await shown_on(page);
			assert.ok(lines[0].fingerprint.startsWith(SHA256_OF_RSA));
		});
	});

	it("with metadata that was refused does not call it saved", async () => {
		const ticket = await ticket_make(with_clients());
		await visit(browser, { javaScriptEnabled: false }, async (page) => {
			await settings_reach(page, ticket, "samlp");
			await choose(page, "xml");
			await upload(page, "metadata_file", "idp.xml", metadata_bytes("key-info-lost-its-prefix", "invalid"));
			await page.getByRole("button", { name: "Check and continue" }).click();
			await page.getByText("<KeyInfo> on line 3 has lost its prefix “ns1:”").waitFor();
			await page.goto(page.url().replace(/check$/, "settings"));
			assert.match(await page.locator(".group:has(#metadata_file) .field-error").innerText(), /^We could not use the metadata you provided\. .*<KeyInfo> on line 3/);
			assert.equal(await page.locator(".kept").count(), 0);
		});
	});

	it("may want signed requests, POST and old algorithms: Advanced goes into the connection", async () => {
		const ticket = await ticket_make(with_clients());
		await visit(browser, { javaScriptEnabled: false }, async (page) => {
			await settings_reach(page, ticket, "samlp");
			await WAYS.text(page);
			await page.locator("summary", { hasText: /^Advanced$/ }).click();
			for (const [name, value] of [["sign_request", "yes"], ["binding", "post"], ["algorithm", "rsa-sha1"], ["digest", "sha1"]])
				await page.locator(`label:has([name=${name}][value="${value}"])`).click();
			await settings_check(page);
			await connection_make(page);
		});
		const options = await options_of(ticket), expected = metadata_expected("shibboleth");
		assert.equal(options.signSAMLRequest, true);
		assert.equal(options.protocolBinding, "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST");
		assert.equal(options.signInEndpoint, expected.sign_in_url_post);
		assert.equal(options.signatureAlgorithm, "rsa-sha1");
		assert.equal(options.digestAlgorithm, "sha1");
		assert.deepEqual(options.thumbprints, [expected.certificates[0].sha1.replaceAll(":", "").toLowerCase()]);
	});

	it("is told the attribute names to send", async () => {
		const profile = await profile_make({ user_attributes: [{ name: "email", description: "", is_optional: false },
			{ name: "cost_centre", description: "", is_optional: true }] });
		const ticket = await ticket_make(with_clients(), profile);
		const email = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress";
		await visit(browser, {}, async (page) => {
			await settings_reach(page, ticket, "samlp");
			await WAYS.hand(page);
			await settings_check(page);
			await press(page, "Create connection");
			for (const [region, value] of [["Required", email], ["Optional", "cost_centre"]])
				assert.equal(await page.getByRole("region", { name: region, exact: true }).locator(".copy code").textContent(), value);
		});
		assert.deepEqual((await options_of(ticket)).fieldsMap, { email, cost_centre: "cost_centre" });
	});

	for (const [how, mode] of HOWS)
		it(`changed after its creation gets a new revision, ${how}`, async () => {
			const ticket = await ticket_make(with_clients());
			await visit(browser, mode, async (page) => {
				await settings_reach(page, ticket, "samlp");
				await WAYS.text(page);
				await settings_check(page);
				await connection_make(page);
				await page.goto(new URL(`${ticket.hub}/settings`, ticket.url).href);
				await fill(page, { metadata_xml: as_seen(metadata_bytes("adfs")) });
				await settings_check(page);
				assert.equal(revisions(ticket), 1, "nothing changes before it is confirmed");
				await press(page, "Use these settings");
				assert.equal(revisions(ticket), 2);
				await page.goto(new URL(`${ticket.hub}/enable`, ticket.url).href);
				await press(page, "Enable without a test");
				assert.equal(Object.fromEntries(await values_of(page))["Entity ID"], metadata_expected("adfs").issuer);
			});
			assert.equal((await options_of(ticket)).idpEntityId, metadata_expected("adfs").issuer);
			assert.equal(psql(`SELECT count(*), max(live_revision) FROM connection WHERE ticket_id = '${ticket.id}'`), "1|2");
			assert.deepEqual(events_of(ticket).slice(-3), ["ss_sso_connection_creation", "ss_sso_connection_update",
				"ss_sso_enable_connection"]);
		});

	it("has a receipt of what is in force, not of a later change that nobody confirmed", async () => {
		const ticket = await ticket_make(with_clients());
		await visit(browser, {}, async (page) => {
			await settings_reach(page, ticket, "samlp");
			await WAYS.text(page);
			await settings_check(page);
			await connection_make(page);
			await page.goto(new URL(`${ticket.hub}/settings`, ticket.url).href);
			await fill(page, { metadata_xml: as_seen(metadata_bytes("all-expired")) });
			await settings_check(page);
			await page.goto(new URL(`${ticket.hub}/enable`, ticket.url).href);
			await press(page, "Enable without a test");
			const receipt = await values_of(page);
			assert.equal(Object.fromEntries(receipt)["Entity ID"], metadata_expected("shibboleth").issuer);
			assert.deepEqual(receipt.filter(([name]) => name === "Signing certificate").map(([, words]) => words.match(/Valid until (.*)/)[1]),
				metadata_expected("shibboleth").certificates.map((c) => day_of(c.not_after)));
		});
	});

	it("with an expired certificate has a receipt that says so", async () => {
		const ticket = await ticket_make(with_clients());
		await visit(browser, {}, async (page) => {
			await settings_reach(page, ticket, "samlp");
			await choose(page, "xml");
			await fill(page, { metadata_xml: as_seen(metadata_bytes("all-expired")) });
			await settings_check(page);
			await finish(page);
			const words = Object.fromEntries(await values_of(page))["Signing certificate"];
			assert.match(words, /expired/i);
			assert.doesNotMatch(words, /Valid until/);
		});
	});

	it("whose name was taken in the meantime is told so, and nothing is made", async () => {
		const name = connection_name();
		const [first, second] = [await ticket_make({ connection_config: { name } }), await ticket_make({ connection_config: { name } })];
		for (const ticket of [first, second])
			await visit(browser, {}, async (page) => {
				await settings_reach(page, ticket, "samlp");
				await WAYS.hand(page);
				await settings_check(page);
				const answer = await press(page, "Create connection");
				if (ticket === first)
					return assert.equal(answer.status(), 200);
				await stands_at(page, await page.locator("h1").innerText(), answer, {});
				assert.equal(answer.status(), 409);
				assert.match(await page.locator("main").innerText(), new RegExp(`named “${name}” was created in the meantime.*Ask Acme Software`, "s"));
			});
		assert.equal(connection_of(second), "");
		assert.equal(psql(`SELECT step FROM wizard WHERE ticket_id = '${second.id}'`), "settings");
	});

	it("that cannot be reached offers the upload, which opens ready for it", async () => {
		const ticket = await ticket_make(with_clients());
		await visit(browser, { javaScriptEnabled: false }, async (page) => {
			await settings_reach(page, ticket, "samlp");
			await choose(page, "url");
			await fill(page, { metadata_url: site.url("/metadata", "127.0.0.1") });
			await settings_check(page, "We couldn’t verify these settings");
			assert.match(await page.getByRole("alert").innerText(), /127\.0\.0\.1 has a private address/);
			await leads_on(page, () => link(page, "Upload the metadata file instead").click());
			assert.ok(await page.locator("#source-xml").isChecked());
			await WAYS.file(page);
			await settings_check(page);
		});
	});
});
