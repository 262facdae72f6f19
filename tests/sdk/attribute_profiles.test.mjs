// SPDX-License-Identifier: Apache-2.0
// User attribute profiles and their template, through the official client library.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { all_called, all_of, keeps_contract, sdk_make } from "./sdk.mjs";

const NAME = `SDK ${process.pid}`;
const EMAIL = { label: "Email", description: "Work email", profile_required: true, auth0_mapping: "email",
	oidc_mapping: { mapping: "${context.tokenset.email}", display_name: "email" },
	saml_mapping: ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"],
	scim_mapping: "emails[primary eq true].value",
	strategy_overrides: { waad: { oidc_mapping: { mapping: "${context.tokenset.upn}" } } } };
const DEFAULT_USER_ID = { oidc_mapping: "sub", scim_mapping: "externalId",
	saml_mapping: ["nameidentifier", "upn", "name"].map((claim) =>
		`http://schemas.xmlsoap.org/ws/2005/05/identity/claims/${claim}`) };

describe("userAttributeProfiles", () => {
	const { userAttributeProfiles: uaps, selfServiceProfiles } = sdk_make();
	const made = [];
	const make = async (body) => {
		const profile = await uaps.create(body);
		made.push(profile.id);
		return profile;
	};
	let email;

	before(async () => {
		email = await make({ name: NAME, user_attributes: { email: EMAIL } });
	});
	afterEach(keeps_contract);
	after(async () => {
		for (const id of made)
			await uaps.delete(id);
		keeps_contract();
		all_called(["userAttributeProfiles"]);
	});

	it("makes a profile as it was asked for, with the usual user id", async () => {
		assert.match(email.id, /^uap_1c[1-9A-HJ-NP-Za-km-z]{20}$/);
		assert.deepEqual(email, { id: email.id, name: NAME, user_id: DEFAULT_USER_ID, user_attributes: { email: EMAIL } });
		assert.deepEqual(await uaps.get(email.id), email);
	});

	it("makes a profile of the template as it is served", async () => {
		const { user_attribute_profile_templates: templates } = await uaps.listTemplates();
		assert.deepEqual(templates.map((t) => t.id), ["auth0-generic"]);
		const { template } = await uaps.getTemplate("auth0-generic");
		assert.deepEqual(templates[0].template, template);
		assert.equal(Object.keys(template.user_attributes).length, 48);
		const profile = await make({ ...template, name: `${NAME} of the template` });
		assert.deepEqual({ ...profile, id: undefined, name: template.name }, { ...template, id: undefined });
		assert.deepEqual(Object.keys(profile.user_attributes), Object.keys(template.user_attributes));
	});

	it("replaces what is named whole and leaves the rest", async () => {
		const changed = await uaps.update(email.id, { user_id: { scim_mapping: "userName" } });
		assert.deepEqual(changed, { ...email, user_id: { ...DEFAULT_USER_ID, scim_mapping: "userName" } });
		const again = await uaps.update(email.id, { name: `${NAME} new`, user_id: null });
		assert.deepEqual(again, { ...email, name: `${NAME} new` });
	});

	it("lists profiles page by page", async () => {
		await make({ name: `${NAME} third`, user_attributes: { email: EMAIL } });
		const listed = await all_of(uaps.list({ take: 2 }));
		assert.equal(new Set(listed.map((p) => p.id)).size, listed.length);
		for (const id of made)
			assert.ok(listed.some((p) => p.id === id));
	});

	it("gives a self-service profile its attributes", async () => {
		const profile = await selfServiceProfiles.create({ name: NAME, user_attribute_profile_id: email.id });
		assert.equal(profile.user_attribute_profile_id, email.id);
		assert.deepEqual(profile.user_attributes, []);
		await selfServiceProfiles.delete(profile.id);
	});
});
