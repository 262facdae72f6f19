/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "ask.h"
#include "base/text.h"
#include "model/ticket/ticket.h"
#include "store/ticket.h"
#include "test.h"

#define INTRO "/self-service/connections-flow"
#define PROFILE "{\"name\":\"A\"}"

static const char *
query(struct place *p, const char *ticket)
{
	return arena_print(p->arena, "ticket=%s", ticket);
}

static struct answer
get(struct place *p, const char *ticket, const char *cookie)
{
	return ASK(p, .path = INTRO, .query = query(p, ticket), .cookie = cookie);
}

static struct answer
start(struct place *p, const char *ticket)
{
	return ASK(p, .method = "POST", .path = INTRO, .type = FORM_TYPE,
	    .body = query(p, ticket), .sec_fetch_site = "same-origin");
}

static const char *
new_ticket(struct place *p)
{
	return place_ticket(p, place_profile(p, PROFILE), "\"enabled_clients\":[\"a\"]");
}

static void
move(const struct place *p, const char *ticket, const char *change)
{
	sql("UPDATE ticket SET %s WHERE tenant_id = '%s' AND ticket_id = '%.12s'", change, p->tenant,
	    ticket);
}

static bool
shows(const struct answer *a, const char *text)
{
	return strstr(a->body, text) != NULL;
}

static size_t
count_of(const char *text, const char *part)
{
	size_t count = 0;

	for (text = strstr(text, part); text != NULL; text = strstr(text + 1, part))
		count++;
	return count;
}

TEST(intro_costs_one_round_trip_and_changes_nothing)
{
	struct place *p = place_new();
	struct visitor v = visitor_new(p, PROFILE, "");
	const char *fresh = place_ticket(p, place_profile(p, PROFILE), "");
	char *before = database_hash(p->arena);
	struct answer a = get(p, fresh, NULL);

	assert_int_equal(a.code, 200);
	assert_int_equal(a.round_trips, 1);
	check_headers(&a, true);
	assert_string_equal(answer_header(&a, "Set-Cookie"), "");
	assert_int_equal(get(p, v.ticket, v.cookie).round_trips, 1);
	assert_int_equal(get(p, v.ticket, "__Host-postern-x=y").round_trips, 1);
	assert_int_equal(get(p, "nobody", NULL).round_trips, 1);
	assert_int_equal(ASK(p, .method = "HEAD", .path = INTRO, .query = query(p, fresh)).code, 200);
	assert_string_equal(database_hash(p->arena), before);
}

TEST(intro_says_what_is_left)
{
	struct place *p = place_new();
	const char *ticket = new_ticket(p);
	struct answer a = get(p, ticket, NULL);

	assert_true(shows(&a, "You can open this link 10 more times."));
	assert_true(shows(&a, "Get started"));
	assert_true(shows(&a, arena_print(p->arena, "value=\"%s\"", ticket)));
	assert_false(shows(&a, "Continue"));
	place_session(p, ticket);
	a = get(p, ticket, NULL);
	assert_true(shows(&a, "You can open this link 9 more times."));
	assert_false(shows(&a, ">Continue</a>"));
}

TEST(intro_start_spends_a_use_and_leads_on)
{
	struct place *p = place_new();
	const char *ticket = new_ticket(p), *cookie, *path;
	struct answer a = start(p, ticket);

	assert_int_equal(a.code, 303);
	assert_true(a.round_trips >= 1 && a.round_trips <= 2);
	check_headers(&a, false);
	path = arena_print(p->arena, "/self-service/t/%.12s", ticket);
	assert_string_equal(answer_header(&a, "Location"), path);
	cookie = answer_header(&a, "Set-Cookie");
	assert_true(text_starts(cookie, arena_print(p->arena, "__Host-postern-%.12s=", ticket)));
	assert_non_null(strstr(cookie, "; Path=/; Max-Age=104400; Secure; HttpOnly; SameSite=Lax"));
	assert_null(strstr(answer_header(&a, "Location"), ticket));
	assert_int_equal(sql_long("SELECT uses FROM ticket WHERE tenant_id = '%s'", p->tenant), 1);
	cookie = arena_copy(p->arena, cookie, strcspn(cookie, ";"));
	a = ASK(p, .path = path, .cookie = cookie);
	assert_int_equal(a.code, 200);
	assert_int_equal(a.round_trips, 1);
}

TEST(intro_offers_continue_to_a_session_of_the_ticket)
{
	struct place *p = place_new();
	struct visitor v = visitor_new(p, PROFILE, ""), other = visitor_new(p, PROFILE, "");
	struct answer a = get(p, v.ticket, v.cookie);
	const char *both = arena_print(p->arena, "%s; %s", other.cookie, v.cookie);

	assert_true(shows(&a, arena_print(p->arena, "href=\"%s\">Continue", v.hub)));
	assert_false(shows(&a, "name=\"ticket\""));
	a = get(p, v.ticket, both);
	assert_true(shows(&a, ">Continue</a>"));
	a = get(p, v.ticket, other.cookie);
	assert_false(shows(&a, ">Continue</a>"));
	a = get(p, v.ticket, arena_print(p->arena, "__Host-postern-%s=%s", v.id, other.token));
	assert_false(shows(&a, ">Continue</a>"));
}

/* The holder of the link sees who began with it, and how far it got. */
TEST(intro_tells_how_far_the_setup_got)
{
	struct place *p = place_new();
	struct visitor v = visitor_new(p, PROFILE, "");
	struct answer a = get(p, v.ticket, NULL);

	assert_true(shows(&a, "In progress</span> Next: Choose provider"));
	assert_true(shows(&a, "Started on <time"));
	assert_false(shows(&a, "Last used"));
	assert_false(shows(&a, "Get started"));
	assert_true(shows(&a, ">Continue here</button>"));
	assert_true(shows(&a, "Opening it in this browser counts as one use."));
	sql("UPDATE session SET browser = 'Firefox', system = 'Linux', opened_at = now() - interval '3 hours' "
	    "WHERE tenant_id = '%s'", p->tenant);
	sql("INSERT INTO session (tenant_id, ticket_id, token_hash, browser, system, last_used_at, ended_at) "
	    "VALUES ('%s', '%s', repeat('ab', 32), 'Chrome', 'macOS', now() + interval '3 hours', now())", p->tenant, v.id);
	sql("INSERT INTO wizard (tenant_id, ticket_id, strategy, step) VALUES ('%s', '%s', 'okta', 'mapping')",
	    p->tenant, v.id);
	a = get(p, v.ticket, NULL);
	assert_int_equal(a.round_trips, 1);
	assert_true(shows(&a, "Next: Map attributes"));
	assert_true(shows(&a, "(3 hours ago) in Firefox on Linux."));
	assert_true(shows(&a, "(in 3 hours) in Chrome on macOS."));
	a = get(p, v.ticket, v.cookie);
	assert_true(shows(&a, ">Continue</a>"));
	sql("UPDATE session SET browser = NULL WHERE tenant_id = '%s'", p->tenant);
	a = get(p, v.ticket, NULL);
	assert_true(shows(&a, "(3 hours ago) on <span translate=\"no\">Linux</span>."));
}

/* Nothing is left to do: no page and no button leads into the setup again. */
TEST(intro_of_a_finished_setup_leads_to_the_receipt)
{
	struct place *p = place_new();
	struct visitor v = visitor_new(p, PROFILE, "");
	struct answer a;

	sql("INSERT INTO wizard (tenant_id, ticket_id, strategy, step) VALUES ('%s', '%s', 'okta', 'done')",
	    p->tenant, v.id);
	a = get(p, v.ticket, v.cookie);
	assert_true(shows(&a, "The connection is submitted"));
	assert_true(shows(&a, arena_print(p->arena, "href=\"%s/receipt\">View receipt</a>", v.hub)));
	assert_false(shows(&a, "Continue"));
	assert_false(shows(&a, "name=\"ticket\""));
	a = get(p, v.ticket, NULL);
	assert_true(shows(&a, ">View receipt here</button>"));
	assert_false(shows(&a, "Get started"));
	assert_false(shows(&a, "Continue"));
	a = ASK(p, .method = "POST", .path = INTRO, .type = FORM_TYPE,
	    .body = arena_print(p->arena, "ticket=%s&receipt=1", v.ticket), .sec_fetch_site = "same-origin");
	assert_int_equal(a.code, 303);
	assert_string_equal(answer_header(&a, "Location"), arena_print(p->arena, "%s/receipt", v.hub));
}

TEST(intro_of_a_used_up_ticket_is_for_its_sessions)
{
	struct place *p = place_new();
	struct visitor v = visitor_new(p, PROFILE, "");
	struct answer a;

	move(p, v.ticket, "uses = 10");
	a = get(p, v.ticket, v.cookie);
	assert_int_equal(a.code, 200);
	assert_true(shows(&a, ">Continue</a>"));
	assert_false(shows(&a, "You can open this link"));
	assert_true(shows(&a, "You can continue as often as you like."));
	assert_false(shows(&a, "Get started"));
	a = get(p, v.ticket, NULL);
	assert_int_equal(a.code, 410);
	assert_true(shows(&a, "This link has been used up"));
	assert_int_equal(start(p, v.ticket).code, 410);
	assert_int_equal(ASK(p, .path = v.hub, .cookie = v.cookie).code, 200);
}

/* A page of its own for each end of a ticket, with whom to ask. */
TEST(intro_tells_why_a_link_does_not_open)
{
	static const struct {
		const char	*change, *heading;
		int		 code;
	} rows[] = {
		{ "opens_until = now()", "This link has expired", 410 },
		{ "uses = 1, first_used_at = now(), ends_at = now()", "This link has expired", 410 },
		{ "uses = 10, first_used_at = now(), ends_at = now() + interval '1 hour'",
		    "This link has been used up", 410 },
		{ "revoked_at = now()", "This link has been withdrawn", 410 },
		{ "revoked_at = now(), opens_until = now()", "This link has been withdrawn", 410 },
	};
	struct place *p = place_new();
	const char *ticket;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		ticket = new_ticket(p);
		move(p, ticket, rows[i].change);
		a = get(p, ticket, NULL);
		CHECK(a.code == rows[i].code && shows(&a, rows[i].heading), "%s", rows[i].change);
		CHECK(shows(&a, "mailto:help@acme.example"), "%s", rows[i].change);
		/* The choice of a language leads back to it, and nothing else does. */
		CHECK(count_of(a.body, ticket) == 1 && shows(&a, arena_print(p->arena,
		    "language?back=%%2Fself-service%%2Fconnections-flow%%3Fticket%%3D%s\"", ticket)), "%s: %s",
		    rows[i].change, a.body);
		check_headers(&a, true);
		a = start(p, ticket);
		CHECK(a.code == rows[i].code && shows(&a, rows[i].heading), "POST, %s",
		    rows[i].change);
		assert_string_equal(answer_header(&a, "Set-Cookie"), "");
	}
	assert_int_equal(sql_long("SELECT count(*) FROM session WHERE tenant_id = '%s'", p->tenant), 0);
}

TEST(intro_reveals_nothing_of_a_ticket_without_its_secret)
{
	struct place *p = place_new();
	const char *ticket = new_ticket(p);
	const char *const wrong[] = {
		arena_print(p->arena, "ticket=%.12saaaaaaaaaaaaaaaaaaaa", ticket),
		arena_print(p->arena, "ticket=%.12s", ticket), "ticket=", "", "x=1", "ticket",
		"ticket=%", "ticket=%00", "ticket=a&ticket=b", "ticket=<script>alert(1)</script>", "\xff",
		arena_print(p->arena, "ticket=a&ticket=%s", ticket),
		arena_print(p->arena, "Ticket=%s", ticket), arena_print(p->arena, "xticket=%s", ticket),
		arena_print(p->arena, "ticket=%sx", ticket), arena_print(p->arena, "ticket=%.31s", ticket),
	};
	const char *first = NULL;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(wrong); i++) {
		a = ASK(p, .path = INTRO, .query = wrong[i]);
		CHECK(a.code == 404, "%s: %d", wrong[i], a.code);
		CHECK(shows(&a, "This link isn’t valid"), "%s", wrong[i]);
		CHECK(first == NULL || strcmp(first, a.body) == 0, "%s: another page", wrong[i]);
		first = a.body;
	}
}

/* Mail and chat programs write behind a link, or into it. */
TEST(intro_opens_in_spite_of_what_others_added_to_the_link)
{
	struct place *p = place_new();
	const char *ticket = new_ticket(p);
	const char *const added[] = {
		arena_print(p->arena, "ticket=%s&utm_source=mail", ticket),
		arena_print(p->arena, "utm_source=%%ff&ticket=%s", ticket),
		arena_print(p->arena, "ticket=%s.", ticket), arena_print(p->arena, "ticket=%s%%20", ticket),
		arena_print(p->arena, "ticket=%s&ticket=b", ticket),
		arena_print(p->arena, "&&x&ticket=%s&\xff", ticket),
		arena_print(p->arena, "ticket%%3D%s", ticket), arena_print(p->arena, "x&amp;ticket=%s", ticket),
		arena_print(p->arena, "ticket=%%3C%s%%3E", ticket),
	};
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(added); i++) {
		a = ASK(p, .path = INTRO, .query = added[i]);
		CHECK(a.code == 200, "%s: %d", added[i], a.code);
		CHECK(shows(&a, arena_print(p->arena, "value=\"%s\"", ticket)), "%s", added[i]);
	}
}

TEST(intro_opens_although_the_question_mark_became_part_of_the_path)
{
	static const char *const others[] = { "s", "?ticket=a", "?x=1" };
	struct place *p = place_new();
	const char *ticket = new_ticket(p);
	struct answer a = ASK(p, .path = arena_print(p->arena, INTRO "?ticket=%s", ticket));
	size_t i;

	assert_int_equal(a.code, 303);
	assert_string_equal(answer_header(&a, "Location"), arena_print(p->arena, INTRO "?ticket=%s", ticket));
	assert_null(strstr(a.log, ticket));
	assert_int_equal(ASK(p, .path = arena_print(p->arena, INTRO "?ticket%%3D%s.", ticket)).code, 303);
	for (i = 0; i < COUNT(others); i++) {
		a = ASK(p, .path = arena_print(p->arena, INTRO "%s", others[i]));
		CHECK(a.code == 404 && shows(&a, "This link isn’t valid"), "%s: %d", others[i], a.code);
	}
}

TEST(intro_start_with_a_broken_form_spends_nothing)
{
	struct place *p = place_new();
	const char *ticket = new_ticket(p), *good = query(p, ticket);
	const struct {
		struct ask	ask;
		int		code;
	} rows[] = {
		{ { .body = good, .sec_fetch_site = "cross-site" }, 403 },
		{ { .body = good, .sec_fetch_site = "same-site" }, 403 },
		{ { .body = good, .origin = "https://evil.example" }, 403 },
		{ { .body = good, .origin = "null" }, 403 },
		{ { .body = good, .type = "application/json" }, 400 },
		{ { .body = good, .type = "text/plain" }, 400 },
		{ { .body = good, .type = "multipart/form-data; boundary=x" }, 400 },
		{ { .body = "ticket=%zz" }, 400 },
		{ { .body = arena_print(p->arena, "%s&%s", good, good) }, 400 },
		{ { .body = arena_print(p->arena, "%s&x=%%ff", good) }, 400 },
		{ { .body = "x=1" }, 404 }, { { .body = "" }, 404 },
		{ { .body = good, .is_cut = true }, 413 },
		{ { .body = good, .host = "nobody.example" }, 404 },
	};
	struct answer a;
	struct ask ask_with;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		ask_with = rows[i].ask;
		ask_with.method = "POST";
		ask_with.path = INTRO;
		ask_with.type = ask_with.type == NULL ? FORM_TYPE : ask_with.type;
		a = ask(p, ask_with);
		CHECK(a.code == rows[i].code, "row %zu: %d", i, a.code);
		check_headers(&a, true);
		assert_string_equal(answer_header(&a, "Set-Cookie"), "");
	}
	a = ASK(p, .method = "POST", .path = INTRO, .body = good);
	assert_int_equal(a.code, 400);
	assert_int_equal(sql_long("SELECT uses FROM ticket WHERE tenant_id = '%s'", p->tenant), 0);
	assert_int_equal(ASK(p, .method = "POST", .path = INTRO, .body = good,
	    .type = FORM_TYPE "; charset=UTF-8", .origin = arena_print(p->arena, "https://%s",
	    p->domain)).code, 303);
}

TEST(intro_is_known_at_its_own_host_only)
{
	struct place *p = place_new();
	const char *ticket = new_ticket(p);
	struct place other = place_beside(p);
	struct answer a = ASK(p, .path = INTRO, .query = query(p, ticket), .host = other.domain);

	assert_int_equal(a.code, 404);
	a = ASK(p, .path = INTRO, .query = query(p, ticket), .host = "nobody.example");
	assert_int_equal(a.code, 404);
	assert_false(shows(&a, "Acme"));
	a = ASK(p, .path = INTRO, .query = query(p, ticket), .host = "");
	assert_int_equal(a.code, 404);
}

TEST(intro_shows_an_introduction_that_was_made_safe)
{
	struct place *p = place_new();
	const char *profile = place_profile(p, "{\"name\":\"A\",\"branding\":{\"colors\":{\"primary\":"
	    "\"#AbC\"}}}");
	const char *ticket = place_ticket(p, profile, "");
	struct answer a;

	sql("INSERT INTO custom_text VALUES ('%s', '%s', 'en', 'get-started', '{}', "
	    "'<b>Welcome</b> &amp; hello')", p->tenant, profile);
	a = get(p, ticket, NULL);
	assert_true(shows(&a, "<div class=\"prose\" lang=\"en\" dir=\"auto\"><b>Welcome</b> &amp; hello</div>"));
	assert_true(shows(&a, "/brand/theme/aabbcc.css"));
}

/* A tenant's name can be anything; the page shows it as text. */
TEST(intro_escapes_what_it_shows)
{
	struct place *p = place_new();
	const char *ticket = new_ticket(p);
	struct answer a;

	sql("UPDATE tenant SET name = '⟨<script>alert(1)</script>\" onload=x⟩', "
	    "support_contact = '\"><img src=x onerror=alert(1)>' WHERE tenant_id = '%s'", p->tenant);
	a = get(p, ticket, NULL);
	assert_int_equal(a.code, 200);
	assert_false(shows(&a, "<script>alert"));
	assert_false(shows(&a, "<img src=x"));
	assert_false(shows(&a, "\" onload=x"));
	assert_true(shows(&a, "&lt;script&gt;alert(1)&lt;/script&gt;"));
	sql("UPDATE tenant SET support_contact = 'javascript:alert(1)' WHERE tenant_id = '%s'",
	    p->tenant);
	a = get(p, ticket, NULL);
	assert_false(shows(&a, "href=\"javascript:"));
}

TEST(intro_leaves_no_secret_in_the_log)
{
	struct place *p = place_new();
	const char *ticket = new_ticket(p), *token;
	struct answer a = start(p, ticket);

	assert_null(strstr(a.log, ticket));
	token = strchr(answer_header(&a, "Set-Cookie"), '=') + 1;
	assert_null(strstr(a.log, arena_copy(p->arena, token, 32)));
	a = get(p, ticket, NULL);
	assert_null(strstr(a.log, ticket));
	assert_non_null(strstr(a.log, "\"request_id\":\"0123456789abcdef0123456789abcdef\""));
	assert_non_null(strstr(a.log, "\"route\":\"/self-service/connections-flow\""));
}
