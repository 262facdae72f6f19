/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "actions/organization.h"
#include "base/text.h"
#include "store/connection.h"
#include "test.h"
#include "walk.h"

#define REQUIRED_DOMAIN "\"domain_aliases_config\":{\"domain_verification\":\"required\"}"
#define REQUIRED TWO_CLIENTS "," REQUIRED_DOMAIN

static const char *
column(struct walk *w, const char *expression)
{
	return sql_text(w->p->arena, "SELECT %s FROM connection WHERE tenant_id = '%s'", expression,
	    w->p->tenant);
}

TEST(connections_are_enabled_after_a_question)
{
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	struct answer a;

	walk_to(&w, "okta", STEP_ENABLE);
	a = walk_get(&w, "enable");
	assert_true(shows(&a, "Everyone signs in as before until Acme starts using it."));
	assert_true(shows(&a, "In 2 applications from Acme.") && shows(&a, "Enable without a test</button>"));
	assert_string_equal(column(&w, "cardinality(enabled_clients)"), "0");
	a = walk_post(&w, "enable", "&untested=yes");
	check_goes(&w, &a, "receipt");
	assert_string_equal(column(&w, "enabled_clients"), "{client-a,client-b}");
	a = walk_get(&w, "receipt");
	assert_true(shows(&a, "<h1>The connection is enabled</h1>") && shows(&a, w.v.id));
	assert_true(shows(&a, "<dt>Issuer</dt><dd translate=\"no\">https://idp.example.com</dd>"));
	assert_true(shows(&a, "<dt>Connection</dt><dd><span translate=\"no\">customer</span></dd>") && shows(&a, "<dt>Enabled</dt>"));
	assert_false(shows(&a, "name=\"csrf\""));
	/* again, by reload or by the other tab */
	a = walk_post(&w, "enable", "&untested=yes");
	check_goes(&w, &a, "receipt");
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND "
	    "kind = 'ss_sso_enable_connection'", w.p->tenant), 1);
}

/* A ticket of its own beside the first one. */
static struct walk
walk_for(struct walk *w, const char *organizations)
{
	struct walk next = *w;

	next.v = visitor_new(w->p, ALL_STRATEGIES, arena_print(w->p->arena, TWO_CLIENTS
	    ",\"enabled_organizations\":[%s]", organizations));
	return next;
}

static const char *
organization(struct place *p, const char *name, const char *display_name)
{
	struct organization wanted = { .name = name, .display_name = display_name }, made;

	must(p, create_organization(place_act(p), &wanted, &made));
	return arena_print(p->arena, "{\"organization_id\":\"%s\"}", made.id);
}

TEST(connections_name_the_organizations_that_they_are_for)
{
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	struct place *p = w.p;
	const char *one = organization(p, "b-and-b", "B & <B>"), *two = organization(p, "plain", NULL),
	    *three = organization(p, "third", "Third");
	struct answer a;

	walk_to(&w, "okta", STEP_ENABLE);
	a = walk_get(&w, "enable");
	assert_false(shows(&a, "<dt>Organization"));
	sql("DELETE FROM ticket WHERE tenant_id = '%s'", p->tenant);
	sql("DELETE FROM connection WHERE tenant_id = '%s'", p->tenant);
	w = walk_for(&w, arena_print(p->arena, "%s,%s,%s", three, two, one));
	walk_to(&w, "okta", STEP_ENABLE);
	a = walk_get(&w, "enable");
	assert_true(shows(&a, "<dt>Organizations</dt><dd translate=\"no\">B &amp; &lt;B&gt;, plain and Third</dd>"));
	assert_int_equal(sql_long("SELECT count(*) FROM organization_connection WHERE tenant_id = '%s' "
	    "AND NOT is_enabled", p->tenant), 3);
	a = walk_post(&w, "enable", "&untested=yes");
	check_goes(&w, &a, "receipt");
	assert_int_equal(sql_long("SELECT count(*) FROM organization_connection WHERE tenant_id = '%s' "
	    "AND is_enabled", p->tenant), 3);
	a = walk_get(&w, "receipt");
	assert_true(shows(&a, "<dt>Organizations</dt><dd translate=\"no\">B &amp; &lt;B&gt;, plain and Third</dd>"));
	sql("DELETE FROM organization WHERE name <> 'plain' AND tenant_id = '%s'", p->tenant);
	a = walk_get(&w, "receipt");
	assert_true(shows(&a, "<dt>Organization</dt><dd translate=\"no\">plain</dd>"));
}

TEST(connections_without_clients_have_no_button_to_enable)
{
	static const char *const rests[] = { "", "\"enabled_clients\":[]" };
	static const char *const pages[] = { "", STEP_PAGES };
	struct walk w;
	struct answer a;
	size_t i, j;

	for (i = 0; i < COUNT(rests); i++) {
		w = walk_new(ALL_STRATEGIES, rests[i]);
		walk_to(&w, "samlp", STEP_ENABLE);
		for (j = 0; j < COUNT(pages); j++) {
			a = walk_get(&w, pages[j]);
			CHECK(a.code == 200 && !shows(&a, "Enable connection</button>")
			    && !shows(&a, "Enable connection"), "%s offers to enable", pages[j]);
		}
		assert_true(shows(&a, "Submit without a test</button>"));
		a = walk_post(&w, "enable", "&untested=yes");
		check_goes(&w, &a, "receipt");
		a = walk_get(&w, "receipt");
		assert_true(shows(&a, "<h1>The connection is submitted</h1>"));
		assert_true(shows(&a, "<dt>Entity ID</dt><dd translate=\"no\">urn:idp</dd>"));
		assert_true(shows(&a, "CN = idp.example.com") && shows(&a, "Before the certificate expires"));
		assert_string_equal(column(&w, "cardinality(enabled_clients)"), "0");
	}
}

/* The primary buttons and links of a page. */
static size_t
primaries(const struct answer *a)
{
	const char *at = a->body;
	size_t count = 0;

	for (; (at = strstr(at, "class=\"button\"")) != NULL; at++)
		count++;
	return count;
}

static void
check_hub(struct walk *w, const char *says, const char *leads_to)
{
	struct answer a = walk_get(w, "");

	CHECK(a.code == 200 && shows(&a, says), "%s: %s", says, a.body);
	CHECK(primaries(&a) == 1 && shows(&a, arena_print(w->p->arena, "<a class=\"button\" href=\"%s\">",
	    walk_path(w, leads_to))), "not one button, or not to %s: %s", leads_to, a.body);
	assert_false(shows(&a, " disabled"));
}

static void
check_introduction(struct walk *w, const char *text)
{
	struct answer a = ASK(w->p, .path = "/self-service/connections-flow",
	    .query = arena_print(w->p->arena, "ticket=%s", w->v.ticket));

	CHECK(a.round_trips == 1 && shows(&a, text), "%s: %s", text, a.body);
}

/* With clients the connection enables itself, without it submits itself. */
static const struct left {
	const char	*ticket, *button, *by_itself, *back, *will_cancel, *cancelled, *withdrawn;
} lefts[] = {
	{ REQUIRED, "Enable when verified", "Turns on automatically as soon as a domain is verified.",
	    "Don’t enable automatically", "The connection is set to turn on as soon as a domain is verified.",
	    "Automatic enabling was cancelled", "enable_when_verified_withdrawn" },
	{ REQUIRED_DOMAIN, "Submit when verified", "Submitted automatically as soon as a domain is verified.",
	    "Don’t submit automatically", "The connection is set to be submitted as soon as a domain is verified.",
	    "Automatic submission was cancelled", "submit_when_verified_withdrawn" },
};

static void
check_left(const struct left *left)
{
	struct walk w = walk_new(ALL_STRATEGIES, left->ticket);
	const char *button = arena_print(w.p->arena, "%s, without a test</button>", left->button);
	struct answer a;

	walk_to(&w, "okta", STEP_ENABLE);
	check_hub(&w, "Locked until a domain is verified. Your settings are kept.", "domains");
	a = walk_get(&w, "");
	assert_false(shows(&a, "Locked until all required parts above are done"));
	assert_false(shows(&a, left->button));
	a = walk_get(&w, "enable");
	check_goes(&w, &a, "domains");
	a = walk_post(&w, "enable", "&untested=yes");
	check_goes(&w, &a, "domains");
	assert_string_equal(column(&w, "enable_revision IS NULL"), "t");
	walk_post(&w, "domains", "&domain=acme.com");
	check_hub(&w, arena_print(w.p->arena, "%s</a>", left->button), "enable");
	a = walk_get(&w, "enable");
	CHECK(primaries(&a) == 1 && shows(&a, button), "%s: %s", button, a.body);
	assert_false(shows(&a, "Enable connection</button>") || shows(&a, "Submit to Acme</button>"));
	a = walk_post(&w, "enable", "&untested=yes");
	check_goes(&w, &a, "");
	assert_string_equal(column(&w, "enabled_at IS NULL AND submitted_at IS NULL AND enable_revision = live_revision"), "t");
	check_hub(&w, arena_print(w.p->arena, "%s You can close this page.", left->by_itself), "domains");
}

/* The list says so, where one is then, and the overview until it is confirmed again. */
static void
check_domain_lost(const struct left *left)
{
	struct walk w = walk_new(ALL_STRATEGIES, left->ticket);
	const char *says = arena_print(w.p->arena, "%s because the last domain was removed.", left->cancelled);
	struct answer a;

	walk_to(&w, "okta", STEP_ENABLE);
	walk_post(&w, "domains", "&domain=acme.com");
	walk_post(&w, "domains", "&domain=acme.org");
	walk_post(&w, "enable", "&untested=yes");
	walk_post(&w, "domains/acme.com/remove", "");
	check_hub(&w, left->by_itself, "domains");
	walk_post(&w, "domains/acme.org/remove", "");
	a = walk_get(&w, "domains");
	CHECK(shows(&a, says), "%s: %s", says, a.body);
	check_hub(&w, says, "domains");
	a = walk_get(&w, "");
	assert_false(shows(&a, left->by_itself) || shows(&a, "because the settings changed"));
	walk_post(&w, "domains", "&domain=acme.com");
	check_hub(&w, says, "enable");
	walk_post(&w, "enable", "&untested=yes");
	a = walk_get(&w, "");
	assert_true(shows(&a, left->by_itself) && !shows(&a, left->cancelled));
}

TEST(connections_that_are_left_to_a_domain_wait_no_more_without_one)
{
	size_t i;

	for (i = 0; i < COUNT(lefts); i++)
		check_domain_lost(&lefts[i]);
}

TEST(connections_that_need_a_domain_can_be_left_to_it)
{
	size_t i;

	for (i = 0; i < COUNT(lefts); i++)
		check_left(&lefts[i]);
}

static void
check_taken_back(const struct left *left)
{
	static const char *const pages[] = { "", "enable" };
	struct walk w = walk_new(ALL_STRATEGIES, left->ticket);
	struct answer a;
	size_t i;

	walk_to(&w, "okta", STEP_ENABLE);
	walk_post(&w, "domains", "&domain=acme.com");
	for (i = 0; i < COUNT(pages); i++) {
		walk_post(&w, "enable", "&untested=yes");
		a = walk_get(&w, pages[i]);
		CHECK(primaries(&a) == 1, "%s: %s", pages[i], a.body);
		CHECK(!shows(&a, "Yes. Ask "), "%s: %s", pages[i], a.body);
		CHECK(shows(&a, arena_print(w.p->arena, "action=\"%s\"", walk_path(&w, "enable/withdraw")))
		    && shows(&a, arena_print(w.p->arena, "%s</button>", left->back)) && !shows(&a, left->button),
		    "%s: %s", pages[i], a.body);
		a = walk_post(&w, "enable/withdraw", "");
		check_goes(&w, &a, "");
		assert_string_equal(column(&w, "enable_revision IS NULL"), "t");
		check_hub(&w, arena_print(w.p->arena, "%s</a>", left->button), "enable");
	}
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND "
	    "kind = '%s'", w.p->tenant, left->withdrawn), 2);
}

TEST(connections_that_are_left_to_a_domain_can_be_taken_back)
{
	size_t i;

	for (i = 0; i < COUNT(lefts); i++)
		check_taken_back(&lefts[i]);
}

/* The form says so before, and the overview after. */
static void
check_cancelled(const struct left *left)
{
	struct walk w = walk_new(ALL_STRATEGIES, left->ticket);
	struct found found = found_oidc();
	struct answer a;

	walk_to(&w, "okta", STEP_ENABLE);
	walk_post(&w, "domains", "&domain=acme.com");
	a = walk_get(&w, "settings");
	assert_false(shows(&a, "New settings cancel that"));
	walk_post(&w, "enable", "&untested=yes");
	a = walk_get(&w, "settings");
	assert_true(shows(&a, arena_print(w.p->arena, "%s New settings cancel that: you then need to confirm it again.",
	    left->will_cancel)));
	a = walk_get(&w, "");
	assert_false(shows(&a, left->cancelled));
	walk_post(&w, "settings", OKTA_FORM);
	walk_find(&w, &found);
	walk_post(&w, "check", "");
	walk_post(&w, "test", "");
	check_hub(&w, arena_print(w.p->arena, "%s because the settings changed.", left->cancelled), "enable");
	a = walk_get(&w, "enable");
	assert_true(shows(&a, arena_print(w.p->arena, "%s, without a test</button>", left->button)));
	walk_post(&w, "enable", "&untested=yes");
	a = walk_get(&w, "");
	assert_false(shows(&a, left->cancelled));
}

TEST(connections_that_are_left_to_a_domain_wait_no_more_with_new_settings)
{
	size_t i;

	for (i = 0; i < COUNT(lefts); i++)
		check_cancelled(&lefts[i]);
}

/* The pages that are open when the domain is found. */
TEST(connections_without_clients_that_submitted_themselves_say_so)
{
	static const char *const pages[] = { "domains", "domains/acme.com" };
	struct walk w = walk_new(ALL_STRATEGIES, REQUIRED_DOMAIN);
	const char *connection;
	struct answer a;
	size_t i;

	walk_to(&w, "okta", STEP_ENABLE);
	walk_post(&w, "domains", "&domain=acme.com");
	walk_post(&w, "enable", "&untested=yes");
	connection = column(&w, "connection_id");
	for (i = 0; i < COUNT(pages); i++) {
		a = walk_get(&w, pages[i]);
		CHECK(shows(&a, "The connection is submitted automatically as soon as a domain is verified."), "%s: %s", pages[i], a.body);
	}
	check_introduction(&w, "The connection is submitted automatically as soon as a domain is verified.");
	sql("UPDATE connection_domain SET status = 'verified', verified_at = now(), asked_at = NULL WHERE tenant_id = '%s'", w.p->tenant);
	must(w.p, connection_enable_waiting(place_act(w.p), connection));
	assert_string_equal(column(&w, "enabled_at IS NULL AND submitted_at IS NOT NULL"), "t");
	for (i = 0; i < COUNT(pages); i++) {
		a = walk_get(&w, pages[i]);
		CHECK(primaries(&a) == 1 && shows(&a, "Your connection was submitted to Acme on <time") && shows(&a, "View receipt</a>"),
		    "%s: %s", pages[i], a.body);
	}
	check_hub(&w, "You have submitted the connection, and Acme can turn it on.", "receipt");
	a = walk_get(&w, "receipt");
	assert_true(shows(&a, "<h1>The connection is submitted</h1>"));
}

/* A check that waits, failed, or is not confirmed comes first. */
TEST(overviews_have_one_button_for_each_outcome_of_a_check)
{
	static const enum step steps[] = { STEP_SETTINGS, STEP_ENABLE };
	struct walk w;
	struct found found = found_oidc();
	size_t i;

	for (i = 0; i < COUNT(steps); i++) {
		w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
		walk_to(&w, "okta", steps[i]);
		walk_post(&w, "settings", OKTA_FORM);
		check_hub(&w, "We are checking your settings.", "check");
		walk_fail(&w, "acme.okta.com");
		check_hub(&w, "We couldn’t verify your settings.", "check");
		walk_post(&w, "settings", OKTA_FORM);
		walk_find(&w, &found);
		check_hub(&w, "They take effect once you confirm them.", "check");
	}
}

/* With each kind of ticket, at each step. */
TEST(overviews_have_one_button_at_each_step)
{
	static const char *const tickets[] = { "", TWO_CLIENTS, REQUIRED,
		TWO_CLIENTS ",\"domain_aliases_config\":{\"domain_verification\":\"optional\"}",
		REQUIRED_DOMAIN };
	struct walk w;
	struct answer a;
	enum step s;
	size_t i;

	for (i = 0; i < COUNT(tickets); i++) {
		w = walk_new(ALL_STRATEGIES, tickets[i]);
		for (s = STEP_PROVIDER; s <= STEP_ENABLE; s = step_reached_after(s)) {
			walk_to(&w, "okta", s);
			a = walk_get(&w, "");
			CHECK(primaries(&a) == 1 && !shows(&a, " disabled"), "%s at %s: %s", tickets[i], step_name(s), a.body);
		}
		if (strstr(tickets[i], "required") != NULL)
			continue;
		walk_post(&w, "enable", "&untested=yes");
		a = walk_get(&w, "");
		CHECK(primaries(&a) == 1 && shows(&a, "View receipt</a>"), "%s: %s", tickets[i], a.body);
	}
}

static void
add_domain(struct walk *w, const char *name, const char *status)
{
	sql("INSERT INTO connection_domain (tenant_id, connection_id, domain, typed, source, challenge, ticket_id, status, verified_at) "
	    "SELECT tenant_id, connection_id, '%s', '%s', 'administrator', gen_random_uuid()::text, ticket_id, '%s', "
	    "CASE '%s' WHEN 'verified' THEN now() END FROM connection WHERE tenant_id = '%s'", name, name, status, status, w->p->tenant);
}

/* The link says the same as the overview, in one round trip. */
TEST(introductions_name_the_step_of_the_overview)
{
	static const char *const steps[] = { "Next: Choose provider", "Next: Create application", "Next: Configure connection",
		"Next: Map attributes", "Next: Assign access" };
	struct walk w = walk_new(ALL_STRATEGIES, REQUIRED);
	enum step s;

	for (s = STEP_PROVIDER; s <= STEP_ACCESS; s++) {
		walk_to(&w, "okta", s);
		check_introduction(&w, steps[s]);
	}
	walk_to(&w, "okta", STEP_ENABLE);
	check_introduction(&w, "Next: Email domains");
	add_domain(&w, "acme.com", "verified");
	check_introduction(&w, "Next: Enable");
	walk_post(&w, "settings", OKTA_FORM);
	check_introduction(&w, "Next: Configure connection");
	walk_fail(&w, "acme.okta.com");
	check_introduction(&w, "Next: Configure connection");
}

TEST(connections_are_enabled_only_by_a_page_with_the_last_settings)
{
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS), other;
	struct found found = found_oidc();
	struct answer a;
	long revision;

	walk_to(&w, "okta", STEP_ENABLE);
	revision = walk_revision(&w);
	other = walk_beside(&w);
	walk_post(&other, "settings", OKTA_FORM);
	walk_find(&other, &found);
	walk_post(&other, "check", "");
	a = walk_post_at(&w, "enable", revision, "&untested=yes");
	assert_int_equal(a.code, 409);
	assert_true(shows(&a, "The settings changed in the meantime. Review them."));
	assert_string_equal(column(&w, "enabled_at IS NULL"), "t");
}

TEST(connections_enabled_by_two_at_once_are_enabled_once)
{
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS), other;
	struct answer a;
	long revision;

	walk_to(&w, "okta", STEP_ENABLE);
	revision = walk_revision(&w);
	other = walk_beside(&w);
	a = walk_post_at(&other, "enable", revision, "&untested=yes");
	check_goes(&other, &a, "receipt");
	a = walk_post_at(&w, "enable", revision, "&untested=yes");
	check_goes(&w, &a, "receipt");
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND "
	    "kind = 'ss_sso_enable_connection'", w.p->tenant), 1);
}

/* Settings that were checked but not confirmed are not enabled. */
TEST(receipts_tell_of_what_was_enabled)
{
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	struct found found = found_saml();
	struct found_certificate c = *(const struct found_certificate *)found.certificates.items;
	struct answer a;

	walk_to(&w, "samlp", STEP_ENABLE);
	walk_post(&w, "settings", SAMLP_FORM);
	c.subject = "CN = never-confirmed";
	found.certificates = (struct objects){ &c, 1 };
	walk_find(&w, &found);
	a = walk_post(&w, "enable", "&untested=yes");
	check_goes(&w, &a, "receipt");
	a = walk_get(&w, "receipt");
	CHECK(!shows(&a, "CN = never-confirmed") && shows(&a, "CN = idp.example.com"), "%s", a.body);
}

/* People read the name that is shown; the other one only where a contact may need it. */
TEST(connections_have_the_name_that_people_know)
{
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	struct answer a;

	walk_to(&w, "okta", STEP_ENABLE);
	sql("UPDATE connection SET config = config || '{\"display_name\":\"Acme & Sons\"}' WHERE tenant_id = '%s'",
	    w.p->tenant);
	a = walk_get(&w, "enable");
	assert_true(shows(&a, "<dt>Connection</dt><dd translate=\"no\">Acme &amp; Sons</dd>"));
	walk_to(&w, "okta", STEP_DONE);
	a = walk_get(&w, "receipt");
	assert_true(shows(&a, "<dt>Connection</dt><dd><span translate=\"no\">Acme &amp; Sons</span>"
	    "<p class=\"hint\">Acme calls it <code translate=\"no\">customer</code></p></dd>"));
}

/* A program took the connection from its clients; of that no moment is kept. */
TEST(receipts_of_a_connection_that_was_turned_off_say_so)
{
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	struct answer a;

	walk_to(&w, "okta", STEP_DONE);
	sql("UPDATE connection SET enabled_clients = '{}', enabled_at = NULL WHERE tenant_id = '%s'", w.p->tenant);
	a = walk_get(&w, "receipt");
	CHECK(shows(&a, "<h1>The connection is turned off</h1>"), "%s", a.body);
	CHECK(!shows(&a, "1970") && !shows(&a, "ubmitted") && !shows(&a, "class=\"sign good\""), "%s", a.body);
	check_introduction(&w, "Acme has turned the connection off in the meantime.");
}

TEST(receipts_list_the_domains)
{
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS
	    ",\"domain_aliases_config\":{\"domain_verification\":\"optional\"}");
	struct answer a;

	walk_to(&w, "okta", STEP_DONE);
	a = walk_get(&w, "receipt");
	assert_false(shows(&a, "omains</dt>"));
	add_domain(&w, "b.example", "verified");
	add_domain(&w, "xn--bcher-kva.example", "verified");
	add_domain(&w, "later.example", "pending");
	a = walk_get(&w, "receipt");
	assert_int_equal(a.round_trips, 1);
	assert_true(shows(&a, "<dt>Verified domains</dt><dd translate=\"no\">b.example and bücher.example</dd>"));
	assert_true(shows(&a, "<dt>Domains not verified yet</dt><dd translate=\"no\">later.example</dd>"));
}

/* The page offers only choices that would be accepted. */
TEST(providers_stay_once_the_connection_is_made)
{
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	const char *change = arena_print(w.p->arena, "href=\"%s\">Change", walk_path(&w, "provider"));
	struct answer a;

	walk_to(&w, "okta", STEP_SETTINGS);
	a = walk_get(&w, "");
	assert_true(shows(&a, change));
	a = walk_get(&w, "provider");
	assert_true(shows(&a, "value=\"samlp\"") && shows(&a, "You can change it until"));
	w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	walk_to(&w, "okta", STEP_MAPPING);
	a = walk_get(&w, "");
	assert_false(shows(&a, "Change"));
	a = walk_get(&w, "provider");
	assert_true(shows(&a, "already created for Okta, OpenID Connect.") && shows(&a, "value=\"okta\" checked"));
	assert_false(shows(&a, "value=\"samlp\"") || shows(&a, "You can change it until"));
	a = walk_post(&w, "provider", "&strategy=okta");
	check_goes(&w, &a, "application");
	w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	walk_to(&w, "okta", STEP_DONE);
	a = walk_get(&w, "provider");
	check_goes(&w, &a, "receipt");
	a = walk_post(&w, "provider", "&strategy=okta");
	check_goes(&w, &a, "receipt");
	a = walk_get(&w, "");
	assert_true(shows(&a, "To change it or turn it off, ask your contact at Acme."));
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND "
	    "ticket_id = '%s' AND kind = 'provider_chosen'", w.p->tenant, w.v.id), 1);
}

/* The words of the overview at each step. */
TEST(overviews_resume_where_the_visitor_was)
{
	static const struct {
		enum step	 step;
		const char	*page, *words;
		bool		 may_enable;
	} rows[] = {
		{ STEP_APPLICATION, "application", "Continue: Create application", false },
		{ STEP_SETTINGS, "settings", "Continue: Configure connection", false },
		{ STEP_MAPPING, "mapping", "Continue: Map attributes", false },
		{ STEP_ACCESS, "access", "Continue: Assign access", false },
		{ STEP_ENABLE, "enable", "Enable connection</a>", true },
		{ STEP_DONE, "receipt", "Your connection was enabled on <time", false },
	};
	struct walk w;
	struct answer a;
	const char *enable;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
		walk_to(&w, "okta", rows[i].step);
		a = walk_get(&w, "");
		enable = arena_print(w.p->arena, "href=\"%s\"", walk_path(&w, "enable"));
		CHECK(a.code == 200 && shows(&a, rows[i].words), "%s: %s", rows[i].page, a.body);
		CHECK(shows(&a, arena_print(w.p->arena, "href=\"%s\"", walk_path(&w, rows[i].page))),
		    "%s is not linked", rows[i].page);
		CHECK(shows(&a, enable) == rows[i].may_enable, "%s", rows[i].page);
		CHECK(primaries(&a) == 1 && !shows(&a, " disabled"), "%s: %s", rows[i].page, a.body);
	}
}
