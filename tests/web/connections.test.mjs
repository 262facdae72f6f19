// SPDX-License-Identifier: Apache-2.0
// A program makes connections: what must be fetched is there soon after, from a real OpenID provider too.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { api, connection_name } from "./api.mjs";
import { metadata_bytes } from "./documents.mjs";
import { logo_server_start, sends } from "./logo_server.mjs";
import { CLIENT_ID, openid_provider_start } from "./openid_provider.mjs";
import { psql } from "./psql.mjs";
import { remember } from "./secrets.mjs";
import { until } from "./until.mjs";

const CONNECTIONS = "/api/v2/connections";
const SECRET = remember("connections-Secret_of+the/tests==never-shown");

describe("a connection that a program makes", () => {
	let provider, site;
	const made = [];

	before(async () => {
		provider = await openid_provider_start(SECRET);
		site = await logo_server_start({
			"/metadata": sends("application/samlmetadata+xml", metadata_bytes("okta")),
		});
	});
	after(async () => {
		for (const id of made)
			assert.equal((await api("DELETE", `${CONNECTIONS}/${id}`)).status, 204);
		await provider.end();
		await site.end();
	});

	async function make(strategy, options) {
		const answer = await api("POST", CONNECTIONS, { name: connection_name(), strategy, options });
		assert.equal(answer.status, 201, answer.text);
		made.push(answer.json().id);
		return answer.json().id;
	}
	const options_of = async (id) => (await api("GET", `${CONNECTIONS}/${id}`)).json().options;
	const with_member = (id, name) => until(`${name} is there`, async () => {
		const options = await options_of(id);
		return options[name] === undefined ? null : options;
	});

	it("has the endpoints of an OpenID provider, by its address or by an Okta domain", async () => {
		const settings = [["oidc", { discovery_url: provider.issuer }], ["okta", { domain: provider.host }]];
		for (const [strategy, options] of settings) {
			const id = await make(strategy, { ...options, client_id: CLIENT_ID, client_secret: SECRET });
			const found = await with_member(id, "oidc_metadata");
			assert.equal(found.issuer, provider.issuer);
			assert.equal(found.oidc_metadata.issuer, provider.issuer);
			assert.ok(found.token_endpoint.startsWith(provider.issuer));
			assert.ok(found.jwks_uri.startsWith(provider.issuer));
			assert.equal(found.client_secret, undefined);
		}
	});

	it("may be sent back as it was read, and keeps what was derived and the secret", async () => {
		const id = await make("oidc", { discovery_url: provider.issuer, client_id: CLIENT_ID, client_secret: SECRET });
		const options = await with_member(id, "oidc_metadata");
		const answer = await api("PATCH", `${CONNECTIONS}/${id}`, { options: { ...options, scope: "openid email" } });
		assert.equal(answer.status, 200, answer.text);
		assert.deepEqual(answer.json().options, { ...options, scope: "openid email" });
		assert.equal(psql(`SELECT count(DISTINCT sealed_secret) || ' ' || count(sealed_secret) FROM connection_revision
			WHERE connection_id = '${id}'`), "1 2");
	});

	it("has the endpoint and the certificate of SAML metadata, which a change of address replaces", async () => {
		const id = await make("samlp", { metadataUrl: site.url("/nothing") });
		await until("the failure is told", () => Number(psql(`SELECT count(*) FROM event WHERE kind = 'provider_check'
			AND outcome = 'failure' AND details ->> 'connection_id' = '${id}'`)) === 1);
		assert.deepEqual(await options_of(id), { metadataUrl: site.url("/nothing") });
		const answer = await api("PATCH", `${CONNECTIONS}/${id}`, { options: { metadataUrl: site.url("/metadata") } });
		assert.equal(answer.status, 200, answer.text);
		const found = await with_member(id, "signInEndpoint");
		assert.match(found.signInEndpoint, /^https:/);
		assert.match(found.cert, /BEGIN CERTIFICATE/);
		assert.match(found.thumbprints[0], /^[0-9a-f]{40}$/);
		assert.equal((await api("POST", `${CONNECTIONS}/${id}/revisions/1/restore`)).status, 200);
		assert.deepEqual(await options_of(id), { metadataUrl: site.url("/nothing") });
	});
});
