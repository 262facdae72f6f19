/* SPDX-License-Identifier: Apache-2.0 */
#include "model/login/doubt.h"

#include <string.h>

#include "base/text.h"
#include "brought.h"
#include "test.h"

#define FORMAT "urn:oasis:names:tc:SAML:"

struct doubt_row {
	const char	*profile;
	const char	*claims;	/* of the ID token; NULL: SAML */
	const char	*name_id, *format;
	const char	*doubts;	/* "name target and ..." */
	const char	*provider;	/* NULL: oidc */
};

static const struct doubt_row rows[] = {
	{ "{\"email\":\"a@acme.example\",\"family_name\":\"Ann\"}", "{\"a\":\"b\"}", NULL, NULL, "" },
	{ "{\"family_name\":\"a@acme.example\"}", "{}", NULL, NULL, "name_is_email family_name" },
	{ "{\"name\":\"a@acme.example\",\"given_name\":\"@\",\"username\":\"a@acme.example\"}", "{}",
	    NULL, NULL, "name_is_email name" },
	{ "{\"email\":\"Ann\"}", "{}", NULL, NULL, "email_is_no_email email" },
	{ "{\"email\":\"a@acme.OnMicrosoft.com\"}", "{}", NULL, NULL, "email_is_onmicrosoft email" },
	{ "{\"email\":\"a@acme.example\",\"email_verified\":false}", "{}", NULL, NULL,
	    "email_is_unverified email" },
	{ "{\"email\":\"a@acme.example\",\"email_verified\":true}", "{}", NULL, NULL, "" },
	{ "{\"email\":\"a@acme.example\",\"email_verified\":false}", "{}", NULL, NULL,
	    "email_is_unproved email", "waad" },
	{ "{\"email\":\"a@acme.example\",\"email_verified\":true}", "{}", NULL, NULL, "", "waad" },
	{ "{\"email\":\"a@acme.example\",\"email_verified\":false}", "{}", NULL, NULL,
	    "email_is_unverified email", "google-apps" },
	{ "{\"groups\":[\"0a1B2c3d-0000-4000-8000-0123456789ab\"]}", "{}", NULL, NULL,
	    "groups_are_ids groups" },
	{ "{\"groups\":[\"0a1b2c3d-0000-4000-8000-0123456789abc\"]}", "{}", NULL, NULL, "" },
	{ "{\"groups\":[\"Staff\"]}", "{}", NULL, NULL, "" },
	{ "{}", "{\"_claim_names\":{\"groups\":\"src1\"}}", NULL, NULL, "groups_overage groups" },
	{ "{}", "{\"_claim_names\":{\"address\":\"src1\"}}", NULL, NULL, "" },
	{ "{}", "{\"hasgroups\":true}", NULL, NULL, "groups_overage groups" },
	{ "{}", "{\"hasgroups\":false,\"nonce\":\"\"}", NULL, NULL, "" },
	{ "{}", "{\"phone\":\"\"}", NULL, NULL, "value_is_empty -" },
	{ "{\"user_id\":\"x\"}", NULL, "NameID=x", FORMAT "2.0:nameid-format:transient",
	    "transient_name_id user_id" },
	{ "{\"user_id\":\"other\"}", NULL, "NameID=x", FORMAT "2.0:nameid-format:transient", "" },
	{ "{\"user_id\":\"x\"}", NULL, "NameID=x", FORMAT "2.0:nameid-format:persistent", "" },
	{ "{\"user_id\":\"a@b.example\"}", NULL, "NameID=a@b.example",
	    FORMAT "1.1:nameid-format:unspecified", "name_id_is_email user_id" },
	{ "{\"user_id\":\"a@b.example\"}", NULL, "NameID=a@b.example", NULL,
	    "name_id_is_email user_id" },
	{ "{\"user_id\":\"a@b.example\"}", NULL, "NameID=a@b.example",
	    FORMAT "1.1:nameid-format:emailAddress", "" },
	{ NULL, NULL, "Phone=", NULL, "value_is_empty -" },
};

static const char *
named(struct arena *a, const struct objects *doubts)
{
	const struct doubt *d = doubts->items;
	struct texts names = { 0 };
	size_t i;

	for (i = 0; i < doubts->count; i++) {
		texts_add(a, &names, arena_print(a, "%s %s", d[i].name,
		    d[i].target == NULL ? "-" : d[i].target));
		assert_true(strlen(sentence_english(a, d[i].said)) > 0);
	}
	return texts_in_words(a, &names);
}

static struct objects
doubts(struct arena *a, const struct doubt_row *r)
{
	const char *const attributes[] = { r->name_id, NULL };
	struct login_outcome passed = { 0 };
	struct login_claims claims = { 0 };

	if (r->claims != NULL)
		brought_claims(a, &claims, "id_token", r->claims);
	else
		brought_attributes(a, &claims, attributes, r->format);
	return login_doubts(a, provider_find(r->provider == NULL ? "oidc" : r->provider), r->profile, &claims.received, &passed);
}

TEST(login_doubts_what_cannot_be)
{
	struct arena *a = arena_new();
	struct objects found;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		found = doubts(a, &rows[i]);
		CHECK(text_is(named(a, &found), rows[i].doubts), "row %zu: %s", i, named(a, &found));
	}
	arena_free(a);
}

TEST(login_doubts_say_what_to_do_at_the_provider)
{
	static const struct doubt_row overage = { "{}", "{\"_claim_names\":{\"groups\":\"src1\"},\"_claim_sources\":"
	    "{\"src1\":{\"endpoint\":\"https://graph.microsoft.com/v1.0/users/1/getMemberObjects\"}}}", NULL, NULL, "",
	    "waad" };
	static const struct doubt_row unproved = { "{\"email\":\"a@acme.example\",\"email_verified\":false}", "{}",
	    NULL, NULL, "", "waad" };
	struct arena *a = arena_new();
	struct objects found = doubts(a, &overage);
	const struct doubt *d = found.items;

	assert_int_equal(found.count, 1);
	assert_non_null(strstr(sentence_english(a, d->said), "more than 200 groups"));
	assert_non_null(strstr(sentence_english(a, d->said), "Groups assigned to the application"));
	found = doubts(a, &unproved);
	d = found.items;
	assert_non_null(strstr(sentence_english(a, d->said), "Verify its domain"));
	assert_non_null(strstr(sentence_english(a, d->said), "the claim xms_edov"));
	arena_free(a);
}

TEST(login_doubts_come_from_verification_too)
{
	struct arena *a = arena_new();
	const struct objects nothing = { 0 };
	struct login_outcome o = { 0 };
	struct objects found;

	login_doubt(a, &o, "sha1");
	login_doubt(a, &o, "of_a_later_version");
	found = login_doubts(a, provider_find("oidc"), NULL, &nothing, &o);
	assert_string_equal(named(a, &found), "sha1 -");
	arena_free(a);
}
