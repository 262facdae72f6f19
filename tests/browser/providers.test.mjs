// SPDX-License-Identifier: Apache-2.0
// Each identity provider of the contract, from the ticket to the receipt, at a product with that name: a test of
// the login fails as it does there, is explained in the words of that console, and passes.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { profile_make, profiles_remove, ticket_make } from "../web/api.mjs";
import { failure_of } from "../web/login.mjs";
import { remember } from "../web/secrets.mjs";
import { fill, HOWS, is_enabled, path_of, press, settings_check, settings_reach, stands_at, test_reach, visit, with_clients } from "./assistant.mjs";
import { heading } from "./browser.mjs";
import { products_start } from "./products.mjs";
import { practice_sign_in, tab_of_test } from "./sign_in.mjs";

const SECRET = remember("product-Secret_of+the/tests==never-shown");

const client = ({ client_id, client_secret }) => ({ client_id, client_secret });
const metadata_url = ({ hosts, metadata_path }) => `https://${hosts[0]}${metadata_path}`;
const by_metadata_url = (page, place) => fill(page, { metadata_url: metadata_url(place) });

// settings(page, place): what is typed into the form.  fails: [how the provider answers, the failure, what the page says to do there].
const WALKS = {
	okta: {
		settings: (page, place) => fill(page, { domain: place.hosts[0], ...client(place) }),
		fails: ["not_assigned", "user_not_assigned", /Assignments/],
	},
	"okta-samlp": { settings: by_metadata_url, fails: ["audience", "audience_wrong", /Audience URI \(SP Entity ID\)/] },
	waad: {
		settings: (page, place) => fill(page, { discovery_url: place.issuer, ...client(place) }),
		fails: ["secret_id", "client_refused", /Certificates & secrets.*its Value, not its Secret ID/],
	},
	"google-apps": {
		settings: (page, place) => fill(page, { discovery_url: place.issuer, ...client(place) }),
		fails: ["denied", "access_denied", /Google Auth Platform > Audience/],
	},
	adfs: { settings: by_metadata_url, fails: ["responder", "status_responder", /Event Viewer > Applications and Services Logs > AD FS/] },
	"keycloak-samlp": { settings: by_metadata_url, fails: ["unsigned", "unsigned", /Signature and Encryption, turn on Sign assertions/] },
	pingfederate: {
		async settings(page, place) {
			await page.locator("label:has(#source-xml)").click();
			await fill(page, { metadata_xml: place.document });
		},
		fails: ["audience", "audience_wrong", /Partner’s Entity ID/],
	},
	"auth0-samlp": { settings: by_metadata_url, fails: ["audience", "audience_wrong", /Set “audience” to exactly this/] },
	oidc: {
		settings: (page, place) => fill(page, { discovery_url: place.issuer, ...client(place) }),
		fails: ["client", "client_refused", /Keycloak shows it under Credentials/],
	},
	samlp: { settings: by_metadata_url, fails: ["audience", "audience_wrong", /where your provider asks for our entity ID/] },
};

const words_of = async (page) => (await page.locator("main").innerText()).replace(/\s+/g, " ");

describe("a provider, from the ticket to the receipt", () => {
	let world, profile;

	before(async () => {
		world = await products_start(SECRET);
		profile = await profile_make({ allowed_strategies: Object.keys(WALKS) });
	});
	after(async () => {
		await world?.end();
		await profiles_remove();
	});

	async function test_run(page, context, strategy, options, fault) {
		const is_saml = !world.places[strategy].routes;
		const tab = await tab_of_test(page, context, { sign_in: (at) => practice_sign_in(at, fault),
			onward_button: options.javaScriptEnabled === false && is_saml ? "Continue" : undefined });
		const words = await words_of(tab), result = { heading: await heading(tab), words, failure: failure_of({ id: path_of(tab).split("/").at(-1) }) };
		await tab.close();
		return result;
	}

	async function test_fail(page, context, strategy, options, [fault, failure, remedy]) {
		const result = await test_run(page, context, strategy, options, fault);
		assert.equal(result.failure, failure, result.words);
		assert.equal(result.heading, "The test failed");
		assert.match(result.words, remedy);
	}

	async function test_pass(page, context, strategy, options) {
		const result = await test_run(page, context, strategy, options);
		assert.equal(result.failure, "passed", result.words);
		assert.equal(result.heading, "The test passed");
		assert.match(result.words, /ada@practice\.example/);
	}

	for (const [strategy, { settings, fails }] of Object.entries(WALKS))
		for (const [how, options] of HOWS)
			it(`${strategy} ${how}`, async () => {
				const ticket = await ticket_make(with_clients(), profile);
				await visit(world.browser, options, async (page, context) => {
					await settings_reach(page, ticket, strategy);
					await settings(page, world.places[strategy]);
					await settings_check(page);
					await test_reach(page);
					await test_fail(page, context, strategy, options, fails);
					await test_pass(page, context, strategy, options);
					await page.reload();
					await press(page, "Continue");
					await stands_at(page, "Enable the connection");
					await press(page, "Enable connection");
					assert.equal(await heading(page), "The connection is enabled");
				});
				assert.ok(is_enabled(ticket));
			});
});
