/* SPDX-License-Identifier: Apache-2.0 */
#include "store/ticket.h"

#include <string.h>

#include "actions/ticket.h"
#include "base/hash.h"
#include "base/text.h"
#include "database.h"
#include "model/rules.h"
#include "store/visit.h"
#include "test.h"

#define PROFILE "{\"name\":\"A\"}"

static void
move(const struct place *p, const char *ticket, const char *change)
{
	sql("UPDATE ticket SET %s WHERE tenant_id = '%s' AND ticket_id = '%.12s'", change, p->tenant,
	    ticket);
}

static enum status
open_once(struct place *p, const char *ticket)
{
	struct opened opened;

	return open_ticket(place_act(p), p->domain, ticket, (struct browser){ NULL, NULL }, NULL, &opened);
}

static struct visit
look(struct place *p, const char *ticket, const char *session)
{
	struct visit v;

	must(p, visit_by_ticket(place_act(p), p->domain, ticket, session == NULL ? NULL
	    : hash_text(p->arena, session), 0, &v));
	return v;
}

static struct visit
visit(struct place *p, const char *ticket, const char *session)
{
	struct visit v;

	must(p, visit_by_session(place_act(p), p->domain, &(struct session_key){ ticket_id_of(p->arena, ticket),
	    hash_text(p->arena, session), 0, true }, VISIT_PAGE, &v));
	return v;
}

static long
sessions(const struct place *p)
{
	return sql_long("SELECT count(*) FROM session WHERE tenant_id = '%s'", p->tenant);
}

static long
events(const struct place *p, const char *kind)
{
	return sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND kind = '%s'",
	    p->tenant, kind);
}

static bool
take_back(struct place *p, const char *ticket)
{
	bool done = false;

	must(p, ticket_revoke(place_act(p), NULL, ticket, &done));
	return done;
}

TEST(tickets_are_live_until_their_ttl_is_over)
{
	struct place *p = place_new();
	const char *ticket = place_ticket(p, place_profile(p, PROFILE), "");
	struct visit v = look(p, ticket, NULL);

	assert_string_equal(v.ticket.id, ticket_id_of(p->arena, ticket));
	assert_int_equal(v.ticket.state, TICKET_LIVE);
	assert_int_equal(v.ticket.uses, 0);
	assert_int_equal(v.ticket.uses_allowed, 10);
	assert_true(v.ticket.ends_at == 0);
	assert_true(v.ticket.opens_until > v.now && v.ticket.opens_until <= v.now + 3600 * 1000);
	move(p, ticket, "opens_until = now()");
	assert_int_equal(look(p, ticket, NULL).ticket.state, TICKET_EXPIRED);
	assert_int_equal(open_once(p, ticket), EXPIRED);
	assert_int_equal(sessions(p), 0);
	assert_int_equal(events(p, "ss_sso_ticket_consumption"), 0);
}

TEST(tickets_once_used_end_after_five_hours)
{
	struct place *p = place_new();
	const char *ticket = place_ticket(p, place_profile(p, PROFILE), "");
	struct opened first, second;
	struct visit v;

	must(p, open_ticket(place_act(p), p->domain, ticket, (struct browser){ NULL, NULL }, NULL, &first));
	assert_int_equal(first.lifetime_s, TICKET_SESSION_S);
	v = look(p, ticket, NULL);
	assert_true(v.ticket.ends_at > v.now + 17990 * 1000L && v.ticket.ends_at <= v.now + 18000 * 1000L);
	/* the time to the first use does not count any more */
	move(p, ticket, "opens_until = now() - interval '1 hour'");
	assert_int_equal(look(p, ticket, NULL).ticket.state, TICKET_LIVE);
	/* a later session ends with the first one's five hours */
	move(p, ticket, "ends_at = now() + interval '100 seconds'");
	must(p, open_ticket(place_act(p), p->domain, ticket, (struct browser){ NULL, NULL }, NULL, &second));
	assert_true(second.lifetime_s > 90 && second.lifetime_s <= 100);
	assert_int_equal(look(p, ticket, NULL).ticket.uses, 2);
	move(p, ticket, "ends_at = now()");
	assert_int_equal(open_once(p, ticket), EXPIRED);
	assert_int_equal(visit(p, ticket, first.session_token).ticket.state, TICKET_EXPIRED);
	assert_int_equal(visit(p, ticket, second.session_token).ticket.state, TICKET_EXPIRED);
	assert_false(look(p, ticket, first.session_token).has_session);
}

TEST(tickets_have_ten_uses)
{
	struct place *p = place_new();
	const char *ticket = place_ticket(p, place_profile(p, PROFILE), "");
	const char *session = place_session(p, ticket);
	int i;

	for (i = 1; i < 10; i++)
		must(p, open_once(p, ticket));
	assert_int_equal(open_once(p, ticket), EXPIRED);
	assert_int_equal(sessions(p), 10);
	assert_int_equal(events(p, "ss_sso_ticket_consumption"), 10);
	assert_int_equal(look(p, ticket, NULL).ticket.state, TICKET_USED_UP);
	assert_false(look(p, ticket, NULL).has_session);
	/* the sessions go on */
	assert_true(look(p, ticket, session).has_session);
	assert_int_equal(visit(p, ticket, session).ticket.state, TICKET_USED_UP);
	assert_string_equal(visit(p, ticket, session).ticket.id, ticket_id_of(p->arena, ticket));
}

/* --- a hundred at once --- */

struct rush {
	const char	*domain, *ticket;
};

static long
open_often(struct arena *a, int index, void *context)
{
	const struct rush *r = context;
	struct store *s = store_new(database_url());
	struct opened opened;
	struct fault f;
	long count = 0;
	int times = index < 4 ? 13 : 12;

	if (store_connect(s, &f) != OK)
		return 1000000;
	for (; times > 0; times--)
		count += open_ticket(ACT(s, a, NULL, NULL, &f), r->domain, r->ticket,
		    (struct browser){ NULL, NULL }, NULL, &opened) == OK;
	store_free(s);
	return count;
}

TEST(tickets_opened_a_hundred_times_at_once_give_ten_sessions)
{
	struct place *p = place_new();
	const char *profile = place_profile(p, PROFILE);
	struct rush r = { p->domain, NULL };
	int round;

	for (round = 1; round <= 3; round++) {
		r.ticket = place_ticket(p, profile, "");
		assert_int_equal(in_processes(8, open_often, &r), 10);
		assert_int_equal(sessions(p), 10 * round);
		assert_int_equal(events(p, "ss_sso_ticket_consumption"), 10 * round);
		assert_int_equal(look(p, r.ticket, NULL).ticket.uses, 10);
		assert_int_equal(sql_long("SELECT count(DISTINCT details ->> 'use') FROM event "
		    "WHERE kind = 'ss_sso_ticket_consumption' AND ticket_id = '%.12s'", r.ticket), 10);
	}
}

/* --- revocation --- */

TEST(tickets_are_revoked_by_their_public_id)
{
	struct place *p = place_new();
	const char *ticket = place_ticket(p, place_profile(p, PROFILE), "");
	const char *session = place_session(p, ticket), *other = place_session(p, ticket);

	assert_true(take_back(p, ticket_id_of(p->arena, ticket)));
	assert_int_equal(look(p, ticket, NULL).ticket.state, TICKET_REVOKED);
	assert_int_equal(open_once(p, ticket), EXPIRED);
	assert_int_equal(visit(p, ticket, session).ticket.state, TICKET_REVOKED);
	assert_int_equal(visit(p, ticket, other).ticket.state, TICKET_REVOKED);
	assert_false(look(p, ticket, session).has_session);
	assert_int_equal(events(p, "ticket_revoked"), 1);
	assert_false(take_back(p, ticket_id_of(p->arena, ticket)));
	assert_int_equal(events(p, "ticket_revoked"), 1);
}

TEST(tickets_are_revoked_by_the_whole)
{
	struct place *p = place_new();
	const char *ticket = place_ticket(p, place_profile(p, PROFILE), "");

	assert_true(take_back(p, ticket));
	assert_int_equal(look(p, ticket, NULL).ticket.state, TICKET_REVOKED);
}

TEST(tickets_are_not_revoked_by_anything_else)
{
	struct place *p = place_new();
	const char *ticket = place_ticket(p, place_profile(p, PROFILE), "");
	const char *const wrong[] = {
		arena_print(p->arena, "%.12saaaaaaaaaaaaaaaaaaaa", ticket),
		arena_print(p->arena, "%.11s", ticket), arena_print(p->arena, "%.13s", ticket),
		arena_print(p->arena, "%.31s", ticket), arena_print(p->arena, "%sx", ticket),
		"", "aaaaaaaaaaaa", "%", "____________", "' OR true --",
	};
	size_t i;

	for (i = 0; i < COUNT(wrong); i++)
		CHECK(!take_back(p, wrong[i]), "%s revoked something", wrong[i]);
	assert_int_equal(look(p, ticket, NULL).ticket.state, TICKET_LIVE);
	assert_int_equal(events(p, "ticket_revoked"), 0);
}

/* --- who knows what --- */

TEST(tickets_are_known_only_by_the_whole_secret)
{
	struct place *p = place_new();
	const char *ticket = place_ticket(p, place_profile(p, PROFILE), "");
	const char *guess = arena_print(p->arena, "%.12saaaaaaaaaaaaaaaaaaaa", ticket);

	assert_null(look(p, guess, NULL).ticket.id);
	assert_null(look(p, "", NULL).ticket.id);
	assert_string_equal(look(p, guess, NULL).tenant.name, "Acme");
	assert_int_equal(open_once(p, guess), EXPIRED);
	assert_int_equal(sessions(p), 0);
}

TEST(sessions_are_known_only_by_their_token)
{
	struct place *p = place_new();
	const char *profile = place_profile(p, PROFILE);
	const char *ticket = place_ticket(p, profile, ""), *other = place_ticket(p, profile, "");
	const char *session = place_session(p, ticket);

	assert_string_equal(visit(p, ticket, session).tenant.id, p->tenant);
	assert_true(visit(p, ticket, session).has_session);
	assert_null(visit(p, other, session).ticket.id);
	assert_null(visit(p, ticket, "another token").ticket.id);
	assert_null(visit(p, ticket, "").ticket.id);
	assert_false(look(p, other, session).has_session);
	assert_false(look(p, ticket, "another token").has_session);
	assert_true(look(p, ticket, session).has_session);
}

TEST(tickets_are_kept_as_hashes)
{
	struct place *p = place_new();
	const char *ticket = place_ticket(p, place_profile(p, PROFILE), "");
	const char *session = place_session(p, ticket);

	assert_string_equal(sql_text(p->arena, "SELECT secret_hash FROM ticket "
	    "WHERE tenant_id = '%s'", p->tenant), hash_text(p->arena, ticket));
	assert_string_equal(sql_text(p->arena, "SELECT token_hash FROM session "
	    "WHERE tenant_id = '%s'", p->tenant), hash_text(p->arena, session));
	assert_int_equal(sql_long("SELECT count(*) FROM ticket k WHERE k::text LIKE '%%%s%%'", ticket),
	    0);
	assert_int_equal(sql_long("SELECT count(*) FROM event e WHERE e::text LIKE '%%%s%%' "
	    "OR e::text LIKE '%%%s%%'", ticket, session), 0);
}

TEST(tickets_say_which_cards_there_are)
{
	static const struct {
		const char		*rest;
		bool			 may_enable;
		enum verification	 verification;
	} rows[] = {
		{ "", false, VERIFY_NONE },
		{ "\"enabled_clients\":[]", false, VERIFY_NONE },
		{ "\"enabled_clients\":[\"a\"]", true, VERIFY_NONE },
		{ "\"domain_aliases_config\":{\"domain_verification\":\"none\"}", false, VERIFY_NONE },
		{ "\"domain_aliases_config\":{\"domain_verification\":\"optional\"}", false, VERIFY_OPTIONAL },
		{ "\"domain_aliases_config\":{\"domain_verification\":\"required\"}", false, VERIFY_REQUIRED },
	};
	struct place *p = place_new();
	const char *profile = place_profile(p, PROFILE);
	struct ticket t;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		t = look(p, place_ticket(p, profile, rows[i].rest), NULL).ticket;
		CHECK(t.may_enable == rows[i].may_enable, "%s", rows[i].rest);
		CHECK(t.verification == rows[i].verification, "%s", rows[i].rest);
		assert_string_equal(t.connection_name, "customer");
	}
}

TEST(tickets_are_listed_newest_first)
{
	struct place *p = place_new();
	const char *profile = place_profile(p, PROFILE);
	const char *old = place_ticket(p, profile, ""), *young = place_ticket(p, profile, "");
	struct ticket_row *rows;
	size_t count;

	move(p, old, "created_at = now() - interval '1 hour'");
	place_session(p, old);
	take_back(p, young);
	must(p, ticket_list(place_act(p), &rows, &count));
	assert_int_equal(count, 2);
	assert_string_equal(rows[0].id, ticket_id_of(p->arena, young));
	assert_string_equal(rows[0].state, "revoked");
	assert_string_equal(rows[1].id, ticket_id_of(p->arena, old));
	assert_string_equal(rows[1].state, "live");
	assert_int_equal(rows[1].uses, 1);
	assert_int_equal(rows[1].uses_allowed, 10);
	assert_string_equal(rows[1].connection_name, "customer");
	assert_string_equal(rows[1].profile_id, profile);
	assert_true(rows[1].until > rows[1].created_at);
}

/* Looking at a ticket writes nothing, whoever looks. */
TEST(tickets_are_not_changed_by_looking)
{
	struct place *p = place_new();
	const char *ticket = place_ticket(p, place_profile(p, PROFILE), "");
	const char *session = place_session(p, ticket);
	long before = sql_long("SELECT xmin::text FROM ticket WHERE tenant_id = '%s'", p->tenant);

	look(p, ticket, NULL);
	look(p, ticket, session);
	visit(p, ticket, session);
	assert_int_equal(sql_long("SELECT xmin::text FROM ticket WHERE tenant_id = '%s'", p->tenant),
	    before);
	assert_int_equal(sessions(p), 1);
}
