/*
 * connection_options_saml.c - the options of samlp, pingfederate and adfs
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/connection/options_rows.h"

#define BINDINGS "urn:oasis:names:tc:SAML:2.0:bindings:"

static const char *const profiles[] = { "v2026-1", NULL };
static const char *const digests[] = { "sha1", "sha256", NULL };
static const char *const signatures[] = { "rsa-sha1", "rsa-sha256", NULL };
static const char *const bindings[] = { BINDINGS "HTTP-POST", BINDINGS "HTTP-Redirect", NULL };
static const char *const protocols[] = { "oidc", "samlp", "wsfed", NULL };
static const char *const trust[] = { "never_set_emails_as_verified",
	"always_set_emails_as_verified", NULL };

static const struct field decryption_fields[] = {
	CHOICE("algorithm_profile", REQUIRED, profiles),
	{ CHECKED("algorithm_exceptions", FIELD_TEXTS, 0), .item_min = 1, .item_max = 100 },
};
static const struct shape decryption_shape = { OPTIONS(decryption_fields) };

static const struct field idpinitiated_fields[] = {
	TEXT("client_authorizequery", 1, 2048), TEXT("client_id", 1, 256),
	CHOICE("client_protocol", 0, protocols), BOOLEAN("enabled"),
};
static const struct shape idpinitiated_shape = { OPTIONS(idpinitiated_fields) };

/* --- what two of them share --- */

static const struct field saml_fields[] = {
	OBJECT("assertion_decryption_settings", 0, decryption_shape),
	OBJECT("idpinitiated", 0, idpinitiated_shape),
	CHOICE("digestAlgorithm", 0, digests), CHOICE("signatureAlgorithm", 0, signatures),
	CHOICE("protocolBinding", 0, bindings), BOOLEAN("signSAMLRequest"),
};
static const struct shape saml_shape = { OPTIONS(saml_fields), .also = &common_options };

#define PROVIDER \
	HTTPS("signInEndpoint", 2048), TEXT("entityId", 1, 128), \
	{ CHECKED("thumbprints", FIELD_TEXTS, 0), .max = 20, .item_max = 64, .format = &options_hex }

#define CERTIFICATES \
	{ "signingCert", FIELD_TEXT, 0, \
	    offsetof(struct connection_options, signing_certificate), .min = 1, .max = 10240 }, \
	{ "cert", FIELD_TEXT, 0, offsetof(struct connection_options, certificate), \
	    .min = 1, .max = 10240 }

/* --- each --- */

/* An attribute of ours is filled by one of the provider's, or the first of up
 * to four that is there. */
static const struct field mapped = { .type = FIELD_EITHER, .max = 4, .item_max = 2048 };
static const struct shape mapping_shape = { .size_bytes = sizeof(struct connection_options),
	.given_offset = offsetof(struct connection_options, given), .rest = &mapped,
	.max_properties = 44 };

static const struct field samlp_fields[] = {
	PROVIDER, CERTIFICATES,
	OBJECT("fieldsMap", 0, mapping_shape),
	HTTPS("metadataUrl", 2048), TEXT("metadataXml", 1, 102400),
	HTTPS("signOutEndpoint", 2048), HTTPS("destinationUrl", 255), HTTPS("recipientUrl", 255),
	TEXT("requestTemplate", 1, 10240), TEXT("user_id_attribute", 1, 2396),
	TEXT("global_token_revocation_jwt_iss", 1, 1024),
	TEXT("global_token_revocation_jwt_sub", 1, 1024),
	BOOLEAN("debug"), BOOLEAN("deflate"), BOOLEAN("disableSignout"),
};
const struct shape samlp_options = { OPTIONS(samlp_fields), .also = &saml_shape,
	.rest = &options_any };

static const struct field pingfederate_fields[] = {
	{ CHECKED("pingFederateBaseUrl", FIELD_TEXT, REQUIRED), .min = 8, .max = 256,
	    .format = &options_https },
	PROVIDER, CERTIFICATES,
};
const struct shape pingfederate_options = { OPTIONS(pingfederate_fields), .also = &saml_shape,
	.rest = &options_any };

static const struct field adfs_fields[] = {
	PROVIDER,
	TEXT("adfs_server", 0, 2048), TEXT("user_id_attribute", 1, 128),
	{ "fedMetadataXml", FIELD_TEXT, 0,
	    offsetof(struct connection_options, federation_metadata), .min = 1, .max = 102400 },
	{ CHECKED("prev_thumbprints", FIELD_TEXTS, 0), .max = 20, .item_max = 64,
	    .format = &options_hex },
	CHOICE("should_trust_email_verified_connection", 0, trust),
};
const struct shape adfs_options = { OPTIONS(adfs_fields), .also = &common_options,
	.rest = &options_any };
