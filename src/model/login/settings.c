/* SPDX-License-Identifier: Apache-2.0 */
#include "model/login/settings.h"

#include <string.h>

#include "base/buf.h"
#include "base/domain_name.h"
#include "base/encode.h"
#include "base/text.h"
#include "base/url.h"
#include "model/connection/connection.h"
#include "model/connection/signing_key.h"
#include "model/provider/vocabulary.h"

#define EMAIL_FORMAT "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
#define PERSISTENT_FORMAT "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
#define TENANT_MARK "{tenantid}"

enum { PEM_LINE_CHARS = 64 };

struct map {
	struct given	 given;
	const char	*userinfo_scope;
	struct verbatim	*attributes;
};

struct channel {
	struct given	 given;
	const char	*pkce;
};

struct announced {
	struct given	 given;
	struct texts	 algorithms, auth_methods, challenge_methods;
	bool		 names_issuer;
};

struct login_options {
	struct given	 given;
	const char	*issuer, *authorization_endpoint, *token_endpoint, *userinfo_endpoint;
	const char	*jwks_uri, *client_id, *type, *tenant_id, *auth_method, *audience_format;
	const char	*tenant_domain, *domain;
	struct texts	 algorithms;
	struct objects	 upstream;
	struct map	*map;
	struct channel	*channel;
	struct announced *announced;
	const char	*sign_in_url, *idp_entity_id, *entity_id, *binding;
	const char	*signature_algorithm, *digest_algorithm, *certificate, *signing_certificate;
	const char	*user_id_attribute;
	bool		 signs_request;
	struct verbatim	*fields_map;
};

#define ROW(name, type, member, of) { name, type, NULLABLE, offsetof(struct of, member) }
#define NESTED(name, member, rows) \
	{ name, FIELD_OBJECT, NULLABLE, offsetof(struct login_options, member), .shape = &rows }
#define OPTION(name, member) ROW(name, FIELD_TEXT, member, login_options)
/* Further members may stand beside these. */
#define LOOSE(type, rows) \
	{ .fields = rows, .count = sizeof(rows) / sizeof((rows)[0]), .size_bytes = sizeof(type), \
	  .given_offset = offsetof(type, given), .rest = &field_any }

static const struct field map_fields[] = {
	ROW("userinfo_scope", FIELD_TEXT, userinfo_scope, map),
	{ "attributes", FIELD_OBJECT, NULLABLE, offsetof(struct map, attributes),
	    .shape = &verbatim_shape },
};
static const struct shape map_shape = LOOSE(struct map, map_fields);

static const struct field channel_fields[] = { ROW("pkce", FIELD_TEXT, pkce, channel) };
static const struct shape channel_shape = LOOSE(struct channel, channel_fields);

static const struct field announced_fields[] = {
	ROW("id_token_signing_alg_values_supported", FIELD_TEXTS, algorithms, announced),
	ROW("token_endpoint_auth_methods_supported", FIELD_TEXTS, auth_methods, announced),
	ROW("code_challenge_methods_supported", FIELD_TEXTS, challenge_methods, announced),
	ROW("authorization_response_iss_parameter_supported", FIELD_BOOL, names_issuer, announced),
};
static const struct shape announced_shape = LOOSE(struct announced, announced_fields);

static const struct field upstream_fields[] = {
	ROW("value", FIELD_TEXT, value, upstream_parameter),
};
static const struct shape upstream_shape = {
	.fields = upstream_fields, .count = 1, .size_bytes = sizeof(struct upstream_parameter),
	.given_offset = offsetof(struct upstream_parameter, given), .rest = &field_any,
	.name_offset = offsetof(struct upstream_parameter, name),
};

static const struct field options_fields[] = {
	OPTION("issuer", issuer), OPTION("authorization_endpoint", authorization_endpoint),
	OPTION("token_endpoint", token_endpoint), OPTION("userinfo_endpoint", userinfo_endpoint),
	OPTION("jwks_uri", jwks_uri), OPTION("client_id", client_id), OPTION("type", type),
	OPTION("tenantId", tenant_id), OPTION("tenant_domain", tenant_domain), OPTION("domain", domain),
	OPTION("token_endpoint_auth_method", auth_method),
	OPTION("token_endpoint_jwtca_aud_format", audience_format),
	ROW("id_token_signed_response_algs", FIELD_TEXTS, algorithms, login_options),
	{ "upstream_params", FIELD_MAP, NULLABLE, offsetof(struct login_options, upstream),
	    .shape = &upstream_shape },
	NESTED("attribute_map", map, map_shape), NESTED("connection_settings", channel, channel_shape),
	NESTED("oidc_metadata", announced, announced_shape),
	OPTION("signInEndpoint", sign_in_url), OPTION("idpEntityId", idp_entity_id),
	OPTION("entityId", entity_id), OPTION("protocolBinding", binding),
	OPTION("signatureAlgorithm", signature_algorithm),
	OPTION("digestAlgorithm", digest_algorithm), OPTION("cert", certificate),
	OPTION("signingCert", signing_certificate), OPTION("user_id_attribute", user_id_attribute),
	ROW("signSAMLRequest", FIELD_BOOL, signs_request, login_options),
	NESTED("fieldsMap", fields_map, verbatim_shape),
};
static const struct shape options_shape = LOOSE(struct login_options, options_fields);

static bool
is_there(const char *text)
{
	return text != NULL && *text != '\0';
}

/* --- OpenID Connect --- */

static void
add_words(struct arena *a, struct texts *to, const char *text)
{
	struct texts all;
	const char **words;
	size_t count = text == NULL ? 0 : text_split(a, text, " ", &words), i;

	all = (struct texts){ arena_array(a, to->count + count, sizeof(*all.items)), to->count };
	for (i = 0; i < to->count; i++)
		all.items[i] = to->items[i];
	for (i = 0; i < count; i++)
		all.items[all.count++] = words[i];
	*to = texts_once(a, &all);
}

/* Some providers have a list of scopes, others one text. */
static const char *
scope_of(struct arena *a, const char *options, const struct login_options *o)
{
	struct json_value asked = fields_value(a, options, "scope");
	struct texts words = { 0 }, list = { 0 };
	struct fault ignored;

	add_words(a, &words, "openid");
	if (asked.text == NULL && asked.json != NULL
	    && fields_decode_texts(a, asked.json, &list, &ignored) == OK)
		add_words(a, &words, texts_joined(a, &list));
	add_words(a, &words, asked.text);
	if (words.count == 1)
		add_words(a, &words, OPENID_SCOPES);
	add_words(a, &words, o->map == NULL ? NULL : o->map->userinfo_scope);
	return texts_joined(a, &words);
}

static bool
asks_userinfo(const struct login_options *o)
{
	return o->map != NULL && o->map->attributes != NULL && is_there(o->userinfo_endpoint)
	    && strstr(o->map->attributes->given.whole, "${context.userinfo.") != NULL;
}

/* RFC 7636 4.2: S256 unless it is switched off, or the provider knows only other methods. */
static bool
proves_key(const struct login_options *o)
{
	const char *pkce = o->channel == NULL ? NULL : o->channel->pkce;
	const struct texts *known = o->announced == NULL ? NULL : &o->announced->challenge_methods;

	if (pkce != NULL && !text_is(pkce, "auto"))
		return !text_is(pkce, "disabled");
	return known == NULL || known->count == 0 || texts_hold(known, "S256");
}

/* OpenID Connect Discovery 1.0, section 3: client_secret_basic unless the provider says more. */
static const char *
auth_method_of(const struct login_options *o)
{
	const struct texts *known = o->announced == NULL ? NULL : &o->announced->auth_methods;

	if (is_there(o->auth_method))
		return o->auth_method;
	if (known == NULL || known->count == 0)
		return "client_secret_basic";
	return texts_hold(known, "client_secret_post") || !texts_hold(known, "client_secret_basic")
	    ? "client_secret_post" : "client_secret_basic";
}

/* Whether people of any tenant could sign in, of which the connection names none. */
static bool
names_no_tenant(struct arena *a, const struct provider *p, const struct login_options *o)
{
	struct provider_address named;
	struct fault ignored;

	if (p->source != DERIVED_FROM_TENANT || is_there(o->tenant_id))
		return false;
	if (is_there(o->issuer))
		return strstr(o->issuer, TENANT_MARK) != NULL;
	return !is_there(o->tenant_domain)
	    || provider_address_read(a, p->address, o->tenant_domain, &named, &ignored) != OK;
}

/* Only for the tenant that the connection itself names. */
static const char *
token_issuer_of(struct arena *a, const struct login_options *o)
{
	const char *mark = strstr(o->issuer, TENANT_MARK);

	if (mark == NULL || !is_there(o->tenant_id))
		return o->issuer;
	return arena_print(a, "%.*s%s%s", (int)(mark - o->issuer), o->issuer,
	    text_lower(a, o->tenant_id), mark + strlen(TENANT_MARK));
}

/* An assertion that is meant for the issuer can be used there by its receiver, so only the issuer's own
 * server gets one. */
static const char *
assertion_audience_of(const struct login_options *o)
{
	bool is_issuers = is_there(o->token_endpoint) && urls_share_origin(o->issuer, o->token_endpoint);

	return is_issuers && text_is(o->audience_format, "issuer") ? o->issuer : o->token_endpoint;
}

/* The domains whose people may sign in; an option that is no domain is none of them. */
static void
take_domains(struct arena *a, const struct login_connection *c, const struct login_options *o,
    struct login_settings *out)
{
	const char *domain;
	size_t i;

	if (c->provider->domain_claim == NULL || !is_there(o->domain))
		return;
	out->domain_claim = c->provider->domain_claim;
	out->domains.items = arena_array(a, c->verified_domains.count + 1, sizeof(char *));
	domain = domain_name_given(a, o->domain);
	out->domains.items[out->domains.count++] = domain != NULL ? domain : o->domain;
	for (i = 0; i < c->verified_domains.count; i++)
		out->domains.items[out->domains.count++] = c->verified_domains.items[i];
}

/* A browser is sent to some of them, and not every strategy has rows that check them. */
static const char *
missing_of_openid(struct arena *a, const struct provider *p, const struct login_options *o,
    bool is_front_channel)
{
	const struct {
		const char	*name, *url;
	} needed[] = {
		{ "authorization_endpoint", o->authorization_endpoint }, { "jwks_uri", o->jwks_uri },
		{ "token_endpoint", is_front_channel ? o->jwks_uri : o->token_endpoint },
	};
	size_t i;

	if (!is_there(o->client_id))
		return "client_id";
	if (names_no_tenant(a, p, o))
		return "tenantId";
	if (!is_there(o->issuer))
		return "issuer";
	for (i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (!is_there(needed[i].url) || !is_https_url(needed[i].url))
			return needed[i].name;
	return NULL;
}

static const char *
read_openid(struct arena *a, const struct login_connection *c, const struct login_options *o,
    struct login_settings *out)
{
	const char *type = c->provider->only_type != NULL ? c->provider->only_type : o->type;
	bool is_front_channel = text_is(type, "front_channel");
	const char *missing = missing_of_openid(a, c->provider, o, is_front_channel);

	if (missing != NULL)
		return missing;
	*out = (struct login_settings){
		.issuer = o->issuer, .token_issuer = token_issuer_of(a, o),
		.authorization_endpoint = o->authorization_endpoint,
		.token_endpoint = o->token_endpoint, .userinfo_endpoint = o->userinfo_endpoint,
		.jwks_uri = o->jwks_uri, .client_id = o->client_id,
		.scope = scope_of(a, c->options, o), .upstream = o->upstream,
		.is_front_channel = is_front_channel,
		.uses_pkce = !is_front_channel && proves_key(o), .auth_method = auth_method_of(o),
		.assertion_audience = assertion_audience_of(o),
		.needs_userinfo = !is_front_channel && asks_userinfo(o),
		.answers_name_issuer = o->announced != NULL && o->announced->names_issuer,
		.acs_url = callback_url(a, c->domain),
	};
	take_domains(a, c, o, out);
	if (o->algorithms.count > 0)
		out->algorithms = o->algorithms;
	else if (o->announced != NULL)
		out->algorithms = o->announced->algorithms;
	return NULL;
}

/* --- SAML --- */

/* Programs send certificates as PEM, as base64 around PEM, or as base64 alone. */
static const char *
pem_of(struct arena *a, const char *text)
{
	struct buf body = buf_in(a), pem = buf_in(a);
	const char *inside;
	size_t i;

	if (strstr(text, "-----BEGIN ") != NULL)
		return text;
	for (i = 0; text[i] != '\0'; i++)
		if (strchr(" \t\r\n", text[i]) == NULL)
			buf_add_char(&body, text[i]);
	inside = base64_decode(a, body.text);
	if (inside != NULL && strstr(inside, "-----BEGIN ") != NULL)
		return inside;
	buf_add(&pem, "-----BEGIN CERTIFICATE-----\n");
	for (i = 0; i < body.length; i += PEM_LINE_CHARS)
		buf_print(&pem, "%.*s\n", PEM_LINE_CHARS, body.text + i);
	buf_add(&pem, "-----END CERTIFICATE-----\n");
	return pem.text;
}

static struct texts
certificates_of(struct arena *a, const struct login_options *o)
{
	struct texts pems = { arena_array(a, 2, sizeof(*pems.items)), 0 };
	const char *first = o->certificate, *second = o->signing_certificate;

	if (is_there(first))
		pems.items[pems.count++] = pem_of(a, first);
	if (is_there(second))
		pems.items[pems.count++] = pem_of(a, second);
	if (pems.count == 2 && text_is(pem_body(a, pems.items[0]), pem_body(a, pems.items[1])))
		pems.count = 1;
	return pems;
}

/* Whether the NameID fills the target, and nothing else does. */
static bool
is_name_id(struct arena *a, const struct login_options *o, const char *target)
{
	struct json_value mapped = { 0 };
	struct texts names = { 0 };
	struct fault ignored;

	if (o->fields_map != NULL)
		mapped = fields_value(a, o->fields_map->given.whole, target);
	if (mapped.text != NULL || mapped.json == NULL)
		return text_is(mapped.text, CLAIM_NAME_ID);
	return fields_decode_texts(a, mapped.json, &names, &ignored) == OK && names.count == 1
	    && text_is(names.items[0], CLAIM_NAME_ID);
}

/* saml-core-2.0-os 8.3.  A provider refuses a format that it does not have, so one is asked for
 * only if the mapping can do with no other. */
static const char *
name_id_format_of(struct arena *a, const struct login_options *o)
{
	if (is_name_id(a, o, "email"))
		return EMAIL_FORMAT;
	return !is_there(o->user_id_attribute) && is_name_id(a, o, "user_id") ? PERSISTENT_FORMAT : NULL;
}

static const char *
read_saml(struct arena *a, const struct login_connection *c, const struct login_options *o,
    struct login_settings *out)
{
	const char *url = o->sign_in_url;
	bool is_old = text_is(o->signature_algorithm, "rsa-sha1");

	if (!is_there(url) && c->provider->sign_in_option != NULL)
		url = fields_value(a, c->options, c->provider->sign_in_option).text;
	if (!is_there(url) || !is_https_url(url))
		return "signInEndpoint";
	*out = (struct login_settings){
		.idp_entity_id = is_there(o->idp_entity_id) ? o->idp_entity_id : NULL,
		.sign_in_url = url, .uses_redirect = text_is(o->binding, SAML_REDIRECT),
		.signs_request = o->signs_request,
		.signature_algorithm = is_old ? "rsa-sha1" : "rsa-sha256",
		.digest_algorithm = text_is(o->digest_algorithm, "sha1") ? "sha1" : "sha256",
		.certificates = certificates_of(a, o),
		.entity_id = is_there(o->entity_id) ? o->entity_id
		    : sp_entity_id(a, c->tenant_id, c->name),
		.acs_url = acs_url(a, c->domain, c->name), .allows_sha1 = is_old,
		.name_id_format = name_id_format_of(a, o),
	};
	return out->certificates.count == 0 ? "signingCert" : NULL;
}

/* --- both --- */

enum status
login_settings_read(struct arena *a, const struct login_connection *c,
    struct login_settings *out, const char **missing, struct fault *f)
{
	struct login_options o = { 0 };
	struct login_settings s = { 0 };
	struct texts ignored;
	const char *sound = fields_sound(a, &options_shape, c->options, &ignored);
	enum status st = fields_decode(a, sound, strlen(sound), &options_shape, STORED, &o, f);

	if (st != OK)
		return st;
	*missing = c->provider->protocol == PROTOCOL_OPENID ? read_openid(a, c, &o, &s)
	    : read_saml(a, c, &o, &s);
	if (*missing != NULL)
		return fail_code(f, INVALID, "settings_incomplete", "The connection has no usable %s.", *missing);
	*out = s;
	return OK;
}
