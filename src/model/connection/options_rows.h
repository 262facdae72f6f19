/*
 * options_rows.h - what the strategies' rows share
 *
 * For model/connection_options*.c alone: connection_options.h is the door.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_CONNECTION_OPTIONS_ROWS_H
#define MODEL_CONNECTION_OPTIONS_ROWS_H

#include "base/fields.h"

/* Most rows are checked only and put their value into ignored: what is kept is
 * given.whole.  Their wording is without the contract's descriptions, which
 * tell of another product. */
struct connection_options {
	struct given	 given;
	struct objects	 ignored;
	const char	*signing_certificate, *certificate;	/* may be base64 around PEM */
	const char	*federation_metadata;
};

#define CHECKED(name, kind, rules) name, kind, rules, offsetof(struct connection_options, ignored)
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
	.size_bytes = sizeof(struct connection_options), \
	.given_offset = offsetof(struct connection_options, given)

extern const struct format	options_https, options_hex, options_domain, options_uuid;
extern const struct field	options_any;

/* For every strategy: aliases, icon, attributes, and where secrets can be. */
extern const struct shape	common_options, okta_options, oidc_options_shape, samlp_options,
				pingfederate_options, adfs_options, waad_options, google_options;
/* Tokens of users who signed in are collected. */
extern const struct shape	token_collection_options;

#endif
