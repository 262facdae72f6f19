/* SPDX-License-Identifier: Apache-2.0 */
#include "store/refusal.h"

#include "database.h"
#include "model/rules.h"
#include "test.h"

/* A test may see the end of one window, so each goes far enough to fill one of two. */

static void
refuse_actor(struct place *p, const char *host, const char *actor, const char *reason, const char *address)
{
	const struct refusal r = { .given = GIVEN_ALL, .reason = reason, .address = address,
		.actor = actor, .method = "GET", .route = "/api/v2/connections",
		.request_id = "0123", .status = 401 };

	must(p, refusal_tell(place_act(p), host, &r));
}

static void
refuse(struct place *p, const char *host, const char *reason, const char *address)
{
	refuse_actor(p, host, "stranger:", reason, address);
}

static long
events(struct place *p)
{
	return sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND kind = 'refused'", p->tenant);
}

TEST(of_refusals_alike_few_are_events)
{
	struct place *p = place_new();
	int i;

	for (i = 0; i < 25; i++)
		refuse(p, p->domain, "unauthorized", "192.0.2.1");
	assert_in_range(events(p), 2, 4);
	assert_int_equal(sql_long("SELECT max((details ->> 'count')::integer) FROM event "
	    "WHERE tenant_id = '%s'", p->tenant), 10);
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND actor = 'stranger:' "
	    "AND outcome = 'failure' AND details ->> 'reason' = 'unauthorized' AND details ->> 'status' = '401' "
	    "AND details ->> 'route' = '/api/v2/connections'", p->tenant), events(p));
}

TEST(the_first_refusal_of_another_kind_or_address_is_an_event)
{
	struct place *p = place_new();

	refuse(p, p->domain, "unauthorized", "192.0.2.1");
	refuse(p, p->domain, "csrf", "192.0.2.1");
	refuse(p, p->domain, "csrf", "192.0.2.2");
	refuse(p, p->domain, "csrf", "2001:db8::1");
	refuse(p, p->domain, "csrf", NULL);
	assert_int_equal(events(p), 5);
	refuse(p, p->domain, "forbidden", "2001:db8:1::1");
	refuse(p, p->domain, "forbidden", "2001:db8:1::2");
	assert_in_range(events(p), 6, 7);
}

TEST(events_of_refusals_are_bounded_for_a_tenant_and_rows_for_all_addresses)
{
	struct place *p = place_new(), other = place_beside(p);
	int i;

	for (i = 0; i < 5 * REFUSAL_MAX_EVENTS; i++)
		refuse(p, p->domain, "unauthorized", arena_print(p->arena, "198.51.%d.%d", i / 250, i % 250));
	assert_in_range(events(p), REFUSAL_MAX_EVENTS, 2 * REFUSAL_MAX_EVENTS);
	assert_true(sql_long("SELECT count(DISTINCT refusal_subject('x', '10.0.0.0'::inet + n)) "
	    "FROM generate_series(1, 100000) AS n") <= 4096);
	refuse(&other, other.domain, "unauthorized", "198.51.0.1");
	assert_int_equal(events(&other), 1);
}

/* A stolen token shows itself by what it is refused. */
TEST(refusals_of_strangers_hide_no_others)
{
	struct place *p = place_new();
	int i;

	for (i = 0; i < 5 * REFUSAL_MAX_EVENTS; i++)
		refuse(p, p->domain, "unauthorized", arena_print(p->arena, "198.51.%d.%d", i / 250, i % 250));
	refuse_actor(p, p->domain, "client:stolen", "insufficient_scope", "192.0.2.1");
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND actor = 'client:stolen'",
	    p->tenant), 1);
}

TEST(a_refusal_at_nobodys_host_is_no_event)
{
	struct place *p = place_new();
	long before = sql_long("SELECT count(*) FROM event");

	refuse(p, "nobody.example", "unauthorized", "192.0.2.1");
	assert_int_equal(sql_long("SELECT count(*) FROM event"), before);
}
