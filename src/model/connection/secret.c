/* SPDX-License-Identifier: Apache-2.0 */
#include "model/connection/secret.h"

#include <string.h>

#include "base/seal.h"
#include "base/text.h"
#include "base/url.h"

static const struct field place_fields[] = {
	{ "issuer", FIELD_TEXT, 0, offsetof(struct secret_place, issuer) },
	{ "token_endpoint", FIELD_TEXT, 0, offsetof(struct secret_place, token_endpoint) },
	{ "client_id", FIELD_TEXT, 0, offsetof(struct secret_place, client_id) },
};
static const struct shape place_shape = SHAPE(struct secret_place, place_fields);

/* Scheme, host and port; 0: it is no URL that a secret may go to. */
static size_t
origin_length(const char *url)
{
	size_t scheme = strlen("https://");

	return url != NULL && is_https_url(url) ? scheme + strcspn(url + scheme, "/?#") : 0;
}

static bool
is_origin_of(const char *a, const char *b)
{
	size_t length = origin_length(a);

	if (a == NULL && b == NULL)
		return true;
	return length > 0 && length == origin_length(b) && strncmp(a, b, length) == 0;
}

enum status
secret_open(struct arena *a, const char *secret_key, const struct kept_secret *kept,
    const struct secret_place *to, const char **secret, struct fault *f)
{
	struct secret_place place = { 0 };
	enum status st = OK;

	if (kept->place != NULL)
		st = fields_decode(a, kept->place, strlen(kept->place), &place_shape, STORED, &place, f);
	if (st != OK)
		return st;
	if (kept->place == NULL || !text_is(place.issuer, to->issuer)
	    || !text_is(place.client_id, to->client_id)
	    || !is_origin_of(place.token_endpoint, to->token_endpoint))
		return fail_code(f, FORBIDDEN, "secret_of_another_place", "The secret was entered for "
		    "another issuer, token endpoint or client ID. Enter it again.");
	return seal_open(a, secret_key, kept->subject, kept->sealed, secret, f);
}
