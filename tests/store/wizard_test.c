/* SPDX-License-Identifier: Apache-2.0 */
#include "store/wizard.h"

#include "base/hash.h"
#include "database.h"
#include "model/ticket/ticket.h"
#include "store/visit.h"
#include "test.h"

struct assistant {
	struct place	*place;
	const char	*tenant, *domain, *ticket, *id, *sessions[2];
};

static struct assistant
assistant_new(void)
{
	struct assistant w = { .place = place_new() };

	w.tenant = w.place->tenant;
	w.domain = w.place->domain;
	w.ticket = place_ticket(w.place, place_profile(w.place, "{\"name\":\"A\"}"), "");
	w.id = ticket_id_of(w.place->arena, w.ticket);
	w.sessions[0] = place_session(w.place, w.ticket);
	w.sessions[1] = place_session(w.place, w.ticket);
	return w;
}

static enum status
choose(struct assistant *w, int session, long revision, const char *strategy)
{
	struct place *p = w->place;
	struct wizard_key key = { w->id, hash_text(p->arena, w->sessions[session]),
		revision };

	return wizard_choose(place_act(p), &key, strategy);
}

static struct wizard
seen(struct assistant *w, int session)
{
	struct place *p = w->place;
	struct visit v;

	must(p, visit_by_session(place_act(p), w->domain, &(struct session_key){ w->id,
	    hash_text(p->arena, w->sessions[session]), 0, true }, VISIT_SETTINGS, &v));
	return v.wizard;
}

TEST(wizards_are_shared_by_the_sessions_of_a_ticket)
{
	struct assistant w = assistant_new();

	assert_int_equal(seen(&w, 0).revision, 0);
	assert_null(seen(&w, 0).provider);
	must(w.place, choose(&w, 0, 0, "okta"));
	assert_int_equal(seen(&w, 1).revision, 1);
	assert_string_equal(seen(&w, 1).provider->strategy, "okta");
	must(w.place, choose(&w, 1, 1, "adfs"));
	assert_int_equal(seen(&w, 0).revision, 2);
	assert_string_equal(seen(&w, 0).provider->strategy, "adfs");
}

TEST(wizards_refuse_a_save_from_an_older_revision)
{
	struct assistant w = assistant_new();

	must(w.place, choose(&w, 0, 0, "okta"));
	assert_int_equal(choose(&w, 1, 0, "adfs"), CONFLICT);
	assert_int_equal(choose(&w, 1, 7, "adfs"), CONFLICT);
	assert_string_equal(seen(&w, 1).provider->strategy, "okta");
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE kind = 'provider_chosen' AND "
	    "tenant_id = '%s'", w.tenant), 1);
	must(w.place, choose(&w, 1, 1, "adfs"));
}

TEST(wizards_end_with_the_ticket)
{
	struct assistant w = assistant_new();

	sql("UPDATE ticket SET ends_at = now() WHERE tenant_id = '%s'", w.tenant);
	assert_int_equal(choose(&w, 0, 0, "okta"), EXPIRED);
	sql("UPDATE ticket SET ends_at = now() + interval '1 hour', uses = 10 "
	    "WHERE tenant_id = '%s'", w.tenant);
	must(w.place, choose(&w, 0, 0, "okta"));
	sql("UPDATE ticket SET revoked_at = now() WHERE tenant_id = '%s'", w.tenant);
	assert_int_equal(choose(&w, 0, 1, "adfs"), EXPIRED);
	sql("UPDATE ticket SET revoked_at = NULL WHERE tenant_id = '%s'", w.tenant);
	sql("DELETE FROM session WHERE tenant_id = '%s'", w.tenant);
	assert_int_equal(choose(&w, 0, 1, "adfs"), CONFLICT);
}

static long
choose_at_once(struct arena *a, int index, void *context)
{
	static const char *const strategies[] = { "okta", "adfs" };
	const struct assistant *w = context;
	struct store *s = store_new(database_url());
	struct fault f;
	enum status st = store_connect(s, &f);
	struct wizard_key key = { w->id, hash_text(a, w->sessions[index]), 0 };
	long wins = 0;

	for (; key.revision < 20 && st == OK; key.revision++) {
		st = wizard_choose(ACT(s, a, w->tenant, NULL, &f), &key, strategies[index]);
		wins += st == OK;
		if (st == CONFLICT)
			st = OK;
	}
	store_free(s);
	return st == OK ? wins : 1000;
}

/* For each of twenty revisions that two wish to follow, one does. */
TEST(wizards_let_one_of_two_at_once_win)
{
	struct assistant w = assistant_new();
	long wins = in_processes(2, choose_at_once, &w);

	assert_int_equal(seen(&w, 0).revision, wins);
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE kind = 'provider_chosen' AND "
	    "tenant_id = '%s'", w.tenant), wins);
	assert_true(wins >= 1 && wins <= 20);
}

static long
choose_first(struct arena *a, int index, void *context)
{
	const struct assistant *w = context;
	struct store *s = store_new(database_url());
	struct wizard_key key = { w->id, hash_text(a, w->sessions[index % 2]), 0 };
	struct fault f;
	enum status st = store_connect(s, &f);

	if (st == OK)
		st = wizard_choose(ACT(s, a, w->tenant, NULL, &f), &key, "okta");
	store_free(s);
	return st == OK ? 1 : st == CONFLICT ? 0 : 1000;
}

TEST(wizards_let_one_of_eight_first_choices_win)
{
	struct assistant w = assistant_new();

	assert_int_equal(in_processes(8, choose_first, &w), 1);
	assert_int_equal(seen(&w, 0).revision, 1);
}
