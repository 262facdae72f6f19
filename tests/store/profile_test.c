/* SPDX-License-Identifier: Apache-2.0 */
#include "store/profile.h"

#include <string.h>

#include "actions/profile.h"
#include "base/hash.h"
#include "base/text.h"
#include "database.h"
#include "model/ticket/ticket.h"
#include "store/visit.h"
#include "test.h"

#define FULL "{\"name\":\"A\",\"description\":\"d\",\"branding\":{\"more\":[1,null]," \
	"\"colors\":{\"primary\":\"#Abc\"}},\"allowed_strategies\":[\"okta\",\"adfs\"]," \
	"\"user_attributes\":[{\"name\":\"email\",\"description\":\"m\",\"is_optional\":false}]}"

/* The profile as the API shows it, without its id and times. */
static char *
shown(struct place *p, const char *id)
{
	struct profile profile;

	must(p, profile_load(place_act(p), id, &profile));
	profile.given.present &= ~(uint64_t)(1 << PROFILE_ID | 1 << PROFILE_CREATED_AT
	    | 1 << PROFILE_UPDATED_AT);
	return fields_encode(p->arena, &profile_shape, &profile);
}

static enum status
change(struct place *p, const char *id, const char *json)
{
	struct profile wanted = { 0 }, changed;

	must(p, fields_decode(p->arena, json, strlen(json), &profile_shape, PATCHING, &wanted,
	    &p->fault));
	return update_profile(place_act(p), id, &wanted, &changed);
}

static long
events(const struct place *p, const char *kind)
{
	return sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND kind = '%s'",
	    p->tenant, kind);
}

TEST(profiles_are_kept_as_sent)
{
	struct place *p = place_new();
	struct profile profile;
	const char *id = place_profile(p, FULL);

	assert_string_equal(shown(p, id), "{\"name\":\"A\",\"description\":\"d\",\"user_attributes\":"
	    "[{\"name\":\"email\",\"description\":\"m\",\"is_optional\":false}],"
	    "\"allowed_strategies\":[\"okta\",\"adfs\"],\"branding\":{\"more\":[1,null],"
	    "\"colors\":{\"primary\":\"#Abc\"}}}");
	must(p, profile_load(place_act(p), id, &profile));
	assert_string_equal(profile.id, id);
	assert_true(strlen(profile.created_at) == strlen("2026-11-21T21:57:15.042Z"));
	assert_string_equal(profile.created_at, profile.updated_at);
	assert_int_equal(events(p, "profile_created"), 1);
	assert_string_equal(shown(p, place_profile(p, "{\"name\":\"B\"}")),
	    "{\"name\":\"B\",\"user_attributes\":[]}");
}

TEST(profiles_are_patched_member_by_member)
{
	static const struct {
		const char	*patch, *shown;
	} rows[] = {
		{ "{}", "{\"name\":\"A\",\"description\":\"d\",\"user_attributes\":[{\"name\":\"email\","
		    "\"description\":\"m\",\"is_optional\":false}],\"allowed_strategies\":[\"okta\","
		    "\"adfs\"],\"branding\":{\"more\":[1,null],\"colors\":{\"primary\":\"#Abc\"}}}" },
		{ "{\"user_attributes\":null}", "{\"name\":\"A\",\"description\":\"d\","
		    "\"user_attributes\":[],\"allowed_strategies\":[\"okta\",\"adfs\"],\"branding\":"
		    "{\"more\":[1,null],\"colors\":{\"primary\":\"#Abc\"}}}" },
		{ "{\"branding\":{\"x\":1},\"name\":\"B\"}", "{\"name\":\"B\",\"description\":\"d\","
		    "\"user_attributes\":[],\"allowed_strategies\":[\"okta\",\"adfs\"],"
		    "\"branding\":{\"x\":1}}" },
		{ "{\"description\":null,\"branding\":null}", "{\"name\":\"B\",\"user_attributes\":[],"
		    "\"allowed_strategies\":[\"okta\",\"adfs\"]}" },
		{ "{\"user_attribute_profile_id\":null}", "{\"name\":\"B\",\"user_attributes\":[],"
		    "\"allowed_strategies\":[\"okta\",\"adfs\"]}" },
		{ "{\"allowed_strategies\":[\"waad\"],\"description\":\"e\"}", "{\"name\":\"B\","
		    "\"description\":\"e\",\"user_attributes\":[],\"allowed_strategies\":[\"waad\"]}" },
		{ "{\"user_attributes\":[]}", "{\"name\":\"B\",\"description\":\"e\","
		    "\"user_attributes\":[],\"allowed_strategies\":[\"waad\"]}" },
		{ "{\"language\":\"pt-BR\"}", "{\"name\":\"B\",\"description\":\"e\","
		    "\"user_attributes\":[],\"allowed_strategies\":[\"waad\"],\"language\":\"pt-BR\"}" },
		{ "{\"description\":null}", "{\"name\":\"B\",\"user_attributes\":[],"
		    "\"allowed_strategies\":[\"waad\"],\"language\":\"pt-BR\"}" },
		{ "{\"language\":null}", "{\"name\":\"B\",\"user_attributes\":[],"
		    "\"allowed_strategies\":[\"waad\"]}" },
	};
	struct place *p = place_new();
	const char *id = place_profile(p, FULL);
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		must(p, change(p, id, rows[i].patch));
		CHECK(text_is(shown(p, id), rows[i].shown), "%s: %s", rows[i].patch, shown(p, id));
		CHECK(events(p, "profile_updated") == (long)i + 1, "%s", rows[i].patch);
	}
}

TEST(profiles_not_there_are_not_found)
{
	struct place *p = place_new();
	struct profile profile;

	assert_int_equal(profile_load(place_act(p), "ssp_x", &profile), NOT_FOUND);
	assert_string_equal(said(&p->fault), "Profile with ID: ssp_x not found");
	assert_int_equal(change(p, "ssp_x", "{\"name\":\"B\"}"), NOT_FOUND);
	must(p, profile_remove(place_act(p), "ssp_x"));
	assert_int_equal(events(p, "profile_deleted"), 0);
}

TEST(profiles_are_listed_oldest_first)
{
	struct place *p = place_new();
	struct objects list;
	long total = -1;
	int i;

	must(p, profile_list(place_act(p), &(struct slice){ .limit = 50 }, &list, &total));
	assert_true(list.count == 0 && total == 0);
	for (i = 0; i < 5; i++)
		place_profile(p, arena_print(p->arena, "{\"name\":\"P%d\"}", i));
	must(p, profile_list(place_act(p), &(struct slice){ .offset = 1, .limit = 2 }, &list, &total));
	assert_true(list.count == 2 && total == 5);
	assert_string_equal(((struct profile *)list.items)[0].name, "P1");
	assert_string_equal(((struct profile *)list.items)[1].name, "P2");
	must(p, profile_list(place_act(p), &(struct slice){ .offset = 9, .limit = 2 }, &list, &total));
	assert_true(list.count == 0 && total == 5);
}

/* --- twenty, not more --- */

static long
add_ten(struct arena *a, int index, void *tenant)
{
	struct store *s = store_new(database_url());
	struct profile wanted = { .name = "A" }, made;
	struct fault f;
	long count = 0, refused = 0;
	enum status st = store_connect(s, &f);
	int i;

	(void)index;
	for (i = 0; i < 10 && st == OK; i++) {
		st = create_profile(ACT(s, a, tenant, "system:test", &f), &wanted, &made);
		count += st == OK;
		refused += st == CONFLICT;
		if (st == CONFLICT)
			st = OK;
	}
	store_free(s);
	return count + refused == 10 ? count : 1000;
}

TEST(profiles_are_at_most_twenty_however_many_ask)
{
	struct place *p = place_new();
	struct profile wanted = { .name = "A" }, made;

	assert_int_equal(in_processes(4, add_ten, (void *)(uintptr_t)p->tenant), 20);
	assert_int_equal(sql_long("SELECT count(*) FROM profile WHERE tenant_id = '%s'", p->tenant), 20);
	assert_int_equal(events(p, "profile_created"), 20);
	assert_int_equal(create_profile(place_act(p), &wanted, &made), CONFLICT);
	assert_string_equal(said(&p->fault), "No more profiles can be created for this tenant.");
	must(p, profile_remove(place_act(p), sql_text(p->arena,
	    "SELECT min(profile_id) FROM profile WHERE tenant_id = '%s'", p->tenant)));
	must(p, create_profile(place_act(p), &wanted, &made));
}

/* --- what goes with a profile --- */

TEST(profiles_removed_end_their_tickets_and_sessions)
{
	struct place *p = place_new();
	const char *id = place_profile(p, FULL), *ticket = place_ticket(p, id, "");
	const char *session = place_session(p, ticket), *kept = place_profile(p, FULL);
	const char *kept_ticket = place_ticket(p, kept, "");
	struct visit v;

	must(p, profile_remove(place_act(p), id));
	must(p, visit_by_session(place_act(p), p->domain, &(struct session_key){
	    ticket_id_of(p->arena, ticket), hash_text(p->arena, session), 0, true }, VISIT_PAGE, &v));
	assert_int_equal(v.ticket.state, TICKET_REVOKED);
	must(p, visit_by_ticket(place_act(p), p->domain, ticket, NULL, 0, &v));
	assert_int_equal(v.ticket.state, TICKET_REVOKED);
	must(p, visit_by_ticket(place_act(p), p->domain, kept_ticket, NULL, 0, &v));
	assert_int_equal(v.ticket.state, TICKET_LIVE);
	assert_int_equal(events(p, "profile_deleted"), 1);
	assert_int_equal(sql_long("SELECT profile_count FROM tenant WHERE tenant_id = '%s'", p->tenant),
	    1);
}

/* As a page does that has a session. */
static void
look(struct place *p, const char *ticket, struct visit *v)
{
	const char *session = hash_text(p->arena, place_session(p, ticket));

	must(p, visit_by_session(place_act(p), p->domain, &(struct session_key){
	    ticket_id_of(p->arena, ticket), session, 0, true }, VISIT_PAGE, v));
}

TEST(profiles_brand_the_pages_of_their_tickets)
{
	struct place *p = place_new();
	const char *id = place_profile(p, FULL), *ticket = place_ticket(p, id, "");
	struct visit v;

	must(p, visit_by_ticket(place_act(p), p->domain, ticket, NULL, 0, &v));
	assert_string_equal(v.tenant.name, "Acme");
	assert_string_equal(v.tenant.support, "help@acme.example");
	assert_string_equal(v.brand.primary_color, "#Abc");
	assert_null(v.brand.logo_hash);
	assert_null(v.brand.introduction_html);
	look(p, ticket, &v);
	assert_int_equal(v.brand.strategies.count, 2);
	assert_string_equal(v.brand.strategies.items[0], "okta");
	assert_string_equal(v.brand.strategies.items[1], "adfs");
	look(p, place_ticket(p, place_profile(p, "{\"name\":\"B\"}"), ""), &v);
	assert_int_equal(v.brand.strategies.count, provider_count);
	assert_string_equal(v.brand.strategies.items[0], providers[0]->strategy);
}

static const char *
set_text(struct place *p, const char *id, const char *json)
{
	struct custom_text text = { 0 };
	const char *saved = "";

	must(p, fields_decode(p->arena, json, strlen(json), &custom_text_shape, CREATING, &text,
	    &p->fault));
	must(p, set_custom_text(place_act(p), id, &text, &saved));
	return saved;
}

TEST(custom_texts_are_replaced_whole)
{
	struct place *p = place_new();
	const char *id = place_profile(p, FULL), *ticket = place_ticket(p, id, ""), *json;
	struct visit v;

	must(p, custom_text_load(place_act(p), id, &json));
	assert_string_equal(json, "{}");
	assert_string_equal(set_text(p, id, "{\"introduction\":\"<b>Hi</b><script>x</script>\","
	    "\"other\":\"o\"}"),
	    "{\"other\": \"o\", \"introduction\": \"<b>Hi</b><script>x</script>\"}");
	must(p, visit_by_ticket(place_act(p), p->domain, ticket, NULL, 0, &v));
	assert_string_equal(v.brand.introduction_html, "<b>Hi</b>");
	assert_string_equal(set_text(p, id, "{\"introduction\":\"New\"}"),
	    "{\"introduction\": \"New\"}");
	assert_string_equal(set_text(p, id, "{}"), "{}");
	must(p, visit_by_ticket(place_act(p), p->domain, ticket, NULL, 0, &v));
	assert_null(v.brand.introduction_html);
	set_text(p, id, "{\"introduction\":\"\"}");
	must(p, visit_by_ticket(place_act(p), p->domain, ticket, NULL, 0, &v));
	assert_null(v.brand.introduction_html);
	assert_int_equal(events(p, "custom_text_updated"), 4);
}
