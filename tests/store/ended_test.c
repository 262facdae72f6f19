/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "claims.h"
#include "actions/ticket.h"
#include "model/ticket/ticket.h"
#include "store/job.h"
#include "store/session.h"
#include "store/ticket.h"
#include "store/visit.h"
#include "test.h"

#define WHERE " WHERE tenant_id = '%s' AND ticket_id = '%s'"

/* --- every write that waits for the end of its ticket --- */

struct race {
	struct customer		*c;
	const char		*connection_id, *end;	/* end: SQL */
	struct wizard_key	 key;
	struct claim_key	 claim;
	struct domain_claim	 look;
	enum status		 (*write)(const struct act *act, const struct race *r);
	enum status		 expected;
};

static const struct provider_settings typed = { .given = GIVEN_ALL, .domain = "late.okta.com",
	.client_id = "late", .metadata_xml = "<late/>" };

static enum status
late_choice(const struct act *act, const struct race *r)
{
	return wizard_choose(act, &r->key, "okta");
}

static enum status
late_step(const struct act *act, const struct race *r)
{
	return wizard_step(act, &r->key, STEP_ENABLE, STEP_DONE);
}

static enum status
late_settings(const struct act *act, const struct race *r)
{
	return wizard_submit(act, &r->key, &typed, "late", true);
}

static enum status
late_settings_of_another_revision(const struct act *act, const struct race *r)
{
	struct wizard_key key = r->key;

	key.revision--;
	return wizard_submit(act, &key, &typed, "late", true);
}

static enum status
late_draft(const struct act *act, const struct race *r)
{
	return draft_keep(act, &r->key, &typed);
}

static enum status
late_find(const struct act *act, const struct race *r)
{
	struct found found = { .given = GIVEN_ALL, .issuer = "https://late.okta.com" };

	return check_found(act, r->key.ticket_id, r->key.revision, &found);
}

static enum status
late_failure(const struct act *act, const struct race *r)
{
	struct objects said = { 0 };

	return check_failed(act, r->key.ticket_id, r->key.revision, &said, NULL);
}

static enum status
late_confirmation(const struct act *act, const struct race *r)
{
	return connection_confirm(act, &r->key, "con_0123456789abcdef", "okta", "{\"issuer\":\"late\"}", NULL);
}

static enum status
late_finish(const struct act *act, const struct race *r)
{
	return connection_finish(act, &r->key);
}

static enum status
late_wish(const struct act *act, const struct race *r)
{
	return connection_enable_later(act, &r->key);
}

static enum status
late_claim(const struct act *act, const struct race *r)
{
	struct claim_key key = r->claim;

	key.name = "late.example";
	return domain_add(act, &key, "late.example", false);
}

static enum status
late_ask(const struct act *act, const struct race *r)
{
	return domain_ask(act, &r->claim);
}

static enum status
late_removal(const struct act *act, const struct race *r)
{
	return domain_remove(act, &r->claim);
}

static enum status
late_proof(const struct act *act, const struct race *r)
{
	struct domain_claim look = r->look;

	return domain_verified(act, &look, "{}");
}

static enum status
late_look(const struct act *act, const struct race *r)
{
	return domain_seen(act, &r->look, "{}");
}

/* Of this very session. */
static enum status
late_end(const struct act *act, const struct race *r)
{
	const char *hash = r->key.session_hash;
	bool is_this;

	return session_end(act, r->key.ticket_id, hash, arena_copy(act->arena, hash, 16), &is_this);
}

/* Nobody waits: the race would never end. */
#define UNTIL_SOMEBODY_WAITS "FOR i IN 1..3000 LOOP EXIT WHEN EXISTS (SELECT FROM pg_locks WHERE NOT granted); " \
	"PERFORM pg_sleep(0.01); END LOOP; IF NOT EXISTS (SELECT FROM pg_locks WHERE NOT granted) THEN " \
	"RAISE 'nobody waits'; END IF; "

/* Writes as soon as the ticket is locked. */
static long
follow(struct arena *a, const struct race *r)
{
	struct store *s = store_new(database_url());
	const char *is_free = arena_print(a, "SELECT FROM ticket" WHERE " FOR SHARE SKIP LOCKED", r->c->tenant, r->c->id);
	bool goes_on = true;
	struct fault f = { 0 };
	enum status st = store_connect(s, &f);

	while (goes_on && st == OK)
		st = store_has(s, is_free, &goes_on, &f);
	if (st == OK)
		st = r->write(ACT(s, a, r->c->tenant, "session:late", &f), r);
	store_free(s);
	return st == r->expected;
}

static long
rival(struct arena *a, int index, void *context)
{
	const struct race *r = context;

	if (index > 0)
		return follow(a, r);
	sql("DO $$ BEGIN PERFORM FROM ticket" WHERE " FOR UPDATE; " UNTIL_SOMEBODY_WAITS "%s; END $$", r->c->tenant,
	    r->c->id, r->end);
	return 1;
}

/* All that a write could change, except what goes with the end. */
static const char *
state(struct customer *c)
{
	return sql_text(c->place->arena, "SELECT concat((SELECT string_agg(concat(revision, step, strategy, connection_id, "
	    "check_since), ' ') FROM wizard" WHERE "), (SELECT string_agg(n::text, ' ' ORDER BY connection_id) FROM "
	    "connection n WHERE tenant_id = '%s'), (SELECT string_agg(d::text, ' ' ORDER BY domain) FROM connection_domain d "
	    "WHERE tenant_id = '%s'), (SELECT count(*) FROM connection_revision WHERE tenant_id = '%s'), (SELECT "
	    "string_agg(j::text, ' ' ORDER BY kind, subject) FROM job j WHERE tenant_id = '%s'), (SELECT string_agg(kind, ' ' "
	    "ORDER BY kind) FROM event WHERE tenant_id = '%s' AND kind NOT IN ('ticket_revoked', 'profile_deleted')))",
	    c->tenant, c->id, c->tenant, c->tenant, c->tenant, c->tenant, c->tenant);
}

static void
check_nothing_is_typed(struct customer *c, const char *what)
{
	CHECK(sql_long("SELECT count(*) FROM wizard" WHERE " AND (input IS NOT NULL OR sealed_secret IS NOT NULL OR found "
	    "IS NOT NULL OR problem IS NOT NULL OR said IS NOT NULL OR check_state <> 'none')", c->tenant, c->id) == 0,
	    "%s: something is left", what);
	CHECK(sql_long("SELECT count(*) FROM session" WHERE " AND draft IS NOT NULL", c->tenant, c->id) == 0,
	    "%s: a draft is left", what);
}

enum setup { CHOSEN, SUBMITTED, FOUND, AT_THE_END };

static struct customer
customer_at(enum setup setup)
{
	struct customer c = customer_new(place_new(), CONFIG, "," CLIENTS REQUIRED);

	if (setup == CHOSEN) {
		customer_choose(&c, "okta");
		return c;
	}
	customer_connect(&c);
	must(c.place, claim_add(&c, "acme.com"));
	sql("UPDATE connection_domain SET asked_at = now() - interval '1 day', looked_at = now() - interval '1 day' "
	    "WHERE tenant_id = '%s'", c.tenant);
	if (setup != AT_THE_END)
		customer_submit(&c, "client", "sealed");
	if (setup == FOUND)
		customer_find(&c, "https://acme.okta.com");
	return c;
}

static const struct {
	const char	*name;
	enum setup	 setup;
	enum status	 (*write)(const struct act *act, const struct race *r);
	enum status	 expected, without_session;
} writes[] = {
	{ "choice", CHOSEN, late_choice, EXPIRED, CONFLICT },
	{ "step", AT_THE_END, late_step, EXPIRED, CONFLICT },
	{ "settings", SUBMITTED, late_settings, EXPIRED, CONFLICT },
	{ "first settings", CHOSEN, late_settings, EXPIRED, CONFLICT },
	{ "settings of another revision", SUBMITTED, late_settings_of_another_revision, EXPIRED, CONFLICT },
	{ "draft", SUBMITTED, late_draft, EXPIRED, NOT_FOUND }, { "find", SUBMITTED, late_find, OK, OK },
	{ "failure", SUBMITTED, late_failure, OK, OK },
	{ "confirmation", FOUND, late_confirmation, EXPIRED, CONFLICT },
	{ "finish", AT_THE_END, late_finish, EXPIRED, CONFLICT }, { "wish", AT_THE_END, late_wish, EXPIRED, CONFLICT },
	{ "claim", AT_THE_END, late_claim, EXPIRED, CONFLICT }, { "ask", AT_THE_END, late_ask, EXPIRED, NOT_FOUND },
	{ "removal", AT_THE_END, late_removal, EXPIRED, NOT_FOUND },
};

static struct race
race_of(struct customer *c)
{
	struct race r = { .c = c, .key = customer_key(c, 0), .claim = claim_key_of(c, "acme.com") };

	r.connection_id = customer_column(c, "connection_id");
	if (r.connection_id[0] != '\0')
		r.look = claim_load(c, "acme.com");
	return r;
}

static void
check_race(struct customer *c, struct race *r, const char *what)
{
	const char *before = state(c);

	CHECK(in_processes(2, rival, r) == 2, "%s: another answer", what);
	CHECK(strcmp(state(c), before) == 0, "%s:\n%s\n%s", what, before, state(c));
}

/* The revoke commits while the write waits, which then saves nothing. */
TEST(tickets_that_are_revoked_win_over_every_write_that_waits)
{
	struct customer c;
	struct race r;
	size_t i;

	for (i = 0; i < COUNT(writes); i++) {
		c = customer_at(writes[i].setup);
		r = race_of(&c);
		r.write = writes[i].write;
		r.expected = writes[i].expected;
		r.end = arena_print(c.place->arena, "UPDATE ticket SET revoked_at = now()" WHERE, c.tenant, c.id);
		check_race(&c, &r, writes[i].name);
		check_nothing_is_typed(&c, writes[i].name);
	}
}

/* Ended in another browser.  Those of postern-jobs go on without a session. */
TEST(sessions_that_are_ended_lose_every_write_that_waits)
{
	struct customer c;
	struct race r;
	size_t i;

	for (i = 0; i < COUNT(writes); i++) {
		if (writes[i].without_session == OK)
			continue;
		c = customer_at(writes[i].setup);
		r = race_of(&c);
		r.write = writes[i].write;
		r.expected = writes[i].without_session;
		r.end = arena_print(c.place->arena, "UPDATE session SET ended_at = now()" WHERE " AND token_hash = '%s'",
		    c.tenant, c.id, c.session_hash[0]);
		check_race(&c, &r, writes[i].name);
	}
}

TEST(sessions_end_after_the_writes_that_hold_their_ticket)
{
	struct customer c = customer_at(CHOSEN);
	struct race r = race_of(&c);

	r.write = late_end;
	r.end = "PERFORM 1";
	assert_int_equal(in_processes(2, rival, &r), 2);
	assert_int_equal(sql_long("SELECT count(*) FROM session" WHERE " AND ended_at IS NOT NULL", c.tenant, c.id), 1);
}

/* Those of postern-jobs that go on without a session; and what the tenant vouches for. */
TEST(tickets_that_are_revoked_win_over_looks_that_wait)
{
	static const struct {
		const char	*name;
		enum status	 (*write)(const struct act *act, const struct race *r);
	} looks[] = { { "proof", late_proof }, { "look", late_look } };
	struct customer c;
	struct race r;
	size_t i;

	for (i = 0; i < COUNT(looks); i++) {
		c = customer_at(AT_THE_END);
		r = race_of(&c);
		must(c.place, connection_enable_later(place_act(c.place), &r.key));
		r.write = looks[i].write;
		r.end = arena_print(c.place->arena, "UPDATE ticket SET revoked_at = now()" WHERE, c.tenant, c.id);
		check_race(&c, &r, looks[i].name);
	}
}

/* Somebody else was done first. */
TEST(tickets_that_are_finished_win_over_writes_that_wait)
{
	static const struct {
		const char	*name;
		enum setup	 setup;
		enum status	 (*write)(const struct act *act, const struct race *r);
		enum status	 expected;
	} rows[] = {
		{ "choice", SUBMITTED, late_choice, CONFLICT }, { "step", AT_THE_END, late_step, CONFLICT },
		{ "settings", SUBMITTED, late_settings, CONFLICT }, { "draft", SUBMITTED, late_draft, NOT_FOUND },
		{ "find", SUBMITTED, late_find, OK }, { "failure", SUBMITTED, late_failure, OK },
		{ "confirmation", FOUND, late_confirmation, CONFLICT }, { "finish", AT_THE_END, late_finish, CONFLICT },
	};
	struct customer c;
	struct race r;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		c = customer_at(rows[i].setup);
		r = race_of(&c);
		r.write = rows[i].write;
		r.expected = rows[i].expected;
		r.end = arena_print(c.place->arena, "UPDATE wizard SET step = 'done', revision = revision + 1" WHERE, c.tenant,
		    c.id);
		CHECK(in_processes(2, rival, &r) == 2, "%s: another answer", rows[i].name);
		check_nothing_is_typed(&c, rows[i].name);
		assert_int_equal(customer_revision(&c), r.key.revision + 1);
		assert_int_equal(sql_long("SELECT max(live_revision) FROM connection WHERE tenant_id = '%s'", c.tenant), 1);
	}
}

TEST(tickets_that_end_win_over_every_write_that_waits)
{
	struct customer c;
	struct race r;
	size_t i;

	for (i = 0; i < COUNT(writes); i++) {
		c = customer_at(writes[i].setup);
		r = race_of(&c);
		r.write = writes[i].write;
		r.expected = writes[i].expected;
		/* after the write began */
		r.end = arena_print(c.place->arena, "UPDATE ticket SET ends_at = clock_timestamp()" WHERE, c.tenant, c.id);
		check_race(&c, &r, writes[i].name);
	}
}

TEST(tickets_whose_profile_is_deleted_win_over_writes_that_wait)
{
	struct customer c;
	struct race r;
	size_t i;

	for (i = 0; i < COUNT(writes); i++) {
		c = customer_at(writes[i].setup);
		r = race_of(&c);
		r.write = writes[i].write;
		r.expected = writes[i].expected;
		r.end = arena_print(c.place->arena, "DELETE FROM profile WHERE tenant_id = '%s'", c.tenant);
		check_race(&c, &r, writes[i].name);
		check_nothing_is_typed(&c, writes[i].name);
	}
}

/* --- what is left --- */

static void
keep_drafts(struct customer *c)
{
	struct wizard_key key;
	int i;

	for (i = 0; i < 2; i++) {
		key = customer_key(c, i);
		must(c->place, draft_keep(place_act(c->place), &key, &typed));
	}
}

TEST(tickets_that_are_revoked_drop_what_was_typed)
{
	struct customer c = customer_at(FOUND);
	bool done;

	keep_drafts(&c);
	must(c.place, ticket_revoke(place_act(c.place), NULL, c.id, &done));
	check_nothing_is_typed(&c, "revoked");
	assert_int_equal(customer_visit(&c).wizard.step, STEP_ENABLE);
	c = customer_at(SUBMITTED);
	must(c.place, connection_remove(place_act(c.place), customer_column(&c, "connection_id")));
	check_nothing_is_typed(&c, "connection removed");
}

/* The receipt is of the connection. */
TEST(tickets_that_are_finished_drop_what_was_typed)
{
	struct customer c = customer_new(place_new(), CONFIG, "," CLIENTS);
	struct place *p = c.place;
	struct wizard_key key;
	struct visit v;

	customer_connect(&c);
	customer_submit(&c, "client", "sealed");
	keep_drafts(&c);
	key = customer_key(&c, 0);
	must(p, connection_finish(place_act(p), &key));
	check_nothing_is_typed(&c, "finished");
	v = customer_visit(&c);
	assert_true(v.wizard.step == STEP_DONE && v.connection.enabled_at != 0);
	assert_string_equal(v.connection.issuer, "https://acme.okta.com");
	/* and keep nothing more */
	key = customer_key(&c, 1);
	assert_int_equal(wizard_submit(place_act(p), &key, &typed, "late", true), CONFLICT);
	assert_int_equal(draft_keep(place_act(p), &key, &typed), NOT_FOUND);
	check_nothing_is_typed(&c, "finished before");
}

TEST(tickets_that_are_enabled_by_a_domain_drop_what_was_typed)
{
	struct customer c = customer_at(AT_THE_END);
	struct wizard_key key = customer_key(&c, 0);

	must(c.place, connection_enable_later(place_act(c.place), &key));
	keep_drafts(&c);
	claim_find(&c, "acme.com");
	must(c.place, connection_enable_waiting(place_act(c.place), customer_column(&c, "connection_id")));
	assert_int_equal(customer_visit(&c).wizard.step, STEP_DONE);
	check_nothing_is_typed(&c, "enabled");
}

/* The first use asks for the job that runs when the sessions end. */
TEST(tickets_that_expire_drop_what_was_typed)
{
	struct customer c = customer_at(SUBMITTED);
	const struct act *act = place_act(c.place);

	assert_string_equal(sql_text(c.place->arena, "SELECT j.run_at = k.ends_at AND j.urgency = 1 FROM job j, ticket k "
	    "WHERE j.tenant_id = '%s' AND j.kind = 'end_ticket' AND j.subject = k.ticket_id AND k.ticket_id = '%s'",
	    c.tenant, c.id), "t");
	keep_drafts(&c);
	must(c.place, forget_typed(act, c.id));
	assert_string_equal(customer_column(&c, "input ->> 'client_id'"), "client");
	sql("UPDATE ticket SET ends_at = now()" WHERE, c.tenant, c.id);
	must(c.place, forget_typed(act, c.id));
	check_nothing_is_typed(&c, "expired");
	must(c.place, forget_typed(act, c.id));
	assert_int_equal(customer_events(&c, "ticket_input_dropped", "info"), 1);
	assert_string_equal(customer_column(&c, "step"), "enable");
}
