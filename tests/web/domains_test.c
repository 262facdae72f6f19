/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "actions/domain.h"
#include "base/text.h"
#include "store/domain.h"
#include "test.h"
#include "walk.h"

#define CONFIG(verification) \
	"\"domain_aliases_config\":{\"domain_verification\":\"" verification "\"}"

static struct walk
walk_to_domains(const char *rest)
{
	struct walk w = walk_new(ALL_STRATEGIES, rest);

	walk_to(&w, "okta", STEP_MAPPING);
	return w;
}

static const char *
column(struct walk *w, const char *name)
{
	return sql_text(w->p->arena, "SELECT %s FROM connection_domain WHERE tenant_id = '%s'", name,
	    w->p->tenant);
}

/* The outcome of a lookup: the record was found, or not. */
static void
look_up(struct walk *w, const char *name, const char *seen, bool is_there)
{
	struct place *p = w->p;
	struct domain_claim c = { .name = name, .connection_id = column(w, "connection_id") };

	must(p, domain_wanted(place_act(p), &c));
	must(p, is_there ? verify_domain(place_act(p), &c, seen)
	    : miss_domain(place_act(p), &c, seen, false));
}

TEST(domains_belong_to_tickets_that_want_them_and_to_a_connection)
{
	static const char *const rests[] = { "", CONFIG("none") };
	struct walk w;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rests); i++) {
		w = walk_to_domains(rests[i]);
		a = walk_get(&w, "domains");
		check_goes(&w, &a, "");
		a = walk_post(&w, "domains", "&domain=acme.com");
		check_goes(&w, &a, "");
	}
	w = walk_new(ALL_STRATEGIES, CONFIG("optional"));
	walk_to(&w, "okta", STEP_SETTINGS);
	a = walk_get(&w, "domains");
	check_goes(&w, &a, "");
	a = walk_get(&w, "");
	assert_true(shows(&a, "Locked until the connection is created"));
}

TEST(domains_are_added_in_whatever_form)
{
	static const struct {
		const char	*typed, *name;
	} rows[] = {
		{ "acme.com", "acme.com" }, { " ACME.com. ", "acme.com" },
		{ "https%3A%2F%2Facme.com%2Fabout", "acme.com" }, { "anna%40acme.com", "acme.com" },
		{ "%40acme.com", "acme.com" }, { "m%C3%BCller.example", "xn--mller-kva.example" },
	};
	struct walk w;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		w = walk_to_domains(CONFIG("optional"));
		a = walk_post(&w, "domains", arena_print(w.p->arena, "&domain=%s", rows[i].typed));
		check_goes(&w, &a, arena_print(w.p->arena, "domains/%s", rows[i].name));
		assert_string_equal(column(&w, "domain"), rows[i].name);
	}
	a = walk_get(&w, "domains");
	assert_true(shows(&a, "m\xc3\xbcller.example") && !shows(&a, ">xn--mller"));
	a = walk_get(&w, "domains/xn--mller-kva.example");
	assert_true(shows(&a, "In DNS, this domain is written as <span translate=\"no\">xn--mller-kva.example</span>."));
	a = walk_get(&w, "domains/acme.com");
	assert_false(shows(&a, "In DNS, this domain is written as"));
}

TEST(domains_that_nobody_can_have_are_refused_beside_the_field)
{
	static const struct {
		const char	*typed, *says;
	} rows[] = {
		{ "gmail.com", "gmail.com" }, { "ann@acme.onmicrosoft.com", "belongs to Microsoft" }, { "co.uk", "co.uk" }, { "", "This is not a domain." },
		{ "localhost%20x", "without spaces." }, { "192.0.2.1", "This is not a domain." },
		{ "acme.com%2C+acme.org", "Add one domain at a time," },
		{ "*.acme.com", "Enter the domain without *." },
	};
	struct walk w = walk_to_domains(CONFIG("optional"));
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = walk_post(&w, "domains", arena_print(w.p->arena, "&domain=%s", rows[i].typed));
		CHECK(a.code == 400 && shows(&a, rows[i].says) && shows(&a, "role=\"alert\"")
		    && shows(&a, "aria-invalid=\"true\""), "%s: %d", rows[i].typed, a.code);
	}
	assert_string_equal(column(&w, "count(*)"), "0");
}

/* A page from right to left has invisible characters around names, which a DNS would take
 * for a part of the name. */
TEST(domains_have_a_letter_that_can_be_copied_in_any_language)
{
	static const char isolate[] = "\xe2\x81\xa8", end[] = "\xe2\x81\xa9";
	struct walk w = walk_to_domains(CONFIG("optional"));
	struct answer a;
	const char *letter, *rest;

	walk_post(&w, "domains", "&domain=acme.com");
	a = ASK(w.p, .path = walk_path(&w, "domains/acme.com"), .cookie = w.v.cookie, .language = "ar-XB");
	assert_int_equal(a.code, 200);
	assert_true(shows(&a, isolate) && shows(&a, end));
	letter = strstr(a.body, "<textarea id=\"letter\"");
	assert_non_null(letter);
	rest = strstr(letter, "</textarea>");
	letter = arena_print(w.p->arena, "%.*s", (int)(rest - letter), letter);
	CHECK(strstr(letter, "_ss-verification.acme.com") != NULL && strstr(letter, isolate) == NULL
	    && strstr(letter, end) == NULL, "%s", letter);
}

TEST(domains_show_their_record_and_what_the_dns_says)
{
	static const char seen[] = "{\"is_verified\":false,\"finding\":\"no_name\",\"said\":[{\"id\":\"The "
	    "name %s does not exist in the DNS. Check the spelling.\",\"args\":[\"such "
	    "name\"]}],\"asked\":[{\"whom\":{\"id\":\"%s\",\"args\":[\"ns1.acme.com\"]},\"name\":\"_ss-verification.acme.com\",\"type\":\"TXT\",\"says\":[{\"id\":\"No "
	    "such "
	    "name.\"}]}],\"zone\":\"acme.com\",\"name_servers\":[\"ada.ns.cloudflare.com\"],\"dns_host\":\"cloudflare\"}";
	struct walk w = walk_to_domains(CONFIG("required"));
	struct answer a;

	walk_post(&w, "domains", "&domain=acme.com");
	a = walk_get(&w, "domains/acme.com");
	assert_int_equal(a.code, 200);
	assert_true(shows(&a, ">_ss-verification.acme.com</textarea>"));
	assert_true(shows(&a, column(&w, "challenge")) && shows(&a, "Looking up the DNS record"));
	look_up(&w, "acme.com", "{\"finding\":\"no_answer\"}", false);
	a = walk_get(&w, "domains/acme.com");
	assert_true(shows(&a, ">_ss-verification.acme.com</textarea>") && shows(&a, "Verify now</button>"));
	a = walk_post(&w, "domains/acme.com/verify", "");
	check_goes(&w, &a, "domains/acme.com");
	a = walk_get(&w, "domains/acme.com");
	assert_true(shows(&a, "Looking up the DNS record") && answer_header(&a, "Refresh")[0] != '\0');
	assert_false(shows(&a, "Verify now</button>"));
	look_up(&w, "acme.com", seen, false);
	a = walk_get(&w, "domains/acme.com");
	assert_true(shows(&a, ">_ss-verification</textarea>"));
	assert_true(shows(&a, "The name such name does not exist in the DNS.") && shows(&a, "ns1.acme.com"));
	assert_true(shows(&a, "Cloudflare") && shows(&a, "Verify now</button>"));
	look_up(&w, "acme.com", "{\"finding\":\"verified\"}", true);
	a = walk_get(&w, "domains/acme.com");
	assert_true(shows(&a, ">Verified</span>") && !shows(&a, "Verify now</button>"));
	a = walk_get(&w, "");
	assert_true(shows(&a, "1 of 1 domain is verified."));
}

/* As a worker of the version before kept it, which is shown as it is. */
TEST(domains_show_what_the_version_before_found)
{
	static const char seen[] = "{\"is_verified\":false,\"finding\":\"no_name\",\"sentences\":"
	    "[\"⟨It says [100%s of %n].⟩\",\"⟨Try again.⟩\"],\"lines\":[{\"whom\":\"⟨resolver⟩\",\"name\":"
	    "\"_ss-verification.acme.com\",\"type\":\"TXT\",\"says\":\"⟨alias of %1$s⟩: <b>\"}]}";
	struct walk w = walk_to_domains(CONFIG("required"));
	struct answer a;

	walk_post(&w, "domains", "&domain=acme.com");
	look_up(&w, "acme.com", seen, false);
	a = walk_get(&w, "domains/acme.com");
	assert_int_equal(a.code, 200);
	assert_true(shows(&a, "<p>⟨It says [100%s of %n].⟩</p>\n<p>⟨Try again.⟩</p>"));
	assert_true(shows(&a, "</b>⟨resolver⟩</td>") && shows(&a, "</b>⟨alias of %1$s⟩: &lt;b&gt;</td>"));
	look_up(&w, "acme.com", "{\"finding\":\"no_name\",\"sentences\":[],\"lines\":[]}", false);
	a = walk_get(&w, "domains/acme.com");
	assert_int_equal(a.code, 200);
}

TEST(domains_of_somebody_else_say_so_without_telling_whose)
{
	struct walk w = walk_to_domains(CONFIG("required"));
	struct answer a;

	walk_post(&w, "domains", "&domain=acme.com");
	sql("INSERT INTO domain_owner VALUES ('%s', 'acme.com', 'con_of_Beta')", w.p->tenant);
	look_up(&w, "acme.com", "{\"is_verified\":true,\"finding\":\"verified\",\"sentences\":"
	    "[\"It is there.\"]}", true);
	a = walk_get(&w, "domains/acme.com");
	assert_int_equal(a.code, 200);
	assert_true(shows(&a, "another organization already uses this domain") && !shows(&a, "It is there."));
	assert_false(shows(&a, "Beta"));
}

/* The page of a domain, with what differs in any two claims taken out of it. */
static char *
page_alike(struct walk *w, const char *page, const char *name)
{
	struct answer a = walk_get(w, page);
	const char *challenge = column(w, arena_print(w->p->arena, "max(challenge) FILTER (WHERE domain = '%s')", name));
	char *at, *body = arena_copy(w->p->arena, a.body, strlen(a.body));

	assert_int_equal(a.code, 200);
	while ((at = strstr(body, "<wbr>")) != NULL)
		memmove(at, at + strlen("<wbr>"), strlen(at + strlen("<wbr>")) + 1);
	while ((at = strstr(body, challenge)) != NULL)
		memset(at, 'c', strlen(challenge));
	while ((at = strstr(body, name)) != NULL)
		memset(at, 'd', strlen(name));
	return body;
}

/* Asking with a ticket reveals nothing: only the record's owner learns that the domain is a
 * customer's. */
TEST(domains_of_somebody_else_look_like_free_ones_until_their_record_is_found)
{
	static const char *const steps[] = { "added", "looked up" };
	static const char no_record[] = "{\"finding\":\"no_name\",\"said\":[],\"asked\":[]}";
	struct walk w = walk_to_domains(CONFIG("required"));
	struct answer mine, free;
	size_t i;

	sql("INSERT INTO domain_owner VALUES ('%s', 'held.example', 'con_of_Beta')", w.p->tenant);
	mine = walk_post(&w, "domains", "&domain=held.example");
	free = walk_post(&w, "domains", "&domain=free.example");
	check_goes(&w, &mine, "domains/held.example");
	check_goes(&w, &free, "domains/free.example");
	assert_int_equal(mine.round_trips, free.round_trips);
	for (i = 0; i < COUNT(steps); i++) {
		CHECK(text_is(page_alike(&w, "domains/held.example", "held.example"),
		    page_alike(&w, "domains/free.example", "free.example")), "%s", steps[i]);
		look_up(&w, "held.example", no_record, false);
		look_up(&w, "free.example", no_record, false);
		sql("UPDATE connection_domain SET asked_at = now() - interval '20 seconds', "
		    "looked_at = now() - interval '10 seconds' WHERE tenant_id = '%s'", w.p->tenant);
	}
	assert_string_equal(sql_text(w.p->arena, "SELECT count(*) FROM (SELECT kind, outcome, details - 'domain' FROM event "
	    "WHERE tenant_id = '%s' AND kind LIKE 'ss_sso_%%domain%%' GROUP BY 1, 2, 3 HAVING count(*) <> 2) AS odd", w.p->tenant), "0");
	mine = walk_post(&w, "domains", "&domain=held.example");
	free = walk_post(&w, "domains", "&domain=free.example");
	assert_true(mine.code == 409 && free.code == 409);
}

static struct answer
poll(struct walk *w, const char *name)
{
	return ASK(w->p, .path = arena_print(w->p->arena, "/self-service/check/%s/%s", w->v.id, name),
	    .cookie = w->v.cookie);
}

TEST(domains_that_are_looked_up_are_polled)
{
	struct walk w = walk_to_domains(CONFIG("optional"));
	struct answer a;

	walk_post(&w, "domains", "&domain=acme.com");
	a = poll(&w, "acme.com");
	assert_string_equal(a.body, "waiting\n");
	assert_int_equal(a.round_trips, 1);
	look_up(&w, "acme.com", "{\"finding\":\"no_name\"}", false);
	a = poll(&w, "acme.com");
	assert_string_equal(a.body, "pending\n");
	a = poll(&w, "else.com");
	assert_string_equal(a.body, "none\n");
	look_up(&w, "acme.com", "{\"finding\":\"verified\"}", true);
	a = poll(&w, "acme.com");
	assert_string_equal(a.body, "verified\n");
	sql("UPDATE ticket SET revoked_at = now()");
	a = poll(&w, "acme.com");
	assert_string_equal(a.body, "none\n");
	a = ASK(w.p, .path = arena_print(w.p->arena, "/self-service/check/%s/acme.com", w.v.id));
	assert_int_equal(a.code, 404);
}

/* The state that a page that watches shows now, as it is polled; "": it does not watch. */
static const char *
watched(struct walk *w, const char *page)
{
	static const char mark[] = "data-state=\"";
	struct answer a = walk_get(w, page);
	const char *at = strstr(a.body, mark);

	assert_int_equal(a.code, 200);
	assert_int_equal(at != NULL, answer_header(&a, "Refresh")[0] != '\0');
	if (at == NULL)
		return "";
	at += strlen(mark);
	return arena_print(w->p->arena, "%.*s\n", (int)strcspn(at, "\""), at);
}

/* The record is found in the background, while nobody asks. */
TEST(pages_that_wait_for_the_dns_watch_it)
{
	static const char *const pages[] = { "", "domains", "domains/acme.com" };
	static const char *const polled[] = { "", "", "/acme.com" };
	static const char *const after[] = { "none 7 1 0\n", "none 7 1 0\n", "verified\n" };
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS "," CONFIG("required"));
	const char *shown[COUNT(pages)];
	struct answer a;
	size_t i;

	walk_to(&w, "okta", STEP_ENABLE);
	for (i = 0; i < 2; i++)
		assert_string_equal(watched(&w, pages[i]), "");
	walk_post(&w, "domains", "&domain=acme.com");
	look_up(&w, "acme.com", "{\"finding\":\"no_name\"}", false);
	for (i = 0; i < COUNT(pages); i++) {
		shown[i] = watched(&w, pages[i]);
		a = ASK(w.p, .path = arena_print(w.p->arena, "/self-service/check/%s%s", w.v.id, polled[i]), .cookie = w.v.cookie);
		assert_string_equal(a.body, shown[i]);
	}
	a = ASK(w.p, .path = walk_path(&w, "domains"), .query = "add", .cookie = w.v.cookie);
	assert_true(shows(&a, "id=\"domain\"") && answer_header(&a, "Refresh")[0] == '\0');
	look_up(&w, "acme.com", "{\"finding\":\"verified\"}", true);
	for (i = 0; i < COUNT(pages); i++) {
		a = ASK(w.p, .path = arena_print(w.p->arena, "/self-service/check/%s%s", w.v.id, polled[i]), .cookie = w.v.cookie);
		CHECK(!text_is(a.body, shown[i]) && text_is(a.body, after[i]), "%s: %s, before %s", pages[i], a.body, shown[i]);
		assert_string_equal(watched(&w, pages[i]), "");
	}
}

/* Every page where it may be seen tells that the DNS has ended the wait. */
TEST(domains_tell_that_the_connection_was_enabled)
{
	static const char *const pages[] = { "", "domains", "domains/acme.com" };
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS "," CONFIG("required"));
	struct answer a;
	size_t i;

	walk_to(&w, "okta", STEP_ENABLE);
	walk_post(&w, "domains", "&domain=acme.com");
	walk_post(&w, "enable", "&untested=yes");
	look_up(&w, "acme.com", "{\"finding\":\"no_name\"}", false);
	for (i = 0; i < COUNT(pages); i++) {
		a = walk_get(&w, pages[i]);
		assert_false(shows(&a, "Your connection was enabled on"));
	}
	assert_true(shows(&a, "The connection turns on automatically as soon as a domain is "
	    "verified."));
	look_up(&w, "acme.com", "{\"finding\":\"verified\"}", true);
	for (i = 0; i < COUNT(pages); i++) {
		a = walk_get(&w, pages[i]);
		CHECK(shows(&a, "Your connection was enabled on <time datetime=") && shows(&a, "<a class=\"button\" href=\"")
		    && shows(&a, "View receipt</a>"), "%s: %s", pages[i], a.body);
	}
	a = walk_get(&w, "receipt");
	assert_true(shows(&a, "<h1>The connection is enabled</h1>"));
}

static void
check_rail(struct walk *w, const char *page, const char *now, bool has_link, bool is_waiting)
{
	struct answer a = walk_get(w, page);
	const char *link = arena_print(w->p->arena, "<a href=\"%s\"><span class=\"n\">7</span>", walk_path(w, "domains"));

	CHECK(a.code == 200 && shows(&a, arena_print(w->p->arena, "<summary>%s</summary>", now)), "%s, %s: %s", page, now, a.body);
	CHECK(shows(&a, link) == has_link, "%s: %s", page, a.body);
	CHECK(shows(&a, "<span class=\"badge soon\">Waiting</span>") == is_waiting, "%s: %s", page, a.body);
}

TEST(domains_are_a_step_that_can_be_started_early)
{
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS "," CONFIG("required"));
	struct answer a;

	walk_to(&w, "okta", STEP_SETTINGS);
	check_rail(&w, "settings", "Step 3 of 8: Configure connection", false, false);
	a = walk_get(&w, "domains");
	check_goes(&w, &a, "");
	walk_to(&w, "okta", STEP_MAPPING);
	check_rail(&w, "mapping", "Step 4 of 8: Map attributes", true, false);
	a = walk_get(&w, "mapping");
	assert_true(shows(&a, arena_print(w.p->arena, "<a href=\"%s\">Add your email domain</a> now", walk_path(&w, "domains"))));
	check_rail(&w, "domains", "Step 7 of 8: Email domains", false, false);
	walk_post(&w, "domains", "&domain=acme.com");
	check_rail(&w, "mapping", "Step 4 of 8: Map attributes", true, true);
	check_rail(&w, "domains/acme.com", "Step 7 of 8: Email domains", false, false);
	a = walk_get(&w, "mapping");
	assert_false(shows(&a, "Add your email domain"));
	a = walk_get(&w, "domains/acme.com");
	assert_true(shows(&a, "Continue: Map attributes</a>"));
	walk_to(&w, "okta", STEP_ENABLE);
	check_rail(&w, "enable", "Step 8 of 8: Enable", true, true);
	a = walk_get(&w, "enable");
	assert_true(shows(&a, arena_print(w.p->arena, "<a class=\"button quiet\" href=\"%s\">Back</a>", walk_path(&w, "domains"))));
	a = walk_get(&w, "domains");
	assert_true(shows(&a, arena_print(w.p->arena, "<a class=\"button quiet\" href=\"%s\">Back</a>", walk_path(&w, "test"))));
	assert_true(shows(&a, arena_print(w.p->arena, "<a class=\"button\" href=\"%s\">Continue: Enable</a>", walk_path(&w, "enable"))));
}

/* Assign access leads on to what is missing. */
TEST(access_leads_to_the_test_and_to_domains_until_one_is_verified)
{
	static const char *const rests[] = { TWO_CLIENTS "," CONFIG("required"), TWO_CLIENTS "," CONFIG("optional"),
		TWO_CLIENTS "," CONFIG("none") };
	struct walk w;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rests); i++) {
		w = walk_new(ALL_STRATEGIES, rests[i]);
		walk_to(&w, "okta", STEP_ACCESS);
		a = walk_post(&w, "access", "");
		check_goes(&w, &a, "test");
		a = walk_post(&w, "test", "");
		check_goes(&w, &a, i < 2 ? "domains" : "enable");
		if (i == 2)
			continue;
		a = walk_get(&w, "domains");
		assert_int_equal(shows(&a, "Skip this step</a>"), i == 1);
		walk_post(&w, "domains", "&domain=acme.com");
		a = walk_post(&w, "access", "");
		check_goes(&w, &a, "domains");
		look_up(&w, "acme.com", "{\"finding\":\"verified\"}", true);
		a = walk_post(&w, "access", "");
		check_goes(&w, &a, "enable");
	}
}

TEST(domains_can_be_removed_but_the_last_that_is_required)
{
	struct walk w = walk_to_domains(CONFIG("required"));
	struct answer a;

	walk_post(&w, "domains", "&domain=acme.com");
	look_up(&w, "acme.com", "{\"finding\":\"verified\"}", true);
	a = walk_get(&w, "domains/acme.com");
	assert_true(shows(&a, "To remove it, verify another domain first") && !shows(&a, "Remove acme.com</button>"));
	a = walk_post(&w, "domains/acme.com/remove", "");
	assert_int_equal(a.code, 409);
	assert_true(shows(&a, "This is your only verified domain"));
	walk_post(&w, "domains", "&domain=acme.org");
	a = walk_post(&w, "domains/acme.org/remove", "");
	check_goes(&w, &a, "domains");
	a = walk_post(&w, "domains/acme.org/remove", "");
	check_goes(&w, &a, "domains");
	a = walk_get(&w, "domains/acme.org");
	check_goes(&w, &a, "domains");
	a = walk_post(&w, "domains/acme.org/verify", "");
	check_goes(&w, &a, "domains");
	assert_string_equal(column(&w, "count(*)"), "1");
}

/* Without JavaScript the page asks by itself, and is counted like any other. */
TEST(domains_that_are_waited_for_long_are_asked_for_less_often)
{
	struct walk w = walk_to_domains(CONFIG("optional"));
	struct answer a;

	walk_post(&w, "domains", "&domain=acme.com");
	walk_post(&w, "domains/acme.com/verify", "");
	a = walk_get(&w, "domains/acme.com");
	assert_string_equal(answer_header(&a, "Refresh"), "2");
	sql("UPDATE connection_domain SET asked_at = now() - interval '11 seconds'");
	a = walk_get(&w, "domains/acme.com");
	assert_string_equal(answer_header(&a, "Refresh"), "15");
	look_up(&w, "acme.com", "{\"finding\":\"no_name\"}", false);
	a = walk_get(&w, "domains/acme.com");
	assert_string_equal(answer_header(&a, "Refresh"), "30");
}

TEST(domains_whose_record_is_gone_are_told_on_every_page)
{
	struct walk w = walk_to_domains(CONFIG("optional"));
	struct answer a;

	walk_post(&w, "domains", "&domain=acme.com");
	look_up(&w, "acme.com", "{\"finding\":\"verified\"}", true);
	a = walk_get(&w, "");
	assert_false(shows(&a, "A DNS record is missing"));
	look_up(&w, "acme.com", "{\"finding\":\"no_name\",\"sentences\":[\"⟨There is no such name.⟩\"]}", false);
	a = walk_get(&w, "");
	assert_true(shows(&a, "1 of 1 domain is verified.</p><p>A DNS record is missing. Add "
	    "it again."));
	a = walk_get(&w, "domains");
	assert_true(shows(&a, "Record missing"));
	a = walk_get(&w, "domains/acme.com");
	assert_true(shows(&a, "⟨There is no such name.⟩") && shows(&a, "Verify now</button>"));
	assert_true(shows(&a, "People can still sign in as before.") && !shows(&a, "the domain will be removed"));
	sql("UPDATE tenant SET domain_loss = 'remove'");
	a = walk_get(&w, "domains/acme.com");
	assert_true(shows(&a, "the domain will be removed"));
	a = walk_post(&w, "domains/acme.com/verify", "");
	check_goes(&w, &a, "domains/acme.com");
	a = walk_get(&w, "domains/acme.com");
	assert_true(shows(&a, "Looking up the DNS record"));
	look_up(&w, "acme.com", "{\"finding\":\"verified\",\"sentences\":[\"⟨The record is there.⟩\"]}", true);
	a = walk_get(&w, "domains/acme.com");
	assert_true(shows(&a, ">Verified</span>") && shows(&a, "The record is there."));
}

/* One that is optional does not hold up the last step, but is listed there. */
TEST(connections_are_enabled_with_optional_domains_that_wait)
{
	static const char *const rests[] = { TWO_CLIENTS "," CONFIG("optional"), CONFIG("optional") };
	struct walk w;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rests); i++) {
		w = walk_new(ALL_STRATEGIES, rests[i]);
		walk_to(&w, "okta", STEP_ENABLE);
		a = walk_get(&w, "enable");
		assert_false(shows(&a, "<dt>Email domains</dt>"));
		walk_post(&w, "domains", "&domain=acme.com");
		a = walk_get(&w, "enable");
		CHECK(shows(&a, "<dt>Email domains</dt><dd>0 of 1 domain is verified. We keep checking"), "%s", a.body);
	}
}
