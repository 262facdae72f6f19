// SPDX-License-Identifier: Apache-2.0
// Connections of every strategy, their clients and keys, through the official client library.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { Management } from "auth0";
import { connection_name } from "../web/api.mjs";
import { certificate_bytes } from "../web/documents.mjs";
import { all_called, all_of, keeps_contract, sdk_make, secret } from "./sdk.mjs";

const SECRET = secret(`sdk-connection-secret-${process.pid}`);
const program = { client_id: "the-client", client_secret: SECRET };
const saml = { signInEndpoint: "https://idp.example/sso", signingCert: certificate_bytes("rsa.pem").toString(), signSAMLRequest: true,
	signatureAlgorithm: "rsa-sha256", digestAlgorithm: "sha256",
	protocolBinding: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" };

// The options of each strategy, as a program sends them.
const OPTIONS = {
	okta: { ...program, domain: "acme.okta.example", scope: "openid profile email", domain_aliases: ["acme.example"] },
	oidc: { ...program, type: "back_channel", discovery_url: "https://idp.example/.well-known/openid-configuration" },
	samlp: { ...saml, fieldsMap: { email: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress" } },
	waad: { ...program, tenant_domain: "acme.example", domain: "acme.example", identity_api: "microsoft-identity-platform-v2.0" },
	"google-apps": { domain: "acme.example", tenant_domain: "acme.example", non_persistent_attrs: null },
	adfs: { adfs_server: "https://adfs.example/FederationMetadata/2007-06/FederationMetadata.xml", thumbprints: null },
	pingfederate: { ...saml, pingFederateBaseUrl: "https://ping.example/idp/SSO.saml2" },
};

// The sent options that must come back: all but the secrets.
function shown(options) {
	const { client_secret, ...rest } = options;
	return rest;
}

describe("connections", () => {
	const { connections } = sdk_make();
	const made = [];
	const make = async (strategy, more = {}) => {
		const connection = await connections.create({ name: connection_name(), strategy, options: OPTIONS[strategy], ...more });
		made.push(connection.id);
		return connection;
	};
	let okta;

	before(async () => {
		okta = await make("okta", { display_name: "Acme", metadata: { plan: "gold" }, show_as_button: true,
			cross_app_access_resource_app: { status: "enabled" }, enabled_clients: [process.env.POSTERN_CLIENT_ID] });
	});
	afterEach(keeps_contract);
	after(async () => {
		for (const id of made)
			await connections.delete(id);
		keeps_contract();
		all_called(["connections", "connections.clients", "connections.keys"], { but: ["connections.checkStatus"] });
	});

	for (const strategy of Object.keys(OPTIONS))
		it(`makes one of strategy ${strategy}, with the options sent and no secret`, async () => {
			const connection = await make(strategy);
			assert.match(connection.id, /^con_[A-Za-z0-9]{16}$/);
			assert.equal(connection.strategy, strategy);
			assert.deepEqual(connection.realms, [connection.name]);
			const read = await connections.get(connection.id);
			for (const [name, value] of Object.entries(shown(OPTIONS[strategy])))
				assert.deepEqual(read.options[name], value, name);
			assert.ok(!("client_secret" in read.options));
		});

	it("shows what recorded answers show where nothing was sent", async () => {
		const { email, profile, scope, map_user_id_to_id, handle_login_from_social } = (await make("google-apps")).options;
		assert.deepEqual({ email, profile, scope, map_user_id_to_id, handle_login_from_social }, { email: true, profile: true,
			scope: ["email", "profile"], map_user_id_to_id: false, handle_login_from_social: true });
		const { use_wsfed, waad_common_endpoint, should_trust_email_verified_connection, app_domain } = (await make("waad")).options;
		assert.deepEqual({ use_wsfed, waad_common_endpoint, should_trust_email_verified_connection, app_domain },
			{ use_wsfed: false, waad_common_endpoint: false, app_domain: process.env.POSTERN_DOMAIN,
				should_trust_email_verified_connection: "never_set_emails_as_verified" });
	});

	it("makes one as it was asked for", async () => {
		const { display_name, metadata, show_as_button, is_domain_connection, enabled_clients } = okta;
		assert.deepEqual({ display_name, metadata, show_as_button, is_domain_connection, enabled_clients },
			{ display_name: "Acme", metadata: { plan: "gold" }, show_as_button: true, is_domain_connection: false,
				enabled_clients: [process.env.POSTERN_CLIENT_ID] });
		assert.deepEqual(okta.cross_app_access_resource_app, { status: "enabled" });
		const [listed] = await all_of(connections.list({ name: okta.name }));
		assert.deepEqual(listed.enabled_clients, enabled_clients);
	});

	it("lists them page by page, by strategy, by name and with some fields only", async () => {
		await make("okta");
		const all = await all_of(connections.list({ take: 2 }));
		assert.equal(new Set(all.map((c) => c.id)).size, all.length);
		for (const id of made)
			assert.ok(all.some((c) => c.id === id));
		const some = await all_of(connections.list({ strategy: ["samlp", "adfs"], take: 1 }));
		assert.deepEqual(new Set(some.map((c) => c.strategy)), new Set(["samlp", "adfs"]));
		const [one, ...others] = await all_of(connections.list({ name: okta.name, fields: "name,id" }));
		assert.deepEqual([one, others], [{ id: okta.id, name: okta.name }, []]);
		assert.deepEqual(await connections.get(okta.id, { fields: "strategy" }), { strategy: "okta" });
	});

	it("replaces the options whole and leaves what is not named", async () => {
		const options = { client_id: "another", client_secret: SECRET, domain: "other.okta.example" };
		const changed = await connections.update(okta.id, { options, metadata: { plan: "silver" } });
		assert.equal(changed.display_name, "Acme");
		assert.deepEqual(changed.metadata, { plan: "silver" });
		assert.equal(changed.options.client_id, "another");
		assert.ok(!("scope" in changed.options) && !("client_secret" in changed.options));
		assert.deepEqual((await connections.get(okta.id)).options.domain, "other.okta.example");
	});

	it("enables clients and disables them again", async () => {
		const { id } = await make("samlp");
		const client_id = process.env.POSTERN_CLIENT_ID;
		const enabled = () => all_of(connections.clients.get(id, { take: 1 }));
		assert.deepEqual(await enabled(), []);
		await connections.clients.update(id, [{ client_id, status: true }]);
		assert.deepEqual(await enabled(), [{ client_id }]);
		await connections.clients.update(id, [{ client_id, status: false }]);
		assert.deepEqual(await enabled(), []);
	});

	it("has no status, as none of these strategies has an agent on a customer's machine", async () => {
		await assert.rejects(connections.checkStatus(okta.id), Management.NotFoundError);
	});

	it("makes, shows and rotates keys", async () => {
		const { id } = await make("oidc", { options: { client_id: "c", type: "back_channel",
			token_endpoint_auth_method: "private_key_jwt", discovery_url: "https://idp.example/.well-known/openid-configuration" } });
		const made_keys = await connections.keys.create(id, { signing_alg: "RS256" });
		assert.ok(made_keys.length >= 1);
		assert.match(made_keys[0].cert, /^-----BEGIN CERTIFICATE-----/);
		const [current] = (await connections.keys.get(id)).filter((key) => key.current);
		assert.ok(made_keys.some((key) => key.kid === current.kid));
		const rotated = await connections.keys.rotate(id, {});
		assert.ok(rotated.kid !== current.kid);
		assert.ok((await connections.keys.get(id)).some((key) => key.kid === rotated.kid));
	});
});
