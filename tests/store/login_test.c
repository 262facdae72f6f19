/* SPDX-License-Identifier: Apache-2.0 */
#include "logins.h"

#include <string.h>

#include "actions/ticket.h"
#include "base/hash.h"
#include "base/random.h"
#include "base/text.h"
#include "model/rules.h"
#include "test.h"

static struct login
load(struct customer *c, const char *id, struct login_connection *connection)
{
	struct login l;

	must(c->place, login_load(place_act(c->place), c->id, id, &l, connection));
	return l;
}

static enum login_state
state_of(struct customer *c, const char *id)
{
	struct login_connection connection;

	return load(c, id, &connection).state;
}

/* --- from start to end --- */

TEST(logins_go_from_their_start_to_a_profile)
{
	struct customer c = logins_customer();
	struct place *p = c.place;
	const char *id = logins_answer(&c), *value = "ann@acme.example";
	struct received email = { .given = GIVEN_ALL, .source = "id_token", .name = "email", .values = { &value, 1 } };
	struct login_claims claims = { .received = { &email, 1 }, .subject = "u1" };
	struct login_outcome passed = { .given = GIVEN_ALL, .failure = "passed" };
	struct login_connection connection;
	struct login_work w = logins_take(p);
	struct login l;

	assert_string_equal(w.login.id, id);
	assert_int_equal(w.login.state, LOGIN_ANSWERED);
	assert_string_equal(w.kind, "form");
	assert_string_equal(w.answer, "SAMLResponse=x");
	assert_string_equal(w.sealed_token, SEALED);
	assert_int_equal(w.attempts, 1);
	assert_false(w.code_was_used);
	assert_string_equal(w.sealed_secret, "sealed");
	assert_string_equal(w.secret_subject_ticket, c.id);
	assert_non_null(strstr(w.secret_place, "acme.okta.com"));
	assert_string_equal(fields_value(p->arena, w.connection.options, "client_id").text, "client");
	must(p, login_end(place_act(p), &w, &passed, &claims, "{\"email\":\"ann@acme.example\"}", 7));
	l = load(&c, id, &connection);
	assert_int_equal(l.state, LOGIN_VERIFIED);
	assert_true(l.is_of_live && l.ended_at >= l.answered_at && l.answered_at >= l.started_at);
	assert_string_equal(l.outcome.failure, "passed");
	assert_int_equal(l.received.count, 1);
	assert_string_equal(((struct received *)l.received.items)->values.items[0], value);
	assert_string_equal(fields_value(p->arena, l.profile, "email").text, value);
	assert_string_equal(connection.name, "acme-okta");
	assert_string_equal(connection.provider->strategy, "okta");
	assert_string_equal(logins_column(&c, id, "coalesce(answer, sealed_token, 'gone')"), "gone");
	assert_int_equal(customer_events(&c, "ss_sso_try_connection_start", "info"), 1);
	assert_int_equal(customer_events(&c, "ss_sso_try_connection_end", "info"), 1);
}

TEST(logins_that_fail_keep_why)
{
	struct customer c = logins_customer();
	const char *id = logins_test(&c, "audience_wrong");
	struct login_connection connection;
	struct login l = load(&c, id, &connection);
	struct objects history;

	assert_int_equal(l.state, LOGIN_FAILED);
	assert_string_equal(l.outcome.failure, "audience_wrong");
	assert_string_equal(sql_text(c.place->arena, "SELECT details - '{ss_sso_tracing_id,connection_id}'::text[] FROM event "
	    "WHERE tenant_id = '%s' AND kind = 'ss_sso_try_connection_end'", c.tenant), arena_print(c.place->arena,
	    "{\"outcome\": \"failed\", \"login_id\": \"%s\", \"diagnosis\": \"audience_wrong\", \"flow_type\": \"create\", "
	    "\"connection_name\": \"acme-okta\"}", id));
	must(c.place, login_history(place_act(c.place), c.id, &history));
	assert_int_equal(history.count, 1);
	assert_string_equal(((struct login *)history.items)->outcome.failure, "audience_wrong");
}

TEST(logins_whose_request_is_to_be_signed_wait_for_that)
{
	struct customer c = logins_customer();
	struct place *p = c.place;
	struct visit v = customer_visit(&c);
	struct login_request request = { .given = GIVEN_ALL, .url = "https://idp.example/sso" };
	const char *id = login_id_new(p->arena);
	struct login_connection connection;
	struct login_claimed claimed;
	struct login_work w;

	must(p, login_start(place_act(p), &v, id, BROWSER, true, true));
	must(p, login_claim_query(place_act(p), c.domain, id, "code=x", BROWSER, SEALED, &claimed));
	assert_int_equal(claimed.claim, CLAIM_UNKNOWN);
	w = logins_take(p);
	assert_int_equal(w.login.state, LOGIN_SIGNING);
	assert_true(w.login.forces);
	assert_null(w.answer);
	must(p, login_signed(place_act(p), &w, &request));
	assert_int_equal(login_signed(place_act(p), &w, &request), NOT_FOUND);
	assert_non_null(strstr(load(&c, id, &connection).request, "https://idp.example/sso"));
	assert_int_equal(state_of(&c, id), LOGIN_STARTED);
	must(p, login_claim_query(place_act(p), c.domain, id, "code=x", BROWSER, SEALED, &claimed));
	assert_int_equal(claimed.claim, CLAIM_TAKEN);
	assert_string_equal(claimed.ticket_id, c.id);
	w = logins_take(p);
	assert_string_equal(w.kind, "query");
	assert_string_equal(w.answer, "code=x");
	assert_int_equal(w.attempts, 1);
}

TEST(logins_cost_one_round_trip_each_act)
{
	struct customer c = logins_customer();
	struct place *p = c.place;
	struct visit v = customer_visit(&c);
	const char *id = login_id_new(p->arena), *hash = hash_text(p->arena, "t");
	struct login_claimed claimed;
	struct login_work w;

	store_round_trips(p->store);
	must(p, login_start(place_act(p), &v, id, BROWSER, false, false));
	must(p, login_post_keep(place_act(p), c.domain, id, NULL, hash, "a=b"));
	must(p, login_claim_form(place_act(p), c.domain, hash, BROWSER, SEALED, &claimed));
	w = logins_take(p);
	must(p, login_code_used(place_act(p), &w));
	must(p, logins_end(p, &w, "passed"));
	assert_int_equal(store_round_trips(p->store), 6);
}

/* --- who may start --- */

TEST(logins_cannot_start_once_the_ticket_or_the_session_has_ended)
{
	struct customer c = logins_customer();
	struct place *p = c.place;
	struct visit v = customer_visit(&c);
	bool done;

	sql("UPDATE session SET ended_at = now() WHERE tenant_id = '%s' AND token_hash = '%s'", c.tenant, v.session_hash);
	assert_int_not_equal(login_start(place_act(p), &v, login_id_new(p->arena), BROWSER, false, false), OK);
	v.session_hash = c.session_hash[1];
	must(p, login_start(place_act(p), &v, login_id_new(p->arena), BROWSER, false, false));
	must(p, revoke_ticket(place_act(p), NULL, c.id, &done));
	assert_int_equal(login_start(place_act(p), &v, login_id_new(p->arena), BROWSER, false, false), EXPIRED);
	assert_int_equal(sql_long("SELECT count(*) FROM login WHERE tenant_id = '%s'", c.tenant), 1);
}

TEST(logins_need_a_connection)
{
	struct customer c = customer_new(place_new(), "\"name\":\"acme-okta\"", "");
	struct login_connection connection;
	struct visit v;

	customer_choose(&c, "okta");
	v = customer_visit(&c);
	assert_int_equal(login_start(place_act(c.place), &v, login_id_new(c.place->arena), BROWSER, false, false), CONFLICT);
	assert_int_equal(login_connection_load(place_act(c.place), c.id, &connection), NOT_FOUND);
	assert_int_equal(customer_events(&c, "ss_sso_try_connection_start", "info"), 0);
}

TEST(logins_that_cannot_start_are_told)
{
	struct customer c = logins_customer();
	struct visit v = customer_visit(&c);
	struct login_connection connection;

	must(c.place, login_connection_load(place_act(c.place), c.id, &connection));
	assert_string_equal(fields_value(c.place->arena, connection.options, "client_id").text, "client");
	must(c.place, login_cannot_start(place_act(c.place), &v, "signInEndpoint"));
	assert_int_equal(customer_events(&c, "ss_sso_missing_configuration", "failure"), 1);
	assert_string_equal(sql_text(c.place->arena, "SELECT details ->> 'missing' FROM event WHERE tenant_id = '%s' AND "
	    "kind = 'ss_sso_missing_configuration'", c.tenant), "signInEndpoint");
}

TEST(logins_of_a_connection_are_no_more_than_may_wait)
{
	struct customer c = logins_customer();
	struct visit v = customer_visit(&c);
	int i;

	for (i = 0; i < LOGIN_MAX_OPEN; i++)
		logins_start(&c, BROWSER);
	assert_int_equal(login_start(place_act(c.place), &v, login_id_new(c.place->arena), BROWSER, false, false), CONFLICT);
	sql("UPDATE login SET ends_at = now() WHERE tenant_id = '%s'", c.tenant);
	logins_start(&c, BROWSER);
}

/* --- who may answer --- */

struct rivals {
	struct customer	*c;
	const char	*token_hash;
};

static long
rival(struct arena *a, int index, void *context)
{
	const struct rivals *r = context;
	struct store *s = store_new(database_url());
	struct fault f = { 0 };
	struct login_claimed claimed = { 0 };
	enum status st = store_connect(s, &f);

	(void)index;
	if (st == OK)
		st = login_claim_form(ACT(s, a, NULL, NULL, &f), r->c->domain, r->token_hash, BROWSER, SEALED, &claimed);
	store_free(s);
	return st == OK && claimed.claim == CLAIM_TAKEN;
}

TEST(logins_are_answered_once_whoever_claims_at_the_same_time)
{
	struct customer c = logins_customer();
	struct rivals r = { &c, logins_post(&c, logins_start(&c, BROWSER), "SAMLResponse=x") };

	assert_int_equal(in_processes(8, rival, &r), 1);
	assert_int_equal(logins_claim(&c, r.token_hash, BROWSER), CLAIM_AGAIN);
}

TEST(logins_of_one_answer_without_a_state_are_one)
{
	struct customer c = logins_customer();
	const char *token = hash_text(c.place->arena, "t");
	struct rivals r = { &c, token };

	logins_start(&c, BROWSER);
	logins_start(&c, BROWSER);
	must(c.place, login_post_keep(place_act(c.place), c.domain, NULL, "acme-okta", token, "SAMLResponse=x"));
	assert_int_equal(in_processes(8, rival, &r), 1);
}

TEST(logins_end_when_another_browser_answers)
{
	static const char *const browsers[] = { ANOTHER, NULL };
	struct customer c = logins_customer();
	struct login_connection connection;
	const char *id, *token;
	size_t i;

	for (i = 0; i < COUNT(browsers); i++) {
		id = logins_start(&c, BROWSER);
		token = logins_post(&c, id, "SAMLResponse=x");
		assert_int_equal(logins_claim(&c, token, browsers[i]), CLAIM_OF_ANOTHER);
		assert_string_equal(load(&c, id, &connection).outcome.failure, "another_browser");
		assert_int_equal(logins_claim(&c, token, BROWSER), CLAIM_AGAIN);
		assert_int_equal(state_of(&c, id), LOGIN_FAILED);
	}
	assert_string_equal(sql_text(c.place->arena, "SELECT count(form) FROM login_answer WHERE tenant_id = '%s'", c.tenant), "0");
}

/* It has the answer already. */
TEST(logins_that_are_answered_go_on_when_another_browser_comes)
{
	struct customer c = logins_customer();
	const char *id = logins_answer(&c);
	struct login_claimed claimed;

	must(c.place, login_claim_query(place_act(c.place), c.domain, id, "code=x", ANOTHER, SEALED, &claimed));
	assert_int_equal(claimed.claim, CLAIM_OF_ANOTHER);
	assert_int_equal(state_of(&c, id), LOGIN_ANSWERED);
}

TEST(logins_without_a_state_are_found_by_the_connection)
{
	struct customer c = logins_customer();
	struct place *p = c.place;
	const char *tokens[] = { hash_text(p->arena, "a"), hash_text(p->arena, "b") };
	const char *older, *newer;

	assert_int_equal(login_post_keep(place_act(p), c.domain, NULL, "acme-okta", tokens[0], "x=y"), NOT_FOUND);
	older = logins_start(&c, BROWSER);
	newer = logins_start(&c, BROWSER);
	sql("UPDATE login SET started_at = started_at - interval '1 minute' WHERE login_id = '%s'", older);
	assert_int_equal(login_post_keep(place_act(p), c.domain, NULL, "other", tokens[0], "x=y"), NOT_FOUND);
	must(p, login_post_keep(place_act(p), c.domain, NULL, "ACME-okta", tokens[0], "x=y"));
	must(p, login_post_keep(place_act(p), c.domain, NULL, "acme-okta", tokens[1], "x=z"));
	assert_int_equal(logins_claim(&c, tokens[0], ANOTHER), CLAIM_UNKNOWN);
	assert_int_equal(logins_claim(&c, tokens[1], BROWSER), CLAIM_TAKEN);
	assert_int_equal(state_of(&c, newer), LOGIN_ANSWERED);
	assert_int_equal(state_of(&c, older), LOGIN_STARTED);
	assert_string_equal(logins_column(&c, newer, "answer"), "x=z");
}

TEST(logins_without_a_state_have_a_budget)
{
	struct customer c = logins_customer();
	struct place *p = c.place;
	enum status st = OK;
	int i;

	logins_start(&c, BROWSER);
	for (i = 0; i < LOGIN_MAX_UNNAMED_ANSWERS; i++)
		must(p, login_post_keep(place_act(p), c.domain, NULL, "acme-okta", hash_text(p->arena,
		    random_alnum(p->arena, 9)), "x=y"));
	st = login_post_keep(place_act(p), c.domain, NULL, "acme-okta", hash_text(p->arena, "t"), "x=y");
	assert_int_equal(st, NOT_FOUND);
}

TEST(logins_with_a_state_have_a_budget_of_their_own)
{
	struct customer c = logins_customer();
	struct place *p = c.place;
	const char *id = logins_start(&c, BROWSER);
	int i;

	for (i = 0; i < LOGIN_MAX_ANSWERS; i++)
		logins_post(&c, id, "x=y");
	assert_int_equal(login_post_keep(place_act(p), c.domain, id, NULL, hash_text(p->arena, "t"), "x=y"), NOT_FOUND);
	logins_post(&c, logins_start(&c, BROWSER), "x=y");
}

/* A browser percent-encodes them. */
TEST(logins_take_no_answer_that_is_not_utf8)
{
	struct customer c = logins_customer();
	struct place *p = c.place;
	const char *id = logins_start(&c, BROWSER);
	struct login_claimed claimed;

	assert_int_equal(login_post_keep(place_act(p), c.domain, id, NULL, hash_text(p->arena, "t"), "x=\xc3%A9"),
	    NOT_FOUND);
	must(p, login_claim_query(place_act(p), c.domain, id, "code=\xff", BROWSER, SEALED, &claimed));
	assert_int_equal(claimed.claim, CLAIM_UNKNOWN);
	assert_int_equal(state_of(&c, id), LOGIN_STARTED);
}

/* A newer version knows more providers. */
TEST(logins_that_cannot_be_read_hold_up_no_others)
{
	struct customer c = logins_customer(), newer = customer_connected(c.place, "\"name\":\"new\"", "," CLIENTS);
	const char *ids[] = { logins_answer(&newer), logins_answer(&c) };
	struct objects taken;
	const struct login_work *w;
	size_t i, found[2] = { 0 };

	sql("UPDATE connection SET strategy = 'newer' WHERE tenant_id = '%s' AND name = 'new'", c.tenant);
	must(c.place, login_take(place_act(c.place), "place", 1000, &taken));
	for (w = taken.items, i = 0; i < taken.count; i++) {
		found[0] += text_is(w[i].login.id, ids[0]);
		found[1] += text_is(w[i].login.id, ids[1]);
	}
	assert_int_equal(found[0], 0);
	assert_int_equal(found[1], 1);
}

static bool
is_in_work(struct customer *c, const char *id)
{
	return text_is(logins_column(c, id, "leased_until > now()"), "t");
}

/* Many slow providers of one tenant. */
TEST(logins_of_a_tenant_leave_room_for_others)
{
	struct customer c = logins_customer(), beside = customer_connected(c.place, "\"name\":\"two\"", "," CLIENTS);
	struct place far = place_beside(c.place);
	struct customer other = customer_connected(&far, "\"name\":\"acme-okta\"", "," CLIENTS);
	const char *id = logins_answer(&c), *waits = logins_answer(&beside), *others = logins_answer(&other);
	struct objects taken;

	sql("INSERT INTO login (tenant_id, login_id, connection_id, revision, purpose, ticket_id, browser_hash, state, "
	    "forces, ends_at, due_at, leased_until) SELECT tenant_id, 'lgn_' || lpad(n::text, 24, '0'), connection_id, "
	    "revision, purpose, ticket_id, browser_hash, state, forces, ends_at, now() + interval '1 hour', "
	    "now() + interval '1 hour' FROM login, generate_series(1, %d) n WHERE login_id = '%s'",
	    LOGIN_MAX_PER_TENANT - 1, id);
	sql("UPDATE login SET leased_until = now() + interval '1 hour', due_at = now() + interval '1 hour' "
	    "WHERE login_id = '%s'", id);
	must(c.place, login_take(place_act(c.place), "place", 1000, &taken));
	assert_false(is_in_work(&beside, waits));
	assert_true(is_in_work(&other, others));
	assert_int_equal(sql_long("SELECT count(*) FROM login l WHERE l.login_id = '%s' AND array_position(logins_full(), "
	    "l.tenant_id || ' ' || l.connection_id) > 0", waits), 1);
	sql("DELETE FROM login WHERE tenant_id = '%s' AND login_id = '%s'", c.tenant, id);
	must(c.place, login_take(place_act(c.place), "place", 1000, &taken));
	assert_true(is_in_work(&beside, waits));
}

TEST(logins_belong_to_their_tenant)
{
	struct customer c = logins_customer();
	struct place other = place_beside(c.place);
	const char *id = logins_start(&c, BROWSER), *token = logins_post(&c, id, "x=y");
	struct login_connection connection;
	struct login_claimed claimed;
	enum login_state seen;
	struct login l;

	must(&other, login_claim_form(place_act(&other), other.domain, token, BROWSER, SEALED, &claimed));
	assert_int_equal(claimed.claim, CLAIM_UNKNOWN);
	assert_string_equal(claimed.tenant_id, other.tenant);
	must(&other, login_claim_query(place_act(&other), other.domain, id, "code=x", BROWSER, SEALED, &claimed));
	assert_int_equal(claimed.claim, CLAIM_UNKNOWN);
	assert_int_equal(login_post_keep(place_act(&other), other.domain, id, NULL, token, "x=y"), NOT_FOUND);
	assert_int_equal(login_load(place_act(&other), c.id, id, &l, &connection), NOT_FOUND);
	assert_int_equal(login_state_of(place_act(&other), id, BROWSER, &seen), NOT_FOUND);
	must(&other, login_claim_query(place_act(&other), "nobody.example", id, "code=x", BROWSER, SEALED, &claimed));
	assert_null(claimed.tenant_id);
	assert_int_equal(state_of(&c, id), LOGIN_STARTED);
	assert_int_equal(login_state_of(place_act(c.place), id, ANOTHER, &seen), NOT_FOUND);
	must(c.place, login_state_of(place_act(c.place), id, BROWSER, &seen));
}

TEST(logins_are_over_after_their_time)
{
	struct customer c = logins_customer();
	const char *id = logins_start(&c, BROWSER), *token = logins_post(&c, id, "x=y");
	struct login_connection connection;

	sql("UPDATE login SET ends_at = now() WHERE login_id = '%s'", id);
	assert_int_equal(state_of(&c, id), LOGIN_OVER);
	assert_int_equal(logins_claim(&c, token, BROWSER), CLAIM_TOO_LATE);
	assert_string_equal(load(&c, id, &connection).outcome.failure, "too_late");
	assert_int_equal(logins_claim(&c, logins_post(&c, id, "x=y"), BROWSER), CLAIM_TOO_LATE);
}

TEST(logins_of_a_revoked_ticket_are_not_verified)
{
	struct customer c = logins_customer();
	const char *id = logins_start(&c, BROWSER), *token = logins_post(&c, id, "x=y");
	bool done;

	must(c.place, revoke_ticket(place_act(c.place), NULL, c.id, &done));
	assert_int_equal(logins_claim(&c, token, BROWSER), CLAIM_TOO_LATE);
	assert_string_equal(logins_column(&c, id, "state"), "over");
}

TEST(logins_can_be_given_up)
{
	struct customer c = logins_customer();
	struct visit v = customer_visit(&c);
	const char *id = logins_start(&c, BROWSER);
	struct login_outcome outcome = { .given = GIVEN_ALL, .failure = "user_not_assigned", .code = "AADSTS50105" };
	struct login_connection connection;

	must(c.place, login_give_up(place_act(c.place), &v, id, &outcome));
	assert_string_equal(load(&c, id, &connection).outcome.code, "AADSTS50105");
	assert_int_equal(login_give_up(place_act(c.place), &v, id, &outcome), CONFLICT);
	id = logins_start(&c, BROWSER);
	v.session_hash = ANOTHER;
	assert_int_equal(login_give_up(place_act(c.place), &v, id, &outcome), CONFLICT);
	assert_int_equal(state_of(&c, id), LOGIN_STARTED);
}
