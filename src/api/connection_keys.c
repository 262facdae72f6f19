/* SPDX-License-Identifier: Apache-2.0 */
#include "api/connection_keys.h"

#include "actions/signing_key.h"
#include "api/body.h"
#include "base/text.h"
#include "store/signing_key.h"

struct key_body {
	struct given	 given;
	const char	*kid, *cert, *pkcs;
	bool		 current, next, previous;
	const char	*current_since, *fingerprint, *thumbprint, *algorithm, *key_use, *subject_dn;
};

enum key_row { KID, CERT, PKCS, CURRENT, NEXT, PREVIOUS };

#define MEMBER(name, kind) { #name, kind, 0, offsetof(struct key_body, name) }

static const struct field key_fields[] = {
	[KID] = MEMBER(kid, FIELD_TEXT),
	[CERT] = MEMBER(cert, FIELD_TEXT),
	[PKCS] = MEMBER(pkcs, FIELD_TEXT),
	[CURRENT] = MEMBER(current, FIELD_BOOL),
	[NEXT] = MEMBER(next, FIELD_BOOL),
	[PREVIOUS] = MEMBER(previous, FIELD_BOOL),
	MEMBER(current_since, FIELD_TEXT),
	MEMBER(fingerprint, FIELD_TEXT),
	MEMBER(thumbprint, FIELD_TEXT),
	MEMBER(algorithm, FIELD_TEXT),
	MEMBER(key_use, FIELD_TEXT),
	MEMBER(subject_dn, FIELD_TEXT),
};
static const struct shape key_shape = SHAPE(struct key_body, key_fields);

/* The contract's three answers show different members of the states. */
#define WITHOUT(row) ~(UINT64_C(1) << (row))

struct wanted {
	struct given	 given;
	const char	*signing_alg;
};

static const char *const algorithms[] = { "RS256", "RS384", "RS512", "PS256", "PS384", "ES256",
	"ES384", NULL };

static const struct field wanted_fields[] = {
	{ "signing_alg", FIELD_TEXT, 0, offsetof(struct wanted, signing_alg), .choices = algorithms,
	    .about = "Selected Signing Algorithm" },
};
static const struct shape wanted_shape = SHAPE(struct wanted, wanted_fields);

static const char *
thumbprint(struct arena *a, const char *fingerprint)
{
	char *text = arena_text(a, fingerprint), *to = text;

	for (; *fingerprint != '\0'; fingerprint++)
		if (*fingerprint != ':')
			*to++ = *fingerprint;
	*to = '\0';
	return text;
}

static struct key_body
make_body(struct arena *a, const struct connection_key *k, uint64_t shown)
{
	return (struct key_body){
		.given.present = shown,
		.kid = k->id, .cert = k->certificate, .pkcs = k->pkcs7,
		.current = text_is(k->state, "current"), .next = text_is(k->state, "next"),
		.previous = text_is(k->state, "previous"),
		.current_since = k->current_since == 0 ? NULL : moment_iso(a, k->current_since),
		.fingerprint = k->sha1, .thumbprint = thumbprint(a, k->sha1),
		.algorithm = k->algorithm, .key_use = "signing", .subject_dn = k->subject,
	};
}

static enum status
send_list(struct exchange *x, int code, const struct connection_key *keys, size_t count,
    uint64_t shown)
{
	struct key_body *bodies = arena_array(x->arena, count, sizeof(*bodies));
	size_t i;

	for (i = 0; i < count; i++)
		bodies[i] = make_body(x->arena, &keys[i], shown);
	return body_send_json(x, code, fields_encode_list(x->arena, &key_shape, bodies, count));
}

/* The contract allows a body that is absent or null. */
static enum status
read_wanted(struct exchange *x, struct wanted *out)
{
	if (x->request->body_bytes == 0 || text_is(text_trim(x->arena, x->request->body), "null"))
		return OK;
	return body_decode(x, &wanted_shape, CREATING, out);
}

enum status
connection_keys_get(struct exchange *x)
{
	struct connection_key *keys;
	size_t count;
	enum status st = connection_keys_list(&x->act, x->parts[0], &keys, &count);

	return st == OK ? send_list(x, 200, keys, count, UINT64_MAX) : st;
}

enum status
connection_keys_post(struct exchange *x)
{
	struct wanted wanted = { .signing_alg = "RS256" };
	struct connection_key *keys;
	size_t count;
	enum status st = read_wanted(x, &wanted);

	if (st == OK)
		st = create_connection_keys(&x->act, x->parts[0], wanted.signing_alg, &keys, &count);
	return st == OK ? send_list(x, 201, keys, count, WITHOUT(PREVIOUS)) : st;
}

enum status
connection_keys_post_rotate(struct exchange *x)
{
	struct wanted wanted = { 0 };
	struct connection_key key;
	struct key_body body;
	enum status st = read_wanted(x, &wanted);

	if (st == OK)
		st = rotate_connection_keys(&x->act, x->parts[0], wanted.signing_alg, &key);
	if (st != OK)
		return st;
	body = make_body(x->arena, &key, WITHOUT(PREVIOUS) & WITHOUT(CURRENT));
	return body_send(x, 201, &key_shape, &body);
}

const struct operation connection_keys_get_operation = {
	.summary = "Get the keys of a connection", .answer = &key_shape, .is_array = true, .code = 200,
};
const struct operation connection_keys_post_operation = {
	.summary = "Make the first keys of a connection", .body = &wanted_shape, .is_optional = true,
	.answer = &key_shape, .is_array = true, .code = 201,
};
const struct operation connection_keys_post_rotate_operation = {
	.summary = "Make the next key the current one", .body = &wanted_shape, .is_optional = true,
	.answer = &key_shape, .code = 201,
};
