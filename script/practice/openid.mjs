// SPDX-License-Identifier: Apache-2.0
// openid.mjs - a practice OpenID provider: npm oidc-provider, which can be told to answer wrongly
import { createPrivateKey } from "node:crypto";
import Provider, { interactionPolicy } from "oidc-provider";
import { pair_of } from "./keys.mjs";
import { listen } from "./listen.mjs";
import { form_read, json_send, over_page, page_send, sign_in_page, words_page } from "./page.mjs";
import { claims_of, person_find } from "./people.mjs";
import { spoils_token, token_change, token_spoil } from "./tokens.mjs";

export const openid_faults = {
	not_assigned: "Refuse: the user is not assigned to the application",
	denied: "Refuse: access denied",
	consent: "Refuse: consent is missing, as Entra ID says it",
	audience: "ID token for another application",
	issuer: "ID token with a slash too many in its issuer",
	nonce: "ID token with another nonce",
	expired: "ID token that has expired",
	ahead: "Clock ten minutes ahead",
	behind: "Clock two hours behind",
	other_key: "ID token signed with another key",
	unknown_key: "ID token with a key that is not published",
	none: "ID token without a signature",
	hs256: "ID token signed with HS256",
	critical: "ID token with an unknown critical header",
	hash: "ID token for another access token",
	subject: "ID token without a subject",
	no_token: "No ID token",
	nameless: "Answer that does not name its issuer",
	client: "Refuse the client secret",
	code: "Refuse the code",
	html: "A page of HTML instead of JSON",
	slow: "Answer after ten seconds",
	silent: "No answer at all",
};

const refusals = {
	not_assigned: ["access_denied", "User is not assigned to the client application."],
	denied: ["access_denied", "The resource owner denied the request."],
	consent: ["interaction_required", "AADSTS65001: The user or administrator has not consented to use the application."],
};
const answers = {
	client: [401, { error: "invalid_client", error_description: "The client secret supplied for a confidential client is invalid." }],
	code: [400, { error: "invalid_grant", error_description: "The authorization code is invalid or has expired." }],
	html: [200, "<!DOCTYPE html><title>Sign in</title><h1>Please sign in</h1>"],
};
const SLOW_MS = 10_000;
const HOUR_S = 3600;

const private_key = (name, keep) => createPrivateKey(pair_of(name, keep).key);
const published = (key, kid) => ({ ...key.export({ format: "jwk" }), kid, use: "sig", alg: "RS256" });

// The answer in the browser's address, without iss (RFC 9207); one by form_post has no such address.
function nameless(ctx) {
	const location = ctx.response.get("location");
	if (!location)
		return;
	const to = new URL(location);
	to.searchParams.delete("iss");
	ctx.set("location", to.href);
}

// Every sign-in asks anew who signs in.
function policy() {
	const base = interactionPolicy.base();
	base.get("login").checks.add(new interactionPolicy.Check("choose", "somebody chooses", (ctx) =>
		ctx.oidc.result?.login ? interactionPolicy.Check.NO_NEED_TO_PROMPT : interactionPolicy.Check.REQUEST_PROMPT));
	return base;
}

async function grant_all(ctx) {
	const grant = new ctx.oidc.provider.Grant({ accountId: ctx.oidc.session.accountId, clientId: ctx.oidc.client.clientId });
	grant.addOIDCScope("openid profile email");
	await grant.save();
	return grant;
}

// A product's token has claims of its own.
function token_of_product(ctx, fault, { product, keys }) {
	const { accountId } = ctx.oidc.account, { clientId } = ctx.oidc.client;
	const change = product.changes?.[fault] ?? ((claims) => claims);
	return token_change(ctx.body.id_token, (claims) => change({ ...claims, ...product.claims(person_find(accountId), clientId) }), keys.own);
}

// A token endpoint that does as it was told for that code.
async function spoil_answer(ctx, fault, { product, keys }) {
	const answer = product.answers?.[fault] ?? answers[fault];
	if (product.claims)
		ctx.body.id_token = token_of_product(ctx, fault, { product, keys });
	if (fault === "slow")
		await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
	if (answer)
		[ctx.status, ctx.body] = answer;
	else if (fault === "no_token")
		delete ctx.body.id_token;
	else if (spoils_token(fault))
		ctx.body.id_token = token_spoil(ctx.body.id_token, fault, keys);
}

// The page that posts an ID token has it in a field.
function spoil_page(ctx, fault, keys) {
	if (typeof ctx.body === "string" && spoils_token(fault))
		ctx.body = ctx.body.replace(/(name="id_token" value=")([^"]+)/, (all, before, token) =>
			before + token_spoil(token, fault, keys));
}

// The demo's own host is localhost, which the provider forbids to the front channel.
function localhost_allow(provider) {
	const { invalidate } = provider.Client.Schema.prototype;
	provider.Client.Schema.prototype.invalidate = function (message, code) {
		if (code !== "implicit-forbid-localhost")
			invalidate.call(this, message, code);
	};
}

// The address to which the person returns has what the product adds to it.
function answer_add(ctx, added) {
	const url = new URL(ctx.response.get("location"));
	url.searchParams.delete("iss");
	for (const [name, value] of Object.entries(added))
		url.searchParams.set(name, value);
	ctx.response.set("location", url.href);
}

function misbehave(provider, { product, keys }) {
	const faults = new Map();	// by grant
	provider.use(async (ctx, next) => {
		await next();
		if (ctx.oidc?.result?.fault && ctx.oidc.entities.Grant)
			faults.set(ctx.oidc.entities.Grant.jti, ctx.oidc.result.fault);
		if (ctx.oidc?.route === "token" && ctx.status === 200)
			await spoil_answer(ctx, faults.get(ctx.oidc.entities.AuthorizationCode?.grantId), { product, keys });
		if (ctx.oidc?.route === "resume" && ctx.oidc.result?.fault === "nameless")
			nameless(ctx);
		else if (ctx.oidc?.route === "resume" && ctx.oidc.result?.fault)
			spoil_page(ctx, ctx.oidc.result.fault, keys);
		if (ctx.oidc?.route === "resume" && product.adds && ctx.response.get("location"))
			answer_add(ctx, product.adds);
	});
}

async function interaction(provider, product, request, response) {
	if (request.method !== "POST") {
		await provider.interactionDetails(request, response);
		page_send(response, 200, sign_in_page({ title: product.title, action: request.url, faults: { ...openid_faults, ...product.faults } }));
		return;
	}
	const { person, fault } = await form_read(request);
	if (fault === "silent") {
		page_send(response, 200, "");
		return;
	}
	const [error, error_description] = product.refusals?.[fault] ?? refusals[fault] ?? [];
	await provider.interactionFinished(request, response, error ? { error, error_description }
		: { login: { accountId: person_find(person)?.id ?? "ada", remember: false }, fault });
}

// Answers requests as product does (openid_products.mjs).  keep: the folder where its keys stay; more: further configuration
// of oidc-provider.
export function openid_answer({ issuer, product, keep, client_id, client_secret, redirect_uris, ...more }) {
	const keys = { own: private_key("openid", keep), other: private_key("stranger", keep) };
	const provider = new Provider(issuer, {
		scopes: ["openid", "profile", "email"],
		claims: { openid: ["sub"], profile: ["name", "given_name", "family_name", "groups"], email: ["email", "email_verified"] },
		conformIdTokenClaims: false,
		clients: [{ client_id, client_secret, redirect_uris, grant_types: ["authorization_code", "implicit"],
			response_types: ["code", "id_token"], ...product.client }],
		responseTypes: ["code", "id_token"],
		jwks: { keys: [published(keys.own, "practice")] },
		cookies: { keys: ["practice"] },
		pkce: { methods: ["S256"], required: () => false },
		features: { devInteractions: { enabled: false } },
		interactions: { policy: policy(), url: (ctx, { uid }) => `/interaction/${uid}` },
		findAccount: (ctx, id) => ({ accountId: id, claims: () => claims_of(person_find(id) ?? { id }) }),
		loadExistingGrant: grant_all,
		renderError: (ctx, { error, error_description }) => {
			ctx.type = "html";
			ctx.body = words_page("This did not work", `${error}: ${error_description}`);
		},
		ttl: { AccessToken: HOUR_S, AuthorizationCode: 60, Grant: HOUR_S, IdToken: HOUR_S, Interaction: HOUR_S, Session: HOUR_S },
		...(product.routes && { routes: product.routes }),
		...more,
	});
	localhost_allow(provider);
	misbehave(provider, { product, keys });
	const answer = provider.callback();
	return (request, response) => {
		const document = product.document?.(request.url);
		if (document)
			json_send(response, ...document);
		else if (request.url.startsWith("/interaction/"))
			interaction(provider, product, request, response).catch(() => page_send(response, 400, over_page()));
		else
			answer(request, response);
	};
}

const PRACTICE = { title: "Practice OpenID provider" };

export async function openid_start({ tls, port, ...settings }) {
	const { server, host, end } = await listen(tls, port ?? 0);
	const issuer = `https://${host}`;
	const answer = openid_answer({ issuer, product: PRACTICE, ...settings });
	let asked = 0;
	server.on("request", (request, response) => {
		asked += request.url === "/.well-known/openid-configuration";
		answer(request, response);
	});
	return { issuer, host, end, server, asked: () => asked };
}
