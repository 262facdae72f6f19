/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/credentials.h"

#include <string.h>

#include "base/sentence.h"
#include "base/text.h"
#include "test.h"

#define UUID "6731de76-14a6-49ae-97bc-6eba6914391e"

struct row {
	const char	*value, *says;	/* a part of the sentence; NULL: taken */
};

static const struct row values[] = {
	{ "Client ID: 0oa1", "You pasted the label “Client ID:” along with the value. Enter only the "
	    "value." },
	{ "client_id=0oa1", "You pasted the label “client_id=”" }, { "\"clientId\": \"0oa1\"", "You pasted the label " },
	{ "Application (client) ID: " UUID, "You pasted the label “Application (client) ID:”" },
	{ "Anwendungs-ID (Client): " UUID, "You pasted the label" }, { "Client secret = a8Q~b", "You pasted the label “Client secret =”" },
	{ "CLIENT_SECRET:a8Q~b", "You pasted the label “CLIENT_SECRET:”" },
	{ "{\"client_secret\":\"a\"}", "You pasted the label" },
	{ "••••••••", "dots or asterisks" }, { "●●●●", "dots or asterisks" },
	{ "a8Q****************", "dots or asterisks" }, { "a8Q••••", "dots or asterisks" },
	{ "0oa1b2c3…", "This value is cut off" }, { "0oa1b2c3...", "This value is cut off" },
	{ "0oa1 b2c3", "contains no spaces" }, { "0oa1\tb2c3", "contains no spaces" },
	{ "0oa1\nb2c3", "contains no spaces" }, { "0oa1\xc2\xa0" "b2c3", "contains no spaces" },
	{ "Client ID 0oa1", "contains no spaces" },
	{ "0oa1b2c3D4E5f6G7h8i9", NULL }, { UUID, NULL }, { "a***b", NULL }, { "a=b:c", NULL }, { "a.b..c", NULL },
	{ "YWJjZA==", NULL }, { "a8Q~Kx_.-", NULL }, { "secretariat:1", NULL },
};

static void
check_value(const struct row *r, enum status st, const struct fault *f, const char *kind)
{
	CHECK(st == (r->says == NULL ? OK : INVALID), "%s %s: %d", kind, r->value, (int)st);
	CHECK(r->says == NULL || strstr(said(f), r->says) != NULL, "%s %s: %s", kind, r->value, said(f));
}

TEST(credentials_that_cannot_be_right_are_told)
{
	struct arena *a = arena_new();
	struct fault f;
	size_t i, p;

	for (i = 0; i < COUNT(values); i++) {
		f = (struct fault){ 0 };
		check_value(&values[i], client_secret_check(a, values[i].value, "other", false, &f), &f, "secret");
		for (p = 0; p < provider_count; p++) {
			f = (struct fault){ 0 };
			check_value(&values[i], client_id_check(a, providers[p], values[i].value, &f), &f,
			    providers[p]->strategy);
		}
	}
	arena_free(a);
}

/* Some providers let people choose a client ID, or take the URL of an application for one. */
TEST(client_ids_that_are_addresses_are_refused_or_doubted)
{
	static const struct {
		const char	*id, *refused, *doubt;
	} rows[] = {
		{ "jane@acme.com", "This is an email address.", "is an email address, which is unusual" },
		{ "https://acme.okta.com", "This is a URL.", "is a URL, which is "
		    "unusual" },
		{ "http://a", "This is a URL.", "is a URL" },
		{ "123.apps.googleusercontent.com", NULL, NULL }, { "urn:acme:app", NULL, NULL },
		{ "0oa1", NULL, NULL }, { "a@b", NULL, NULL }, { "@acme.com", NULL, NULL },
	};
	static const char *const plain[] = { "okta", "waad", "google-apps" };
	static const char *const any[] = { "oidc", "pingfederate" };
	struct arena *a = arena_new();
	const struct sentence *doubt;
	struct fault f;
	size_t i, p;

	for (i = 0; i < COUNT(rows); i++) {
		for (p = 0; p < COUNT(plain); p++)
			check_value(&(struct row){ rows[i].id, rows[i].refused },
			    client_id_check(a, provider_find(plain[p]), rows[i].id, &f), &f, plain[p]);
		for (p = 0; p < COUNT(any); p++)
			assert_int_equal(client_id_check(a, provider_find(any[p]), rows[i].id, &f), OK);
		doubt = client_id_doubt(a, rows[i].id);
		CHECK((doubt == NULL) == (rows[i].doubt == NULL), "%s", rows[i].id);
		CHECK(doubt == NULL || strstr(sentence_english(a, doubt), rows[i].doubt) != NULL, "%s", rows[i].id);
	}
	arena_free(a);
}

TEST(client_ids_lose_quotation_marks_and_what_nobody_sees)
{
	static const struct {
		const char	*typed, *id;
	} rows[] = {
		{ " 0oa1 ", "0oa1" }, { "\"0oa1\"", "0oa1" }, { "' 0oa1'", "0oa1" }, { "`0oa1`", "0oa1" },
		{ "0oa\xe2\x80\x8b" "1", "0oa1" }, { "\xef\xbb\xbf" "0oa1\xc2\xa0", "0oa1" }, { "\"0oa1", "\"0oa1" },
		{ "\"", "\"" }, { "\"\"", "" }, { "", "" },
	};
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		CHECK(text_is(client_id_typed(a, rows[i].typed), rows[i].id), "%s: %s", rows[i].typed,
		    client_id_typed(a, rows[i].typed));
	arena_free(a);
}

TEST(client_secrets_have_no_quotation_marks_around_them)
{
	static const struct row rows[] = {
		{ "\"a8Q~b\"", "There are quotation marks around the client secret." },
		{ "'a8Q~b'", "There are quotation marks" },
		{ "\"a8Q~b", NULL }, { "0oa2", NULL },
	};
	struct arena *a = arena_new();
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		check_value(&rows[i], client_secret_check(a, rows[i].value, NULL, false, &f), &f, "secret");
	arena_free(a);
}

/* Beside the secret, consoles show the client ID and, in Microsoft Entra, an ID of the secret. */
TEST(client_secrets_are_no_ids)
{
	static const struct {
		struct row	 row;
		const char	*id;
		bool		 has_id;
	} rows[] = {
		{ { "0oa1b2c3", "This is the client ID. Enter the client secret" }, "0oa1b2c3", false },
		{ { "6731DE76-14a6-49ae-97bc-6eba6914391e", "This is the client ID." }, UUID, false },
		{ { UUID, "This is the client ID." }, UUID, true },
		{ { UUID, "This is the ID of the client secret, not the secret. Copy the Value column" }, "0oa1b2c3", true },
		{ { "6731DE76-14A6-49AE-97BC-6EBA6914391E", "This is the ID of the client secret" }, NULL, true },
		{ { UUID, NULL }, "0oa1b2c3", false }, { { UUID "0", NULL }, "0oa1b2c3", true },
		{ { "a8Q~Kx_.-", NULL }, "a8Q~Kx_", true }, { { "a8Q~Kx_.-", NULL }, NULL, true },
	};
	struct arena *a = arena_new();
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		check_value(&rows[i].row, client_secret_check(a, rows[i].row.value, rows[i].id, rows[i].has_id, &f), &f,
		    "secret");
	arena_free(a);
}

/* A secret is told nowhere. */
TEST(client_secrets_are_in_no_sentence)
{
	static const char *const rows[] = { "Client secret: Zq7Zq7", "••Zq7Zq7", "Zq7Zq7...", "Zq7Zq7 Zq7Zq7",
		"\"Zq7Zq7\"", "Zq7Zq7" };
	struct arena *a = arena_new();
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		assert_int_equal(client_secret_check(a, rows[i], "Zq7Zq7", true, &f), INVALID);
		CHECK(strstr(said(&f), "Zq7") == NULL, "%s", said(&f));
	}
	arena_free(a);
}
