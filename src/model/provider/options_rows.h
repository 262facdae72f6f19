/*
 * options_rows.h - common rows of the providers' options
 *
 * The files of the providers use these; model/connection/options.h checks by them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_PROVIDER_OPTIONS_ROWS_H
#define MODEL_PROVIDER_OPTIONS_ROWS_H

#include "base/fields.h"

/* Most rows only check and put their value into ignored; given.whole is what is kept.
 * The rows have no descriptions, as those of the contract tell of another product. */
struct checked_options {
	struct given	 given;
	struct objects	 ignored;
	const char	*signing_certificate, *certificate;	/* may be base64 around PEM */
	const char	*federation_metadata;
};

/* An option that need not be there may be null, which counts as absent. */
#define OPTIONAL(rules) (((rules) & REQUIRED) != 0 ? (rules) : (rules) | NULLABLE)
#define CHECKED(name, kind, rules) \
	name, kind, OPTIONAL(rules), offsetof(struct checked_options, ignored)
#define HTTPS(name, most) \
	{ CHECKED(name, FIELD_TEXT, 0), .min = 8, .max = most, .format = &options_https }
#define CHOICE(name, list) { CHECKED(name, FIELD_TEXT, 0), .choices = list }
#define TEXT(name, least, most) { CHECKED(name, FIELD_TEXT, 0), .min = least, .max = most }
#define TEXTS(name, most, item_most) \
	{ CHECKED(name, FIELD_TEXTS, 0), .max = most, .item_max = item_most }
#define BOOLEAN(name) { CHECKED(name, FIELD_BOOL, 0) }
#define OBJECT(name, rows) { CHECKED(name, FIELD_OBJECT, 0), .shape = &rows }
/* The beginning of a shape of such rows; further members may follow. */
#define OPTIONS(rows) \
	.fields = rows, .count = sizeof(rows) / sizeof((rows)[0]), \
	.size_bytes = sizeof(struct checked_options), \
	.given_offset = offsetof(struct checked_options, given)

extern const struct format	options_https, options_hex, options_domain, options_uuid;

/* For every provider: aliases, icon, attributes, and the places of secrets. */
extern const struct shape	common_options;
/* An object of which we know no member. */
extern const struct shape	unknown_options;
/* Only the secrets, which are sealed. */
extern const struct shape	secret_options;
/* Whether the tokens of users who signed in are collected. */
extern const struct shape	token_collection_options;
/* Whether the email addresses that a provider sends count as verified. */
#define EMAILS_ARE_VERIFIED "always_set_emails_as_verified"
extern const char *const	email_trust[];

/* The options that OpenID providers with a discovery document share
 * (openid_rows.c). */
extern const struct shape	openid_options;
/* The members of such a document that no login needs. */
extern const struct shape	openid_optional_metadata;
/* The items of its lists that a login needs, in a document as in the options. */
enum { OPENID_MAX_ALGORITHMS = 26, OPENID_MAX_RESPONSE_TYPES = 40 };
#define OPENID_CLIENT \
	{ CHECKED("client_id", FIELD_TEXT, REQUIRED), .max = 255 }, \
	{ CHECKED("client_secret", FIELD_TEXT, 0), .max = 700 }
#define OPENID_MAPPING(modes) \
	OBJECT("attributes", unknown_options), \
	CHOICE("mapping_mode", modes), TEXT("userinfo_scope", 0, 255)
#define OPENID_DEFAULTS(type, mode) \
	"{\"schema_version\":\"oidc-V4\",\"type\":\"" type "\"," \
	"\"attribute_map\":{\"mapping_mode\":\"" mode "\"}," \
	"\"connection_settings\":{\"pkce\":\"auto\"}}"

/* The options that SAML providers share (saml_rows.c): how requests are signed; the
 * provider itself; its certificates. */
extern const struct shape	saml_options;
#define SAML_PROVIDER \
	HTTPS("signInEndpoint", 2048), TEXT("entityId", 1, 128), \
	{ CHECKED("thumbprints", FIELD_TEXTS, 0), .max = 20, .item_max = 64, .format = &options_hex }
#define SAML_CERTIFICATES \
	{ "signingCert", FIELD_TEXT, NULLABLE, \
	    offsetof(struct checked_options, signing_certificate), .min = 1, .max = 10240 }, \
	{ "cert", FIELD_TEXT, NULLABLE, offsetof(struct checked_options, certificate), \
	    .min = 1, .max = 10240 }

#endif
