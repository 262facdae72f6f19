/*
 * token_test.c - good and hostile tokens, key sets and answers (tests/unit/token)
 *
 * tests/unit/token.mjs writes the documents.  A hostile one counts only because the good one that
 * it is like passes here, too.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <dirent.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "sso/id_token.h"
#include "sso/jws.h"
#include "sso/token_answer.h"
#include "test.h"

enum { GOOD = 25, HOSTILE = 149 };

/* Each shape of a hostile token, key set or answer; every one has a document. */
static const char *const shapes[] = {
	"none", "none announced", "HS256 keyed with PEM", "HS256 keyed with DER", "HS256 keyed with JWK",
	"unknown kid", "no kid with one key", "no kid with several keys", "kid that looks like a path",
	"kid that looks like SQL", "jku in the header", "x5u in the header", "x5c in the header",
	"jwk in the header", "unknown crit", "b64:false", "zip", "ES256 of zeros", "ES256 in DER",
	"ES256 of the wrong length", "RSA of 512 bits", "RSA with e=1", "JWK with its private part",
	"JWK with use: enc", "JWK with other key_ops", "duplicate members in the header",
	"duplicate members in the claims", "NaN", "1e400", "exp as text", "negative iat",
	"base64 with padding", "base64 with blanks", "base64 with +/", "a JWE", "aud with a stranger",
	"azp another", "iss with slash", "iss without slash", "http issuer", "mix-up of two providers",
	"nonce missing", "nonce repeated", "at_hash wrong", "another sub in userinfo", "a code twice",
	"hd of another", "jwks: 404", "jwks: HTML", "token endpoint: 200 with HTML", "id_token absent",
};

static struct arena *a;

static json_t *
load(const char *name)
{
	const char *source = getenv("srcdir");
	char *path = arena_print(a, "%s/tests/unit/token/%s.json", source == NULL ? "." : source, name);
	json_error_t error;
	json_t *document = json_load_file(path, 0, &error);

	CHECK(document != NULL, "%s: %s", path, error.text);
	return document;
}

static const char *
text(const json_t *d, const char *name)
{
	return json_string_value(json_object_get(d, name));
}

static moment
time_of(const json_t *d, const char *name)
{
	moment at = 0;

	CHECK(text(d, name) == NULL || moment_read(text(d, name), &at), "%s", text(d, name));
	return at;
}

static struct texts
texts_at(const json_t *d, const char *name)
{
	const json_t *list = json_object_get(d, name);
	struct texts t = { .count = json_array_size(list) };
	size_t i;

	t.items = arena_array(a, t.count, sizeof(*t.items));
	for (i = 0; i < t.count; i++)
		t.items[i] = json_string_value(json_array_get(list, i));
	return t;
}

static const char *
key_set(const json_t *d)
{
	char *dumped, *copy;

	if (text(d, "jwks_text") != NULL)
		return text(d, "jwks_text");
	dumped = json_dumps(json_object_get(d, "jwks"), JSON_COMPACT);
	copy = arena_text(a, dumped);
	free(dumped);
	return copy;
}

static enum status
verify_token(const json_t *d, struct login_claims *claims, struct login_outcome *out)
{
	struct token_expected e = { .now = time_of(d, "now"), .started_at = time_of(d, "started_at"),
		.issuer = text(d, "issuer"), .client_id = text(d, "client_id"),
		.nonce = text(d, "nonce"), .algorithms = texts_at(d, "algorithms"),
		.domain_claim = text(d, "domain_claim"), .domains = texts_at(d, "domains"),
		.code = text(d, "code"), .access_token = text(d, "access_token") };
	const char *jwks = key_set(d);

	return id_token_verify(a, &e, text(d, "token"), jwks, strlen(jwks), claims, out);
}

static enum status
verify(const json_t *d, struct login_claims *claims, struct login_outcome *out)
{
	const char *kind = text(d, "kind"), *body = text(d, "body");
	struct token_answer answer = { 0 };
	enum status st;

	if (text_is(kind, "id_token"))
		return verify_token(d, claims, out);
	if (text_is(kind, "token_answer")) {
		st = token_answer_read(a, (int)json_integer_value(json_object_get(d, "status")),
		    text(d, "media_type"), body, strlen(body), &answer, out);
		claims->subject = answer.id_token;
		return st;
	}
	*claims = (struct login_claims){ .subject = text(d, "subject") };
	st = userinfo_read(a, text(d, "media_type"), body, strlen(body), claims, out);
	if (st != OK)
		*claims = (struct login_claims){ .received = claims->received };
	return st;
}

static void
passes(const char *name, const json_t *d)
{
	struct login_outcome out = { 0 };
	struct login_claims claims = { 0 };

	CHECK(verify(d, &claims, &out) == OK, "%s: %s %s", name, out.failure, out.detail);
	CHECK(claims.subject != NULL, "%s has no subject", name);
}

static void
is_as_told(const char *name, const json_t *d, const struct login_outcome *out)
{
	const json_t *seconds = json_object_get(d, "seconds");

	CHECK(text_is(out->failure, text(d, "failure")), "%s: %s (%s), not %s", name, out->failure,
	    out->detail, text(d, "failure"));
	CHECK(text(d, "came") == NULL || text_is(out->came, text(d, "came")), "%s: came %s", name,
	    out->came);
	CHECK(seconds == NULL || json_integer_value(seconds) == out->seconds, "%s: %ld s", name,
	    out->seconds);
}

static void
fails(const char *name, const json_t *d)
{
	struct login_outcome out = { 0 };
	struct login_claims claims = { 0 };

	CHECK(verify(d, &claims, &out) == INVALID, "%s: passed", name);
	CHECK(claims.subject == NULL && claims.received.count == 0, "%s: claims were taken", name);
	is_as_told(name, d, &out);
}

/* Counts a document, and notes the shape that it stands for. */
static void
check_document(const char *name, size_t *good, size_t *hostile, bool *has)
{
	json_t *d = load(name), *like;
	size_t i;

	if (text(d, "like") == NULL) {
		passes(name, d);
		(*good)++;
		json_decref(d);
		return;
	}
	like = load(text(d, "like"));
	passes(text(d, "like"), like);
	for (i = 0; i < COUNT(shapes); i++)
		has[i] = has[i] || text_is(shapes[i], text(d, "shape"));
	json_object_update_missing(d, like);
	fails(name, d);
	(*hostile)++;
	json_decref(like);
	json_decref(d);
}

TEST(no_hostile_token_passes_and_each_fails_by_the_reason_that_it_deserves)
{
	const char *source = getenv("srcdir");
	bool has[COUNT(shapes)] = { 0 };
	size_t good = 0, hostile = 0, i, length;
	struct dirent *entry;
	DIR *folder;

	a = arena_new();
	folder = opendir(arena_print(a, "%s/tests/unit/token", source == NULL ? "." : source));
	assert_non_null(folder);
	for (entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
		length = strlen(entry->d_name);
		if (length > 5 && text_is(entry->d_name + length - 5, ".json"))
			check_document(arena_copy(a, entry->d_name, length - 5), &good, &hostile, has);
	}
	closedir(folder);
	for (i = 0; i < COUNT(shapes); i++)
		CHECK(has[i], "no document has the shape \"%s\"", shapes[i]);
	CHECK(good >= GOOD && hostile >= HOSTILE, "%zu good and %zu hostile documents", good, hostile);
	arena_free(a);
}

/* --- what is too large is not looked at --- */

static const char *
large(size_t length, const char *begin, const char *end)
{
	char *out = arena_alloc(a, length + 1);

	memset(out, ' ', length);
	memcpy(out, begin, strlen(begin));
	memcpy(out + length - strlen(end), end, strlen(end));
	return out;
}

TEST(a_key_set_is_read_up_to_its_limit)
{
	struct login_outcome out = { 0 };
	const char *set;

	a = arena_new();
	set = large(JWKS_MAX_BYTES, "{\"keys\":[]", "}");
	assert_int_equal(jwks_check(a, set, JWKS_MAX_BYTES, &out), OK);
	set = large(5 * 1024 * 1024, "{\"keys\":[]", "}");
	assert_int_equal(jwks_check(a, set, 5 * 1024 * 1024, &out), INVALID);
	assert_string_equal(out.failure, "keys_unreadable");
	set = large(JWKS_MAX_BYTES + 1, "{\"keys\":[]", "}");
	assert_int_equal(jwks_check(a, set, JWKS_MAX_BYTES + 1, &out), INVALID);
	arena_free(a);
}

TEST(answers_are_read_up_to_their_limits)
{
	const size_t most = TOKEN_RESPONSE_MAX_BYTES, userinfo = USERINFO_MAX_BYTES;
	struct login_claims claims = { .subject = "1" };
	struct login_outcome out = { 0 };
	struct token_answer answer = { 0 };

	a = arena_new();
	assert_int_equal(token_answer_read(a, 200, NULL, large(most, "{\"id_token\":\"a\"", "}"), most,
	    &answer, &out), OK);
	assert_int_equal(token_answer_read(a, 200, NULL, large(most + 1, "{\"id_token\":\"a\"", "}"),
	    most + 1, &answer, &out), INVALID);
	assert_string_equal(out.failure, "not_json");
	assert_int_equal(userinfo_read(a, NULL, large(userinfo, "{\"sub\":\"1\"", "}"), userinfo,
	    &claims, &out), OK);
	assert_int_equal(userinfo_read(a, NULL, large(userinfo + 1, "{\"sub\":\"1\"", "}"),
	    userinfo + 1, &claims, &out), INVALID);
	assert_string_equal(out.failure, "userinfo_failed");
	arena_free(a);
}

TEST(a_token_that_is_too_large_is_not_looked_at)
{
	struct token_expected e = { .issuer = "a", .client_id = "b", .nonce = "c" };
	struct login_claims claims = { 0 };
	struct login_outcome out = { 0 };

	a = arena_new();
	assert_int_equal(id_token_verify(a, &e, large(TOKEN_MAX_BYTES + 1, "a.", ".b"), "{}", 2, &claims,
	    &out), INVALID);
	assert_string_equal(out.failure, "token_unreadable");
	assert_string_equal(out.detail, "The token is larger than 128 KB.");
	arena_free(a);
}

/* --- what was received --- */

static const char *
joined(const struct received *r)
{
	return texts_joined(a, &r->values);
}

TEST(claims_are_received_each_with_its_values)
{
	static const struct {
		const char	*name, *values;
	} rows[] = {
		{ "sub", "1" }, { "email", "ada@acme.example" }, { "email_verified", "true" },
		{ "groups", "staff admins" }, { "address", "{\"country\":\"DE\"}" }, { "n", "1.5" },
		{ "mixed", "[\"a\",1]" }, { "nothing", "null" }, { "none", NULL },
	};
	static const char body[] = "{\"sub\":\"1\",\"email\":\"ada@acme.example\","
	    "\"email_verified\":true,\"groups\":[\"staff\",\"admins\"],\"address\":{\"country\":\"DE\"},"
	    "\"n\":1.5,\"mixed\":[\"a\",1],\"nothing\":null,\"none\":[]}";
	struct received before = { .source = "id_token", .name = "sub" }, *items;
	struct login_claims claims = { .subject = "1", .received = { &before, 1 } };
	struct login_outcome out = { 0 };
	size_t i;

	a = arena_new();
	assert_int_equal(userinfo_read(a, "application/json", body, strlen(body), &claims, &out), OK);
	assert_int_equal(claims.received.count, 1 + COUNT(rows));
	items = claims.received.items;
	assert_string_equal(items[0].source, "id_token");
	for (i = 0; i < COUNT(rows); i++) {
		assert_string_equal(items[i + 1].source, "userinfo");
		CHECK(text_is(items[i + 1].name, rows[i].name), "%s", items[i + 1].name);
		CHECK(text_is(joined(&items[i + 1]), rows[i].values), "%s: %s", rows[i].name,
		    joined(&items[i + 1]));
	}
	arena_free(a);
}

TEST(the_first_500_claims_are_kept_and_each_up_to_2000_characters)
{
	struct login_claims claims = { .subject = "1" };
	struct login_outcome out = { 0 };
	const struct received *items;
	struct buf b;
	int i;

	a = arena_new();
	b = buf_in(a);
	buf_add(&b, "{\"sub\":\"1\",\"long\":\"");
	for (i = 0; i < RECEIVED_VALUE_MAX_CHARS + 1; i++)
		buf_add(&b, "\xc3\xa9");
	for (i = 0; i < RECEIVED_MAX; i++)
		buf_print(&b, "\",\"c%d\":\"", i);
	buf_add(&b, "\"}");
	assert_int_equal(userinfo_read(a, NULL, b.text, b.length, &claims, &out), OK);
	assert_int_equal(claims.received.count, RECEIVED_MAX);
	items = claims.received.items;
	assert_int_equal(strlen(items[1].values.items[0]), 2 * RECEIVED_VALUE_MAX_CHARS + strlen("…"));
	arena_free(a);
}
