/*
 * saml_rows.c - the options that SAML providers share
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/provider/options_rows.h"
#include "model/provider/vocabulary.h"

static const char *const profiles[] = { "v2026-1", NULL };
static const char *const digests[] = { "sha1", "sha256", NULL };
static const char *const signatures[] = { "rsa-sha1", "rsa-sha256", NULL };
static const char *const bindings[] = { SAML_POST, SAML_REDIRECT, NULL };

static const struct field decryption_fields[] = {
	{ CHECKED("algorithm_profile", FIELD_TEXT, REQUIRED), .choices = profiles },
	{ CHECKED("algorithm_exceptions", FIELD_TEXTS, 0), .max = 100, .item_min = 1, .item_max = 100 },
};
static const struct shape decryption_shape = { OPTIONS(decryption_fields) };

static const struct field idpinitiated_fields[] = {
	TEXT("client_authorizequery", 1, 2048), TEXT("client_id", 1, 256),
	CHOICE("client_protocol", option_client_protocols), BOOLEAN("enabled"),
};
static const struct shape idpinitiated_shape = { OPTIONS(idpinitiated_fields) };

static const struct field saml_fields[] = {
	OBJECT("assertion_decryption_settings", decryption_shape),
	OBJECT("idpinitiated", idpinitiated_shape),
	CHOICE("digestAlgorithm", digests), CHOICE("signatureAlgorithm", signatures),
	CHOICE("protocolBinding", bindings), BOOLEAN("signSAMLRequest"),
};
const struct shape saml_options = { OPTIONS(saml_fields), .also = &common_options };
