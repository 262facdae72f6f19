/* SPDX-License-Identifier: Apache-2.0 */
#include "store/attribute_profile.h"

#include <string.h>

#include "actions/attribute_profile.h"
#include "actions/profile.h"
#include "base/hash.h"
#include "base/text.h"
#include "database.h"
#include "model/attributes/mapping.h"
#include "model/ticket/ticket.h"
#include "store/profile.h"
#include "store/visit.h"
#include "test.h"

#define ATTRIBUTE(label) "{\"description\":\"d\",\"label\":\"" label "\",\"profile_required\":true," \
	"\"auth0_mapping\":\"email\",\"oidc_mapping\":{\"mapping\":\"mail\"}}"
#define BODY "{\"name\":\"A\",\"user_attributes\":{\"z\":" ATTRIBUTE("Z") ",\"a\":" ATTRIBUTE("A") "}}"
#define DEFAULTS "{\"oidc_mapping\":\"sub\",\"saml_mapping\":[\"" CLAIMS "nameidentifier\",\"" CLAIMS \
	"upn\",\"" CLAIMS "name\"],\"scim_mapping\":\"externalId\"}"
#define CLAIMS "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"
#define UNKNOWN "uap_1cABCDEFGHJKLMNPQRSTUV"

static enum status
create(struct place *p, const char *json, struct attribute_profile *out)
{
	struct attribute_profile wanted = { 0 };

	must(p, fields_decode(p->arena, json, strlen(json), &attribute_profile_shape, CREATING,
	    &wanted, &p->fault));
	return create_attribute_profile(place_act(p), &wanted, out);
}

static const char *
created(struct place *p, const char *json)
{
	struct attribute_profile made;

	must(p, create(p, json, &made));
	return made.id;
}

static enum status
change(struct place *p, const char *tenant, const char *id, const char *json)
{
	struct attribute_profile wanted = { 0 }, out;

	must(p, fields_decode(p->arena, json, strlen(json), &attribute_profile_shape, PATCHING,
	    &wanted, &p->fault));
	return update_attribute_profile(ACT(p->store, p->arena, tenant, "system:test",
	    &p->fault), id, &wanted, &out);
}

static char *
shown(struct place *p, const char *id)
{
	struct attribute_profile loaded;

	must(p, attribute_profile_load(place_act(p), id, &loaded));
	assert_string_equal(loaded.id, id);
	loaded.id = NULL;
	return fields_encode(p->arena, &attribute_profile_shape, &loaded);
}

static long
events(const struct place *p, const char *kind)
{
	return sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND kind = '%s'",
	    p->tenant, kind);
}

TEST(attribute_profiles_keep_their_order)
{
	struct place *p = place_new();
	const char *id = created(p, BODY);

	assert_true(is_attribute_profile_id(id) && text_starts(id, "uap_1c"));
	assert_string_equal(shown(p, id), "{\"name\":\"A\",\"user_id\":" DEFAULTS
	    ",\"user_attributes\":{\"z\":" ATTRIBUTE("Z") ",\"a\":" ATTRIBUTE("A") "}}");
	assert_int_equal(events(p, "attribute_profile_created"), 1);
}

TEST(attribute_profiles_are_patched_member_by_member)
{
	static const struct {
		const char	*patch, *shown;
	} rows[] = {
		{ "{}", "{\"name\":\"A\",\"user_id\":" DEFAULTS ",\"user_attributes\":{\"z\":"
		    ATTRIBUTE("Z") ",\"a\":" ATTRIBUTE("A") "}}" },
		{ "{\"name\":\"B\",\"user_attributes\":{\"b\":" ATTRIBUTE("B") "}}", "{\"name\":\"B\","
		    "\"user_id\":" DEFAULTS ",\"user_attributes\":{\"b\":" ATTRIBUTE("B") "}}" },
		{ "{\"user_id\":{\"scim_mapping\":\"userName\",\"saml_mapping\":[\"uid\"]}}",
		    "{\"name\":\"B\",\"user_id\":{\"oidc_mapping\":\"sub\",\"saml_mapping\":[\"uid\"],"
		    "\"scim_mapping\":\"userName\"},\"user_attributes\":{\"b\":" ATTRIBUTE("B") "}}" },
		/* replaced whole, and then defaults again */
		{ "{\"user_id\":{\"strategy_overrides\":{\"waad\":{\"oidc_mapping\":\"oid\"}}}}",
		    "{\"name\":\"B\",\"user_id\":{\"oidc_mapping\":\"sub\",\"saml_mapping\":[\"" CLAIMS
		    "nameidentifier\",\"" CLAIMS "upn\",\"" CLAIMS "name\"],\"scim_mapping\":\"externalId\","
		    "\"strategy_overrides\":{\"waad\":{\"oidc_mapping\":\"oid\"}}},"
		    "\"user_attributes\":{\"b\":" ATTRIBUTE("B") "}}" },
		{ "{\"user_id\":null}", "{\"name\":\"B\",\"user_id\":" DEFAULTS ",\"user_attributes\":{\"b\":"
		    ATTRIBUTE("B") "}}" },
	};
	struct place *p = place_new();
	const char *id = created(p, BODY);
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		must(p, change(p, p->tenant, id, rows[i].patch));
		CHECK(text_is(shown(p, id), rows[i].shown), "%s: %s", rows[i].patch, shown(p, id));
		assert_int_equal(events(p, "attribute_profile_updated"), i + 1);
	}
}

TEST(attribute_profiles_have_names_of_their_own)
{
	struct place *p = place_new(), other = place_beside(p);
	const char *second;
	struct attribute_profile out;

	created(p, BODY);
	assert_int_equal(create(p, BODY, &out), CONFLICT);
	assert_string_equal(said(&p->fault), "User attribute profile conflict.");
	assert_string_equal(p->fault.code, "");
	created(&other, BODY);
	second = created(p, "{\"name\":\"B\",\"user_attributes\":{\"b\":" ATTRIBUTE("B") "}}");
	assert_int_equal(change(p, p->tenant, second, "{\"name\":\"A\"}"), CONFLICT);
	assert_string_equal(said(&p->fault), "User attribute profile conflict.");
	must(p, change(p, p->tenant, second, "{\"name\":\"B\"}"));
}

TEST(attribute_profiles_are_listed_by_id)
{
	struct place *p = place_new();
	const struct attribute_profile *items;
	struct objects list;
	struct slice slice = { .by_cursor = true, .limit = 2 };
	int i, seen = 0;

	for (i = 0; i < 5; i++)
		created(p, arena_print(p->arena, "{\"name\":\"P%d\",\"user_attributes\":{\"b\":" ATTRIBUTE("B")
		    "}}", i));
	do {
		must(p, attribute_profile_list(place_act(p), &slice, &list));
		items = list.items;
		for (i = 0; i < (int)list.count; i++, seen++) {
			assert_true(slice.after == NULL || strcmp(slice.after, items[i].id) < 0);
			slice.after = items[i].id;
		}
	} while (list.count == 2);
	assert_int_equal(seen, 5);
}

/* Another tenant's id is nobody's, whatever is done with it. */
TEST(attribute_profiles_of_others_are_not_found)
{
	struct place *p = place_new(), other = place_beside(p);
	const char *id = created(p, BODY), *before = shown(p, id);
	const char *theirs = place_profile(&other, "{\"name\":\"A\"}");
	struct profile wanted = { .name = "A", .user_attribute_profile_id = id }, made;
	struct attribute_profile out;
	struct objects list;

	assert_int_equal(attribute_profile_load(ACT(p->store, p->arena, other.tenant, NULL,
	    &p->fault), id, &out), NOT_FOUND);
	assert_string_equal(said(&p->fault), "User attribute profile not found.");
	assert_int_equal(change(p, other.tenant, id, "{\"name\":\"Mine\"}"), NOT_FOUND);
	must(p, attribute_profile_remove(ACT(p->store, p->arena, other.tenant, "system:test",
	    &p->fault), id));
	must(p, attribute_profile_list(ACT(p->store, p->arena, other.tenant, NULL, &p->fault),
	    &(struct slice){ .limit = 9 }, &list));
	assert_int_equal(list.count, 0);
	assert_int_equal(create_profile(ACT(p->store, p->arena, other.tenant, "system:test",
	    &p->fault), &wanted, &made), INVALID);
	assert_string_equal(said(&p->fault), arena_print(p->arena,
	    "User attribute profile not found: %s", id));
	wanted.given.present = 1 << PROFILE_USER_ATTRIBUTE_PROFILE;
	assert_int_equal(update_profile(ACT(p->store, p->arena, other.tenant, "system:test",
	    &p->fault), theirs, &wanted, &made), INVALID);
	assert_string_equal(shown(p, id), before);
	assert_int_equal(events(&other, "attribute_profile_deleted"), 0);
	assert_int_equal(sql_long("SELECT profile_count FROM tenant WHERE tenant_id = '%s'",
	    other.tenant), 1);
}

TEST(attribute_profiles_in_use_stay)
{
	struct place *p = place_new();
	const char *id = created(p, BODY), *user = arena_print(p->arena,
	    "{\"name\":\"A\",\"user_attribute_profile_id\":\"%s\"}", id);
	const char *profile = place_profile(p, user);

	assert_int_equal(attribute_profile_remove(place_act(p), id), CONFLICT);
	assert_string_equal(said(&p->fault), "This user attribute profile is used by 1 self-service "
	    "profile. Take it from there first.");
	place_profile(p, user);
	assert_int_equal(attribute_profile_remove(place_act(p), id), CONFLICT);
	assert_non_null(strstr(said(&p->fault), "by 2 self-service profiles."));
	assert_int_equal(events(p, "attribute_profile_deleted"), 0);
	must(p, profile_remove(place_act(p), profile));
	sql("UPDATE profile SET attribute_profile_id = NULL WHERE tenant_id = '%s'", p->tenant);
	must(p, attribute_profile_remove(place_act(p), id));
	must(p, attribute_profile_remove(place_act(p), id));
	assert_int_equal(events(p, "attribute_profile_deleted"), 1);
}

/* --- used and deleted at once: one or the other, and never an error of ours --- */

enum { ROUNDS = 60 };

struct race {
	const char	*tenant, *profile;
};

/* The odd processes take the profile into use again and again; the others delete it
 * and make it again.  Returns how often something happened that must not. */
static long
use_or_delete(struct arena *a, int index, void *context)
{
	const struct race *race = context;
	struct store *s = store_new(database_url());
	struct profile use = { .given.present = 1 << PROFILE_USER_ATTRIBUTE_PROFILE,
		.user_attribute_profile_id = UNKNOWN }, out;
	struct profile leave = { .given = { .present = 1 << PROFILE_USER_ATTRIBUTE_PROFILE,
		.null = 1 << PROFILE_USER_ATTRIBUTE_PROFILE } };
	struct attribute_profile wanted = { 0 }, made;
	struct fault f;
	long wrong = store_connect(s, &f) != OK;
	enum status st = fields_decode(a, BODY, strlen(BODY), &attribute_profile_shape, CREATING,
	    &wanted, &f);
	int i;

	for (i = 0; i < ROUNDS && wrong == 0; i++) {
		if (index % 2 == 1) {
			st = profile_change(ACT(s, a, race->tenant, "system:test", &f),
			    race->profile, &use, &out);
			wrong += st != OK && st != INVALID;
			st = profile_change(ACT(s, a, race->tenant, "system:test", &f),
			    race->profile, &leave, &out);
			wrong += st != OK;
		} else {
			st = attribute_profile_remove(ACT(s, a, race->tenant, "system:test",
			    &f), UNKNOWN);
			wrong += st != OK && st != CONFLICT;
			st = attribute_profile_add(ACT(s, a, race->tenant, "system:test", &f),
			    UNKNOWN, &wanted, &made);
			wrong += st != OK && st != CONFLICT;
		}
	}
	store_free(s);
	return wrong;
}

TEST(attribute_profiles_used_and_deleted_at_once_are_one_or_the_other)
{
	struct place *p = place_new();
	struct race race = { p->tenant, place_profile(p, "{\"name\":\"A\"}") };

	assert_int_equal(in_processes(4, use_or_delete, &race), 0);
	assert_true(events(p, "attribute_profile_deleted") > 0);
	assert_int_equal(sql_long("SELECT count(*) FROM profile p WHERE attribute_profile_id IS NOT NULL "
	    "AND NOT EXISTS (SELECT FROM attribute_profile u WHERE u.tenant_id = p.tenant_id "
	    "AND u.attribute_profile_id = p.attribute_profile_id)"), 0);
}

/* --- what a visit knows of it --- */

TEST(attribute_profiles_come_with_a_visit)
{
	struct place *p = place_new();
	const char *id = created(p, BODY), *ticket = place_ticket(p, place_profile(p, arena_print(
	    p->arena, "{\"name\":\"A\",\"user_attribute_profile_id\":\"%s\"}", id)), "");
	const char *session = hash_text(p->arena, place_session(p, ticket));
	struct session_key key = { ticket_id_of(p->arena, ticket), session, 0, true };
	const struct attribute *attributes;
	struct visit v;

	store_round_trips(p->store);
	must(p, visit_by_session(place_act(p), p->domain, &key,
	    VISIT_MAPPING, &v));
	assert_int_equal(store_round_trips(p->store), 1);
	assert_non_null(v.brand.asked.profile);
	assert_int_equal(v.brand.asked.profile->attributes.count, 2);
	attributes = v.brand.asked.profile->attributes.items;
	assert_string_equal(attributes[0].name, "z");
	assert_string_equal(v.brand.asked.profile->user_id->scim, "externalId");
	assert_int_equal(v.brand.asked.named.count, 0);
	assert_null(v.connection.mapped.items);
	must(p, visit_by_session(place_act(p), p->domain, &key,
	    VISIT_PAGE, &v));
	assert_null(v.brand.asked.profile);
	must(p, visit_by_ticket(place_act(p), p->domain, ticket, session, 0, &v));
	assert_null(v.brand.asked.profile);
}

/* The tables that the database reads for a query. */
static const char *
plan_of(struct place *p, enum query q, const char *arguments)
{
	sql("PREPARE looking AS %s", query_texts[q].sql);
	return sql_text(p->arena, "EXPLAIN (FORMAT JSON) EXECUTE looking (%s)", arguments);
}

/* The first page does not read data that it does not show. */
TEST(attribute_profiles_are_not_read_for_the_first_page)
{
	struct place *p = place_new();
	const char *look = plan_of(p, Q_VISIT_BY_TICKET, "'a', 'b', 'c', 'd', '0'");

	CHECK(strstr(look, "\"ticket\"") != NULL, "%s", look);
	CHECK(strstr(look, "\"attribute_profile\"") == NULL, "%s", look);
	CHECK(strstr(look, "\"connection_revision\"") == NULL, "%s", look);
	sql("DEALLOCATE looking");
	assert_non_null(strstr(plan_of(p, Q_VISIT_BY_SESSION, "'a', 'b', 'c', 'mapping', '0', 'true'"),
	    "\"attribute_profile\""));
	sql("DEALLOCATE looking");
}

/* Settings from a program may hold anything: values that are not text are left out. */
TEST(mapped_attributes_are_texts)
{
	static const struct {
		const char	*settings, *mapped;
	} rows[] = {
		{ "{}", "[]" }, { "{\"fieldsMap\":{}}", "[]" }, { "{\"fieldsMap\":{\"a\":\"x\"}}",
		    "[{\"target\": \"a\", \"values\": [\"x\"]}]" },
		{ "{\"fieldsMap\":{\"a\":[\"x\",\"y\"],\"b\":[1],\"c\":7,\"d\":null,\"e\":{\"f\":\"g\"}}}",
		    "[{\"target\": \"a\", \"values\": [\"x\", \"y\"]}]" },
		{ "{\"attribute_map\":{\"attributes\":{\"a\":\"x\",\"b\":{\"c\":1}}}}",
		    "[{\"target\": \"a\", \"values\": [\"x\"]}]" },
	};
	struct place *p = place_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		assert_string_equal(sql_text(p->arena, "SELECT mapped_attributes('%s')", rows[i].settings),
		    rows[i].mapped);
}
