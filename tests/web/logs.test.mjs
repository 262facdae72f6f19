// SPDX-License-Identifier: Apache-2.0
// Checks what the logs must say and must never say. It runs after all the others, so
// that it looks for their secrets too.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, existsSync, statSync } from "node:fs";
import { connect } from "node:net";
import { after, before, describe, it } from "node:test";
import tls from "node:tls";
import { ask, domain, origin, post } from "./ask.mjs";
import { api, revoke_path, ticket_make, token_fresh } from "./api.mjs";
import { get_started, page_of, provider_choose, provider_fields, session_open, start_path } from "./person.mjs";
import { nginx_value, worker_of } from "./processes.mjs";
import { ticket_hold, waiting_for_lock } from "./psql.mjs";
import { all_given, remember } from "./secrets.mjs";
import { site_start } from "./sites.mjs";
import { until } from "./until.mjs";

const log_folder = `${process.env.POSTERN_VAR}/log`;
const JSON_BODY = { "Content-Type": "application/json" };
const encoded = (text) => [...text].map((c) => `%${c.charCodeAt(0).toString(16)}`).join("");

function files_below(folder) {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
		entry.isDirectory() ? files_below(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]);
}

function postgres_log() {
	const folder = `${process.env.POSTERN_VAR}/postgres`;
	const place = existsSync(`${folder}/place`) ? readFileSync(`${folder}/place`, "utf8").trim()
		: `${folder}/cluster`;
	return `${place}/log`;
}

// The text of a file; an error where it is not UTF-8.
const text_of = (file) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
const logs_in_json = () => files_below(log_folder).filter((name) => !/nginx-error\.log$/.test(name));

function lines_are_json(file) {
	for (const line of text_of(file).split("\n").filter(Boolean))
		assert.doesNotThrow(() => JSON.parse(line), `${file}: ${line}`);
}

// One character after another percent-encoded, the digits in either case.
function with_one_encoded(secret) {
	return [...secret].map((c, n) => secret.slice(0, n) + (n % 2 ? encoded(c) : encoded(c).toUpperCase())
		+ secret.slice(n + 1));
}

const PIECE = 6;
const pieces_of = (text) => Array.from({ length: Math.max(0, text.length - PIECE + 1) }, (_, n) => text.slice(n, n + PIECE));

function pieces_of_paths() {
	const paths = new Set(files_below(log_folder).filter((name) => /nginx-access\.log$/.test(name))
		.flatMap((file) => readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line).path)));
	return new Set([...paths].flatMap(pieces_of));
}

const lines_of = (name) => readFileSync(`${log_folder}/${name}`, "utf8").split("\n").filter(Boolean);
const entries_of = (name, id) => lines_of(name).filter((line) => line.includes(id)).map((line) => JSON.parse(line));

// A ticket counts as told when the part that is not its public id is.
function parts_to_look_for() {
	const client = [process.env.POSTERN_CLIENT_SECRET, new URL(process.env.POSTERN_TICKET_URL).searchParams.get("ticket")];
	return [...client, ...all_given()].map((secret) => /^[A-Za-z0-9]{32}$/.test(secret) ? secret.slice(12) : secret);
}

describe("logs", () => {
	let limited, away, ticket;

	before(async () => {
		limited = await site_start("logs-limited", { limits: "on" });
		away = await site_start("logs-away", { socket: "/nonexistent/web.sock" });
		ticket = await ticket_make();
	});
	after(async () => {
		await limited.end();
		await away.end();
	});

	async function over_the_limit() {
		await until("429 for a start", async () => (await get_started(ticket, { at: limited.at })).status === 429);
		await until("429 for a look", async () => (await ask(ticket.path, { at: limited.at })).status === 429);
	}

	async function nobody_there() {
		const at = { at: away.at };
		assert.equal((await ask(ticket.path, at)).status, 502);
		assert.equal((await get_started(ticket, at)).status, 502);
		assert.equal((await api("POST", revoke_path(ticket), undefined, at)).status, 502);
		assert.equal((await page_of(ticket, `__Host-postern-${ticket.id}=${remember("C".repeat(32))}`, "", at)).status, 502);
	}

	async function killed_in_a_request() {
		const fresh = await ticket_make();
		const release = await ticket_hold(fresh);
		let answer;
		const worker = await worker_of(() => {
			answer = get_started(fresh);
		});
		await until("it waits", waiting_for_lock);
		process.kill(worker, "SIGKILL");
		assert.equal((await answer).status, 502);
		await release();
		await until("the server serves", async () => (await ask(fresh.path)).status === 200);
	}

	async function revoked_in_every_spelling() {
		for (const spell of [(s) => s, encoded, (s) => `%${s.charCodeAt(0).toString(16)}${s.slice(1)}`,
			(s) => `${s}/`, (s) => `${s}?ticket=${s}`, (s) => s.slice(0, 31)]) {
			const fresh = await ticket_make();
			const cookie = await session_open(fresh);
			await api("POST", revoke_path(fresh, spell(fresh.secret)));
			await page_of(fresh, cookie);
		}
		for (const path of [`/${ticket.secret}`, `${start_path}/${ticket.secret}`, `/self-service/t/${ticket.secret}`,
			`/self-service/t/${ticket.secret}/provider`, `/api//v2/x/sso-ticket/${ticket.secret}//revoke`,
			`/api/v2/x/sso-ticket//${ticket.secret}/revoke`, `${start_path}%3Fticket=${ticket.secret}`, `${start_path}%3Fticket%3D${ticket.secret}`, `${start_path}&ticket=${ticket.secret}`,
			`/SELF-SERVICE/connections-flow/${encoded(ticket.secret)}`, `/x${ticket.secret}y`])
			await post(path, {});
	}

	async function wrong_and_broken() {
		const bad = remember(`wrong${"W".repeat(27)}x`);
		const body = (secret) => JSON.stringify({ grant_type: "client_credentials",
			client_id: process.env.POSTERN_CLIENT_ID, client_secret: secret });
		const token = (text) => ask("/oauth/token", { method: "POST", headers: JSON_BODY, body: text });
		assert.equal((await token(body(bad))).status, 401);
		assert.equal((await token(body(process.env.POSTERN_CLIENT_SECRET).slice(0, -1))).status, 400);
		assert.equal((await token(body(`${process.env.POSTERN_CLIENT_SECRET}\0`))).status, 400);
		await ask("/api/v2/self-service-profiles", { headers: { Authorization: `Bearer ${bad}` } });
		await api("POST", "/api/v2/self-service-profiles", { name: ticket.secret.repeat(10), x: bad });
		await ask("/", { headers: { Referer: ticket.url, "User-Agent": ticket.secret, "X-Long": ticket.secret.repeat(300) } });
		await ask(`${ticket.path}&ticket=${ticket.secret}&%zz`);
		await post(start_path, { ticket: `${ticket.secret}\0` });
		await post(start_path, { ticket: ticket.secret, csrf: bad }, { headers: { "Sec-Fetch-Site": "cross-site" } });
		await ask(ticket.path, { method: "PROPFIND" });
		await ask(`/${ticket.secret.repeat(300)}`);
	}

	it("hold no secret after 429, 502, a killed worker, revokes, wrong tokens and broken bodies", async () => {
		const cookie = await session_open(ticket);
		assert.equal((await provider_choose(ticket, cookie, "okta")).status, 303);
		await token_fresh();
		await over_the_limit();
		await nobody_there();
		await killed_in_a_request();
		await revoked_in_every_spelling();
		await wrong_and_broken();
		const files = [...files_below(log_folder), postgres_log()];
		assert.ok(files.length >= 8, `only ${files}`);
		const secrets = parts_to_look_for();
		assert.ok(secrets.length >= 15);
		for (const file of files) {
			const text = readFileSync(file, "latin1");
			for (const secret of secrets)
				for (const form of [secret, encoded(secret), encoded(secret).toUpperCase()])
					assert.ok(!text.includes(form), `${file} tells ${secret}`);
		}
	});

	it("hold no piece of a secret that stands anywhere in a path, in any spelling", async () => {
		const cookie = await session_open(ticket);
		const { csrf } = await provider_fields(ticket, cookie);
		const session = cookie.slice(cookie.indexOf("=") + 1);
		const token = await token_fresh();
		const secrets = [ticket.secret, session, remember(csrf), token, process.env.POSTERN_CLIENT_SECRET];
		const around = [(s) => `/${s}`, (s) => `/self-service/connections-flow;${s}`, (s) => `/self-service/t/${s}/provider`,
			(s) => `/self-service/t/${ticket.id};${s}/provider`, (s) => `/self-service/%63onnections-flow%3Fticket=${s}`,
			(s) => `/self-service%2Fconnections-flow%3fticket%3D${s}`, (s) => `//self-service//connections-flow%26${s}`,
			(s) => `/api/v2/self-service-profiles/x/sso-ticket/${s}/revoke`, (s) => `/api/v2/x/sso-ticket/${s};/revoke`,
			(s) => `/API/V2/X/SSO-TICKET/${s}/REVOKE`, (s) => `/api/v2/connections/con_${s}`, (s) => `/static/${s}.css`,
			(s) => `/self-service/check/${s}/example.com`, (s) => `/x/../${s}`, (s) => `/${s}?ticket=${s}#${s}`];
		for (const secret of secrets) {
			for (const path of around)
				for (const form of [secret, encoded(secret), `.${secret}`])
					await ask(path(form));
			for (const [n, form] of with_one_encoded(secret).entries())
				await ask(around[n % around.length](form));
		}
		await ask("/healthz/after");
		await until("the log has all of it", () => lines_of("nginx-access.log").some((line) => line.includes("/healthz/after")));
		const told = pieces_of_paths();
		for (const secret of parts_to_look_for().filter((s) => secrets.some((other) => other.endsWith(s))))
			for (const piece of pieces_of(secret))
				assert.ok(!told.has(piece), `a path tells ${piece} of ${secret}`);
	});

	// Sends the bytes, with TLS and without, and waits until they were refused or answered.
	function bytes_send(text) {
		const bytes = Buffer.from(text, "latin1");
		const said = (socket) => new Promise((resolve) => {
			socket.on("error", () => {}).on("close", resolve).resume().end(bytes);
		});
		const { port } = new URL(origin);
		return Promise.all([said(tls.connect({ host: "127.0.0.1", port, servername: "localhost", rejectUnauthorized: false })),
			said(connect(nginx_value("site.conf", /listen 127\.0\.0\.1:(\d+)/), "127.0.0.1"))]);
	}

	it("are JSON and UTF-8, line by line, whatever bytes a request has anywhere", async () => {
		const request = ({ method = "GET", path = "/byte", host = domain, header = "X-Byte: x" }) =>
			`${method} ${path} HTTP/1.1\r\nHost: ${host}\r\n${header}\r\nConnection: close\r\n\r\n`;
		for (let value = 0; value < 256; value++) {
			const byte = String.fromCharCode(value);
			const code = `%${value.toString(16).padStart(2, "0")}`;
			await Promise.all([{ path: `/byte${byte}x` }, { path: `/api/v2/${code}?${byte}${code}` }, { method: `GE${byte}T` },
				{ host: `x${byte}${domain}` }, { header: `X-By${byte}te: x` },
				{ header: ["X-Byte: ", "Referer: ", "Authorization: Bearer ", "Cookie: a="].map((h) => h + byte).join("\r\n") },
			].map((parts) => bytes_send(request(parts))));
		}
		for (const text of ["\u2028", "\ud800", "\ufeff", "\u{1f600}"].map((c) => Buffer.from(c).toString("latin1")))
			await bytes_send(request({ path: `/byte${text}`, header: `User-Agent: ${text}` }));
		await ask("/byte/last");
		await until("the log has the last", () => lines_of("nginx-access.log").some((line) => line.includes("/byte/last")));
		for (const file of logs_in_json())
			lines_are_json(file);
		assert.ok(lines_of("jobs.log").length > 0);
	});

	it("are not for other users of the machine", () => {
		const files = files_below(log_folder);
		assert.ok(files.includes(`${log_folder}/nginx-access.log`) && files.includes(`${log_folder}/nginx-error.log`));
		for (const file of [...files.filter((name) => /\/nginx-[a-z]+\.log$/.test(name)),
			`${log_folder}/web.log`, `${log_folder}/jobs.log`, postgres_log()])
			assert.equal(statSync(file).mode & 0o137, 0, file);
	});

	it("of nginx itself quote no request", () => {
		for (const file of files_below(log_folder).filter((name) => /nginx-error\.log$/.test(name)))
			for (const line of readFileSync(file, "utf8").split("\n").filter(Boolean))
				assert.match(line, /^\S+ \S+ \[notice\] /, file);
	});

	it("tell of one request under one id, in nginx's and in ours, which the visitor gets too", async () => {
		const requests = [[ticket.path, "/self-service/connections-flow", 200], ["/nowhere", "-", 404],
			[`${start_path}?ticket=x`, start_path, 404], ["/api/v2/self-service-profiles", "/api/v2/self-service-profiles", 401]];
		for (const [path, route, status] of requests) {
			const answer = await ask(path);
			assert.equal(answer.status, status);
			const id = answer.headers["x-request-id"];
			assert.match(id, /^[0-9a-f]{32}$/);
			const [ours] = await until(`the log has ${id}`, () => {
				const found = entries_of("web.log", id).filter((line) => line.message === "request");
				return found.length === 1 && found;
			});
			assert.equal(ours.request_id, id);
			assert.equal(ours.route, route);
			assert.equal(Number(ours.status), status);
			const [theirs] = await until(`nginx's log has ${id}`, () => {
				const found = entries_of("nginx-access.log", id);
				return found.length === 1 && found;
			});
			assert.equal(theirs.request_id, id);
			assert.equal(theirs.status, status);
			assert.equal(theirs.path, path.split("?")[0]);
		}
	});

	it("give the reference of an error page its line", async () => {
		const answer = await ask("/nowhere");
		const [, id] = answer.text.match(/<code translate="no">([0-9a-f]{32})<\/code>/);
		assert.equal(id, answer.headers["x-request-id"]);
		await until("it is in our log", () => entries_of("web.log", id).length > 0);
	});
});
