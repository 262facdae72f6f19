// SPDX-License-Identifier: Apache-2.0
// Clients and their grants: what a program was given is changed, and taken back.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, afterEach, describe, it } from "node:test";
import { Management } from "auth0";
import { psql } from "../web/psql.mjs";
import { all_of, keeps_contract, sdk_make, secret } from "./sdk.mjs";

const made = [];

function client_make(...scopes) {
	const words = ["client", "add", "--tenant", "demo", "--name", "SDK", ...scopes.flatMap((scope) => ["--scope", scope])];
	const printed = execFileSync(`${process.env.POSTERN_BUILD}/src/postern`, words, { encoding: "utf8" });
	const [, clientId, clientSecret] = printed.match(/^client_id=(\w{32})\nclient_secret=(\w+)\n$/);
	made.push(clientId);
	return { clientId, clientSecret: secret(clientSecret) };
}

describe("clients", () => {
	const { clients, clientGrants } = sdk_make();
	const answers = (program) => program.logs.list({ take: 1 }).then(() => 200, (error) => error.statusCode);

	afterEach(keeps_contract);
	after(() => psql(`DELETE FROM client WHERE client_id IN ('${made.join("', '")}')`));

	it("are renamed", async () => {
		const { clientId } = client_make("read:logs");
		const changed = await clients.update(clientId, { name: "Shop" });
		assert.deepEqual(changed, { ...await clients.get(clientId), name: "Shop" });
		assert.ok(!("client_secret" in changed));
		await assert.rejects(clients.update(clientId, { callbacks: ["https://a.example/"] }), Management.BadRequestError);
		await assert.rejects(clients.update("0".repeat(32), { name: "x" }), Management.NotFoundError);
	});

	it("lose scopes with their next call", async () => {
		const keys = client_make("read:logs", "read:clients");
		const program = sdk_make(keys);
		assert.equal(await answers(program), 200);
		const [grant] = await all_of(clientGrants.list({ client_id: keys.clientId }));
		const changed = await clientGrants.update(grant.id, { scope: ["read:clients"] });
		assert.deepEqual(changed, { ...grant, scope: ["read:clients"] });
		assert.equal(await answers(program), 403);
		await assert.rejects(program.clientGrants.update(grant.id, { scope: ["read:logs"] }), Management.ForbiddenError);
		await assert.rejects(clientGrants.update("cgr_0000000000000000", { scope: [] }), Management.NotFoundError);
	});

	it("get another secret, while the one before goes on", async () => {
		const keys = client_make("read:logs");
		const { client_id, client_secret } = await clients.rotateSecret(keys.clientId);
		assert.equal(client_id, keys.clientId);
		assert.match(client_secret, /^\w{64}$/);
		assert.equal(await answers(sdk_make(keys)), 200);
		assert.equal(await answers(sdk_make({ ...keys, clientSecret: secret(client_secret) })), 200);
		const third = secret((await clients.rotateSecret(keys.clientId)).client_secret);
		await assert.rejects(sdk_make(keys).logs.list());
		assert.equal(await answers(sdk_make({ ...keys, clientSecret: third })), 200);
		await assert.rejects(clients.rotateSecret("0".repeat(32)), Management.NotFoundError);
	});

	it("rotate no secret that would bring them more", async () => {
		const program = sdk_make(client_make("update:client_keys", "update:client_grants", "update:clients"));
		await assert.rejects(program.clients.rotateSecret(process.env.POSTERN_CLIENT_ID), Management.ForbiddenError);
	});

	it("are removed with their tokens", async () => {
		const keys = client_make("read:logs");
		const program = sdk_make(keys);
		assert.equal(await answers(program), 200);
		await clients.delete(keys.clientId);
		assert.equal(await answers(program), 401);
		await assert.rejects(clients.get(keys.clientId), Management.NotFoundError);
		await clients.delete(keys.clientId);
	});
});
