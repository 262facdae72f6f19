/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/found.h"

#define CERTIFICATE(name, type) \
	{ #name, type, 0, offsetof(struct found_certificate, name) }
#define FOUND(name, type) { #name, type, 0, offsetof(struct found, name) }

/* The version before kept warnings here, in English. */
#define WARNINGS_OF_BEFORE { .name = "warnings", .type = FIELD_ANY, .rules = REQUEST_ONLY }

static const struct field certificate_fields[] = {
	CERTIFICATE(pem, FIELD_TEXT),
	CERTIFICATE(subject, FIELD_TEXT),
	CERTIFICATE(issuer, FIELD_TEXT),
	{ "subject_parts", FIELD_OBJECT, 0, offsetof(struct found_certificate, subject_parts),
	    .shape = &verbatim_shape },
	CERTIFICATE(not_before, FIELD_TEXT),
	CERTIFICATE(not_after, FIELD_TEXT),
	CERTIFICATE(sha1, FIELD_TEXT),
	CERTIFICATE(sha256, FIELD_TEXT),
	CERTIFICATE(is_expired, FIELD_BOOL),
	CERTIFICATE(is_not_yet_valid, FIELD_BOOL),
	WARNINGS_OF_BEFORE,
};

const struct shape found_certificate_shape = SHAPE(struct found_certificate, certificate_fields);

static const struct field found_fields[] = {
	FOUND(issuer, FIELD_TEXT),
	FOUND(authorization_endpoint, FIELD_TEXT),
	FOUND(token_endpoint, FIELD_TEXT),
	FOUND(userinfo_endpoint, FIELD_TEXT),
	FOUND(jwks_uri, FIELD_TEXT),
	FOUND(scopes_supported, FIELD_TEXTS),
	FOUND(id_token_algorithms, FIELD_TEXTS),
	FOUND(token_auth_methods, FIELD_TEXTS),
	FOUND(metadata_json, FIELD_TEXT),
	FOUND(sign_in_url_redirect, FIELD_TEXT),
	FOUND(sign_in_url_post, FIELD_TEXT),
	FOUND(sign_out_url, FIELD_TEXT),
	FOUND(wants_signed_requests, FIELD_BOOL),
	{ "certificates", FIELD_OBJECTS, 0, offsetof(struct found, certificates),
	    .shape = &found_certificate_shape },
	WARNINGS_OF_BEFORE,
};

const struct shape found_shape = SHAPE(struct found, found_fields);
