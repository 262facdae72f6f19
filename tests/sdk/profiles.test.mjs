// SPDX-License-Identifier: Apache-2.0
// Self-service profiles, their custom text and tickets, through the official client library.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { ask } from "../web/ask.mjs";
import { connection_name, ticket_of } from "../web/api.mjs";
import { all_called, all_of, keeps_contract, sdk_make, secret } from "./sdk.mjs";

const BRANDED = {
	name: "SDK", description: "By the client library",
	branding: { colors: { primary: "#7c3aed" } },
	allowed_strategies: ["okta", "waad", "samlp", "okta-samlp"],
	user_attributes: [{ name: "email", description: "Work email", is_optional: false }],
};

describe("selfServiceProfiles", () => {
	const sdk = sdk_make();
	const { selfServiceProfiles: profiles } = sdk;
	const { customText, ssoTicket } = profiles;
	const made = [];
	const make = async (body) => {
		const profile = await profiles.create(body);
		made.push(profile.id);
		return profile;
	};
	let profile;

	before(async () => {
		profile = await make(BRANDED);
	});
	afterEach(keeps_contract);
	after(async () => {
		for (const id of made)
			await profiles.delete(id);
		keeps_contract();
		all_called(["selfServiceProfiles", "selfServiceProfiles.customText", "selfServiceProfiles.ssoTicket"]);
	});

	it("makes a profile as it was asked for", async () => {
		const { id, created_at, updated_at, ...rest } = profile;
		assert.deepEqual(rest, BRANDED);
		assert.match(id, /^ssp_[1-9A-HJ-NP-Za-km-z]{22}$/);
		assert.match(created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
		assert.equal(updated_at, created_at);
		assert.deepEqual(await profiles.get(id), profile);
	});

	it("changes what is named, removes what is null and leaves the rest", async () => {
		const { id } = await make(BRANDED);
		const changed = await profiles.update(id, { name: "New", description: null, branding: null });
		assert.equal(changed.name, "New");
		assert.ok(!("description" in changed) && !("branding" in changed));
		assert.deepEqual(changed.user_attributes, BRANDED.user_attributes);
		assert.deepEqual(await profiles.update(id, { user_attributes: null, user_attribute_profile_id: null }),
			{ ...changed, user_attributes: [], updated_at: (await profiles.get(id)).updated_at });
	});

	it("lists profiles page by page", async () => {
		await make({ name: "Second" });
		const listed = await all_of(profiles.list({ per_page: 2 }));
		assert.ok(listed.length >= 3);
		assert.deepEqual(new Set(listed.map((p) => p.id)).size, listed.length);
		for (const id of made)
			assert.ok(listed.some((p) => p.id === id));
		const first = await profiles.list({ per_page: 2 });
		assert.equal(first.data.length, 2);
		assert.ok(first.hasNextPage());
		assert.equal(first.response.total, listed.length);
	});

	it("reads, sets and resets the introduction", async () => {
		const text = { introduction: "<p>Have <b>your</b> <a href=\"https://x.example\">console</a> ready.</p>" };
		assert.deepEqual(await customText.list(profile.id, "en", "get-started"), {});
		assert.deepEqual(await customText.set(profile.id, "en", "get-started", text), text);
		assert.deepEqual(await customText.list(profile.id, "en", "get-started"), text);
		assert.deepEqual(await customText.set(profile.id, "en", "get-started", {}), {});
	});

	it("makes a ticket with all that a ticket can say, opens it and revokes it", async () => {
		const answer = await ssoTicket.create(profile.id, {
			connection_config: { name: connection_name(), display_name: "Customer", show_as_button: true,
				is_domain_connection: false, metadata: { plan: "gold" },
				options: { icon_url: "https://x.example/icon.png", domain_aliases: ["x.example"] } },
			enabled_clients: [process.env.POSTERN_CLIENT_ID], ttl_sec: 3600,
			domain_aliases_config: { domain_verification: "none" },
		});
		const ticket = ticket_of(answer.ticket);
		secret(ticket.secret.slice(12));
		assert.match(answer.ticket, /^https:\/\/[^/]+\/self-service\/connections-flow\?ticket=[A-Za-z0-9]{32}$/);
		assert.equal((await ask(ticket.path)).status, 200);
		await ssoTicket.revoke(profile.id, ticket.secret);
		assert.equal((await ask(ticket.path)).status, 410);
		await ssoTicket.revoke(profile.id, ticket.secret);
	});

	it("deletes a profile, once or twice", async () => {
		const { id } = await profiles.create({ name: "Short-lived" });
		await profiles.delete(id);
		await profiles.delete(id);
	});
});
