/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "actions/attribute_profile.h"
#include "base/text.h"
#include "model/attributes/attribute_template.h"
#include "test.h"
#include "walk.h"

#define CLAIMS "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"
#define ENTRY(name, label, required, target, more) "\"" name "\":{\"description\":\"About " name \
	"\",\"label\":\"" label "\",\"profile_required\":" required ",\"auth0_mapping\":\"" target "\"" more "}"
#define ATTRIBUTES ENTRY("mail", "Work <e-mail>", "true", "email", ",\"oidc_mapping\":{\"mapping\":" \
	"\"${context.tokenset.mail}\",\"display_name\":\"Mail\"},\"saml_mapping\":[\"urn:mail\",\"urn:post\"]") \
	"," ENTRY("groups", "Teams", "false", "groups", ",\"saml_mapping\":[\"urn:groups\"]," \
	"\"strategy_overrides\":{\"okta\":{\"oidc_mapping\":{\"mapping\":\"${context.userinfo.groups}\"}}}") \
	"," ENTRY("full", "Whole name", "false", "name", ",\"oidc_mapping\":{\"mapping\":" \
	"\"${context.tokenset.a} ${context.tokenset.b}\"}") \
	"," ENTRY("constant", "Constant", "false", "app_metadata.x", ",\"oidc_mapping\":{\"mapping\":\"a b\"}")

static struct attribute_profile
decoded(struct place *p, const char *json)
{
	struct attribute_profile wanted = { 0 };

	must(p, fields_decode(p->arena, json, strlen(json), &attribute_profile_shape, CREATING,
	    &wanted, &p->fault));
	return wanted;
}

/* A visitor whose profile uses one of this body. */
static struct walk
walk_with(const char *body, struct attribute_profile *made)
{
	struct walk w = { .p = place_new() };
	struct attribute_profile wanted = decoded(w.p, body);

	must(w.p, create_attribute_profile(place_act(w.p), &wanted, made));
	w.v = visitor_new(w.p, arena_print(w.p->arena,
	    "{\"name\":\"A\",\"user_attribute_profile_id\":\"%s\"}", made->id), "");
	return w;
}

static const char *
setting(struct walk *w, const char *path)
{
	return sql_text(w->p->arena, "SELECT r.settings #>> '{%s}' FROM connection c JOIN "
	    "connection_revision r ON r.tenant_id = c.tenant_id AND r.connection_id = c.connection_id AND "
	    "r.revision = c.live_revision WHERE c.tenant_id = '%s'", path, w->p->tenant);
}

static void
check_shows(const struct answer *a, const char *const *texts)
{
	CHECK(a->code == 200, "%d", a->code);
	for (; *texts != NULL; texts++)
		CHECK(shows(a, *texts), "%s is not in %s", *texts, a->body);
}

TEST(mappings_of_an_attribute_profile_are_shown_and_written)
{
	static const struct {
		const char	*strategy, *shown[9], *hidden[5], *setting, *value;
	} rows[] = {
		{ "okta", { ">Required</h2>", "Work &lt;e-mail&gt;</strong> <span translate=\"no\">(Mail)", ">About mail</p>", ">mail</code>",
		    ">Optional</h2>", "Teams", ">groups</code>", "<span>Together with:</span> <code translate=\"no\">b</code>" },
		    { "Constant", "urn:mail", "Usual attributes", "User ID" }, "attribute_map,attributes",
		    "{\"name\": \"${context.tokenset.a} ${context.tokenset.b}\", \"email\": "
		    "\"${context.tokenset.mail}\", \"groups\": \"${context.userinfo.groups}\", "
		    "\"app_metadata.x\": \"a b\"}" },
		{ "oidc", { "Work &lt;e-mail&gt;", ">mail</code>", "Whole name", ">a</code>" },
		    { "Teams", "Constant" }, "attribute_map,attributes",
		    "{\"name\": \"${context.tokenset.a} ${context.tokenset.b}\", \"email\": "
		    "\"${context.tokenset.mail}\", \"app_metadata.x\": \"a b\"}" },
		{ "samlp", { "Work &lt;e-mail&gt;", ">urn:mail</code>", "<code translate=\"no\">urn:post</code>", "Teams",
		    ">urn:groups</code>", "User ID", ">" CLAIMS "nameidentifier</code>",
		    "<code translate=\"no\">" CLAIMS "upn</code>" }, { "Whole name", "Constant", "(Mail)" }, "fieldsMap",
		    "{\"email\": [\"urn:mail\", \"urn:post\"], \"groups\": [\"urn:groups\"], \"user_id\": [\""
		    CLAIMS "nameidentifier\", \"" CLAIMS "upn\", \"" CLAIMS "name\"]}" },
	};
	struct attribute_profile made;
	struct walk w;
	struct answer a;
	size_t i, k;

	for (i = 0; i < COUNT(rows); i++) {
		w = walk_with("{\"name\":\"A\",\"user_attributes\":{" ATTRIBUTES "}}", &made);
		walk_to(&w, rows[i].strategy, STEP_MAPPING);
		a = walk_get(&w, "mapping");
		assert_int_equal(a.round_trips, 1);
		check_shows(&a, rows[i].shown);
		for (k = 0; rows[i].hidden[k] != NULL; k++)
			CHECK(!shows(&a, rows[i].hidden[k]), "%s: %s", rows[i].strategy, rows[i].hidden[k]);
		assert_string_equal(setting(&w, rows[i].setting), rows[i].value);
	}
}

TEST(mappings_choose_the_mode_and_ask_userinfo)
{
	static const struct {
		const char	*strategy, *mode, *scope;
	} rows[] = { { "okta", "use_map", "openid profile email" }, { "oidc", "use_map", "" } };
	struct attribute_profile made;
	struct walk w;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		w = walk_with("{\"name\":\"A\",\"user_attributes\":{" ATTRIBUTES "}}", &made);
		walk_to(&w, rows[i].strategy, STEP_MAPPING);
		assert_string_equal(setting(&w, "attribute_map,mapping_mode"), rows[i].mode);
		assert_string_equal(setting(&w, "attribute_map,userinfo_scope"), rows[i].scope);
	}
}

/* The page keeps to what the connection has, until that gets new settings. */
TEST(mappings_shown_are_those_of_the_connection)
{
	static const char *const before[] = { "Work &lt;e-mail&gt;", ">mail</code>", NULL };
	static const char *const between[] = { "Work address", ">mail</code>", ">name</strong>", NULL };
	static const char *const after[] = { "Work address", ">post</code>", ">Cost center</strong>",
		NULL };
	struct attribute_profile made, change;
	struct walk w = walk_with("{\"name\":\"A\",\"user_attributes\":{" ATTRIBUTES "}}", &made);
	struct found found = found_oidc();
	struct answer a;

	walk_to(&w, "oidc", STEP_MAPPING);
	a = walk_get(&w, "mapping");
	check_shows(&a, before);
	change = decoded(w.p, "{\"name\":\"A\",\"user_attributes\":{" ENTRY("mail", "Work address", "true",
	    "email", ",\"oidc_mapping\":{\"mapping\":\"post\"}") "," ENTRY("cost", "Cost center", "false",
	    "cost", ",\"oidc_mapping\":{\"mapping\":\"cost\"}") "}}");
	must(w.p, update_attribute_profile(place_act(w.p), made.id, &change, &made));
	a = walk_get(&w, "mapping");
	check_shows(&a, between);
	assert_false(shows(&a, "Cost center"));
	walk_post(&w, "settings", OIDC_FORM);
	walk_find(&w, &found);
	walk_post(&w, "check", "");
	a = walk_get(&w, "mapping");
	check_shows(&a, after);
	assert_false(shows(&a, ">mail</code>"));
}

/* The same of a profile's own list of attributes. */
TEST(mappings_of_a_profiles_own_attributes_are_those_of_the_connection)
{
	struct walk w = walk_new("{\"name\":\"A\",\"user_attributes\":[{\"name\":\"email\",\"description\":"
	    "\"d\",\"is_optional\":false}]}", "");
	struct answer a;

	walk_to(&w, "samlp", STEP_MAPPING);
	sql("UPDATE profile SET user_attributes = '[{\"name\":\"nickname\",\"description\":\"d\","
	    "\"is_optional\":false}]' WHERE tenant_id = '%s'", w.p->tenant);
	a = walk_get(&w, "mapping");
	CHECK(shows(&a, ">email</strong>") && shows(&a, "Email address") && shows(&a, ">Optional</h2>"),
	    "%s", a.body);
	assert_false(shows(&a, "nickname"));
}

/* A word of ours among the data of a page is in the language of the page. */
TEST(mappings_in_another_language_have_no_english_of_ours)
{
	static const char *const ours[] = { "Email address", "Last name", "Custom OpenID Connect", "Enter this there",
		"Name for" };
	struct walk w = walk_new(ALL_STRATEGIES, "");
	struct answer a;
	size_t i;

	walk_to(&w, "oidc", STEP_MAPPING);
	a = ASK(w.p, .path = walk_path(&w, "mapping"), .cookie = w.v.cookie, .language = "ar-XB");
	assert_int_equal(a.code, 200);
	for (i = 0; i < COUNT(ours); i++)
		CHECK(!shows(&a, ours[i]), "%s: %s", ours[i], a.body);
	w = walk_new("{\"name\":\"A\",\"user_attributes\":[{\"name\":\"email\",\"description\":"
	    "\"Work address\",\"is_optional\":false}]}", "");
	walk_to(&w, "oidc", STEP_MAPPING);
	a = ASK(w.p, .path = walk_path(&w, "mapping"), .cookie = w.v.cookie, .language = "ar-XB");
	CHECK(shows(&a, "<p class=\"hint\" translate=\"no\">Work address</p>"), "%s", a.body);
}

TEST(mappings_of_the_template_fit_a_page)
{
	static const struct {
		const char	*strategy, *shown[4];
	} rows[] = {
		{ "okta", { "Federated groups</strong>", ">Preferred username</strong>", ">preferred_username<" } },
		{ "oidc", { ">Timezone</strong>", ">zoneinfo</code>" } },
		{ "samlp", { ">Given Name</strong>", ">" CLAIMS "givenname</code>" } },
	};
	struct attribute_profile made;
	struct arena *arena = arena_new();
	const char *template = fields_value(arena, attribute_template, "template").json;
	struct walk w;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		w = walk_with(template, &made);
		walk_to(&w, rows[i].strategy, STEP_MAPPING);
		a = walk_get(&w, "mapping");
		check_shows(&a, rows[i].shown);
	}
	arena_free(arena);
}
