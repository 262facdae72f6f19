/*
 * sessions_test.c - sessions that end: by a click, by another browser, by themselves
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "base/text.h"
#include "test.h"
#include "walk.h"

#define AGAIN "Open the setup link that was sent to you."

static const char *
id_of(struct walk *w)
{
	return sql_text(w->p->arena, "SELECT session_id(s) FROM session s WHERE token_hash = encode(sha256('%s'), 'hex')",
	    w->v.token);
}

static struct answer
end(struct walk *w, const char *id)
{
	return walk_post(w, "sessions", arena_print(w->p->arena, "&session=%s", id));
}

/* The session was last used so long ago. */
static void
leave_alone(struct walk *w, const char *time)
{
	sql("UPDATE session SET last_used_at = now() - interval '%s' WHERE token_hash = encode(sha256('%s'), 'hex')",
	    time, w->v.token);
}

/* How long ago its last use was noted, in seconds. */
static long
unused_s(struct walk *w)
{
	return sql_long("SELECT extract(epoch FROM now() - last_used_at)::integer FROM session WHERE token_hash = "
	    "encode(sha256('%s'), 'hex')", w->v.token);
}

static struct answer
look(struct walk *w, const char *page, long idle_s)
{
	return ASK(w->p, .path = walk_path(w, page), .cookie = w->v.cookie, .idle_s = idle_s);
}

static long
ended_events(struct walk *w, const char *by)
{
	return sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND kind = 'session_ended' AND ticket_id = '%s' "
	    "AND actor = 'session:' || ticket_id AND details ->> 'by' = '%s'", w->p->tenant, w->v.id, by);
}

TEST(sessions_of_the_ticket_are_listed_with_their_browsers)
{
	struct walk w = walk_new(ALL_STRATEGIES, ""), other = walk_beside(&w);
	struct answer a;

	ASK(w.p, .method = "POST", .path = "/self-service/connections-flow", .type = FORM_TYPE,
	    .agent = "<b>Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Safari/604.1",
	    .body = arena_print(w.p->arena, "ticket=%s", w.v.ticket));
	a = walk_get(&w, "sessions");
	assert_int_equal(a.code, 200);
	assert_int_equal(a.round_trips, 2);
	assert_true(shows(&a, "<strong>Safari on iOS</strong>") && shows(&a, "<strong>Firefox on Windows</strong>"));
	assert_true(shows(&a, id_of(&w)) && shows(&a, id_of(&other)));
	assert_false(shows(&a, w.v.token) || shows(&a, other.v.token) || shows(&a, "<b>Mozilla"));
	assert_true(shows(&a, "You can open this link 7 more times."));
	sql("UPDATE ticket SET uses = 10 WHERE tenant_id = '%s'", w.p->tenant);
	a = walk_get(&w, "sessions");
	assert_true(shows(&a, "To come back, you need a new one from Acme."));
}

TEST(sessions_end_when_their_owner_is_done)
{
	struct walk w = walk_new(ALL_STRATEGIES, ""), other = walk_beside(&w);
	struct answer a;

	sql("UPDATE session SET draft = '{}' WHERE ticket_id = '%s'", w.v.id);
	a = end(&w, id_of(&w));
	assert_int_equal(a.code, 200);
	check_headers(&a, true);
	assert_string_equal(answer_header(&a, "Set-Cookie"), arena_print(w.p->arena,
	    "__Host-postern-%s=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax", w.v.id));
	assert_string_equal(answer_header(&a, "Clear-Site-Data"), "\"cache\"");
	assert_true(shows(&a, "done on this computer</h1>") && shows(&a, AGAIN)
	    && shows(&a, "You can open this link 8 more times."));
	assert_false(shows(&a, "data-closes") || shows(&a, ">End a session</a>"));
	/* the choice of a language leads to the same words */
	assert_true(shows(&a, "language?back=%2Fself-service%2Fdone\""));
	a = ASK(w.p, .path = "/self-service/done");
	assert_int_equal(a.code, 200);
	check_headers(&a, true);
	assert_true(shows(&a, "done on this computer</h1>") && shows(&a, AGAIN) && !shows(&a, "more time"));
	assert_true(shows(&a, "language?back=%2Fself-service%2Fdone\""));
	a = ASK(w.p, .path = "/self-service/done", .query = "used-up");
	assert_true(shows(&a, "done on this computer</h1>") && shows(&a, "The setup link has been used up."));
	assert_int_equal(ended_events(&w, "itself"), 1);
	assert_int_equal(sql_long("SELECT count(*) FROM session WHERE ticket_id = '%s' AND draft IS NOT NULL", w.v.id), 1);
	a = walk_get(&w, "");
	assert_int_equal(a.code, 410);
	a = walk_get(&other, "");
	assert_int_equal(a.code, 200);
}

/* Otherwise the list would show one whose token nobody has. */
TEST(sessions_are_replaced_when_their_browser_opens_the_link_again)
{
	struct walk w = walk_new(ALL_STRATEGIES, ""), other = walk_beside(&w);
	struct answer a = ASK(w.p, .method = "POST", .path = "/self-service/connections-flow", .type = FORM_TYPE,
	    .cookie = w.v.cookie, .body = arena_print(w.p->arena, "ticket=%s", w.v.ticket));

	assert_true(a.code == 303 && a.round_trips == 1);
	assert_int_equal(ended_events(&w, "replaced"), 1);
	a = walk_get(&other, "sessions");
	assert_true(shows(&a, id_of(&other)) && !shows(&a, id_of(&w)) && shows(&a, "<strong>A browser</strong>"));
}

/* Another browser with a cookie of it is told at its next click, whatever that is. */
TEST(sessions_ended_in_another_browser_say_so)
{
	static const char *const pages[] = { "", "provider", "settings", "sessions" };
	struct walk w = walk_new(ALL_STRATEGIES, ""), other = walk_beside(&w);
	struct answer a;
	size_t i;

	walk_to(&w, "samlp", STEP_SETTINGS);
	a = end(&w, id_of(&other));
	check_goes(&w, &a, "sessions?ended");
	a = ASK(w.p, .path = walk_path(&w, "sessions"), .query = "ended", .cookie = w.v.cookie);
	assert_true(shows(&a, "The session has ended.") && !shows(&a, id_of(&other)));
	assert_int_equal(ended_events(&w, "another"), 1);
	for (i = 0; i < COUNT(pages); i++) {
		a = walk_get(&other, pages[i]);
		CHECK(a.code == 410 && a.round_trips == 1 && shows(&a, "This session was ended</h1>") && shows(&a, AGAIN)
		    && shows(&a, "You can open this link 8 more times."), "%s: %d", pages[i], a.code);
		assert_string_equal(answer_header(&a, "Set-Cookie"), "");
	}
	a = walk_post(&other, "settings", SAMLP_FORM);
	assert_int_equal(a.code, 410);
	assert_true(shows(&a, "<dd translate=\"no\">https://idp.example.com/metadata</dd>"));
	assert_int_equal(sql_long("SELECT count(*) FROM wizard WHERE tenant_id = '%s' AND input IS NOT NULL", w.p->tenant), 0);
	a = ASK(w.p, .path = arena_print(w.p->arena, "/self-service/check/%s", w.v.id), .cookie = other.v.cookie);
	assert_string_equal(a.body, "none\n");
	a = ASK(w.p, .path = "/self-service/connections-flow", .query = arena_print(w.p->arena, "ticket=%s", w.v.ticket),
	    .cookie = other.v.cookie);
	assert_true(a.code == 200 && !shows(&a, "href=\"/self-service/t/"));
	/* the same form came twice */
	a = end(&w, id_of(&other));
	check_goes(&w, &a, "sessions?ended");
	assert_int_equal(ended_events(&w, "another"), 1);
}

TEST(sessions_of_other_tickets_and_tenants_are_not_found)
{
	struct walk w = walk_new(ALL_STRATEGIES, ""), other = w, stranger;
	struct place elsewhere = place_beside(w.p);
	const char *ids[5];
	struct answer a;
	size_t i;

	other.v = visitor_new(w.p, ALL_STRATEGIES, "");
	stranger.p = &elsewhere;
	stranger.v = visitor_new(&elsewhere, ALL_STRATEGIES, "");
	ids[0] = id_of(&other);
	ids[1] = id_of(&stranger);
	ids[2] = "";
	ids[3] = "%25";
	ids[4] = w.v.token;
	for (i = 0; i < COUNT(ids); i++) {
		a = end(&w, ids[i]);
		CHECK(a.code == 404, "%s: %d", ids[i], a.code);
		assert_string_equal(answer_header(&a, "Clear-Site-Data"), "");
	}
	a = walk_post(&w, "sessions", "");
	assert_int_equal(a.code, 404);
	assert_int_equal(sql_long("SELECT count(*) FROM session WHERE ended_at IS NOT NULL AND tenant_id IN ('%s', '%s')",
	    w.p->tenant, elsewhere.tenant), 0);
	/* nor does another site's form end one, or a link */
	a = ASK(w.p, .method = "POST", .path = walk_path(&w, "sessions"), .cookie = w.v.cookie, .type = FORM_TYPE,
	    .body = arena_print(w.p->arena, "csrf=%s&session=%s", other.v.csrf, id_of(&w)));
	assert_int_equal(a.code, 403);
	a = ASK(w.p, .path = walk_path(&w, "sessions"), .query = arena_print(w.p->arena, "session=%s", id_of(&w)),
	    .cookie = w.v.cookie);
	assert_true(a.code == 200 && sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND kind = 'session_ended'",
	    w.p->tenant) == 0);
}

/* --- by themselves --- */

TEST(sessions_that_are_not_used_end_where_there_is_a_limit)
{
	static const char *const pages[] = { "", "settings", "sessions" };
	struct walk w = walk_new(ALL_STRATEGIES, "");
	struct answer a;
	size_t i;

	walk_to(&w, "samlp", STEP_SETTINGS);
	leave_alone(&w, "29 minutes");
	a = look(&w, "", 30 * 60);
	assert_int_equal(a.code, 200);
	leave_alone(&w, "4 hours");
	a = look(&w, "check", 0);
	check_goes(&w, &a, "settings");
	for (i = 0; i < COUNT(pages); i++) {
		a = look(&w, pages[i], 30 * 60);
		CHECK(a.code == 410 && shows(&a, "This session has ended</h1>") && shows(&a, AGAIN)
		    && shows(&a, "It was not used for 30 minutes."), "%s: %d", pages[i], a.code);
	}
	assert_true(unused_s(&w) >= 4 * 60 * 60);
	a = ASK(w.p, .method = "POST", .path = walk_path(&w, "settings"), .cookie = w.v.cookie, .type = FORM_TYPE, .idle_s = 1800,
	    .body = arena_print(w.p->arena, "csrf=%s&revision=%ld" SAMLP_FORM, w.v.csrf, walk_revision(&w)));
	assert_true(a.code == 410 && shows(&a, "<dd translate=\"no\">https://idp.example.com/metadata</dd>"));
	a = ASK(w.p, .path = "/self-service/connections-flow", .query = arena_print(w.p->arena, "ticket=%s", w.v.ticket),
	    .cookie = w.v.cookie, .idle_s = 1800);
	assert_true(a.code == 200 && !shows(&a, "href=\"/self-service/t/"));
}

/* A use is noted by the round trip that the page costs anyway, and once a minute. */
TEST(sessions_note_their_last_use_once_a_minute)
{
	struct walk w = walk_new(ALL_STRATEGIES, "");
	struct answer a;

	leave_alone(&w, "50 seconds");
	a = walk_get(&w, "provider");
	assert_true(a.code == 200 && a.round_trips == 1 && unused_s(&w) >= 50);
	leave_alone(&w, "70 seconds");
	a = walk_get(&w, "provider");
	assert_true(a.code == 200 && a.round_trips == 1 && unused_s(&w) < 10);
	leave_alone(&w, "70 seconds");
	walk_post(&w, "provider", "&strategy=okta");
	assert_true(unused_s(&w) < 10);
}

/* Otherwise a browser that waits for something would keep its session alive for ever. */
TEST(sessions_are_not_used_by_pages_that_reload_by_themselves)
{
	static const char *const rests[] = { "", "/acme.com" }, *const pages[] = { "", "check", "domains" };
	struct walk w = walk_new(ALL_STRATEGIES, "\"domain_aliases_config\":{\"domain_verification\":\"optional\"}");
	struct answer a;
	size_t i;

	walk_to(&w, "okta", STEP_MAPPING);
	walk_post(&w, "domains", "&domain=acme.com");
	leave_alone(&w, "10 minutes");
	a = walk_get(&w, "domains/acme.com");
	assert_true(a.code == 200 && answer_header(&a, "Refresh")[0] != '\0' && unused_s(&w) >= 600);
	for (i = 0; i < COUNT(pages); i++) {
		walk_get(&w, pages[i]);
		CHECK(unused_s(&w) >= 600, "%s", pages[i]);
	}
	for (i = 0; i < COUNT(rests); i++) {
		a = ASK(w.p, .path = arena_print(w.p->arena, "/self-service/check/%s%s", w.v.id, rests[i]),
		    .cookie = w.v.cookie, .idle_s = 1800);
		assert_true(a.code == 200 && unused_s(&w) >= 600);
		leave_alone(&w, "10 minutes");
		a = ASK(w.p, .path = arena_print(w.p->arena, "/self-service/check/%s%s", w.v.id, rests[i]),
		    .cookie = w.v.cookie, .idle_s = 60);
		assert_string_equal(a.body, "none\n");
	}
}
