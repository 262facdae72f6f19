// SPDX-License-Identifier: Apache-2.0
// walks.mjs - each identity provider of the contract, as an administrator sets it up who has that product
import assert from "node:assert/strict";
import { ENTRA_DOMAIN, ENTRA_TENANT } from "../../script/practice/openid_products.mjs";
import { profile_make, profiles_remove } from "../web/api.mjs";
import { failure_of } from "../web/login.mjs";
import { remember } from "../web/secrets.mjs";
import { fill, path_of } from "./assistant.mjs";
import { heading } from "./browser.mjs";
import { products_start } from "./products.mjs";
import { practice_sign_in, tab_of_test } from "./sign_in.mjs";

const SECRET = remember("product-Secret_of+the/tests==never-shown");

const client = ({ client_id, client_secret }) => ({ client_id, client_secret });
const metadata_url = ({ hosts, metadata_path }) => `https://${hosts[0]}${metadata_path}`;
const by_metadata = (place) => ["samlp", { metadataUrl: metadata_url(place) }];
const by_metadata_url = (page, place) => fill(page, { metadata_url: metadata_url(place) });

// settings(page, place): what is typed into the form.  makes: the connection's strategy, and options by which the contract knows it.
// fails: [how the provider answers, the failure, what the page says to do there].
// also: more of that kind; "passed" is a test that passes and tells something.
export const WALKS = {
	okta: {
		settings: (page, place) => fill(page, { domain: place.hosts[0], ...client(place) }),
		makes: (place) => ["okta", { domain: place.hosts[0], client_id: place.client_id }],
		fails: ["not_assigned", "user_not_assigned", /Assignments/],
	},
	"okta-samlp": { settings: by_metadata_url, makes: by_metadata, fails: ["audience", "audience_wrong", /Audience URI \(SP Entity ID\)/] },
	waad: {
		settings: (page, place) => fill(page, { domain: ENTRA_DOMAIN, ...client(place) }),
		makes: (place) => ["waad", { tenant_domain: ENTRA_DOMAIN, tenantId: ENTRA_TENANT, client_id: place.client_id }],
		fails: ["secret_id", "client_refused", /Certificates & secrets.*its Value, not its Secret ID/],
		also: [["unassigned", "user_not_assigned", /Enterprise apps.*Users and groups > Add user\/group/],
			["secret_expired", "secret_expired", /select New client secret/],
			["tenant", "issuer_wrong", /copy the Directory \(tenant\) ID, and enter it in the settings/],
			["overage", "passed", /in more than 200 groups.*Groups assigned to the application/],
			["", "passed", /email_verified false/], ["xms_edov", "passed", /email_verified true/]],
	},
	"google-apps": {
		settings: (page, place) => fill(page, { domain: "practice.example", ...client(place) }),
		makes: (place) => ["google-apps", { domain: "practice.example", client_id: place.client_id }],
		fails: ["private_account", "hosted_domain_wrong", /with an account of your own Google Workspace/],
		also: [["other_domain", "hosted_domain_wrong", /another\.example/], ["denied", "access_denied", /Google Auth Platform > Audience/]],
	},
	adfs: {
		settings: (page, place) => fill(page, { metadata_url: place.hosts[0] }),
		makes: (place) => ["adfs", { adfs_server: metadata_url(place) }],
		fails: ["responder", "status_responder", /Event Viewer > Applications and Services Logs > AD FS/],
		also: [["other_key", "signed_by_another", /AD FS renews its token-signing certificate by itself/]],
	},
	"keycloak-samlp": {
		settings: (page, place) => fill(page, { metadata_url: metadata_url(place).replace("/protocol/saml/descriptor", "") }),
		makes: by_metadata,
		fails: ["unsigned", "unsigned", /Signature and Encryption, turn on Sign assertions/],
	},
	pingfederate: {
		settings: (page, place) => fill(page, { metadata_xml: place.document }),
		makes: (place) => ["pingfederate", { pingFederateBaseUrl: place.sign_in_url }],
		fails: ["audience", "audience_wrong", /Partner’s Entity ID/],
	},
	"auth0-samlp": { settings: by_metadata_url, makes: by_metadata, fails: ["audience", "audience_wrong", /Set “audience” to exactly this/] },
	oidc: {
		settings: (page, place) => fill(page, { discovery_url: place.issuer, ...client(place) }),
		makes: (place) => ["oidc", { discovery_url: `${place.issuer}/.well-known/openid-configuration`, client_id: place.client_id }],
		fails: ["client", "client_refused", /Keycloak shows it under Credentials/],
	},
	samlp: { settings: by_metadata_url, makes: by_metadata, fails: ["audience", "audience_wrong", /where your provider asks for our entity ID/] },
};

// All products, and a profile that offers them.
export async function walks_start() {
	const products = await products_start(SECRET);
	const profile = await profile_make({ allowed_strategies: Object.keys(WALKS) });
	return {
		...products, profile,
		async end() {
			await products.end();
			await profiles_remove();
		},
	};
}

const words_of = async (page) => (await page.locator("main").innerText()).replace(/\s+/g, " ");

// A test of the login at that product, from the page that offers it.  look(tab): what else is checked there.
async function test_run({ page, context, place, options }, fault, look) {
	const tab = await tab_of_test(page, context, { sign_in: (at) => practice_sign_in(at, fault),
		onward_button: options.javaScriptEnabled === false && !place.routes ? "Continue" : undefined });
	await look?.(tab);
	const result = { heading: await heading(tab), words: await words_of(tab), failure: failure_of({ id: path_of(tab).split("/").at(-1) }) };
	await tab.close();
	return result;
}

export async function test_ends(walk, [fault, failure, words], look) {
	const result = await test_run(walk, fault, look);
	assert.equal(result.failure, failure, result.words);
	assert.equal(result.heading, failure === "passed" ? "The test passed" : "The test failed");
	assert.match(result.words, words, fault);
}

export const test_pass = (walk) => test_ends(walk, ["", "passed", /ada@practice\.example/]);
