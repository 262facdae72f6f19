/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/jws.h"

#include <string.h>

#include "base/encode.h"
#include "base/text.h"
#include "sso/json_document.h"

/* --- reading --- */

static enum status
unreadable(struct arena *a, struct login_outcome *why, const char *detail)
{
	return login_refuse_told(a, why, LOGIN_TOKEN_UNREADABLE, NULL, detail);
}

static size_t
dots_of(const char *text)
{
	size_t count = 0;

	for (; *text != '\0'; text++)
		count += *text == '.';
	return count;
}

static bool
decode(struct arena *a, const char *text, size_t length, struct bytes *out)
{
	out->at = base64url_bytes(a, text, length, &out->count);
	return out->at != NULL;
}

/* RFC 7515 4.1.11, RFC 7797 3, RFC 7516 4.1.3: we know no extension that a token could need. */
static const char *
extension_of(struct arena *a, const struct json *header)
{
	const struct json *encodes = json_member(header, "b64");

	if (json_member(header, "crit") != NULL)
		return json_member_shown(a, header, "crit");
	if (encodes != NULL && !json_is_yes(encodes))
		return "b64";
	return json_member(header, "zip") != NULL ? "zip" : NULL;
}

static enum status
read_header(struct arena *a, struct bytes bytes, struct jws *out, struct login_outcome *why)
{
	const struct json *header = json_document_read(a, (const char *)bytes.at, bytes.count);
	const char *extension;

	if (header == NULL)
		return unreadable(a, why, "The token's header is not valid JSON, or has a member twice.");
	if (json_member(header, "enc") != NULL)
		return login_refuse(a, why, LOGIN_TOKEN_ENCRYPTED, NULL, NULL);
	extension = extension_of(a, header);
	if (extension != NULL)
		return login_refuse(a, why, LOGIN_CRITICAL_UNKNOWN, NULL, extension);
	out->algorithm = signature_algorithm(json_member_text(header, "alg"));
	if (out->algorithm == NULL) {
		struct texts known = signature_algorithms(a);

		return login_refuse(a, why, LOGIN_ALGORITHM_REFUSED, texts_in_words(a, &known),
		    json_member_shown(a, header, "alg"));
	}
	out->key_id = json_member_text(header, "kid");
	if (out->key_id == NULL && json_member(header, "kid") != NULL)
		return unreadable(a, why, "The key ID in the token's header is not a string.");
	return OK;
}

enum status
jws_read(struct arena *a, const char *token, struct jws *out, struct login_outcome *why)
{
	size_t dots = dots_of(token), header = strcspn(token, ".");
	const char *payload = token + header + 1, *signature;
	struct bytes bytes;
	enum status st;

	*out = (struct jws){ 0 };
	if (strlen(token) > TOKEN_MAX_BYTES)
		return unreadable(a, why, arena_print(a, "The token is larger than %d KB.",
		    TOKEN_MAX_BYTES / 1024));
	if (dots == 4)
		return login_refuse(a, why, LOGIN_TOKEN_ENCRYPTED, NULL, NULL);
	if (dots != 2)
		return unreadable(a, why, arena_print(a, "The token has %zu parts, not 3.", dots + 1));
	signature = strchr(payload, '.') + 1;
	if (!decode(a, token, header, &bytes)
	    || !decode(a, payload, (size_t)(signature - payload) - 1, &out->payload)
	    || !decode(a, signature, strlen(signature), &out->signature))
		return unreadable(a, why, "A part of the token is not base64url.");
	st = read_header(a, bytes, out, why);
	out->signed_bytes = (struct bytes){ (const unsigned char *)token,
		(size_t)(signature - token) - 1 };
	return st;
}

enum status
jws_verify(struct arena *a, const struct jws *j, const char *jwks, size_t jwks_length,
    struct login_outcome *why)
{
	const struct public_key *key;
	enum status st = jwks_key(a, jwks, jwks_length, j->algorithm, j->key_id, &key, why);

	if (st != OK || signature_is(j->algorithm, key, j->signed_bytes, j->signature))
		return st;
	return login_refuse(a, why, LOGIN_SIGNATURE_WRONG, NULL, NULL);
}

/* --- making --- */

enum status
jws_make(struct arena *a, const char *algorithm, const char *header, const char *payload,
    const char *key, const char **out, struct fault *f)
{
	const struct signature_algorithm *g = signature_algorithm(algorithm);
	const char *whole = arena_print(a, "{\"alg\":\"%s\",%s}", algorithm, header), *text;
	struct bytes signature;
	enum status st;

	if (g == NULL)
		return fail_broken(f);
	text = arena_print(a, "%s.%s", base64url_encode(a, whole, strlen(whole)),
	    base64url_encode(a, payload, strlen(payload)));
	st = signature_make(a, g, key, (struct bytes){ (const unsigned char *)text, strlen(text) },
	    &signature, f);
	if (st == OK)
		*out = arena_print(a, "%s.%s", text, base64url_encode(a, signature.at, signature.count));
	return st;
}
