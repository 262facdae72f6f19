// SPDX-License-Identifier: Apache-2.0
// Failures arrive as the client library's own typed errors, with the contract's words.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, afterEach, before, describe, it } from "node:test";
import { Management, ManagementError } from "auth0";
import { connection_name } from "../web/api.mjs";
import { psql } from "../web/psql.mjs";
import { server_start } from "../web/sites.mjs";
import { keeps_contract, sdk_make, secret } from "./sdk.mjs";

const NOBODY = "ssp_1234567890123456789012";
const made = [];

// A program of its own, with these scopes only.
function client_make(...scopes) {
	const words = ["client", "add", "--tenant", "demo", "--name", "SDK", "--scope", scopes.join(" ")];
	const printed = execFileSync(`${process.env.POSTERN_BUILD}/src/postern`, words, { encoding: "utf8" });
	const [, clientId, clientSecret] = printed.match(/^client_id=(\w{32})\nclient_secret=(\w+)\n$/);
	made.push(clientId);
	return { clientId, clientSecret: secret(clientSecret) };
}

// Whether it is that error, and its body has these words.
function is(type, statusCode, more = {}) {
	return (error) => {
		assert.ok(error instanceof type, `${error.constructor.name}: ${error.message}`);
		assert.equal(error.statusCode, statusCode);
		assert.equal(error.body.statusCode, statusCode);
		for (const [name, pattern] of Object.entries(more))
			assert.match(String(error.body[name]), pattern);
		return true;
	};
}

describe("errors", () => {
	const sdk = sdk_make();
	const { selfServiceProfiles: profiles, connections, organizations, userAttributeProfiles } = sdk;

	afterEach(keeps_contract);
	after(() => psql(`DELETE FROM client WHERE client_id IN ('${made.join("', '")}')`));

	it("BadRequestError: a body, a query and an id that break a rule", async () => {
		await assert.rejects(profiles.create({ name: "" }), is(Management.BadRequestError, 400,
			{ errorCode: /^invalid_body$/, message: /^Payload validation error: '.*' on property name/ }));
		await assert.rejects(profiles.create({ name: "x", more: 1 }), is(Management.BadRequestError, 400,
			{ errorCode: /^invalid_body$/, message: /more/ }));
		await assert.rejects(connections.list({ take: 101 }), is(Management.BadRequestError, 400,
			{ errorCode: /^invalid_query_string$/, message: /^Query validation error: / }));
		await assert.rejects(profiles.customText.list(NOBODY, "de", "get-started"), is(ManagementError, 400,
			{ errorCode: /^invalid_uri$/, message: /^Path validation error: / }));
	});

	it("UnauthorizedError: a token that is none, and a wrong secret", async () => {
		await assert.rejects(sdk_make({ token: "nonsense" }).selfServiceProfiles.list(),
			is(Management.UnauthorizedError, 401, { message: /^Invalid token/ }));
		const wrong = sdk_make({ ...client_make("read:connections"), clientSecret: secret(`wrong${"W".repeat(40)}`) });
		await assert.rejects(wrong.connections.list(), /401|access_denied|Unauthorized/);
	});

	it("ForbiddenError: a scope that the program lacks", async () => {
		const narrow = sdk_make(client_make("read:connections"));
		assert.ok(Array.isArray((await narrow.connections.list()).data));
		await assert.rejects(narrow.selfServiceProfiles.create({ name: "x" }), is(Management.ForbiddenError, 403,
			{ errorCode: /^insufficient_scope$/, message: /create:self_service_profiles/ }));
	});

	it("NotFoundError: what is not there", async () => {
		await assert.rejects(profiles.get(NOBODY), is(Management.NotFoundError, 404, { message: new RegExp(NOBODY) }));
		await assert.rejects(connections.get("con_0000000000000000"), is(Management.NotFoundError, 404,
			{ errorCode: /^inexistent_connection$/ }));
		await assert.rejects(organizations.get("org_0000000000000000"), is(Management.NotFoundError, 404));
		await assert.rejects(userAttributeProfiles.get("uap_1c11111111111111111111"), is(Management.NotFoundError, 404));
	});

	it("ConflictError: a name that is taken", async () => {
		const name = connection_name();
		const body = { name, strategy: "okta", options: { client_id: "c", domain: "acme.okta.example" } };
		const { id } = await connections.create(body);
		await assert.rejects(connections.create(body), is(Management.ConflictError, 409));
		await assert.rejects(profiles.ssoTicket.create(process.env.POSTERN_PROFILE_ID, { connection_config: { name } }),
			is(Management.ConflictError, 409, { message: /already exists/ }));
		await connections.delete(id);
	});
});

describe("a program that calls too often", () => {
	let server, domain, program;

	before(async () => {
		server = await server_start("sdk-limited", { POSTERN_API_RATE: "1", POSTERN_API_BURST: "3" });
		domain = new URL(server.at).host;
		psql(`INSERT INTO tenant_domain (tenant_id, domain) VALUES ('demo', '${domain}')`);
		program = { ...client_make("read:connections"), domain, audience: `${process.env.POSTERN_URL}/api/v2/` };
	});
	afterEach(keeps_contract);
	after(async () => {
		psql(`DELETE FROM tenant_domain WHERE domain = '${domain}'`);
		await server.end();
	});

	async function spend(sdk) {
		for (let n = 0; n < 100; n++)
			await sdk.connections.list();
	}

	it("gets TooManyRequestsError, and is told until when", async () => {
		await assert.rejects(spend(sdk_make(program)), (error) => {
			is(Management.TooManyRequestsError, 429)(error);
			const headers = error.rawResponse.headers;
			assert.equal(headers.get("x-ratelimit-limit"), "3");
			assert.equal(headers.get("x-ratelimit-remaining"), "0");
			assert.match(headers.get("x-ratelimit-reset"), /^\d{10}$/);
			assert.match(headers.get("retry-after"), /^[1-9]\d*$/);
			return true;
		});
	});

	it("is served once it has waited as told, as the library does by itself", async () => {
		const patient = sdk_make({ ...program, maxRetries: 3 });
		for (let n = 0; n < 5; n++)
			await patient.connections.list();
	});
});
