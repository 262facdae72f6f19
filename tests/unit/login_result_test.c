/* SPDX-License-Identifier: Apache-2.0 */
#include "model/login/result.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "brought.h"
#include "test.h"

#define CLAIMS "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"
#define TOKEN "{\"iss\":\"https://idp.example\",\"sub\":\"00u1\",\"aud\":\"0oa\",\"exp\":1," \
	"\"email\":\"ann@acme.example\",\"email_verified\":true,\"name\":\"Ann\",\"org_id\":\"x\"," \
	"\"address\":{\"country\":\"DE\"},\"groups\":[\"a\",\"b\"],\"app_metadata\":{\"admin\":true}," \
	"\"https://acme.example/dept\":\"R&D\",\"nothing\":null}"

static struct arena *arena;
static struct texts *fills;

static const char *
profile(const char *strategy, const char *options, const struct login_claims *claims)
{
	const struct login_connection c = { .id = "con_1", .name = "acme", .strategy = strategy,
		.provider = provider_find(strategy), .options = options };

	return login_profile(arena, &c, claims, &fills);
}

/* The targets that the item fills, "a, b and c". */
static const char *
filled(const struct login_claims *claims, const char *source, const char *name)
{
	const struct received *items = claims->received.items;
	size_t i = 0;

	while (i < claims->received.count
	    && (!text_is(items[i].name, name) || !text_is(items[i].source, source)))
		i++;
	assert_true(i < claims->received.count);
	return texts_in_words(arena, &fills[i]);
}

static struct login_claims
token(const char *json)
{
	struct login_claims c = { .subject = "00u1", .access_token = "secret" };

	brought_claims(arena, &c, "id_token", json);
	return c;
}

struct profile_row {
	const char	*options, *profile;
};

TEST(login_profile_of_openid_follows_its_mode)
{
	static const struct profile_row rows[] = {
		{ "{\"attribute_map\":{\"mapping_mode\":\"use_map\",\"attributes\":"
		    "{\"email\":\"${context.tokenset.email}\",\"family_name\":\"${context.tokenset.no}\"}}}",
		    "{\"email\":\"ann@acme.example\",\"user_id\":\"00u1\"}" },
		{ "{\"attribute_map\":{\"mapping_mode\":\"use_map\"}}", "{\"user_id\":\"00u1\"}" },
		{ "{\"attribute_map\":{\"mapping_mode\":\"basic_profile\",\"attributes\":"
		    "{\"name\":\"Dr ${context.tokenset.name}\"}}}",
		    "{\"name\":\"Dr Ann\",\"user_id\":\"00u1\",\"email\":\"ann@acme.example\","
		    "\"email_verified\":true}" },
		{ "{\"attribute_map\":{\"mapping_mode\":\"bind_all\",\"attributes\":"
		    "{\"name\":\"${context.tokenset.no}\"}}}",
		    "{\"user_id\":\"00u1\",\"email\":\"ann@acme.example\",\"email_verified\":true,"
		    "\"name\":\"Ann\",\"address\":{\"country\":\"DE\"},\"groups\":[\"a\",\"b\"],"
		    "\"https://acme.example/dept\":\"R&D\"}" },
		{ "{\"userid_attribute\":\"email\",\"attribute_map\":{\"mapping_mode\":\"use_map\"}}",
		    "{\"user_id\":\"ann@acme.example\"}" },
		{ "{\"userid_attribute\":\"oid\",\"attribute_map\":{\"mapping_mode\":\"use_map\"}}",
		    "{\"user_id\":\"00u1\"}" },
		{ "{\"attribute_map\":{\"mapping_mode\":\"use_map\",\"attributes\":"
		    "{\"app_metadata.country\":\"${context.tokenset.address.country}\",\"groups\":"
		    "\"${context.tokenset.groups}\",\"app_metadata.from\":\"${context.connection.strategy}\","
		    "\"token\":\"${context.tokenset.access_token}\",\"broken\":\"${context\"}}}",
		    "{\"app_metadata\":{\"country\":\"DE\",\"from\":\"oidc\"},\"groups\":[\"a\",\"b\"],"
		    "\"token\":\"(access token)\",\"user_id\":\"00u1\"}" },
	};
	struct login_claims claims;
	const char *is;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		arena = arena_new();
		claims = token(TOKEN);
		is = profile("oidc", rows[i].options, &claims);
		CHECK(text_is(is, rows[i].profile), "row %zu: %s", i, is);
		arena_free(arena);
	}
}

/* Microsoft sends any address that somebody typed as email. */
TEST(login_profile_of_entra_doubts_an_email_address)
{
#define EMAIL "\"oid\":\"o1\",\"email\":\"ann@Acme.example\""
#define TRUST "\"should_trust_email_verified_connection\":"
	static const struct {
		const char	*strategy, *options, *claims, *domain, *is;	/* is NULL: it is not there */
	} rows[] = {
		{ "waad", "", EMAIL, NULL, "false" },
		{ "waad", "", EMAIL ",\"email_verified\":true", NULL, "false" },
		{ "waad", "", EMAIL ",\"xms_edov\":true", NULL, "true" },
		{ "waad", "", EMAIL ",\"xms_edov\":1", NULL, "true" },
		{ "waad", "", EMAIL ",\"xms_edov\":\"1\"", NULL, "true" },
		{ "waad", "", EMAIL ",\"xms_edov\":\"True\"", NULL, "true" },
		{ "waad", "", EMAIL ",\"xms_edov\":false", NULL, "false" },
		{ "waad", "", EMAIL ",\"xms_edov\":0", NULL, "false" },
		{ "waad", "", EMAIL ",\"xms_edov\":[true]", NULL, "false" },
		{ "waad", "", EMAIL, "acme.example", "true" }, { "waad", "", EMAIL, "example", "false" },
		{ "waad", "", "\"email\":\"ann@sub.acme.example\"", "acme.example", "false" },
		{ "waad", "", "\"email\":\"a@acme.example@evil.example\"", "acme.example", "false" },
		{ "waad", "", "\"email\":\"acme.example\"", "acme.example", "false" },
		{ "waad", "", "\"email\":\"ann@M\xc3\xbcller.example\"", "xn--mller-kva.example", "true" },
		{ "waad", TRUST "\"always_set_emails_as_verified\"", EMAIL, NULL, "true" },
		{ "waad", TRUST "\"never_set_emails_as_verified\"", EMAIL, NULL, "false" },
		{ "waad", "", "\"oid\":\"o1\",\"xms_edov\":true", NULL, NULL },
		/* the proof is about the claim email, not about what was mapped instead */
		{ "waad", "\"attribute_map\":{\"attributes\":{\"email\":\"${context.tokenset.upn}\"}}",
		    EMAIL ",\"upn\":\"root@other.example\",\"xms_edov\":true", NULL, "false" },
		{ "waad", "\"attribute_map\":{\"attributes\":{\"email_verified\":\"${context.tokenset.upn}\"}}",
		    EMAIL ",\"upn\":true", NULL, "false" },
		{ "google-apps", "", EMAIL ",\"email_verified\":true", NULL, "true" },
		{ "oidc", "", EMAIL, "acme.example", NULL },
	};
	struct login_connection c = { .id = "con_1", .name = "acme" };
	struct login_claims claims;
	const char *is;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		arena = arena_new();
		claims = token(arena_print(arena, "{\"sub\":\"00u1\",%s}", rows[i].claims));
		c.strategy = rows[i].strategy;
		c.provider = provider_find(rows[i].strategy);
		c.options = arena_print(arena, "{%s}", rows[i].options);
		c.verified_domains = (struct texts){ (const char *[]){ rows[i].domain }, rows[i].domain != NULL };
		is = login_profile(arena, &c, &claims, &fills);
		CHECK(text_is(fields_value(arena, is, "email_verified").json, rows[i].is), "row %zu: %s", i, is);
		arena_free(arena);
	}
}

TEST(login_profile_tells_which_claims_fill_what)
{
	struct login_claims claims;

	arena = arena_new();
	claims = token(TOKEN);
	brought_claims(arena, &claims, "userinfo", "{\"sub\":\"00u1\",\"email\":\"b@b.example\"}");
	profile("oidc", "{\"attribute_map\":{\"mapping_mode\":\"bind_all\",\"attributes\":{\"nickname\":"
	    "\"${context.tokenset.email} ${context.tokenset.address.country}\",\"app_metadata.mail\":"
	    "\"${context.userinfo.email}\",\"d\":\"${context.tokenset.https://acme.example/dept}\"}}}",
	    &claims);
	assert_string_equal(filled(&claims, "id_token", "email"), "nickname and email");
	assert_string_equal(filled(&claims, "id_token", "address"), "nickname and address");
	assert_string_equal(filled(&claims, "userinfo", "email"), "app_metadata.mail");
	assert_string_equal(filled(&claims, "id_token", "https://acme.example/dept"),
	    "d and https://acme.example/dept");
	assert_string_equal(filled(&claims, "id_token", "sub"), "user_id");
	assert_string_equal(filled(&claims, "id_token", "iss"), "");
	assert_string_equal(filled(&claims, "id_token", "app_metadata"), "");
	arena_free(arena);
}

TEST(login_profile_of_saml_follows_the_map)
{
	static const char *const brought[] = { "NameID=u-1", "mail=", "Mail2=ann@acme.example;b@b.example",
		"Groups=a;b", "Role=x", "sn=Ann", CLAIMS "emailaddress=usual@acme.example", NULL };
	static const struct profile_row rows[] = {
		{ "{\"fieldsMap\":{\"email\":[\"mail\",\"Mail2\"],\"groups\":\"Groups\",\"role\":\"Role\","
		    "\"app_metadata.names\":[\"Groups\"],\"family_name\":[\"none\"]}}",
		    "{\"email\":\"ann@acme.example\",\"groups\":[\"a\",\"b\"],\"role\":[\"x\"],"
		    "\"app_metadata\":{\"names\":\"a\"},\"user_id\":\"u-1\"}" },
		{ "{\"fieldsMap\":{\"user_id\":[\"none\",\"sn\"]}}", "{\"user_id\":\"Ann\"}" },
		{ "{\"fieldsMap\":{\"user_id\":[\"none\"]}}", "{}" },
		{ "{\"fieldsMap\":{\"user_id\":[\"sn\",\"" CLAIM_NAME_ID "\"],\"name\":\"" CLAIM_NAME_ID "\"},"
		    "\"user_id_attribute\":\"Mail2\"}",
		    "{\"user_id\":\"ann@acme.example\",\"name\":\"u-1\"}" },
		{ "{}", "{\"user_id\":\"u-1\",\"email\":\"usual@acme.example\"}" },
	};
	struct login_claims claims;
	const char *is;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		arena = arena_new();
		claims = (struct login_claims){ 0 };
		brought_attributes(arena, &claims, brought, NULL);
		is = profile("samlp", rows[i].options, &claims);
		CHECK(text_is(is, rows[i].profile), "row %zu: %s", i, is);
		arena_free(arena);
	}
}

TEST(login_profile_tells_which_attributes_fill_what)
{
	static const char *const brought[] = { "NameID=u-1", "mail=ann@acme.example", "sn=Ann", NULL };
	struct login_claims claims = { 0 };

	arena = arena_new();
	brought_attributes(arena, &claims, brought, NULL);
	profile("samlp", "{\"fieldsMap\":{\"email\":[\"mail\",\"sn\"],\"nickname\":\"mail\"}}", &claims);
	assert_string_equal(filled(&claims, "attribute", "mail"), "email and nickname");
	assert_string_equal(filled(&claims, "attribute", "sn"), "");
	assert_string_equal(filled(&claims, "name_id", "NameID"), "user_id");
	arena_free(arena);
}

TEST(login_fills_the_same_from_what_is_kept)
{
	static const char map[] = "{\"attribute_map\":{\"mapping_mode\":\"bind_all\",\"attributes\":{"
	    "\"nickname\":\"${context.tokenset.address.country}\",\"groups\":"
	    "\"${context.tokenset.groups}\",\"app_metadata.phone\":\"${context.userinfo.phone}\","
	    "\"app_metadata.no\":\"${context.tokenset.address.city}\"}}}";
	const struct login_connection c = { .id = "con_1", .strategy = "oidc",
		.provider = provider_find("oidc"), .options = map };
	struct login_claims claims;
	size_t i;

	arena = arena_new();
	claims = token(TOKEN);
	brought_claims(arena, &claims, "userinfo", "{\"sub\":\"00u1\",\"phone\":\"1\"}");
	profile("oidc", map, &claims);
	assert_string_equal(filled(&claims, "id_token", "address"), "nickname and address");
	assert_string_equal(filled(&claims, "userinfo", "phone"), "app_metadata.phone and phone");
	for (i = 0; i < claims.received.count; i++)
		assert_string_equal(texts_in_words(arena, &fills[i]),
		    texts_in_words(arena, &login_fills(arena, &c, &claims.received)[i]));
	arena_free(arena);
}

/* {"c0":1,"c1":1,...}, so many of them that each step for each other one would be felt. */
static const char *
many(struct arena *a, size_t count)
{
	struct buf b = buf_in(a);
	size_t i;

	for (i = 0; i < count; i++)
		buf_print(&b, "%c\"c%zu\":1", i == 0 ? '{' : ',', i);
	buf_add_char(&b, '}');
	return b.text;
}

TEST(login_profile_has_no_more_claims_than_are_kept)
{
	struct login_claims claims = { .subject = "00u1" };
	const char *made;

	arena = arena_new();
	claims.id_token = many(arena, 9000);
	made = profile("oidc", "{\"attribute_map\":{\"mapping_mode\":\"bind_all\"}}", &claims);
	assert_int_equal(fields_members(arena, made).count, RECEIVED_MAX);
	assert_non_null(fields_value(arena, made, "c499").json);
	arena_free(arena);
}

/* A list that is mapped again and again. */
TEST(login_profile_is_bounded)
{
	struct login_claims claims = { .subject = "00u1" };
	struct buf map, list;
	size_t i;

	arena = arena_new();
	list = buf_in(arena);
	map = buf_in(arena);
	for (i = 0; i < 6000; i++)
		buf_print(&list, "%s\"group %zu\"", i == 0 ? "" : ",", i % 10);
	for (i = 0; i < 40; i++)
		buf_print(&map, "%s\"app_metadata.a%zu\":\"${context.tokenset.groups}\"", i == 0 ? "" : ",", i);
	claims.id_token = arena_print(arena, "{\"sub\":\"00u1\",\"groups\":[%s]}", list.text);
	assert_true(strlen(profile("oidc", arena_print(arena,
	    "{\"attribute_map\":{\"mapping_mode\":\"use_map\",\"attributes\":{%s}}}", map.text), &claims))
	    < 600 * 1024);
	arena_free(arena);
}
