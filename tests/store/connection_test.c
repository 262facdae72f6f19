/* SPDX-License-Identifier: Apache-2.0 */
#include "store/connection.h"

#include <string.h>

#include "base/text.h"
#include "customer.h"
#include "model/ticket/ticket.h"
#include "store/ticket.h"
#include "test.h"

#define CONFIG "\"name\":\"acme-okta\",\"display_name\":\"Acme\",\"show_as_button\":true," \
	"\"is_domain_connection\":false,\"metadata\":{\"tier\":\"gold\",\"none\":null}," \
	"\"options\":{\"icon_url\":\"https://a.example/ticket.png\",\"domain_aliases\":[\"acme.example\"]}"
#define OPTIONS "{\"issuer\":\"https://acme.okta.com\",\"icon_url\":\"https://a.example/typed.png\"}"
#define ID "con_0123456789abcdef"

static struct customer
customer_who_found(struct place *p, const char *config, const char *rest)
{
	struct customer c = customer_new(p, config, rest);

	customer_choose(&c, "okta");
	customer_submit(&c, "client", "sealed-one");
	customer_find(&c, "https://acme.okta.com");
	return c;
}

static enum status
create_as(struct customer *c, const struct wizard_key *key, const char *id)
{
	struct place *p = c->place;

	p->fault = (struct fault){ 0 };
	return connection_confirm(place_act(p), key, id, "okta", OPTIONS, NULL);
}

static struct connection
load(struct customer *c, const char *id)
{
	struct connection row;

	must(c->place, connection_load(ACT(c->place->store, c->place->arena, c->tenant, NULL,
	    &c->place->fault), id, NULL, &row));
	return row;
}

static const char *
text(struct customer *c, const char *expression)
{
	return sql_text(c->place->arena, "SELECT %s FROM connection n JOIN connection_revision r "
	    "ON r.tenant_id = n.tenant_id AND r.connection_id = n.connection_id "
	    "AND r.revision = n.live_revision WHERE n.tenant_id = '%s'", expression, c->tenant);
}

/* keycloak-samlp, say, is chosen, and its connection is one of samlp. */
TEST(connections_have_the_strategy_that_leads_their_provider)
{
	struct place *p = place_new();
	struct customer c;
	const char *id;
	size_t i;

	for (i = 0; i < provider_count; i++) {
		c = customer_new(p, arena_print(p->arena, "\"name\":\"n%zu\"", i), "");
		customer_choose(&c, providers[i]->strategy);
		customer_submit(&c, "client", "sealed");
		customer_find(&c, "https://idp.example.com");
		id = customer_create(&c, "{}");
		CHECK(text_is(load(&c, id).strategy, provider_makes(providers[i])->strategy), "%s",
		    providers[i]->strategy);
		assert_ptr_equal(customer_visit(&c).wizard.provider, providers[i]);
	}
}

static long
connections(struct customer *c)
{
	return sql_long("SELECT count(*) FROM connection WHERE tenant_id = '%s'", c->tenant);
}

static long
revisions(struct customer *c)
{
	return sql_long("SELECT count(*) FROM connection_revision WHERE tenant_id = '%s'", c->tenant);
}

TEST(connections_are_made_of_what_was_found_and_the_ticket)
{
	struct customer c = customer_who_found(place_new(), CONFIG, "," CLIENTS);
	struct wizard_key key = customer_key(&c, 0);
	struct connection row;
	struct visit v;

	must(c.place, create_as(&c, &key, ID));
	row = load(&c, ID);
	assert_string_equal(row.id, ID);
	assert_string_equal(row.name, "acme-okta");
	assert_string_equal(row.strategy, "okta");
	assert_string_equal(row.domain, c.domain);
	assert_string_equal(row.enabled_clients, "[]");
	assert_string_equal(text(&c, "config ->> 'display_name'"), "Acme");
	assert_string_equal(text(&c, "config -> 'metadata'"), "{\"none\": null, \"tier\": \"gold\"}");
	assert_string_equal(text(&c, "config -> 'show_as_button'"), "true");
	assert_string_equal(text(&c, "intended_clients"), "{client-a,client-b}");
	assert_string_equal(text(&c, "sealed_secret"), "sealed-one");
	assert_string_equal(text(&c, "actor"), arena_print(c.place->arena, "session:%s", c.id));
	assert_string_equal(text(&c, "ticket_id"), c.id);
	assert_string_equal(text(&c, "enabled_at IS NULL AND submitted_at IS NULL"), "t");
	/* the operator's icon counts, not the administrator's */
	assert_non_null(strstr(row.options, "\"icon_url\": \"https://a.example/ticket.png\""));
	assert_non_null(strstr(row.options, "\"domain_aliases\": [\"acme.example\"]"));
	assert_null(strstr(row.options, "sealed"));
	assert_null(strstr(row.config, "sealed"));
	v = customer_visit(&c);
	assert_int_equal(v.wizard.step, STEP_MAPPING);
	assert_string_equal(v.connection.id, ID);
	assert_string_equal(v.connection.issuer, "https://acme.okta.com");
	assert_int_equal(v.connection.client_count, 2);
	assert_true(v.connection.created_at != 0 && v.connection.enabled_at == 0);
	assert_int_equal(customer_events(&c, "ss_sso_connection_creation", "success"), 1);
}

TEST(connections_of_a_ticket_without_options_have_their_own)
{
	static const char *const configs[] = { "\"name\":\"a\"", "\"name\":\"b\",\"options\":null",
		"\"name\":\"c\",\"options\":{}" };
	struct place *p = place_new();
	struct connection row;
	struct customer c;
	size_t i;

	for (i = 0; i < COUNT(configs); i++) {
		c = customer_who_found(p, configs[i], "");
		row = load(&c, customer_create(&c, OPTIONS));
		CHECK(strstr(row.options, "\"icon_url\": \"https://a.example/typed.png\"") != NULL, "%s: %s",
		    configs[i], row.options);
	}
}

/* An operator's null is no choice against the administrator's. */
TEST(connections_keep_what_was_typed_where_the_ticket_says_null)
{
	struct customer c = customer_who_found(place_new(), "\"name\":\"a\",\"options\":{\"icon_url\":"
	    "null,\"domain_aliases\":null}", "");
	struct connection row = load(&c, customer_create(&c, OPTIONS));

	CHECK(strstr(row.options, "\"icon_url\": \"https://a.example/typed.png\"") != NULL, "%s",
	    row.options);
}

TEST(connections_have_a_name_each)
{
	struct place *p = place_new();
	struct customer first = customer_who_found(p, "\"name\":\"Acme\"", "");
	struct customer second = customer_who_found(p, "\"name\":\"aCME\"", "");
	struct wizard_key key = customer_key(&second, 0);
	struct place other = place_beside(p);
	struct customer theirs = customer_who_found(&other, "\"name\":\"Acme\"", "");

	customer_create(&first, OPTIONS);
	assert_int_equal(create_as(&second, &key, ID), CONFLICT);
	assert_string_equal(p->fault.code, "already_exists");
	assert_int_equal(connections(&first), 1);
	assert_int_equal(customer_revision(&second), key.revision);
	assert_string_equal(customer_column(&second, "connection_id"), "");
	assert_int_equal(customer_events(&second, "ss_sso_connection_creation", "success"), 0);
	/* another tenant's names are its own */
	customer_create(&theirs, OPTIONS);
}

TEST(tickets_of_a_name_that_is_taken_are_not_made)
{
	struct place *p = place_new();
	struct customer c = customer_who_found(p, "\"name\":\"Acme\"", "");
	const char *domain, *profile = place_profile(p, "{\"name\":\"B\"}");

	customer_create(&c, OPTIONS);
	assert_int_equal(ticket_add(place_act(p), profile, "abcdefghij0123456789ABCDEFGHIJ99",
	    "{\"connection_config\":{\"name\":\"ACME\"}}", 60, NULL, &domain), CONFLICT);
	assert_int_equal(sql_long("SELECT count(*) FROM ticket WHERE tenant_id = '%s'", p->tenant), 1);
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND "
	    "kind = 'ss_sso_ticket_generation'", p->tenant), 1);
}

TEST(connections_confirmed_twice_are_made_once)
{
	struct customer c = customer_who_found(place_new(), CONFIG, "");
	struct wizard_key key = customer_key(&c, 0), other = customer_key(&c, 1);

	must(c.place, create_as(&c, &key, ID));
	assert_int_equal(create_as(&c, &key, "con_0123456789abcdeF"), CONFLICT);
	assert_string_equal(c.place->fault.code, "");
	assert_int_equal(create_as(&c, &other, "con_0123456789abcdeF"), CONFLICT);
	assert_int_equal(connections(&c), 1);
	assert_int_equal(revisions(&c), 1);
	assert_int_equal(customer_events(&c, "ss_sso_connection_creation", "success"), 1);
}

TEST(connections_follow_settings_that_are_sent_again)
{
	struct customer c = customer_who_found(place_new(), CONFIG, "");
	struct connection row;
	const char *id = customer_create(&c, OPTIONS), *again;

	customer_submit(&c, "other", "sealed-two");
	assert_string_equal(customer_visit(&c).connection.issuer, "https://acme.okta.com");
	customer_find(&c, "https://new.okta.com");
	again = customer_create(&c, "{\"issuer\":\"https://new.okta.com\"}");
	assert_int_equal(connections(&c), 1);
	assert_int_equal(revisions(&c), 2);
	assert_string_equal(text(&c, "live_revision"), "2");
	assert_string_equal(text(&c, "sealed_secret"), "sealed-two");
	row = load(&c, id);
	assert_non_null(strstr(row.options, "https://new.okta.com"));
	assert_int_equal(connection_load(ACT(c.place->store, c.place->arena, c.tenant, NULL,
	    &c.place->fault), again, NULL, &row), NOT_FOUND);
	assert_int_equal(customer_visit(&c).wizard.step, STEP_MAPPING);
	assert_int_equal(customer_events(&c, "ss_sso_connection_creation", "success"), 1);
	assert_int_equal(customer_events(&c, "ss_sso_connection_update", "success"), 1);
	/* the first revision is as it was */
	assert_string_equal(sql_text(c.place->arena, "SELECT sealed_secret || (settings ->> 'issuer') "
	    "FROM connection_revision WHERE tenant_id = '%s' AND revision = 1", c.tenant),
	    "sealed-onehttps://acme.okta.com");
}

/* The same settings are no revision and no change, but they are confirmed. */
TEST(connections_confirmed_as_they_are_have_no_further_revision)
{
	struct customer c = customer_who_found(place_new(), CONFIG, "");
	const char *before;

	customer_create(&c, OPTIONS);
	assert_string_equal(text(&c, "sealed_for"), "{\"client_secret\": {\"issuer\": \"https://acme.okta.com\"}}");
	before = text(&c, "n::text || r::text");
	customer_submit(&c, "client", NULL);
	customer_find(&c, "https://acme.okta.com");
	customer_create(&c, OPTIONS);
	assert_string_equal(text(&c, "n::text || r::text"), before);
	assert_int_equal(revisions(&c), 1);
	assert_int_equal(customer_visit(&c).wizard.check, CHECK_NONE);
	assert_int_equal(customer_events(&c, "ss_sso_connection_update", "success"), 0);
	customer_submit(&c, "client", "sealed-two");
	customer_find(&c, "https://acme.okta.com");
	customer_create(&c, OPTIONS);
	assert_int_equal(revisions(&c), 2);
	assert_int_equal(customer_events(&c, "ss_sso_connection_update", "success"), 1);
}

/* A step that was reached stays reached. */
TEST(connections_that_change_late_keep_the_step)
{
	struct customer c = customer_new(place_new(), CONFIG, "");

	customer_connect(&c);
	customer_submit(&c, "other", NULL);
	customer_find(&c, "https://new.okta.com");
	customer_create(&c, OPTIONS);
	assert_int_equal(customer_visit(&c).wizard.step, STEP_ENABLE);
	assert_string_equal(text(&c, "sealed_secret"), "sealed");
}

TEST(connections_need_a_check_that_found_something)
{
	struct customer c = customer_new(place_new(), CONFIG, "");
	struct place *p = c.place;
	struct objects problem = place_said(p, "No.");
	struct wizard_key key;

	key = customer_key(&c, 0);
	assert_int_equal(create_as(&c, &key, ID), CONFLICT);
	customer_choose(&c, "okta");
	key = customer_key(&c, 0);
	assert_int_equal(create_as(&c, &key, ID), CONFLICT);
	customer_submit(&c, "client", NULL);
	key = customer_key(&c, 0);
	assert_int_equal(create_as(&c, &key, ID), CONFLICT);
	must(p, check_failed(ACT(p->store, p->arena, c.tenant, NULL, &p->fault), c.id,
	    key.revision, &problem, NULL));
	assert_int_equal(create_as(&c, &key, ID), CONFLICT);
	assert_int_equal(connections(&c), 0);
}

TEST(connections_are_made_by_sessions_of_a_ticket_that_lives)
{
	static const struct {
		const char	*change;
		enum status	 status;
	} rows[] = {
		{ "revoked_at = now()", EXPIRED }, { "ends_at = now()", EXPIRED },
		{ "uses = uses_allowed", OK },
	};
	struct place *p = place_new();
	struct customer c, other = customer_who_found(p, "\"name\":\"other\"", "");
	struct wizard_key key;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		c = customer_who_found(p, arena_print(p->arena, "\"name\":\"n%zu\"", i), "");
		sql("UPDATE ticket SET %s WHERE tenant_id = '%s' AND ticket_id = '%s'", rows[i].change,
		    c.tenant, c.id);
		key = customer_key(&c, 0);
		CHECK(create_as(&c, &key, arena_print(p->arena, "con_%016zu", i)) == rows[i].status, "%s",
		    rows[i].change);
	}
	key = customer_key(&other, 0);
	key.session_hash = c.session_hash[0];
	assert_int_equal(create_as(&other, &key, ID), CONFLICT);
	assert_int_equal(connections(&other), 1);
}

static long
create_at_once(struct arena *a, int index, void *context)
{
	struct customer *c = context;
	struct wizard_key key = { c->id, c->session_hash[index % 2], 4 };
	struct store *s = store_new(database_url());
	struct fault f = { 0 };
	enum status st = store_connect(s, &f);

	if (st == OK)
		st = connection_confirm(ACT(s, a, c->tenant, NULL, &f), &key, arena_print(a,
		    "con_%016d", index), "okta", OPTIONS, NULL);
	store_free(s);
	return st == OK ? 1 : st == CONFLICT && f.code[0] == '\0' ? 0 : 1000;
}

TEST(connections_confirmed_by_many_at_once_are_made_once)
{
	struct customer c = customer_who_found(place_new(), CONFIG, "");

	assert_int_equal(customer_revision(&c), 3);
	sql("UPDATE wizard SET revision = 4 WHERE tenant_id = '%s'", c.tenant);
	assert_int_equal(in_processes(8, create_at_once, &c), 1);
	assert_int_equal(connections(&c), 1);
	assert_int_equal(revisions(&c), 1);
	assert_int_equal(customer_revision(&c), 5);
	assert_int_equal(customer_events(&c, "ss_sso_connection_creation", "success"), 1);
}

static long
take_name(struct arena *a, int index, void *context)
{
	struct customer *c = (struct customer *)context + index;
	struct wizard_key key = { c->id, c->session_hash[0], 3 };
	struct store *s = store_new(database_url());
	struct fault f = { 0 };
	enum status st = store_connect(s, &f);

	if (st == OK)
		st = connection_confirm(ACT(s, a, c->tenant, NULL, &f), &key, arena_print(a,
		    "con_%016d", index), "okta", OPTIONS, NULL);
	store_free(s);
	return st == OK ? 1 : st == CONFLICT && text_is(f.code, "already_exists") ? 0 : 1000;
}

TEST(names_taken_by_many_at_once_have_one_owner)
{
	struct place *p = place_new();
	struct customer customers[4];
	size_t i;

	for (i = 0; i < COUNT(customers); i++)
		customers[i] = customer_who_found(p, "\"name\":\"same\"", "");
	assert_int_equal(in_processes(COUNT(customers), take_name, customers), 1);
	assert_int_equal(connections(&customers[0]), 1);
}
