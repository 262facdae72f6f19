/*
 * options_rows.h - what the rows of the providers' options share
 *
 * For the files of the providers; model/connection/options.h checks by them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_PROVIDER_OPTIONS_ROWS_H
#define MODEL_PROVIDER_OPTIONS_ROWS_H

#include "base/fields.h"

/* Most rows are checked only and put their value into ignored: what is kept is
 * given.whole.  Their wording is without the contract's descriptions, which
 * tell of another product. */
struct checked_options {
	struct given	 given;
	struct objects	 ignored;
	const char	*signing_certificate, *certificate;	/* may be base64 around PEM */
	const char	*federation_metadata;
};

#define CHECKED(name, kind, rules) name, kind, rules, offsetof(struct checked_options, ignored)
#define HTTPS(name, most) \
	{ CHECKED(name, FIELD_TEXT, 0), .min = 8, .max = most, .format = &options_https }
#define CHOICE(name, rules, list) { CHECKED(name, FIELD_TEXT, rules), .choices = list }
#define TEXT(name, least, most) { CHECKED(name, FIELD_TEXT, 0), .min = least, .max = most }
#define TEXTS(name, most, item_most) \
	{ CHECKED(name, FIELD_TEXTS, 0), .max = most, .item_max = item_most }
#define BOOLEAN(name) { CHECKED(name, FIELD_BOOL, 0) }
#define OBJECT(name, rules, rows) { CHECKED(name, FIELD_OBJECT, rules), .shape = &rows }
/* A shape of such rows; further members of it follow. */
#define OPTIONS(rows) \
	.fields = rows, .count = sizeof(rows) / sizeof((rows)[0]), \
	.size_bytes = sizeof(struct checked_options), \
	.given_offset = offsetof(struct checked_options, given)

extern const struct format	options_https, options_hex, options_domain, options_uuid;

/* For every provider: aliases, icon, attributes, and where secrets can be. */
extern const struct shape	common_options;
/* The secrets alone: what is sealed. */
extern const struct shape	secret_options;
/* Tokens of users who signed in are collected. */
extern const struct shape	token_collection_options;
/* Whether a provider's word on an e-mail address is taken. */
extern const char *const	email_trust[];

/* The options that OpenID providers with a discovery document share
 * (openid_rows.c). */
extern const struct shape	openid_options;
#define OPENID_CLIENT \
	{ CHECKED("client_id", FIELD_TEXT, REQUIRED), .max = 255 }, \
	{ CHECKED("client_secret", FIELD_TEXT, NULLABLE), .max = 700 }
#define OPENID_MAPPING(modes) \
	{ CHECKED("attributes", FIELD_OBJECT, 0), .shape = &verbatim_shape }, \
	CHOICE("mapping_mode", 0, modes), TEXT("userinfo_scope", 0, 255)
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
	{ "signingCert", FIELD_TEXT, 0, \
	    offsetof(struct checked_options, signing_certificate), .min = 1, .max = 10240 }, \
	{ "cert", FIELD_TEXT, 0, offsetof(struct checked_options, certificate), \
	    .min = 1, .max = 10240 }

#endif
