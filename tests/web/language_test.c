/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "ask.h"
#include "base/encode.h"
#include "base/text.h"
#include "test.h"
#include "walk.h"

#define ALL "{\"name\":\"A\"}"
#define CHOICE "/self-service/language"
#define INTRO "/self-service/connections-flow"

static void
check_language(const struct answer *a, const char *tag, const char *direction, struct place *p)
{
	CHECK(strcmp(answer_header(a, "Content-Language"), tag) == 0, "%s: %s", tag,
	    answer_header(a, "Content-Language"));
	CHECK(shows(a, arena_print(p->arena, "<html lang=\"%s\" dir=\"%s\">", tag, direction)), "%s",
	    a->body);
}

TEST(pages_are_in_the_language_that_the_browser_asks_for)
{
	static const struct {
		const char	*header, *tag, *direction;
	} rows[] = {
		{ NULL, "en", "ltr" }, { "en-XA", "en-XA", "ltr" }, { "ar-XB;q=0.8, nl", "ar-XB", "rtl" },
		{ "xx, de-CH", "de", "ltr" }, { "../../de", "en", "ltr" },
	};
	struct place *p = place_new();
	struct visitor v = visitor_new(p, ALL, "");
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = ASK(p, .path = v.hub, .cookie = v.cookie, .language = rows[i].header);
		check_language(&a, rows[i].tag, rows[i].direction, p);
		assert_int_equal(a.round_trips, 1);
		a = ASK(p, .path = INTRO, .query = arena_print(p->arena, "ticket=%s", v.ticket),
		    .language = rows[i].header);
		check_language(&a, rows[i].tag, rows[i].direction, p);
		assert_int_equal(a.round_trips, 1);
		a = ASK(p, .path = "/self-service/nothing", .language = rows[i].header);
		check_language(&a, rows[i].tag, rows[i].direction, p);
	}
}

TEST(pages_are_in_the_language_that_was_chosen)
{
	static const struct {
		const char	*chosen, *tag;
	} rows[] = {
		{ "en-XA", "en-XA" }, { "EN-xa", "en-XA" }, { "en", "en" }, { "nl", "ar-XB" }, { "", "ar-XB" },
		{ "%s", "ar-XB" },
	};
	struct place *p = place_new();
	struct visitor v = visitor_new(p, ALL, "");
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = ASK(p, .path = v.hub, .language = "ar-XB", .cookie = arena_print(p->arena,
		    "%s; __Host-postern-language=%s", v.cookie, rows[i].chosen));
		CHECK(strcmp(answer_header(&a, "Content-Language"), rows[i].tag) == 0, "%s: %s",
		    rows[i].chosen, answer_header(&a, "Content-Language"));
	}
}

/* The profile's language is for those whose browser asks for none of ours. */
TEST(pages_are_in_the_language_of_the_profile)
{
	static const struct {
		const char	*usual, *header, *chosen, *tag, *direction;
	} rows[] = {
		{ "ar-XB", NULL, "", "ar-XB", "rtl" }, { "ar-XB", "nl, xx;q=0.5", "", "ar-XB", "rtl" },
		{ "ar-XB", "nl, en-XA;q=0.1", "", "en-XA", "ltr" }, { "ar-XB", "en-GB", "", "en", "ltr" },
		{ "ar-XB", "de", "en-XA", "en-XA", "ltr" }, { "ar-XB", NULL, "en", "en", "ltr" },
		{ "ar-XB", NULL, "nl", "ar-XB", "rtl" }, { "AR-xb", "nl", "", "ar-XB", "rtl" },
		{ "de-AT-1996", "nl", "", "de", "ltr" }, { "nl", NULL, "", "en", "ltr" },
		{ "nl", "de", "", "de", "ltr" },
	};
	struct place *p = place_new();
	struct visitor v;
	struct answer a;
	const char *cookie;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		v = visitor_new(p, arena_print(p->arena, "{\"name\":\"A\",\"language\":\"%s\"}",
		    rows[i].usual), "");
		cookie = arena_print(p->arena, "%s; __Host-postern-language=%s", v.cookie, rows[i].chosen);
		a = ASK(p, .path = v.hub, .cookie = cookie, .language = rows[i].header);
		check_language(&a, rows[i].tag, rows[i].direction, p);
		assert_int_equal(a.round_trips, 1);
		a = ASK(p, .path = INTRO, .query = arena_print(p->arena, "ticket=%s", v.ticket),
		    .cookie = cookie, .language = rows[i].header);
		check_language(&a, rows[i].tag, rows[i].direction, p);
		assert_int_equal(a.round_trips, 1);
		/* A page that says what went wrong, too. */
		a = ASK(p, .method = "POST", .path = v.provider, .type = FORM_TYPE, .cookie = cookie,
		    .sec_fetch_site = "same-origin", .body = "csrf=x", .language = rows[i].header);
		assert_int_equal(a.code, 403);
		check_language(&a, rows[i].tag, rows[i].direction, p);
	}
}

static struct answer
choose(struct place *p, const char *query, const char *body)
{
	return ASK(p, .method = "POST", .path = CHOICE, .query = query, .type = FORM_TYPE,
	    .sec_fetch_site = "same-origin", .body = body);
}

TEST(a_choice_is_kept_and_leads_back)
{
	static const struct {
		const char	*back, *location;
	} rows[] = {
		{ "/self-service/t/abc/settings?source=xml", "/self-service/t/abc/settings?source=xml" },
		{ "/self-service/connections-flow?ticket=abc", "/self-service/connections-flow?ticket=abc" },
		{ "https://evil.example/", INTRO }, { "//evil.example/self-service/", INTRO },
		{ "/self-service/%0D%0ASet-Cookie:%20x=y", INTRO }, { "/self-service/\\evil", INTRO },
		{ "/self-service/\xc3\xa9", INTRO }, { "/api/v2/clients", INTRO }, { "", INTRO },
		{ "javascript:alert(1)", INTRO }, { "/self-service", INTRO },
		{ "/self-service/../api/v2/clients", INTRO }, { "/self-service/t/..", INTRO }, { "/self-service/..?x", INTRO },
		{ "/self-service/.%252e/api", INTRO }, { "/self-service/%252E%252e/api", INTRO },
		{ "/self-service/t/abc/check?back=/../x", "/self-service/t/abc/check?back=/../x" },
		{ "/login/callback?state=lgn_a", "/login/callback?state=lgn_a" }, { "/login/callback", "/login/callback" },
		{ "/login/answer?a=b", INTRO }, { "/login/callback/x", INTRO }, { "/login/callback/../x", INTRO },
	};
	struct place *p = place_new();
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = choose(p, arena_print(p->arena, "back=%s", rows[i].back), "language=en-XA");
		CHECK(a.code == 303 && strcmp(answer_header(&a, "Location"), rows[i].location) == 0,
		    "%s: %d %s", rows[i].back, a.code, answer_header(&a, "Location"));
		assert_string_equal(answer_header(&a, "Set-Cookie"),
		    "__Host-postern-language=en-XA; Path=/; Secure; HttpOnly; SameSite=Lax");
		assert_int_equal(a.round_trips, 0);
		/* "Try again" of an error page asks for the same address */
		a = ASK(p, .path = CHOICE, .query = arena_print(p->arena, "back=%s", rows[i].back));
		CHECK(a.code == 303 && strcmp(answer_header(&a, "Location"), rows[i].location) == 0
		    && answer_header(&a, "Set-Cookie")[0] == '\0', "%s: %d", rows[i].back, a.code);
	}
	a = choose(p, "", "language=ar-XB");
	assert_string_equal(answer_header(&a, "Location"), INTRO);
}

TEST(a_choice_of_no_language_of_ours_is_refused)
{
	static const char *const bodies[] = { "", "language=", "language=nl", "language=../de",
		"language=en%00", "language=en%0D%0AX:1", "back=/self-service/t/abc" };
	struct place *p = place_new();
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(bodies); i++) {
		a = choose(p, "", bodies[i]);
		CHECK(a.code == 400, "%s: %d", bodies[i], a.code);
		assert_string_equal(answer_header(&a, "Set-Cookie"), "");
	}
	a = ASK(p, .method = "POST", .path = CHOICE, .type = FORM_TYPE, .sec_fetch_site = "cross-site",
	    .body = "language=de");
	assert_int_equal(a.code, 403);
	a = ASK(p, .method = "PUT", .path = CHOICE);
	assert_int_equal(a.code, 405);
}

TEST(every_page_offers_the_choice_and_leads_back_to_itself)
{
	struct place *p = place_new();
	struct visitor v = visitor_new(p, ALL, "");
	const struct {
		const char	*method, *path, *query, *back;
	} rows[] = {
		{ "GET", v.hub, "", v.hub },
		{ "GET", v.provider, "", v.provider },
		{ "POST", v.provider, "", v.provider },
		{ "POST", arena_print(p->arena, "%s/domains/a.example/verify", v.hub), "",
		    arena_print(p->arena, "%s/domains/a.example/verify", v.hub) },
		{ "POST", arena_print(p->arena, "%s/nothing", v.hub), "", INTRO },
		{ "GET", "/self-service/nothing", "a=b", "/self-service/nothing?a=b" },
		{ "GET", "/nothing", "", INTRO },
		{ "GET", INTRO, arena_print(p->arena, "ticket=%s&utm=x", v.ticket),
		    arena_print(p->arena, INTRO "?ticket=%s", v.ticket) },
		{ "GET", INTRO, "ticket=unknown", INTRO },
	};
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = ASK(p, .method = rows[i].method, .path = rows[i].path, .query = rows[i].query,
		    .cookie = v.cookie, .type = FORM_TYPE, .sec_fetch_site = "same-origin");
		CHECK(shows(&a, arena_print(p->arena, "language?back=%s\"", url_encode(p->arena, rows[i].back))), "%s: %s",
		    rows[i].path, a.body);
		assert_true(shows(&a, "<b lang=\"en\" translate=\"no\" aria-current=\"true\">English</b>"));
		assert_true(shows(&a, "<button name=\"language\" value=\"de\" lang=\"de\""));
		assert_false(shows(&a, "value=\"en-XA\""));
	}
}

TEST(guides_say_in_other_languages_that_they_are_in_english)
{
	struct walk w = walk_new("{\"name\":\"A\"}", "");
	struct answer a;

	walk_to(&w, "okta", STEP_APPLICATION);
	a = ASK(w.p, .path = arena_print(w.p->arena, "%s/application", w.v.hub), .cookie = w.v.cookie);
	assert_false(shows(&a, "available in English only"));
	a = ASK(w.p, .path = arena_print(w.p->arena, "%s/application", w.v.hub), .cookie = w.v.cookie,
	    .language = "de");
	assert_true(shows(&a, "Diese Anleitung gibt es nur auf Englisch."));
}
