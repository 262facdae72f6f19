/* SPDX-License-Identifier: Apache-2.0 */
#include "model/connection/connection.h"

#include <string.h>

#include "base/buf.h"
#include "base/encode.h"
#include "base/sentence.h"
#include "base/text.h"
#include "model/provider/vocabulary.h"

#define DOMAIN_MARK "{domain}"

struct attribute_map {
	struct given	 given;
	const char	*mapping_mode, *userinfo_scope;
	struct verbatim	*attributes;
};

static const struct field attribute_map_fields[] = {
	{ "mapping_mode", FIELD_TEXT, 0, offsetof(struct attribute_map, mapping_mode) },
	{ "userinfo_scope", FIELD_TEXT, 0, offsetof(struct attribute_map, userinfo_scope) },
	{ "attributes", FIELD_OBJECT, 0, offsetof(struct attribute_map, attributes),
	    .shape = &verbatim_shape },
};
static const struct shape attribute_map_shape = SHAPE(struct attribute_map, attribute_map_fields);

struct oidc_options {
	struct given		 given;
	const char		*domain, *discovery_url, *type, *client_id, *icon_url;
	const char		*issuer, *authorization_endpoint, *token_endpoint;
	const char		*userinfo_endpoint, *jwks_uri, *scope, *tenant_domain, *tenant_id;
	struct attribute_map	*attribute_map;
	struct verbatim		*oidc_metadata;
};

#define OIDC_TEXT(name) { #name, FIELD_TEXT, 0, offsetof(struct oidc_options, name) }

static const struct field oidc_fields[] = {
	OIDC_TEXT(domain), OIDC_TEXT(discovery_url), OIDC_TEXT(type), OIDC_TEXT(client_id),
	OIDC_TEXT(icon_url), OIDC_TEXT(issuer), OIDC_TEXT(authorization_endpoint),
	OIDC_TEXT(token_endpoint), OIDC_TEXT(userinfo_endpoint), OIDC_TEXT(jwks_uri),
	OIDC_TEXT(scope), OIDC_TEXT(tenant_domain),
	{ "tenantId", FIELD_TEXT, 0, offsetof(struct oidc_options, tenant_id) },
	{ "attribute_map", FIELD_OBJECT, 0, offsetof(struct oidc_options, attribute_map),
	    .shape = &attribute_map_shape },
	{ "oidc_metadata", FIELD_OBJECT, 0, offsetof(struct oidc_options, oidc_metadata),
	    .shape = &verbatim_shape },
};
static const struct shape oidc_shape = SHAPE(struct oidc_options, oidc_fields);

struct saml_options {
	struct given	 given;
	const char	*sign_in_endpoint, *sign_out_endpoint, *issuer;
	const char	*signing_cert, *cert, *expires;
	const char	*binding, *signature_algorithm, *digest_algorithm, *icon_url;
	struct texts	 thumbprints;
	bool		 sign_request;
	struct verbatim	*subject, *fields_map;
};

/* The row that cannot come from a document. */
enum { SAML_SIGN_REQUEST };

static const struct field saml_fields[] = {
	[SAML_SIGN_REQUEST] = { "signSAMLRequest", FIELD_BOOL, 0,
	    offsetof(struct saml_options, sign_request) },
	{ "signInEndpoint", FIELD_TEXT, 0, offsetof(struct saml_options, sign_in_endpoint) },
	{ "signOutEndpoint", FIELD_TEXT, 0, offsetof(struct saml_options, sign_out_endpoint) },
	{ "idpEntityId", FIELD_TEXT, 0, offsetof(struct saml_options, issuer) },
	{ "signingCert", FIELD_TEXT, 0, offsetof(struct saml_options, signing_cert) },
	{ "cert", FIELD_TEXT, 0, offsetof(struct saml_options, cert) },
	{ "thumbprints", FIELD_TEXTS, 0, offsetof(struct saml_options, thumbprints) },
	{ "expires", FIELD_TEXT, 0, offsetof(struct saml_options, expires) },
	{ "subject", FIELD_OBJECT, 0, offsetof(struct saml_options, subject),
	    .shape = &verbatim_shape },
	{ "protocolBinding", FIELD_TEXT, 0, offsetof(struct saml_options, binding) },
	{ "signatureAlgorithm", FIELD_TEXT, 0, offsetof(struct saml_options, signature_algorithm) },
	{ "digestAlgorithm", FIELD_TEXT, 0, offsetof(struct saml_options, digest_algorithm) },
	{ "icon_url", FIELD_TEXT, 0, offsetof(struct saml_options, icon_url) },
	{ "fieldsMap", FIELD_OBJECT, 0, offsetof(struct saml_options, fields_map),
	    .shape = &verbatim_shape },
};
static const struct shape saml_shape = SHAPE(struct saml_options, saml_fields);

static void
take_openid(struct arena *a, struct oidc_options *o, const struct found *found)
{
	o->issuer = found->issuer;
	o->authorization_endpoint = found->authorization_endpoint;
	o->token_endpoint = found->token_endpoint;
	o->userinfo_endpoint = found->userinfo_endpoint;
	o->jwks_uri = found->jwks_uri;
	o->oidc_metadata = verbatim(a, found->metadata_json);
}

static void
take_address(struct oidc_options *o, const struct provider_address *address)
{
	switch (address->kind) {
	case OKTA_DOMAIN:
		o->domain = address->host;
		break;
	case OPENID_ADDRESS:
		o->discovery_url = address->discovery_url;
		break;
	case ENTRA_TENANT:
		o->tenant_domain = entra_tenant_given(address);
		break;
	case WORKSPACE_DOMAIN:
		o->domain = address->tenant;
	}
}

const char *
openid_type(const struct provider *p, const struct provider_settings *typed)
{
	const char *only_type = provider_makes(p)->only_type;

	return only_type != NULL ? only_type : typed->type;
}

/* The options, and those of the defaults that are not among them. */
static char *
over_defaults(struct arena *a, const char *options, const char *defaults, const char *domain)
{
	const struct objects more = fields_members(a, defaults);
	const struct json_member *members = more.items;
	struct buf b = buf_in(a);
	size_t i;

	buf_add_bytes(&b, options, strlen(options) - 1);
	for (i = 0; i < more.count; i++) {
		if (fields_value(a, options, members[i].name).json != NULL)
			continue;
		buf_next_member(&b, members[i].name);
		if (text_is(members[i].value.text, DOMAIN_MARK))
			buf_add_json(&b, domain);
		else
			buf_add(&b, members[i].value.json);
	}
	buf_add_char(&b, '}');
	return b.text;
}

static char *
oidc_options(struct arena *a, const struct provider *p, const char *domain,
    const struct provider_settings *typed, const struct found *found, const struct mapping *mapping)
{
	const struct provider *kind = provider_makes(p);
	struct provider_address address = { 0 };
	struct attribute_map map = { .given = GIVEN_ALL,
		.mapping_mode = !mapping->is_usual ? "use_map" : kind->usual_mode,
		.userinfo_scope = mapping_userinfo_scope(a, mapping, &found->scopes_supported),
		.attributes = verbatim(a, mapping_json(a, p, mapping)) };
	struct oidc_options o = {
		.given = GIVEN_ALL,
		.type = kind->only_type != NULL ? NULL : typed->type,
		.client_id = typed->client_id,
		.icon_url = typed->icon_url,
		.attribute_map = &map,
	};
	struct fault ignored;

	if (provider_settings_address(a, p, typed, &address, &ignored) == OK)
		take_address(&o, &address);
	if (fields_value(a, kind->defaults, "scope").json == NULL)
		o.scope = OPENID_SCOPES;
	if (kind->source == DERIVED_FROM_TENANT)
		o.tenant_id = entra_issuer_tenant(a, found->issuer);
	take_openid(a, &o, found);
	return over_defaults(a, fields_encode(a, &oidc_shape, &o), kind->defaults, domain);
}

/* SHA-1, lower case, without colons. */
static char *
thumbprint(struct arena *a, const char *sha1)
{
	char *out = text_lower(a, sha1), *from, *to = out;

	for (from = out; *from != '\0'; from++)
		if (*from != ':')
			*to++ = *from;
	*to = '\0';
	return out;
}

/* The contract has one thumbprint, that of cert. */
static struct texts
thumbprints(struct arena *a, const struct found_certificate *c)
{
	struct texts t = { arena_array(a, 1, sizeof(*t.items)), 1 };

	t.items[0] = thumbprint(a, c->sha1);
	return t;
}

bool
saml_uses_redirect(const struct found *found, bool wants_redirect)
{
	return found->sign_in_url_redirect != NULL && (wants_redirect || found->sign_in_url_post == NULL);
}

const char *
saml_algorithm(const struct provider_settings *typed)
{
	return text_is(typed->algorithm, "rsa-sha1") ? "rsa-sha1" : "rsa-sha256";
}

const char *
saml_digest(const struct provider_settings *typed)
{
	return text_is(typed->digest, "sha1") ? "sha1" : "sha256";
}

struct sentence *
saml_binding_doubt(struct arena *a, const struct found *found, bool wants_redirect)
{
	bool is_redirect = saml_uses_redirect(found, wants_redirect);

	if (is_redirect == wants_redirect)
		return NULL;
	if (is_redirect)
		return sentence(a, "Your identity provider accepts requests only by HTTP-Redirect, not by "
		    "HTTP-POST.");
	return sentence(a, "Your identity provider accepts requests only by HTTP-POST, not by "
	    "HTTP-Redirect.");
}

static void
take_saml(struct arena *a, struct saml_options *o, const struct found *found, bool wants_redirect)
{
	const struct found_certificate *first = found->certificates.items;
	bool is_redirect = saml_uses_redirect(found, wants_redirect);

	o->sign_in_endpoint = is_redirect ? found->sign_in_url_redirect : found->sign_in_url_post;
	o->sign_out_endpoint = found->sign_out_url;
	o->issuer = found->issuer;
	o->signing_cert = base64_encode(a, first->pem, strlen(first->pem));
	o->cert = first->pem;
	o->subject = first->subject_parts;
	o->thumbprints = thumbprints(a, first);
	o->expires = first->not_after;
	o->binding = is_redirect ? SAML_REDIRECT : SAML_POST;
}

/* Adds what the others were derived from, under the provider's name for it. */
static char *
with_source(struct arena *a, const struct provider *p, const struct provider_settings *typed,
    char *options)
{
	struct metadata_address address;
	struct fault ignored;

	if (p->address_option != NULL && text_is(typed->source, "url")
	    && provider_settings_metadata(a, p, typed, &address, &ignored) == OK)
		return fields_with_text(a, options, p->address_option, address.url);
	if (p->document_option != NULL && text_is(typed->source, "xml"))
		return fields_with_text(a, options, p->document_option, typed->metadata_xml);
	return options;
}

static char *
saml_options(struct arena *a, const struct provider *p, const struct provider_settings *typed,
    const struct found *found, const struct mapping *mapping)
{
	struct saml_options o = {
		.given = GIVEN_ALL,
		.sign_request = typed->sign_request != NULL,
		.signature_algorithm = saml_algorithm(typed),
		.digest_algorithm = saml_digest(typed),
		.icon_url = typed->icon_url,
		.fields_map = verbatim(a, mapping_json(a, p, mapping)),
	};

	char *json;

	take_saml(a, &o, found, text_is(typed->binding, "redirect"));
	json = with_source(a, p, typed, fields_encode(a, &saml_shape, &o));
	return provider_makes(p)->sign_in_option == NULL ? json
	    : fields_with_text(a, json, provider_makes(p)->sign_in_option, o.sign_in_endpoint);
}

char *
connection_options(struct arena *a, const struct provider *p, const char *domain,
    const struct provider_settings *typed, const struct found *found,
    const struct mapping *mapping)
{
	return p->protocol == PROTOCOL_OPENID ? oidc_options(a, p, domain, typed, found, mapping)
	    : saml_options(a, p, typed, found, mapping);
}

static char *
derived_openid(struct arena *a, const struct connection_source *s, const struct found *found)
{
	struct oidc_options o = { .given = GIVEN_ALL };

	if (s->address.kind == ENTRA_TENANT && s->address.tenant != NULL)
		o.tenant_id = entra_issuer_tenant(a, found->issuer);
	take_openid(a, &o, found);
	return fields_encode(a, &oidc_shape, &o);
}

/* A certificate alone says nothing about the binding, and it is a setting itself. */
static char *
derived_saml(struct arena *a, const struct connection_source *s, const struct found *found)
{
	struct saml_options o = { .given = GIVEN_ALL };

	o.given.present &= ~(UINT64_C(1) << SAML_SIGN_REQUEST);
	take_saml(a, &o, found, s->wants_redirect);
	if (s->kind == SOURCE_CERTIFICATE)
		o.signing_cert = o.binding = NULL;
	return fields_encode(a, &saml_shape, &o);
}

char *
connection_derived(struct arena *a, const struct connection_source *s, const struct found *found)
{
	return s->kind == SOURCE_DISCOVERY ? derived_openid(a, s, found) : derived_saml(a, s, found);
}

char *
callback_url(struct arena *a, const char *domain)
{
	return arena_print(a, "https://%s/login/callback", domain);
}

char *
acs_url(struct arena *a, const char *domain, const char *connection_name)
{
	return arena_print(a, "https://%s/login/callback?connection=%s", domain,
	    url_encode(a, connection_name));
}

char *
sp_entity_id(struct arena *a, const char *tenant_id, const char *connection_name)
{
	return arena_print(a, "urn:auth0:%s:%s", tenant_id, connection_name);
}

char *
sp_metadata_url(struct arena *a, const char *domain, const char *connection_name, bool signs_requests)
{
	return arena_print(a, "https://%s/samlp/metadata?connection=%s%s", domain,
	    url_encode(a, connection_name), signs_requests ? "&signed=true" : "");
}
