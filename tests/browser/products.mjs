// SPDX-License-Identifier: Apache-2.0
// products.mjs - the practice providers as products, at their own names, and a browser that reaches them
import { openid_answer } from "../../script/practice/openid.mjs";
import { openid_products } from "../../script/practice/openid_products.mjs";
import { saml_product_answer } from "../../script/practice/saml.mjs";
import { saml_products } from "../../script/practice/saml_products.mjs";
import { origin } from "../web/ask.mjs";
import { metadata_bytes } from "../web/documents.mjs";
import { internet_start } from "../web/internet.mjs";
import { CLIENT_ID } from "../web/openid_provider.mjs";
import { browser_start } from "./browser.mjs";

// Each strategy's metadata, of tests/unit/metadata.
const DOCUMENTS = { "okta-samlp": "okta", "auth0-samlp": "auth0", "keycloak-samlp": "keycloak", adfs: "adfs", pingfederate: "pingfederate",
	samlp: "entra-id" };
// Those of Microsoft Entra ID are UUIDs.
const CLIENT_IDS = { waad: "3f2c9a1e-7b4d-4c8e-a5f6-0d1e2b3c4a5f", "google-apps": "407408718192-1a2b3c4d5e6f.apps.googleusercontent.com" };

function openid_place(strategy, client_secret) {
	const product = openid_products[strategy], client_id = CLIENT_IDS[strategy] ?? CLIENT_ID;
	return { ...product, client_id, client_secret,
		answer: openid_answer({ issuer: product.issuer, product, client_id, client_secret, redirect_uris: [`${origin}/login/callback`] }) };
}

const saml_place = (strategy) => ({ ...saml_products[strategy],
	...saml_product_answer(saml_products[strategy], metadata_bytes(DOCUMENTS[strategy]).toString("utf8")) });

const path_of = (request) => request.url.split("?", 1)[0];

// places: by strategy, what each is.
export async function products_start(client_secret) {
	const places = Object.fromEntries([
		...Object.keys(openid_products).map((strategy) => [strategy, openid_place(strategy, client_secret)]),
		...Object.keys(saml_products).map((strategy) => [strategy, saml_place(strategy)]),
	]);
	const all = Object.values(places), hosts = [...new Set(all.flatMap((place) => place.hosts))];
	// One host has two products, which have paths of their own.
	const internet = await internet_start(hosts, (host) => (request, response) => {
		const here = all.filter((place) => place.hosts.includes(host));
		const place = here.find(({ paths }) => paths?.includes(path_of(request))) ?? here[0];
		place.answer(request, response);
	});
	const browser = await browser_start([`--host-resolver-rules=${internet.rules}`]);
	return {
		places, browser,
		end: async () => {
			await browser.close();
			await internet.end();
		},
	};
}
