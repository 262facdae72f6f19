/*
 * openid_rows.c - the options that OpenID providers with a discovery document share
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/provider/options_rows.h"

static const char *const pkce[] = { "auto", "S256", "plain", "disabled", NULL };
static const char *const dpop[] = { "ES256", "ES384", "ES512", "Ed25519", NULL };
static const char *const algorithms[] = { "ES256", "ES384", "PS256", "PS384", "RS256", "RS384",
	"RS512", NULL };
static const char *const auth_methods[] = { "client_secret_post", "private_key_jwt", NULL };
static const char *const audiences[] = { "issuer", "token_endpoint", NULL };

static const struct field settings_fields[] = {
	CHOICE("pkce", pkce),
};
static const struct shape settings_shape = { OPTIONS(settings_fields), REST_OTHER };

/* --- the provider's own document (OpenID Connect Discovery 1.0, section 3) --- */

#define REQUIRED_HTTPS(name, most) \
	{ CHECKED(name, FIELD_TEXT, REQUIRED), .min = 8, .max = most, .format = &options_https }

static const struct field optional_fields[] = {
	{ CHECKED("scopes_supported", FIELD_TEXTS, 0), .max = 7000, .item_max = 100 },
	HTTPS("end_session_endpoint", 255), HTTPS("op_policy_uri", 255), HTTPS("op_tos_uri", 255),
	HTTPS("registration_endpoint", 255), HTTPS("service_documentation", 255),
	BOOLEAN("claims_parameter_supported"), BOOLEAN("request_parameter_supported"),
	BOOLEAN("request_uri_parameter_supported"), BOOLEAN("require_request_uri_registration"),
	TEXTS("acr_values_supported", 30, 100), TEXTS("claim_types_supported", 10, 25),
	TEXTS("claims_locales_supported", 100, 50), TEXTS("claims_supported", 150, 100),
	TEXTS("display_values_supported", 6, 10),
	TEXTS("dpop_signing_alg_values_supported", 26, 14),
	TEXTS("grant_types_supported", 20, 100),
	TEXTS("id_token_encryption_alg_values_supported", 26, 14),
	TEXTS("id_token_encryption_enc_values_supported", 12, 26),
	TEXTS("request_object_encryption_alg_values_supported", 26, 28),
	TEXTS("request_object_encryption_enc_values_supported", 12, 26),
	TEXTS("request_object_signing_alg_values_supported", 26, 10),
	TEXTS("response_modes_supported", 16, 20),
	TEXTS("subject_types_supported", 20, 100),
	TEXTS("token_endpoint_auth_methods_supported", 14, 60),
	TEXTS("token_endpoint_auth_signing_alg_values_supported", 24, 10),
	TEXTS("ui_locales_supported", 150, 50),
	TEXTS("userinfo_encryption_alg_values_supported", 26, 100),
	TEXTS("userinfo_encryption_enc_values_supported", 12, 100),
	TEXTS("userinfo_signing_alg_values_supported", 26, 10),
};
const struct shape openid_optional_metadata = { OPTIONS(optional_fields) };

static const struct field metadata_fields[] = {
	REQUIRED_HTTPS("issuer", 255),
	REQUIRED_HTTPS("authorization_endpoint", 2083),
	REQUIRED_HTTPS("jwks_uri", 255),
	{ CHECKED("id_token_signing_alg_values_supported", FIELD_TEXTS, REQUIRED), .min = 1,
	    .max = OPENID_MAX_ALGORITHMS, .item_max = 10 },
	{ CHECKED("response_types_supported", FIELD_TEXTS, 0), .min = 1,
	    .max = OPENID_MAX_RESPONSE_TYPES, .item_max = 40 },
	HTTPS("token_endpoint", 255), HTTPS("userinfo_endpoint", 255),
};
static const struct shape metadata_shape = { OPTIONS(metadata_fields),
	.also = &openid_optional_metadata, REST_UNKNOWN };

/* --- the options --- */

static const struct field openid_fields[] = {
	HTTPS("authorization_endpoint", 2083), HTTPS("token_endpoint", 255),
	HTTPS("userinfo_endpoint", 255), HTTPS("jwks_uri", 255), HTTPS("issuer", 255),
	OBJECT("oidc_metadata", metadata_shape),
	OBJECT("connection_settings", settings_shape),
	OBJECT("federated_connections_access_tokens", token_collection_options),
	CHOICE("dpop_signing_alg", dpop),
	{ CHECKED("id_token_signed_response_algs", FIELD_TEXTS, 0), .max = 20,
	    .choices = algorithms },
	CHOICE("token_endpoint_auth_method", auth_methods),
	CHOICE("token_endpoint_auth_signing_alg", algorithms),
	CHOICE("token_endpoint_jwtca_aud_format", audiences),
	BOOLEAN("id_token_session_expiry_supported"), BOOLEAN("send_back_channel_nonce"),
	TEXT("scope", 6, 255),
};
const struct shape openid_options = { OPTIONS(openid_fields), .also = &common_options };
