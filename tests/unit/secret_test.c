/* SPDX-License-Identifier: Apache-2.0 */
#include "model/connection/secret.h"

#include "base/seal.h"
#include "base/text.h"
#include "test.h"

#define PLACE "{\"issuer\":\"https://idp.example\",\"token_endpoint\":\"https://login.idp.example/oauth/token\"," \
	"\"client_id\":\"c\"}"
#define TO(i, t, c) { .issuer = i, .token_endpoint = t, .client_id = c }

static const char *
opened(struct arena *a, const char *json, const struct secret_place *to, enum status *st)
{
	struct kept_secret kept = { .subject = "client_secret acme con_1", .place = json };
	const char *public_key, *secret_key, *secret = "";
	struct fault f = { 0 };

	seal_keys(a, &public_key, &secret_key);
	assert_int_equal(seal(a, public_key, kept.subject, "the secret", &kept.sealed, &f), OK);
	*st = secret_open(a, secret_key, &kept, to, &secret, &f);
	assert_true(*st == OK || said(&f)[0] != '\0');
	return secret;
}

TEST(secrets_open_for_the_place_that_they_were_entered_for)
{
	static const struct secret_place places[] = {
		TO("https://idp.example", "https://login.idp.example/oauth/token", "c"),
		TO("https://idp.example", "https://login.idp.example/v2/token", "c"),
	};
	struct arena *a = arena_new();
	enum status st;
	size_t i;

	for (i = 0; i < COUNT(places); i++) {
		assert_string_equal(opened(a, PLACE, &places[i], &st), "the secret");
		assert_int_equal(st, OK);
	}
	assert_string_equal(opened(a, "{\"issuer\":\"urn:saml\"}", &(struct secret_place)TO("urn:saml", NULL, NULL),
	    &st), "the secret");
	arena_free(a);
}

TEST(secrets_open_for_no_other_place)
{
	static const struct secret_place places[] = {
		TO("https://other.example", "https://login.idp.example/oauth/token", "c"),
		TO(NULL, "https://login.idp.example/oauth/token", "c"),
		TO("https://idp.example", "https://login.idp.example/oauth/token", "other"),
		TO("https://idp.example", "https://login.idp.example/oauth/token", NULL),
		TO("https://idp.example", "https://evil.example/oauth/token", "c"),
		TO("https://idp.example", "https://login.idp.example.evil.example/", "c"),
		TO("https://idp.example", "https://login.idp.example:444/oauth/token", "c"),
		TO("https://idp.example", "https://login.idp.example@evil.example/", "c"),
		TO("https://idp.example", "http://login.idp.example/oauth/token", "c"),
		TO("https://idp.example", "https://login.idp", "c"),
		TO("https://idp.example", "", "c"), TO("https://idp.example", NULL, "c"),
	};
	struct arena *a = arena_new();
	enum status st;
	size_t i;

	for (i = 0; i < COUNT(places); i++) {
		CHECK(text_is(opened(a, PLACE, &places[i], &st), "") && st == FORBIDDEN, "place %zu", i);
		assert_string_equal(opened(a, "{}", &places[i], &st), "");
		assert_int_equal(st, FORBIDDEN);
	}
	arena_free(a);
}

TEST(secrets_without_a_place_stay_shut)
{
	struct secret_place to = TO("https://idp.example", "https://login.idp.example/oauth/token", "c"),
	    none = { 0 };
	struct arena *a = arena_new();
	enum status st;

	assert_string_equal(opened(a, NULL, &to, &st), "");
	assert_int_equal(st, FORBIDDEN);
	assert_string_equal(opened(a, NULL, &none, &st), "");
	assert_int_equal(st, FORBIDDEN);
	arena_free(a);
}
