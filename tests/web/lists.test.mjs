// SPDX-License-Identifier: Apache-2.0
// Long lists through a real nginx: slow readers hold no worker, and half a list does not look whole.
import assert from "node:assert/strict";
import { connect } from "node:tls";
import { after, before, describe, it } from "node:test";
import { api, connection_name, ticket_make, token_fresh } from "./api.mjs";
import { ask, ca, domain } from "./ask.mjs";
import { workers } from "./processes.mjs";
import { psql } from "./psql.mjs";
import { server_start } from "./sites.mjs";
import { until } from "./until.mjs";

const CONNECTIONS = "/api/v2/connections";
const WORKERS = 2;
const MANY = 100;
const BYTES = 96 * 1024;	// of each: more than nginx and the network hold of the list
const MEMORY = 256 * 1024;	// nginx's fastcgi_buffers; what does not fit goes into a file

// A reader that asks, takes nothing until read() is called, and then everything.
function slow_reader(at, path, token) {
	const { hostname, port } = new URL(at);
	const socket = connect({ host: hostname, port, servername: "localhost", ca, family: 4 });
	const chunks = [];
	const ended = new Promise((resolve, reject) => socket.on("error", reject).on("close", resolve));
	socket.pause();
	socket.write(`GET ${path} HTTP/1.0\r\nHost: ${domain}\r\nAuthorization: Bearer ${token}\r\n\r\n`);
	return {
		// Takes some of it, and goes.
		leave: () => new Promise((resolve) => socket.once("data", () => socket.destroy())
			.on("close", resolve).resume()),
		read: async () => {
			socket.on("data", (chunk) => chunks.push(chunk)).resume();
			await ended;
			const text = Buffer.concat(chunks).toString();
			return { status: text.slice(9, 12), text: text.slice(text.indexOf("\r\n\r\n") + 4) };
		},
	};
}

const count_named = (prefix) => Number(psql(`SELECT count(*) FROM connection WHERE name LIKE '${prefix}%'`));

describe("a long list", () => {
	const prefix = connection_name();
	let server, token, first;

	before(async () => {
		server = await server_start("lists", { POSTERN_WORKERS: String(WORKERS) });
		token = await token_fresh(server.at);
		const made = await api("POST", CONNECTIONS, { name: prefix, strategy: "okta",
			options: { client_id: "c", domain: "lists.okta.com" } });
		assert.equal(made.status, 201, made.text);
		first = made.json().id;
		psql(`BEGIN;
			INSERT INTO connection (tenant_id, connection_id, name, strategy, config, live_revision)
			SELECT tenant_id, 'con_' || lpad(n::text, 16, '0'), name || '-' || n, strategy, config, live_revision
			  FROM connection, generate_series(1, ${MANY}) n WHERE connection_id = '${first}';
			INSERT INTO connection_revision (tenant_id, connection_id, revision, settings, actor)
			SELECT c.tenant_id, c.connection_id, 1, jsonb_build_object('note', (
			       SELECT string_agg(md5(random()::text), '') FROM generate_series(1, ${BYTES / 32}))), 'system:test'
			  FROM connection c WHERE name LIKE '${prefix}-%';
			COMMIT`);
		assert.equal(count_named(prefix), MANY + 1);
	});
	after(async () => {
		psql(`DELETE FROM connection WHERE name LIKE '${prefix}%'`);
		assert.deepEqual(await server.end(), { code: 0, signal: null });
	});
	const get = (path) => ask(path, { at: server.at, headers: { Authorization: `Bearer ${token}` } });

	it("holds no worker, however slowly it is read", async () => {
		const path = `${CONNECTIONS}?per_page=${MANY}`;
		const readers = Array.from({ length: 2 * WORKERS }, () => slow_reader(server.at, path, token));
		const name = (await until("another request is served", () => get(`${CONNECTIONS}/${first}?fields=name`)))
			.json().name;
		assert.equal(name, prefix);
		for (const reader of readers) {
			const answer = await reader.read();
			assert.equal(answer.status, "200");
			assert.ok(answer.text.length > MANY * BYTES);
			assert.equal(JSON.parse(answer.text).length, MANY);
		}
	});

	it("that fails half way is seen to be cut, and costs no worker", async () => {
		const before = workers(server.web.pid);
		psql(`UPDATE connection SET config = '{"display_name":5}' WHERE name = '${prefix}-${MANY}'`);
		for (let n = 0; n < 2 * WORKERS; n++)
			await assert.rejects(get(`${CONNECTIONS}?per_page=${MANY}`), { code: "ECONNRESET" });
		psql(`UPDATE connection SET config = '{}' WHERE name = '${prefix}-${MANY}'`);
		assert.equal((await get(`${CONNECTIONS}?per_page=${MANY}`)).json().length, MANY);
		assert.deepEqual(workers(server.web.pid), before);
	});

	it("that its reader no longer wants costs no worker", async () => {
		const before = workers(server.web.pid);
		for (let n = 0; n < 2 * WORKERS; n++)
			await slow_reader(server.at, `${CONNECTIONS}?per_page=${MANY}`, token).leave();
		await until("all workers are free again", async () => (await Promise.all(before.map(() =>
			get(`${CONNECTIONS}?per_page=${MANY}`)))).every((answer) => answer.json().length === MANY));
		assert.deepEqual(workers(server.web.pid), before);
	});

	it("has nothing of the answers that hold secrets, which are so short that they never leave memory", async () => {
		const secrets = [token, (await ticket_make()).secret];
		const list = await get(`${CONNECTIONS}?per_page=${MANY}`);
		assert.ok(list.bytes.length > MEMORY);
		for (const secret of [...secrets, process.env.POSTERN_CLIENT_SECRET])
			assert.ok(!list.text.includes(secret));
		const names = Array.from({ length: 20 }, (_, n) => `${"x".repeat(50)}${n}.example`);
		const ticket = await api("POST", `/api/v2/self-service-profiles/${process.env.POSTERN_PROFILE_ID}/sso-ticket`,
			{ connection_config: { name: connection_name(), options: { domain_aliases: names } } });
		assert.equal(ticket.status, 201, ticket.text);
		assert.ok(ticket.bytes.length < 4096);
		const answer = await ask("/oauth/token", { at: server.at, method: "POST",
			headers: { "Content-Type": "application/json" }, body: JSON.stringify({
				grant_type: "client_credentials", client_id: process.env.POSTERN_CLIENT_ID,
				client_secret: process.env.POSTERN_CLIENT_SECRET, audience: `https://${domain}/api/v2/` }) });
		assert.equal(answer.status, 200, answer.text);
		assert.ok(answer.bytes.length < 4096);
	});
});
