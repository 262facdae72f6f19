// SPDX-License-Identifier: Apache-2.0
// saml.mjs - a practice SAML identity provider: npm samlp, which can be told to answer wrongly
import { promisify } from "node:util";
import samlp from "samlp";
import { pair_of } from "./keys.mjs";
import { listen } from "./listen.mjs";
import { escaped, form_read, page_send, sign_in_page, words_page } from "./page.mjs";
import { people, person_find, person_name } from "./people.mjs";

export const saml_faults = {
	denied: "Refuse: the request is denied",
	authn: "Refuse: the sign-in failed",
	audience: "Assertion for another service provider",
	recipient: "Assertion for another address",
	destination: "Response to another address",
	issuer: "Response of another identity provider",
	unsigned: "No signature",
	other_key: "Signed with another certificate",
	sha1: "Signed with SHA-1",
	altered: "Changed after it was signed",
	expired: "Assertion that has expired",
	ahead: "Clock ten minutes ahead",
	behind: "Clock two hours behind",
	other_request: "Answer to another request",
	unsolicited: "Answer to no request",
	transient: "A user ID that changes at every sign-in",
	encrypted: "Encrypted for somebody else",
	relay: "Response without its RelayState",
	silent: "No answer at all",
};

const STATUS = "urn:oasis:names:tc:SAML:2.0:status:";
const refusals = {
	denied: [`${STATUS}RequestDenied`, "The user is not assigned to this application."],
	authn: [`${STATUS}AuthnFailed`, "The user could not be authenticated."],
};
const SECOND_MS = 1000;
const CLOCKS_MS = { behind: -2 * 3600 * SECOND_MS, ahead: 600 * SECOND_MS };

// The person as npm passport describes one, which samlp's own mapper reads.
const passport = (person) => ({ id: person.id, displayName: person_name(person), emails: person.email ? [{ value: person.email }] : [],
	name: { givenName: person.given_name, familyName: person.family_name }, groups: person.groups });

const options_of = (asked, { own, other, issuer, more }) => ({
	...own, issuer, audience: asked.issuer, recipient: asked.assertionConsumerServiceURL,
	destination: asked.assertionConsumerServiceURL, inResponseTo: asked.id, lifetimeInSeconds: 300,
	signatureAlgorithm: "rsa-sha256", digestAlgorithm: "sha256", signResponse: false,
	nameIdentifierFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
	...more,
	faults: {
		audience: { audience: "urn:example:another-service" },
		recipient: { recipient: "https://another.example/acs" },
		destination: { destination: "https://another.example/acs" },
		issuer: { issuer: "https://another.example/metadata" },
		unsigned: { signAssertion: false, signResponse: false },
		other_key: other,
		sha1: { signatureAlgorithm: "rsa-sha1", digestAlgorithm: "sha1" },
		expired: { lifetimeInSeconds: -120 },
		other_request: { inResponseTo: "_of_another_request" },
		unsolicited: { inResponseTo: undefined },
		transient: { nameIdentifierFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" },
		encrypted: { encryptionCert: other.cert, encryptionPublicKey: other.cert,
			encryptionAlgorithm: "http://www.w3.org/2009/xmlenc11#aes256-gcm",
			keyEncryptionAlgorithm: "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p" },
	},
});

// samlp knows only the time of the machine, and reads it before it returns.
function at_time(shift_ms, work) {
	const now = Date.now;
	Date.now = () => now() + shift_ms;
	try {
		return work();
	} finally {
		Date.now = now;
	}
}

const respond = promisify(samlp.getSamlResponse);

// A product's names and NameID (saml_products.mjs), as samlp asks for them.
const shape_of = (product) => product.attributes && { ...product.options, profileMapper: (user) => ({
	getClaims: () => product.attributes(user),
	getNameIdentifier: () => ({ nameIdentifier: product.name_id(user) }) }) };

function refusal(options, [samlStatusCode, description]) {
	let html;
	samlp.sendError({ ...options, error: { code: samlStatusCode, description }, getPostURL: (request, done) => done(null, "https://unused.example") })(
		{}, { set() {}, send: (text) => { html = text; } }, () => {});
	return Buffer.from(/name="SAMLResponse"\s+value="([^"]+)"/.exec(html)[1], "base64").toString("utf8");
}

async function response_of(options, product, person, fault) {
	const refused = product.refusals?.[fault] ?? refusals[fault];
	if (refused)
		return refusal(options, refused);
	const user = product.attributes ? { ...person } : passport(person);
	if (fault === "transient")
		user.id = `_${crypto.randomUUID()}`;
	const xml = await at_time(CLOCKS_MS[fault] ?? 0, () => respond({ ...options, ...options.faults[fault] }, user));
	return fault === "altered" ? xml.replace(person.given_name, "Mallory") : xml;
}

const post_page = (action, fields) => `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Sending you back</title></head><body>
<form method="post" action="${escaped(action)}">${Object.entries(fields).map(([name, value]) =>
		`<input type="hidden" name="${name}" value="${escaped(value)}">`).join("")}<button>Continue</button></form>
<script>document.forms[0].submit()</script></body></html>`;

const parse = promisify(samlp.parseRequest);

async function ask(request, response, { product }, url) {
	const sent = request.method === "POST" ? await form_read(request) : Object.fromEntries(url.searchParams);
	if (!sent.SAMLRequest)
		return page_send(response, 400, words_page("No request", "Start at the service provider."));
	await parse({ query: sent, method: request.method }, {});
	page_send(response, 200, sign_in_page({ title: product.title, action: "/answer", faults: { ...saml_faults, ...product.faults },
		hidden: { SAMLRequest: sent.SAMLRequest, RelayState: sent.RelayState ?? "" } }));
}

async function answer(request, response, idp) {
	const sent = await form_read(request);
	const asked = await parse({ query: { SAMLRequest: sent.SAMLRequest }, method: "GET" }, {});
	if (sent.fault === "silent")
		return page_send(response, 200, "");
	const xml = await response_of(options_of(asked, idp), idp.product, person_find(sent.person) ?? people[0], sent.fault);
	page_send(response, 200, post_page(asked.assertionConsumerServiceURL, {
		SAMLResponse: Buffer.from(xml).toString("base64"), ...(sent.fault !== "relay" && { RelayState: sent.RelayState }) }));
}

function metadata(request, response, idp) {
	samlp.metadata({ issuer: idp.issuer, cert: idp.own.cert, redirectEndpointPath: "/sso", postEndpointPath: "/sso" })(
		{ headers: { host: idp.host, "x-forwarded-proto": "https" } }, {
			set: (name, value) => response.setHeader(name, value),
			send: (text) => response.end(text),
		});
}

// Answers requests with its pages, { path: page(request, response, idp, url) }.
const answer_by = (pages, idp) => async (request, response) => {
	const url = new URL(request.url, "https://practice.invalid");
	const page = pages[url.pathname] ?? (() => page_send(response, 404, words_page("Nothing here", "There is no such page.")));
	try {
		await page(request, response, idp, url);
	} catch (error) {
		page_send(response, 400, words_page("This did not work", error.message));
	}
};

const pair_as_text = (pair) => pair.cert.replace(/-----[^-]+-----|\s/g, "");

// Answers as the product whose metadata that is, but for its certificates.
export function saml_product_answer(product, document, keep) {
	const own = pair_of("saml", keep);
	const text = document.replace(/(<(?:\w+:)?X509Certificate>)[^<]*/g, `$1${pair_as_text(own)}`);
	const [, issuer] = /\sentityID="([^"]*)"/.exec(text);
	const [, place] = /<(?:\w+:)?SingleSignOnService [^>]*Location="([^"]*)"/.exec(text);
	const idp = { issuer, own, other: pair_of("stranger", keep), product, more: shape_of(product) };
	const { hostname, pathname } = new URL(place);
	return {
		issuer, sign_in_url: place, hosts: [hostname], document: text, certificate: own.cert,
		paths: [pathname, product.metadata_path, "/answer"],
		answer: answer_by({ [pathname]: ask, "/answer": answer, [product.metadata_path]: (request, response) => {
			response.writeHead(200, { "content-type": product.metadata_type ?? "application/xml" });
			response.end(text);
		} }, idp),
	};
}

const PRACTICE = { title: "Practice SAML identity provider" };

// keep: the folder where its keys stay; more: options of samlp for each answer.
export async function saml_start({ tls, port = 0, keep, name, ...more }) {
	const { server, host, end } = await listen(tls, port, name);
	const idp = { host, issuer: `https://${host}/metadata`, own: pair_of("saml", keep), other: pair_of("stranger", keep), product: PRACTICE, more };
	server.on("request", answer_by({ "/metadata": metadata, "/sso": ask, "/answer": answer }, idp));
	return { metadata_url: idp.issuer, certificate: idp.own.cert, host, end };
}
