// SPDX-License-Identifier: Apache-2.0
// Organizations, their connections and discovery domains, through the official client library.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { connection_name } from "../web/api.mjs";
import { all_called, all_of, keeps_contract, sdk_make, secret } from "./sdk.mjs";

const name = (word) => `sdk-${process.pid}-${word}`;
const ids = (items) => items.map((item) => item.connection_id).sort();

describe("organizations", () => {
	const { organizations, connections } = sdk_make();
	const { discoveryDomains: domains, enabledConnections: enabled } = organizations;
	const made = [];
	const make = async (body) => {
		const organization = await organizations.create(body);
		made.push(organization.id);
		return organization;
	};
	let acme, okta, oidc;

	before(async () => {
		const options = { client_id: "c", client_secret: secret(`sdk-organization-secret-${process.pid}`) };
		okta = await connections.create({ name: connection_name(), strategy: "okta",
			options: { ...options, domain: "acme.okta.example" } });
		oidc = await connections.create({ name: connection_name(), strategy: "oidc",
			options: { ...options, type: "back_channel", discovery_url: "https://x.example/.well-known/openid-configuration" } });
		acme = await make({ name: name("acme"), display_name: "Acme", metadata: { plan: "gold" },
			branding: { logo_url: "https://x.example/logo.png", colors: { primary: "#112233", page_background: "#fff" } },
			enabled_connections: [{ connection_id: oidc.id, assign_membership_on_login: true }] });
	});
	afterEach(keeps_contract);
	after(async () => {
		for (const id of made)
			await organizations.delete(id);
		for (const { id } of [okta, oidc])
			await connections.delete(id);
		keeps_contract();
		all_called(["organizations", "organizations.connections", "organizations.discoveryDomains", "organizations.enabledConnections"]);
	});

	it("makes an organization as it was asked for, with its connections", async () => {
		assert.match(acme.id, /^org_[A-Za-z0-9]{16}$/);
		assert.equal(acme.name, name("acme"));
		assert.equal(acme.display_name, "Acme");
		assert.deepEqual(acme.metadata, { plan: "gold" });
		assert.deepEqual(acme.branding, { logo_url: "https://x.example/logo.png",
			colors: { primary: "#112233", page_background: "#fff" } });
		assert.deepEqual(ids(acme.enabled_connections), [oidc.id]);
		const { enabled_connections, ...rest } = acme;
		assert.deepEqual(await organizations.get(acme.id), rest);
		assert.deepEqual(await organizations.getByName(acme.name), rest);
	});

	it("changes what is named and leaves the rest", async () => {
		const beta = await make({ name: name("beta"), display_name: "Beta", metadata: { a: "1" } });
		const changed = await organizations.update(beta.id, { display_name: "Beta 2" });
		assert.equal(changed.display_name, "Beta 2");
		assert.equal(changed.name, beta.name);
		assert.deepEqual(changed.metadata, { a: "1" });
		assert.deepEqual(await organizations.get(beta.id), changed);
	});

	it("lists organizations page by page", async () => {
		await make({ name: name("gamma") });
		const listed = await all_of(organizations.list({ take: 2 }));
		assert.equal(new Set(listed.map((o) => o.id)).size, listed.length);
		for (const id of made)
			assert.ok(listed.some((o) => o.id === id));
	});

	it("adds, reads, changes, lists and removes connections", async () => {
		const added = await enabled.add(acme.id, { connection_id: okta.id, show_as_button: false });
		assert.equal(added.connection_id, okta.id);
		assert.equal(added.show_as_button, false);
		assert.equal(added.connection.name, okta.name);
		assert.equal(added.connection.strategy, "okta");
		assert.deepEqual(await enabled.get(acme.id, okta.id), added);
		const changed = await enabled.update(acme.id, okta.id, { assign_membership_on_login: true });
		assert.deepEqual(changed, { ...added, assign_membership_on_login: true });
		assert.deepEqual(ids(await all_of(enabled.list(acme.id, { per_page: 1 }))), [okta.id, oidc.id].sort());
		await enabled.delete(acme.id, okta.id);
		assert.deepEqual(ids(await all_of(enabled.list(acme.id))), [oidc.id]);
	});

	it("adds, reads, changes, lists and removes connections that are not enabled, too", async () => {
		const { connections: links } = organizations;
		const added = await links.create(acme.id, { connection_id: okta.id, is_enabled: false });
		assert.equal(added.connection_id, okta.id);
		assert.equal(added.is_enabled, false);
		assert.deepEqual(await links.get(acme.id, okta.id), added);
		const changed = await links.update(acme.id, okta.id, { is_enabled: true });
		assert.deepEqual(changed, { ...added, is_enabled: true });
		assert.deepEqual(ids(await all_of(links.list(acme.id, { per_page: 1 }))), [okta.id, oidc.id].sort());
		await links.delete(acme.id, okta.id);
		assert.deepEqual(ids(await all_of(links.list(acme.id))), [oidc.id]);
	});

	it("adds, reads, changes, lists and removes discovery domains", async () => {
		const first = await domains.create(acme.id, { domain: `first-${process.pid}.example` });
		assert.equal(first.status, "pending");
		assert.equal(first.use_for_organization_discovery, true);
		assert.equal(first.verification_host, `_ss-verification.${acme.id}.${first.domain}`);
		assert.match(first.verification_txt, /^[0-9a-f]{32}$/);
		const second = await domains.create(acme.id, { domain: `second-${process.pid}.example`, status: "verified",
			use_for_organization_discovery: false });
		assert.deepEqual(await domains.get(acme.id, first.id), first);
		assert.deepEqual(await domains.getByName(acme.id, second.domain), second);
		assert.deepEqual(await domains.update(acme.id, first.id, { status: "verified" }), { ...first, status: "verified" });
		assert.deepEqual((await all_of(domains.list(acme.id, { take: 1 }))).map((d) => d.id).sort(), [first.id, second.id].sort());
		await domains.delete(acme.id, first.id);
		assert.deepEqual(await all_of(domains.list(acme.id)), [second]);
	});
});
