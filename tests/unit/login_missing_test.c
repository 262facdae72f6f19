/* SPDX-License-Identifier: Apache-2.0 */
#include "model/login/missing.h"

#include "base/text.h"
#include "brought.h"
#include "test.h"

#define CLAIMS "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"

static struct arena *arena;

/* The candidates for that attribute of ours, "a, b and c"; NULL: it is not missing. */
static const char *
offered(const char *target, const char *profile, const struct login_claims *claims)
{
	struct mapped attributes[] = { { .target = target }, { .target = "x", .is_optional = true } };
	const struct mapping asked = { attributes, COUNT(attributes), false, false };
	struct objects missing = login_missing(arena, &asked, profile, &claims->received);
	struct missing_attribute *m = missing.items;

	assert_true(missing.count <= 1);
	if (missing.count == 0)
		return NULL;
	assert_ptr_equal(m->attribute, &attributes[0]);
	return texts_in_words(arena, &m->candidates);
}

TEST(login_misses_what_is_required_and_empty)
{
	static const struct {
		const char	*target, *profile;
		bool		 is_missing;
	} rows[] = {
		{ "email", "{}", true }, { "email", "{\"email\":\"a@b.example\"}", false },
		{ "email", "{\"email\":\"\"}", true }, { "groups", "{\"groups\":[]}", true },
		{ "groups", "{\"groups\":[\"a\"]}", false }, { "email", "{\"email\":null}", true },
		{ "app_metadata.title", "{\"app_metadata\":{\"title\":\"Dr\"}}", false },
		{ "app_metadata.title", "{\"title\":\"Dr\"}", true }, { "email", NULL, true },
	};
	const struct login_claims nothing = { 0 };
	size_t i;

	arena = arena_new();
	for (i = 0; i < COUNT(rows); i++)
		CHECK((offered(rows[i].target, rows[i].profile, &nothing) != NULL) == rows[i].is_missing,
		    "row %zu", i);
	arena_free(arena);
}

TEST(login_offers_the_likeliest_claim_first)
{
	static const struct {
		const char	*target, *claims, *offered;
	} rows[] = {
		{ "email", "{\"sub\":\"1\",\"name\":\"Ann\",\"upn\":\"a@b.example\",\"mail\":\"a@b.example\"}",
		    "mail, upn and name" },
		{ "email", "{\"a\":\"x\",\"b\":\"a@b.example\",\"mail\":\"none\"}", "b, mail and a" },
		{ "email", "{\"iss\":\"a@b.example\",\"email\":\"\"}", "" },
		{ "family_name", "{\"name\":\"A B\",\"FamilyName\":\"B\",\"sn\":\"B\"}",
		    "FamilyName, sn and name" },
		{ "family_name", "{\"surname\":\"a@b.example\",\"x\":\"B\"}", "surname and x" },
		{ "app_metadata.cost_center", "{\"x\":\"1\",\"costCenter\":\"2\"}", "costCenter and x" },
		{ "username", "{\"login\":\"a@b.example\",\"x\":\"1\",\"br{ace}\":\"1\"}", "login and x" },
	};
	struct login_claims claims;
	const char *is;
	size_t i;

	arena = arena_new();
	for (i = 0; i < COUNT(rows); i++) {
		claims = (struct login_claims){ 0 };
		brought_claims(arena, &claims, "id_token", rows[i].claims);
		is = offered(rows[i].target, "{}", &claims);
		CHECK(text_is(is, rows[i].offered), "row %zu: %s", i, is);
	}
	arena_free(arena);
}

TEST(login_offers_the_likeliest_attribute_first)
{
	static const char *const brought[] = { "NameID=a@b.example", "Dept=R", "urn:oid:2.5.4.42=Ann",
		"memberOf=a;b", CLAIMS "emailaddress=a@b.example", "Empty=", NULL };
	static const struct {
		const char	*target, *offered;
	} rows[] = {
		{ "email", CLAIMS "emailaddress, " CLAIM_NAME_ID ", Dept, urn:oid:2.5.4.42 and memberOf" },
		{ "given_name", "urn:oid:2.5.4.42, Dept, memberOf, " CLAIM_NAME_ID " and " CLAIMS
		    "emailaddress" },
		{ "groups", "memberOf, " CLAIM_NAME_ID ", Dept, urn:oid:2.5.4.42 and " CLAIMS
		    "emailaddress" },
		{ "department", "Dept, " CLAIM_NAME_ID ", urn:oid:2.5.4.42, memberOf and " CLAIMS
		    "emailaddress" },
	};
	struct login_claims claims = { 0 };
	const char *is;
	size_t i;

	arena = arena_new();
	brought_attributes(arena, &claims, brought, NULL);
	for (i = 0; i < COUNT(rows); i++) {
		is = offered(rows[i].target, "{}", &claims);
		CHECK(text_is(is, rows[i].offered), "row %zu: %s", i, is);
	}
	arena_free(arena);
}

TEST(login_offers_a_bounded_number)
{
	struct login_claims claims = { 0 };
	struct received items[MISSING_MAX_CANDIDATES + 10] = { 0 };
	const char *value[] = { "a@b.example" };
	const char *is, **parts;
	size_t i;

	arena = arena_new();
	for (i = 0; i < COUNT(items); i++)
		items[i] = (struct received){ .source = "attribute", .values = { value, 1 },
			.name = arena_print(arena, "attribute%zu", i) };
	items[COUNT(items) - 1].name = "mail";
	claims.received = (struct objects){ items, COUNT(items) };
	is = offered("email", "{}", &claims);
	assert_true(text_starts(is, "mail, attribute0, "));
	assert_int_equal(text_split(arena, is, ",", &parts), MISSING_MAX_CANDIDATES - 1);
	arena_free(arena);
}

TEST(login_maps_a_candidate_by_its_source)
{
	static const char *const brought[] = { "NameID=u-1", "mail=a@b.example", NULL };
	struct login_claims openid = { 0 }, saml = { 0 };

	arena = arena_new();
	brought_claims(arena, &openid, "id_token", "{\"email\":\"a\",\"sub\":\"1\",\"empty\":\"\"}");
	brought_claims(arena, &openid, "userinfo", "{\"email\":\"a\",\"phone\":\"1\"}");
	brought_attributes(arena, &saml, brought, NULL);
	assert_string_equal(candidate_source(arena, &openid.received, "email"),
	    "${context.tokenset.email}");
	assert_string_equal(candidate_source(arena, &openid.received, "phone"),
	    "${context.userinfo.phone}");
	assert_null(candidate_source(arena, &openid.received, "sub"));
	assert_null(candidate_source(arena, &openid.received, "empty"));
	assert_null(candidate_source(arena, &openid.received, "of nobody"));
	assert_string_equal(candidate_source(arena, &saml.received, "mail"), "mail");
	assert_string_equal(candidate_source(arena, &saml.received, CLAIM_NAME_ID), CLAIM_NAME_ID);
	assert_null(candidate_source(arena, &saml.received, "NameID"));
	arena_free(arena);
}
