// SPDX-License-Identifier: Apache-2.0
// openid_products.mjs - how products speak OpenID Connect, as their vendors document it; their people are those of people.mjs
//
// title: on its page to sign in.  hosts: all names that it answers at.  issuer: in its tokens.
// document(path): [status, object], for paths that are a document of the product's own.  routes: oidc-provider's, at the product's paths.
// client: how it knows a client.  adds: what it adds to the address to which it sends a person back.
// claims(person, client_id): those of its ID token, over iss, aud, exp, iat, nonce.
// faults: what else can go wrong there, in words; each is in refusals, [error, description],
// in answers of the token endpoint, [status, object], or in changes of the claims.
import { createHash } from "node:crypto";

const now = () => Math.floor(Date.now() / 1000);
const digest = (...parts) => createHash("sha256").update(parts.join(" "));
const full_name = ({ given_name, family_name }) => `${given_name} ${family_name}`;
// The same at each start: those of a person, an application, a group.
export const uuid_of = (...parts) => digest(...parts).digest("hex").replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-a$4-$5");
const pairwise_of = (...parts) => digest(...parts).digest("base64url");
const without = (claims, ...names) => Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name)));

// --- Microsoft Entra ID: learn.microsoft.com/entra/identity-platform/id-token-claims-reference and reference-error-codes ---

const ENTRA = "https://login.microsoftonline.com";
export const ENTRA_TENANT = "8b1f0c2e-5d3a-4e6b-9c7d-2a4f6e8b0c1d";
export const ENTRA_DOMAIN = "practice.onmicrosoft.com";
const ENTRA_NAMES = [ENTRA_TENANT, ENTRA_DOMAIN, "practice.example"];
const of_tenant = (tenant, path) => `${ENTRA}/${tenant}${path}`;

const entra_trace = { timestamp: "2026-01-01 00:00:00Z", trace_id: uuid_of("trace"), correlation_id: uuid_of("correlation") };
const entra_error = (error, code, words) => ({ error, error_description: `AADSTS${code}: ${words} Trace ID: ${entra_trace.trace_id} `
	+ `Correlation ID: ${entra_trace.correlation_id} Timestamp: ${entra_trace.timestamp}`, error_codes: [code], ...entra_trace,
error_uri: `${ENTRA}/error?code=${code}` });

function entra_discovery(tenant) {
	const is_every = tenant === "common" || tenant === "organizations";
	return {
		token_endpoint: of_tenant(tenant, "/oauth2/v2.0/token"),
		token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt", "client_secret_basic", "self_signed_tls_client_auth"],
		jwks_uri: of_tenant(tenant, "/discovery/v2.0/keys"),
		response_modes_supported: ["query", "fragment", "form_post"],
		subject_types_supported: ["pairwise"],
		id_token_signing_alg_values_supported: ["RS256"],
		response_types_supported: ["code", "id_token", "code id_token", "id_token token"],
		scopes_supported: ["openid", "profile", "email", "offline_access"],
		issuer: of_tenant(is_every ? "{tenantid}" : tenant, "/v2.0"),
		request_uri_parameter_supported: false,
		userinfo_endpoint: "https://graph.microsoft.com/oidc/userinfo",
		authorization_endpoint: of_tenant(tenant, "/oauth2/v2.0/authorize"),
		device_authorization_endpoint: of_tenant(tenant, "/oauth2/v2.0/devicecode"),
		http_logout_supported: true,
		frontchannel_logout_supported: true,
		end_session_endpoint: of_tenant(tenant, "/oauth2/v2.0/logout"),
		claims_supported: ["sub", "iss", "cloud_instance_name", "cloud_instance_host_name", "cloud_graph_host_name", "msgraph_host", "aud", "exp",
			"iat", "auth_time", "acr", "nonce", "preferred_username", "name", "tid", "ver", "at_hash", "c_hash", "email"],
		kerberos_endpoint: of_tenant(tenant, "/kerberos"),
		tenant_region_scope: "EU",
		cloud_instance_name: "microsoftonline.com",
		cloud_graph_host_name: "graph.windows.net",
		msgraph_host: "graph.microsoft.com",
		rbac_url: "https://pas.windows.net",
	};
}

// A tenant has several names; whichever is asked for, the document has its ID.
function entra_document(path) {
	const [, tenant] = /^\/([^/]+)\/v2\.0\/\.well-known\/openid-configuration$/.exec(path) ?? [];
	if (!tenant)
		return undefined;
	if (tenant === "common" || tenant === "organizations")
		return [200, entra_discovery(tenant)];
	return ENTRA_NAMES.includes(tenant.toLowerCase()) ? [200, entra_discovery(ENTRA_TENANT)]
		: [400, entra_error("invalid_tenant", 90002, `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are `
			+ "signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions "
			+ "for the tenant.")];
}

const entra = {
	title: "Sign in to your account, as at Microsoft",
	hosts: ["login.microsoftonline.com", "graph.microsoft.com"],
	issuer: of_tenant(ENTRA_TENANT, "/v2.0"),
	document: entra_document,
	routes: { authorization: `/${ENTRA_TENANT}/oauth2/v2.0/authorize`, token: `/${ENTRA_TENANT}/oauth2/v2.0/token`,
		jwks: `/${ENTRA_TENANT}/discovery/v2.0/keys`, userinfo: "/oidc/userinfo" },
	client: { token_endpoint_auth_method: "client_secret_post" },
	adds: { session_state: uuid_of("session") },
	claims: (person, client_id) => ({
		nbf: now(), aio: "AWQAm/8XAAAAn2Qb", at_hash: undefined,
		...(person.email && { email: person.email }),
		given_name: person.given_name, family_name: person.family_name,
		groups: person.groups.map((name) => uuid_of("group", name)),
		name: full_name(person), oid: uuid_of("user", person.id),
		preferred_username: `${person.id}@practice.example`, upn: `${person.id}@practice.example`,
		rh: "1.AQ4AQQ.", sid: uuid_of("session"), sub: pairwise_of(person.id, client_id), tid: ENTRA_TENANT, uti: "Zk0practice0000000000A", ver: "2.0",
	}),
	faults: {
		unassigned: "Refuse: AADSTS50105, the user is not assigned to the application",
		secret_id: "Refuse the client secret: AADSTS7000215, the secret's ID instead of its value",
		secret_expired: "Refuse the client secret: AADSTS7000222, it has expired",
		overage: "Too many groups for the token",
		xms_edov: "An email address whose domain was verified",
		tenant: "ID token of another tenant",
	},
	refusals: {
		unassigned: ["access_denied", "AADSTS50105: Your administrator has configured the application Postern to block users unless they are "
			+ "specifically granted ('assigned') access to the application."],
	},
	answers: {
		secret_id: [401, entra_error("invalid_client", 7000215, "Invalid client secret provided. Ensure the secret being sent in the request is "
			+ "the client secret value, not the client secret ID, for a secret added to the app.")],
		secret_expired: [401, entra_error("invalid_client", 7000222, "The provided client secret keys for the app are expired.")],
	},
	changes: {
		overage: (claims) => ({ ...without(claims, "groups"), _claim_names: { groups: "src1" }, _claim_sources: { src1: {
			endpoint: `https://graph.microsoft.com/v1.0/users/${claims.oid}/getMemberObjects` } } }),
		xms_edov: (claims) => ({ ...claims, xms_edov: true }),
		tenant: (claims) => ({ ...claims, tid: uuid_of("another tenant"), iss: of_tenant(uuid_of("another tenant"), "/v2.0") }),
	},
};

// --- Google Workspace: developers.google.com/identity/openid-connect/openid-connect ---

const google_discovery = {
	issuer: "https://accounts.google.com",
	authorization_endpoint: "https://accounts.google.com/o/oauth2/v2/auth",
	device_authorization_endpoint: "https://oauth2.googleapis.com/device/code",
	token_endpoint: "https://oauth2.googleapis.com/token",
	userinfo_endpoint: "https://openidconnect.googleapis.com/v1/userinfo",
	revocation_endpoint: "https://oauth2.googleapis.com/revoke",
	jwks_uri: "https://www.googleapis.com/oauth2/v3/certs",
	response_types_supported: ["code", "token", "id_token", "code token", "code id_token", "token id_token", "code token id_token", "none"],
	response_modes_supported: ["query", "fragment", "form_post"],
	subject_types_supported: ["public"],
	id_token_signing_alg_values_supported: ["RS256"],
	scopes_supported: ["openid", "email", "profile"],
	token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic"],
	claims_supported: ["aud", "email", "email_verified", "exp", "family_name", "given_name", "iat", "iss", "name", "picture", "sub"],
	code_challenge_methods_supported: ["plain", "S256"],
	grant_types_supported: ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code",
		"urn:ietf:params:oauth:grant-type:jwt-bearer"],
};

const google = {
	title: "Sign in, as at Google",
	hosts: ["accounts.google.com", "oauth2.googleapis.com", "www.googleapis.com", "openidconnect.googleapis.com"],
	issuer: google_discovery.issuer,
	document: (path) => path === "/.well-known/openid-configuration" ? [200, google_discovery] : undefined,
	routes: { authorization: "/o/oauth2/v2/auth", token: "/token", jwks: "/oauth2/v3/certs", userinfo: "/v1/userinfo" },
	client: { token_endpoint_auth_method: "client_secret_post" },
	adds: { scope: "email profile openid", authuser: "0", hd: "practice.example", prompt: "consent" },
	claims: (person, client_id) => ({
		azp: client_id, sub: String(BigInt(`0x${digest("google", person.id).digest("hex").slice(0, 17)}`)).padStart(21, "1"),
		hd: "practice.example", ...(person.email && { email: person.email, email_verified: true }),
		name: full_name(person), given_name: person.given_name, family_name: person.family_name, locale: "en",
		picture: "https://lh3.googleusercontent.com/a/practice=s96-c",
	}),
	faults: {
		private_account: "A private Google account, without a hosted domain",
		other_domain: "An account of another Google Workspace domain",
		unverified: "An email address that is not verified",
	},
	changes: {
		private_account: (claims) => ({ ...without(claims, "hd"), email: "ada.lovelace@gmail.com" }),
		other_domain: (claims) => ({ ...claims, hd: "another.example", email: "ada@another.example" }),
		unverified: (claims) => ({ ...claims, email_verified: false }),
	},
};

// --- Okta: developer.okta.com/docs/reference/api/oidc ---

const OKTA = "https://practice.okta.com";
const okta_discovery = {
	issuer: OKTA,
	authorization_endpoint: `${OKTA}/oauth2/v1/authorize`,
	token_endpoint: `${OKTA}/oauth2/v1/token`,
	userinfo_endpoint: `${OKTA}/oauth2/v1/userinfo`,
	registration_endpoint: `${OKTA}/oauth2/v1/clients`,
	jwks_uri: `${OKTA}/oauth2/v1/keys`,
	response_types_supported: ["code", "id_token", "code id_token", "code token", "id_token token", "code id_token token"],
	response_modes_supported: ["query", "fragment", "form_post", "okta_post_message"],
	grant_types_supported: ["authorization_code", "implicit", "refresh_token", "password", "urn:ietf:params:oauth:grant-type:device_code"],
	subject_types_supported: ["public"],
	id_token_signing_alg_values_supported: ["RS256"],
	scopes_supported: ["openid", "email", "profile", "address", "phone", "offline_access", "groups"],
	token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt", "none"],
	claims_supported: ["iss", "ver", "sub", "aud", "iat", "exp", "jti", "auth_time", "amr", "idp", "nonce", "name", "nickname", "preferred_username",
		"given_name", "middle_name", "family_name", "email", "email_verified", "profile", "zoneinfo", "locale", "address", "phone_number",
		"picture", "website", "gender", "birthdate", "updated_at", "at_hash", "c_hash"],
	code_challenge_methods_supported: ["S256"],
	introspection_endpoint: `${OKTA}/oauth2/v1/introspect`,
	revocation_endpoint: `${OKTA}/oauth2/v1/revoke`,
	end_session_endpoint: `${OKTA}/oauth2/v1/logout`,
	request_parameter_supported: true,
	request_object_signing_alg_values_supported: ["HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512"],
};

const okta = {
	title: "Sign in, as at Okta",
	hosts: ["practice.okta.com"],
	issuer: OKTA,
	document: (path) => path === "/.well-known/openid-configuration" ? [200, okta_discovery] : undefined,
	routes: { authorization: "/oauth2/v1/authorize", token: "/oauth2/v1/token", jwks: "/oauth2/v1/keys", userinfo: "/oauth2/v1/userinfo" },
	client: { token_endpoint_auth_method: "client_secret_post" },
	adds: {},
	claims: (person) => ({
		sub: `00u${pairwise_of("okta", person.id).replace(/[-_]/g, "").slice(0, 17)}`, ver: 1, jti: `ID.${pairwise_of("jti", person.id)}`,
		amr: ["pwd"], idp: "00oa1b2c3d4E5f6G7h8i9", auth_time: now(), name: full_name(person), locale: "en_US", zoneinfo: "America/Los_Angeles",
		given_name: person.given_name, family_name: person.family_name, preferred_username: `${person.id}@practice.example`, updated_at: now(),
		...(person.email && { email: person.email, email_verified: true }),
	}),
};

// --- Keycloak, which has a realm in its issuer: www.keycloak.org/securing-apps/oidc-layers ---

const REALM = "https://id.practice.example/realms/staff";
const realm_path = (name) => `/realms/staff/protocol/openid-connect/${name}`;
const keycloak_discovery = {
	issuer: REALM,
	authorization_endpoint: `${REALM}/protocol/openid-connect/auth`,
	token_endpoint: `${REALM}/protocol/openid-connect/token`,
	introspection_endpoint: `${REALM}/protocol/openid-connect/token/introspect`,
	userinfo_endpoint: `${REALM}/protocol/openid-connect/userinfo`,
	end_session_endpoint: `${REALM}/protocol/openid-connect/logout`,
	frontchannel_logout_session_supported: true,
	frontchannel_logout_supported: true,
	jwks_uri: `${REALM}/protocol/openid-connect/certs`,
	check_session_iframe: `${REALM}/protocol/openid-connect/login-status-iframe.html`,
	grant_types_supported: ["authorization_code", "client_credentials", "implicit", "password", "refresh_token"],
	response_types_supported: ["code", "none", "id_token", "token", "id_token token", "code id_token", "code token", "code id_token token"],
	subject_types_supported: ["public", "pairwise"],
	id_token_signing_alg_values_supported: ["PS384", "RS384", "EdDSA", "ES384", "HS256", "HS512", "ES256", "RS256", "HS384", "ES512", "PS256", "PS512", "RS512"],
	response_modes_supported: ["query", "fragment", "form_post", "query.jwt", "fragment.jwt", "form_post.jwt", "jwt"],
	token_endpoint_auth_methods_supported: ["private_key_jwt", "client_secret_basic", "client_secret_post", "tls_client_auth", "client_secret_jwt"],
	scopes_supported: ["openid", "profile", "email", "roles", "web-origins", "microprofile-jwt", "acr", "basic", "offline_access"],
	code_challenge_methods_supported: ["plain", "S256"],
	authorization_response_iss_parameter_supported: true,
};

const keycloak = {
	title: "Sign in to your account, as at Keycloak",
	hosts: ["id.practice.example"],
	issuer: REALM,
	document: (path) => path === "/realms/staff/.well-known/openid-configuration" ? [200, keycloak_discovery] : undefined,
	routes: { authorization: realm_path("auth"), token: realm_path("token"), jwks: realm_path("certs"), userinfo: realm_path("userinfo") },
	client: { token_endpoint_auth_method: "client_secret_post" },
	adds: { session_state: uuid_of("session"), iss: REALM },
	claims: (person, client_id) => ({
		jti: uuid_of("jti", person.id), sub: uuid_of("user", person.id), typ: "ID", azp: client_id, sid: uuid_of("session"), acr: "1", auth_time: now(),
		name: full_name(person), preferred_username: person.id, given_name: person.given_name, family_name: person.family_name,
		...(person.email && { email: person.email, email_verified: true }),
	}),
};

export const openid_products = { waad: entra, "google-apps": google, okta, oidc: keycloak };
