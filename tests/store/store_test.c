/* SPDX-License-Identifier: Apache-2.0 */
#include "store/store.h"

#include <unistd.h>

#include "database.h"
#include "model/ticket/ticket.h"
#include "store/client.h"
#include "store/profile.h"
#include "test.h"

enum { TRIES = 100 };

TEST(store_prepares_all_queries)
{
	struct place *p = place_new();

	store_beside(p);
	assert_true(QUERIES > 20);
}

TEST(store_counts_its_round_trips)
{
	struct place *p = place_new();
	struct rows r;

	store_round_trips(p->store);
	must(p, store_query(place_act(p), Q_HEALTH, NULL, &r));
	must(p, store_query(place_act(p), Q_HEALTH, NULL, &r));
	assert_int_equal(store_round_trips(p->store), 2);
	assert_int_equal(store_round_trips(p->store), 0);
	assert_int_equal(r.count, 1);
	assert_int_equal(rows_long(&r, 0, 0), 1);
}

/* At most one try a second: this asks until it has its turn. */
static enum status
refreshed(struct place *p)
{
	enum status st = UNAVAILABLE;
	int i;

	for (i = 0; i < TRIES && st != OK; i++) {
		st = store_refresh(p->store, &p->fault);
		if (st != OK)
			usleep(50000);
	}
	return st;
}

TEST(store_comes_back_with_the_database)
{
	struct place *p = place_new();
	const char *profile = place_profile(p, "{\"name\":\"A\"}");
	struct profile out;

	database_stop();
	assert_int_equal(profile_load(place_act(p), profile, &out), UNAVAILABLE);
	assert_string_equal(said(&p->fault),
	    "The service is temporarily unavailable. Try again in a moment.");
	assert_int_equal(store_refresh(p->store, &p->fault), UNAVAILABLE);
	assert_int_equal(store_refresh(p->store, &p->fault), UNAVAILABLE);
	assert_int_equal(profile_load(place_act(p), profile, &out), UNAVAILABLE);
	database_start();
	must(p, refreshed(p));
	must(p, profile_load(place_act(p), profile, &out));
	assert_string_equal(out.name, "A");
}

/* Between two requests: nobody notices. */
TEST(store_notices_a_restart_before_the_next_query)
{
	struct place *p = place_new();
	const char *profile = place_profile(p, "{\"name\":\"A\"}");
	struct profile out;

	database_stop();
	database_start();
	must(p, refreshed(p));
	must(p, profile_load(place_act(p), profile, &out));
}

TEST(store_survives_a_connection_that_is_ended)
{
	struct place *p = place_new();
	struct rows r;

	sql("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
	    "AND datname = 'postern'");
	must(p, refreshed(p));
	must(p, store_query(place_act(p), Q_HEALTH, NULL, &r));
}

TEST(store_calls_a_wrong_statement_our_mistake)
{
	struct place *p = place_new();
	struct client c = { .tenant_id = p->tenant, .id = "not an id", .scopes = "",
		.secret_hash = "no hash" };
	bool found = true;

	assert_int_equal(client_add(place_act(p), &c, "n"), BROKEN);
	assert_string_equal(said(&p->fault),
	    "Something went wrong on our side. We have logged the error.");
	assert_int_equal(store_script(p->store, "SELEC 1", &p->fault), BROKEN);
	must(p, store_has(p->store, "SELECT 1 WHERE false", &found, &p->fault));
	assert_false(found);
}

TEST(store_gives_up_a_statement_that_takes_too_long)
{
	struct place *p = place_new();
	bool is_limited = false;

	must(p, store_has(p->store, "SELECT 1 WHERE current_setting('statement_timeout') <> '0'",
	    &is_limited, &p->fault));
	assert_true(is_limited);
}

TEST(store_compiles_no_statement)
{
	struct place *p = place_new();
	bool is_off = false;

	must(p, store_has(p->store, "SELECT 1 WHERE current_setting('jit') = 'off'", &is_off, &p->fault));
	assert_true(is_off);
}

/* --- whose request it is --- */

static char *
address_of(struct place *p, const char *profile)
{
	return sql_text(p->arena, "SELECT host(address) FROM event WHERE tenant_id = '%s' AND "
	    "profile_id = '%s'", p->tenant, profile);
}

static const char *
profile_made_by(struct place *p, const char *address)
{
	store_set_address(p->store, address);
	return place_profile(p, "{\"name\":\"A\"}");
}

TEST(store_tells_events_whose_request_it_is)
{
	static const char *const addresses[] = { NULL, "192.0.2.1", "192.0.2.1", "2001:db8::1", NULL,
		"192.0.2.1" };
	struct place *p = place_new();
	const char *profile;
	size_t i;

	for (i = 0; i < COUNT(addresses); i++) {
		store_round_trips(p->store);
		profile = profile_made_by(p, addresses[i]);
		assert_int_equal(store_round_trips(p->store), 1);
		assert_string_equal(address_of(p, profile), addresses[i] == NULL ? "" : addresses[i]);
	}
	store_set_address(p->store, NULL);
}

/* A failed statement took the address with it; the next one brings it again. */
TEST(store_tells_the_address_again_after_a_failure)
{
	struct place *p = place_new();
	const char *ticket = ticket_id_of(p->arena, place_ticket(p, place_profile(p,
	    "{\"name\":\"A\"}"), ""));
	struct rows r;

	store_set_address(p->store, "192.0.2.9");
	assert_int_equal(store_query(place_act(p), Q_EVENT_ADD, ARGS(p->tenant, ticket,
	    "no kind", "x"), &r), BROKEN);
	assert_string_equal(address_of(p, profile_made_by(p, "192.0.2.9")), "192.0.2.9");
	store_set_address(p->store, "no address");
	assert_int_equal(store_query(place_act(p), Q_EVENT_ADD, ARGS(p->tenant, ticket, "x",
	    "x"), &r), BROKEN);
	assert_string_equal(address_of(p, profile_made_by(p, "192.0.2.8")), "192.0.2.8");
	store_set_address(p->store, NULL);
}

TEST(store_survives_a_connection_that_ends_in_the_middle_of_an_event)
{
	struct place *p = place_new();
	struct rows r;

	store_set_address(p->store, "192.0.2.9");
	sql("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
	    "AND datname = 'postern'");
	assert_int_equal(store_query(place_act(p), Q_EVENT_ADD, ARGS(p->tenant, "x", "x", "x"),
	    &r), UNAVAILABLE);
	must(p, refreshed(p));
	assert_string_equal(address_of(p, profile_made_by(p, "192.0.2.9")), "192.0.2.9");
	store_set_address(p->store, NULL);
}
