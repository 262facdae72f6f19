// SPDX-License-Identifier: Apache-2.0
// From the ticket to an enabled connection through a sign-in at three identity providers that nobody here wrote.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { saml_start } from "../../script/practice/saml.mjs";
import { profiles_remove, ticket_make } from "../web/api.mjs";
import { origin } from "../web/ask.mjs";
import { failure_of } from "../web/login.mjs";
import { CLIENT_ID, openid_provider_start } from "../web/openid_provider.mjs";
import { psql } from "../web/psql.mjs";
import { remember } from "../web/secrets.mjs";
import { simplesamlphp_start } from "../web/simplesamlphp.mjs";
import { fill, HOWS, is_enabled, path_of, press, settings_check, settings_reach, stands_at, test_reach, visit,
	with_clients } from "./assistant.mjs";
import { browser_start, heading } from "./browser.mjs";
import { practice_sign_in, tab_of_test } from "./sign_in.mjs";

const SECRET = remember("tried-Secret_of+the/tests==never-shown");
const PASSWORD = remember("password-of-the-person-who-tries");

const openid = {
	name: "npm oidc-provider", strategy: "oidc",
	start: () => openid_provider_start(SECRET),
	settings: (provider) => ({ discovery_url: provider.issuer, client_id: CLIENT_ID, client_secret: SECRET }),
	sign_in: practice_sign_in,
};
const samlp = {
	name: "npm samlp", strategy: "samlp",
	start: () => saml_start({ tls: `${process.env.POSTERN_VAR}/tls` }),
	settings: (provider) => ({ metadata_url: provider.metadata_url }),
	sign_in: practice_sign_in,
	button: "Continue",
};
const simplesamlphp = {
	name: "SimpleSAMLphp", strategy: "samlp",
	start: () => simplesamlphp_start({ [`ada:${PASSWORD}`]: { uid: ["ada"], email: ["ada@practice.example"], givenName: ["Ada"], sn: ["Lovelace"] } }),
	settings: (provider) => ({ metadata_url: provider.metadata_url }),
	// It calls the email address "email", which is none of the names that we ask for.
	learns: "email",
	button: "Submit",
	// It must know us before anybody signs in.
	before: (provider, { entity_id, acs_url }) => provider.trust(entity_id, acs_url, { "simplesaml.nameidattribute": "uid" }),
	async sign_in(tab) {
		await tab.locator("#username").fill("ada");
		await tab.locator("#password").fill(PASSWORD);
		await tab.locator("button, input[type=submit]").first().click();
	},
};

// We, as a SAML provider knows us.
function ours_of(ticket) {
	const name = psql(`SELECT name FROM connection WHERE ticket_id = '${ticket.id}'`);
	return { entity_id: `urn:auth0:demo:${name}`, acs_url: `${origin}/login/callback?connection=${name}` };
}

function sign_in(page, context, who, options, is_known = false) {
	const is_passed_on = options.javaScriptEnabled === false;
	return tab_of_test(page, context, { sign_in: is_known ? undefined : who.sign_in, onward_button: is_passed_on ? who.button : undefined });
}

// What did arrive becomes the attribute that did not.
async function learn(page, context, who, options) {
	const tab = await sign_in(page, context, who, options);
	assert.equal(await heading(tab), "The test failed");
	assert.equal(await tab.locator('select[name="claim"]').inputValue(), who.learns);
	await press(tab, "Use this for it");
	await tab.close();
	await page.reload();
}

async function test_pass(page, context, who, options) {
	const tab = await sign_in(page, context, who, options, Boolean(who.learns));
	assert.equal(await heading(tab), "The test passed", await tab.locator("main").innerText());
	assert.match(await tab.locator("main").innerText(), /ada@practice\.example/);
	assert.equal(failure_of({ id: path_of(tab).split("/").at(-1) }), "passed");
	await tab.close();
}

for (const who of [openid, samlp, simplesamlphp])
	describe(`a test at ${who.name}`, () => {
		let browser, provider;

		before(async () => {
			provider = await who.start();
			browser = await browser_start();
		});
		after(async () => {
			await browser.close();
			await provider.end();
			await profiles_remove();
		});

		for (const [how, options] of HOWS)
			it(`leads on to an enabled connection ${how}`, async () => {
				const ticket = await ticket_make(with_clients());
				await visit(browser, options, async (page, context) => {
					await settings_reach(page, ticket, who.strategy);
					await fill(page, who.settings(provider));
					await settings_check(page);
					await test_reach(page);
					who.before?.(provider, ours_of(ticket));
					if (who.learns)
						await learn(page, context, who, options);
					await test_pass(page, context, who, options);
					await page.getByText("The test passed.").waitFor();
					await press(page, "Continue");
					await stands_at(page, "Enable the connection");
					await press(page, "Enable connection");
					assert.equal(await heading(page), "The connection is enabled");
				});
				assert.equal(is_enabled(ticket), true);
			});
	});
