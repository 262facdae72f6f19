/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/text.h"
#include "customer.h"
#include "test.h"

#define CONFIG "\"name\":\"acme-okta\""

static enum status
finish(struct customer *c, const struct wizard_key *key)
{
	struct place *p = c->place;

	return connection_finish(place_act(p), key);
}

static const char *
column(struct customer *c, const char *name)
{
	return sql_text(c->place->arena, "SELECT %s FROM connection WHERE tenant_id = '%s'", name,
	    c->tenant);
}

TEST(connections_are_enabled_for_the_intended_clients_once)
{
	struct customer c = customer_new(place_new(), CONFIG, "," CLIENTS);
	const char *id = customer_connect(&c);
	struct wizard_key key = customer_key(&c, 0), late;
	struct visit v;

	must(c.place, finish(&c, &key));
	assert_string_equal(column(&c, "enabled_clients"), "{client-a,client-b}");
	assert_string_equal(column(&c, "submitted_at IS NULL"), "t");
	v = customer_visit(&c);
	assert_int_equal(v.wizard.step, STEP_DONE);
	assert_true(v.connection.enabled_at != 0 && v.connection.submitted_at == 0);
	assert_string_equal(v.connection.id, id);
	assert_int_equal(customer_events(&c, "ss_sso_enable_connection", "success"), 1);
	assert_int_equal(finish(&c, &key), CONFLICT);
	late = customer_key(&c, 1);
	assert_int_equal(finish(&c, &late), CONFLICT);
	assert_int_equal(customer_events(&c, "ss_sso_enable_connection", "success"), 1);
	assert_int_equal(customer_events(&c, "connection_submitted", "success"), 0);
}

TEST(connections_without_clients_are_submitted)
{
	static const char *const rests[] = { "", ",\"enabled_clients\":[]" };
	struct customer c;
	struct wizard_key key;
	struct visit v;
	size_t i;

	for (i = 0; i < COUNT(rests); i++) {
		c = customer_new(place_new(), CONFIG, rests[i]);
		customer_connect(&c);
		key = customer_key(&c, 1);
		must(c.place, finish(&c, &key));
		v = customer_visit(&c);
		assert_true(v.wizard.step == STEP_DONE && v.connection.submitted_at != 0);
		assert_true(v.connection.enabled_at == 0 && v.connection.client_count == 0);
		assert_string_equal(column(&c, "enabled_clients"), "{}");
		assert_int_equal(customer_events(&c, "connection_submitted", "success"), 1);
		assert_int_equal(customer_events(&c, "ss_sso_enable_connection", "success"), 0);
	}
}

TEST(clients_that_a_ticket_names_twice_are_one)
{
	struct customer c = customer_new(place_new(), CONFIG,
	    ",\"enabled_clients\":[\"client-b\",\"client-a\",\"client-b\"]");
	struct wizard_key key;

	customer_connect(&c);
	assert_int_equal(customer_visit(&c).connection.client_count, 2);
	key = customer_key(&c, 1);
	must(c.place, finish(&c, &key));
	assert_string_equal(column(&c, "enabled_clients"), "{client-a,client-b}");
}

TEST(connections_of_a_ticket_that_wants_a_domain_wait_for_it)
{
	static const struct {
		const char	*rest;
		enum status	 status;
	} rows[] = {
		{ "," CLIENTS ",\"domain_aliases_config\":{\"domain_verification\":\"required\"}", CONFLICT },
		{ ",\"domain_aliases_config\":{\"domain_verification\":\"required\"}", CONFLICT },
		{ "," CLIENTS ",\"domain_aliases_config\":{\"domain_verification\":\"optional\"}", OK },
		{ "," CLIENTS ",\"domain_aliases_config\":{\"domain_verification\":\"none\"}", OK },
	};
	struct customer c;
	struct wizard_key key;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		c = customer_new(place_new(), CONFIG, rows[i].rest);
		customer_connect(&c);
		key = customer_key(&c, 0);
		CHECK(finish(&c, &key) == rows[i].status, "%s", rows[i].rest);
		assert_string_equal(column(&c, "cardinality(enabled_clients)"),
		    rows[i].status == OK ? "2" : "0");
	}
}

TEST(connections_are_finished_from_the_last_step_only)
{
	struct customer c = customer_new(place_new(), CONFIG, "," CLIENTS);
	struct wizard_key key;
	const char *const steps[] = { "provider", "application", "settings", "mapping", "access" };
	size_t i;

	key = customer_key(&c, 0);
	assert_int_equal(finish(&c, &key), CONFLICT);
	customer_connect(&c);
	key = customer_key(&c, 0);
	for (i = 0; i < COUNT(steps); i++) {
		sql("UPDATE wizard SET step = '%s' WHERE tenant_id = '%s'", steps[i], c.tenant);
		CHECK(finish(&c, &key) == CONFLICT, "%s", steps[i]);
	}
	assert_string_equal(column(&c, "enabled_at IS NULL"), "t");
}

TEST(connections_are_finished_by_sessions_of_a_ticket_that_lives)
{
	static const char *const changes[] = { "revoked_at = now()", "ends_at = now()" };
	struct place *p = place_new();
	struct customer c = customer_new(p, CONFIG, "," CLIENTS);
	struct customer other = customer_new(p, "\"name\":\"other\"", "," CLIENTS);
	struct wizard_key key;
	size_t i;

	customer_connect(&c);
	key = customer_key(&c, 0);
	key.session_hash = other.session_hash[0];
	assert_int_equal(finish(&c, &key), CONFLICT);
	key = customer_key(&c, 0);
	key.revision--;
	assert_int_equal(finish(&c, &key), CONFLICT);
	key.revision += 2;
	assert_int_equal(finish(&c, &key), CONFLICT);
	key.revision--;
	for (i = 0; i < COUNT(changes); i++) {
		sql("UPDATE ticket SET %s WHERE tenant_id = '%s'", changes[i], c.tenant);
		CHECK(finish(&c, &key) == EXPIRED, "%s", changes[i]);
		sql("UPDATE ticket SET revoked_at = NULL, ends_at = now() + interval '1 hour' "
		    "WHERE tenant_id = '%s'", c.tenant);
	}
	assert_string_equal(column(&c, "enabled_at IS NULL"), "t");
	must(p, finish(&c, &key));
}

static long
finish_at_once(struct arena *a, int index, void *context)
{
	struct customer *c = context;
	struct wizard_key key = { c->id, c->session_hash[index % 2], 7 };
	struct store *s = store_new(database_url());
	struct fault f = { 0 };
	enum status st = store_connect(s, &f);

	if (st == OK)
		st = connection_finish(ACT(s, a, c->tenant, NULL, &f), &key);
	store_free(s);
	return st == OK ? 1 : st == CONFLICT ? 0 : 1000;
}

TEST(connections_enabled_by_many_at_once_are_enabled_once)
{
	struct customer c = customer_new(place_new(), CONFIG, "," CLIENTS);

	customer_connect(&c);
	sql("UPDATE wizard SET revision = 7 WHERE tenant_id = '%s'", c.tenant);
	assert_int_equal(in_processes(8, finish_at_once, &c), 1);
	assert_int_equal(customer_revision(&c), 8);
	assert_int_equal(customer_events(&c, "ss_sso_enable_connection", "success"), 1);
}

/* An enabled connection changes only through another ticket. */
TEST(connections_that_are_finished_stay_as_they_are)
{
	struct customer c = customer_new(place_new(), CONFIG, "," CLIENTS);
	struct place *p = c.place;
	struct provider_settings typed = { .given = GIVEN_ALL, .domain = "evil.okta.com" };
	struct wizard_key key;

	customer_connect(&c);
	key = customer_key(&c, 0);
	must(p, finish(&c, &key));
	key.revision++;
	assert_int_equal(wizard_submit(place_act(p), &key, &typed, NULL, true), CONFLICT);
	assert_int_equal(wizard_choose(place_act(p), &key, "samlp"), CONFLICT);
	assert_int_equal(connection_confirm(place_act(p), &key, "con_0123456789abcdef", "okta",
	    "{\"issuer\":\"https://evil.okta.com\"}", NULL), CONFLICT);
	assert_string_equal(column(&c, "live_revision"), "1");
	assert_int_equal(customer_visit(&c).wizard.step, STEP_DONE);
}

TEST(events_of_a_connection_tell_who_did_what)
{
	struct customer c = customer_new(place_new(), CONFIG, "," CLIENTS);
	const char *id = customer_connect(&c);
	struct wizard_key key = customer_key(&c, 0);

	must(c.place, finish(&c, &key));
	assert_string_equal(sql_text(c.place->arena, "SELECT string_agg(kind || ' ' || outcome || ' ' || "
	    "(details ->> 'connection_name') || ' ' || (details ->> 'flow_type') || ' ' || "
	    "(details ->> 'connection_id'), ', ' ORDER BY at, kind) FROM event WHERE tenant_id = '%s' "
	    "AND details ? 'connection_id' AND actor = 'session:%s' AND profile_id IS NOT NULL",
	    c.tenant, c.id), arena_print(c.place->arena, "ss_sso_connection_creation success acme-okta "
	    "create %s, ss_sso_enable_connection success acme-okta create %s, "
	    "ss_sso_flow_end info acme-okta create %s", id, id, id));
	assert_string_equal(sql_text(c.place->arena, "SELECT string_agg(kind || ' ' || outcome || ' ' || "
	    "coalesce(details ->> 'step', details ->> 'strategy', ''), ', ' ORDER BY at) FROM event "
	    "WHERE tenant_id = '%s' AND ticket_id = '%s' AND profile_id IS NOT NULL AND details @> "
	    "'{\"connection_name\":\"acme-okta\",\"flow_type\":\"create\",\"ss_sso_tracing_id\":\"%s\"}' "
	    "AND kind NOT LIKE 'ss_sso_ticket%%'", c.tenant, c.id, c.id),
	    "provider_chosen info okta, step_taken info application, settings_submitted info okta, "
	    "provider_check success okta, ss_sso_connection_creation success , step_taken info mapping, "
	    "step_taken info access, ss_sso_enable_connection success , ss_sso_flow_end info ");
	assert_string_equal(sql_refusal(c.place->arena, arena_print(c.place->arena,
	    "UPDATE event SET outcome = 'failure' WHERE tenant_id = '%s'", c.tenant)), "P0001");
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND "
	    "details::text LIKE '%%sealed%%'", c.tenant), 0);
}
