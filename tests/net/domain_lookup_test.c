/* SPDX-License-Identifier: Apache-2.0 */
#include "net/domain_lookup.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "dns_world.h"
#include "port53.h"
#include "test.h"

static const struct domain_value others[] = { { "beta.example", WORLD_OTHER } };

static struct domain_question
question(struct arena *a, const char *domain)
{
	return (struct domain_question){ .domain = domain,
		.host = arena_print(a, "_ss-verification.%s", domain), .value = WORLD_VALUE,
		.others = others, .other_count = COUNT(others) };
}

static struct domain_report
check(struct dns *d, struct arena *a, const char *domain)
{
	struct domain_question q = question(a, domain);
	struct domain_gathered g;
	struct domain_report report;

	domain_lookup(d, a, &q, &g);
	domain_check(a, &q, &g, &report);
	return report;
}

struct row {
	const char	*domain;
	const char	*finding;
	const char	*says[3];	/* parts of the sentences */
};

/* An alias to itself leads nowhere, so there is no server to ask at its end. */
static bool
is_silence(const char *domain, const char *finding)
{
	return text_is(finding, "no_answer") || text_is(finding, "servfail")
	    || text_is(finding, "dnssec") || text_is(domain, "loop.example");
}

static void
check_rows(struct dns *d, const struct row *rows, size_t count)
{
	struct arena *a = arena_new();
	struct domain_report report;
	const char *text;
	size_t i, j;

	for (i = 0; i < count; i++) {
		report = check(d, a, rows[i].domain);
		text = sentences_english(a, &report.sentences);
		CHECK(text_is(report.finding, rows[i].finding), "%s: %s: %s", rows[i].domain,
		    report.finding, text);
		CHECK(report.is_verified == text_is(rows[i].finding, "verified"), "%s", rows[i].domain);
		for (j = 0; j < COUNT(rows[i].says) && rows[i].says[j] != NULL; j++)
			CHECK(strstr(text, rows[i].says[j]) != NULL, "%s: no \"%s\" in: %s",
			    rows[i].domain, rows[i].says[j], text);
		CHECK(report.is_silent == is_silence(rows[i].domain, report.finding), "%s", rows[i].domain);
		CHECK(report.lines.count > 0, "%s", rows[i].domain);
		arena_reset(a);
	}
	arena_free(a);
	dns_free(d);
}

TEST(a_domain_is_verified_by_its_record)
{
	static const struct row rows[] = {
		{ "acme.example", "verified", { "We found the record: acme.example is "
		    "verified." } },
		{ "parts.example", "verified", { NULL } },
		{ "alias.example", "verified", { NULL } },
		{ "big.example", "verified", { NULL } },
		{ "cut.example", "verified", { NULL } },
		{ "signed.example", "verified", { NULL } },
	};

	check_rows(world_dns(WORLD_NOBODY, WORLD_ALLOW), rows, COUNT(rows));
}

TEST(an_answer_other_than_the_record_is_told_with_its_remedy)
{
	static const struct row rows[] = {
		{ "empty.example", "no_name", { "The name _ss-verification.empty.example does not exist in the DNS.",
		    "The DNS of empty.example is served by ns1.host.example. Add the record there." } },
		{ "cloudy.example", "no_name", { "The DNS of cloudy.example is hosted at Cloudflare (ada.ns.cloudflare.com)." } },
		{ "proved.example", "no_name", { NULL } },
		{ "mail.empty.example", "no_name", { "The DNS of empty.example is served by" } },
		{ "nodata.example", "no_record", { "has no TXT record. Check that the type" } },
		{ "doubled.example", "doubled", { "at _ss-verification.doubled.example.doubled.example:",
		    "Change the name of the record to just _ss-verification." } },
		{ "bald.example", "no_underscore", { "The record is at ss-verification.bald.example: the "
		    "underscore", "Change the name to _ss-verification." } },
		{ "eu.sunk.example", "doubled", { "at _ss-verification.eu.sunk.example.sunk.example:",
		    "Change the name of the record to just _ss-verification.eu." } },
		{ "eu.lifted.example", "above", { "The record is at _ss-verification.lifted.example, but it must "
		    "be at _ss-verification.eu.lifted.example. Change the name of the record to "
		    "_ss-verification.eu." } },
		{ "quoted.example", "altered", { "its value is [\"" WORLD_VALUE "\"]. Change it to "
		    "exactly" } },
		{ "spaced.example", "altered", { "its value is [ " WORLD_VALUE " ]" } },
		{ "shouted.example", "altered", { "its value is [904BD31C" } },
		{ "other.example", "other_domain", { "has the value for beta.example. Each domain" } },
		{ "wrong.example", "wrong_value", { "has the value [v=spf1 -all], which is not the one "
		    "we need. Add a second TXT record with " WORLD_VALUE } },
		{ "bytes.example", "wrong_value", { "has the value [\\000\\007<b>\\195\\188]" } },
		{ "huge.example", "wrong_value", { "has the value [hhhhh", "hhhhh...], which is not "
		    "the one we" } },
		{ "apex.example", "apex", { "The value is at apex.example itself",
		    "with the name _ss-verification." } },
		{ "cname.example", "cname", { "is an alias (a CNAME record) of www.cname.example" } },
		{ "wild.example", "wildcard", { "There is no record at _ss-verification.wild.example.",
		    "Leave the wildcard record as it is, and add the TXT record as well." } },
		{ "starry.example", "wildcard", { NULL } },
		{ "retyped.example", "wrong_type", { "has the type CNAME. Change its type to TXT." } },
		{ "dangling.example", "cname", { "of gone.nowhere.dangling.example" } },
		{ "loop.example", "cname", { "of back.loop.example" } },
		{ "eu.corp.example", "delegated", { "eu.corp.example is delegated: it is a "
		    "separate zone from corp.example, served by ns1.other-host.example." } },
		{ "below.example", "delegated", { "_ss-verification.below.example is delegated:",
		    "with different name servers from below.example" } },
		{ "nobody.example", "no_domain", { "The domain nobody.example does not exist in the DNS." } },
		{ "broken.example", "dnssec", { "fail the signature check (DNSSEC)" } },
		{ "lame.example", "servfail", { "return an error or do not answer" } },
		{ "private.example", "servfail", { NULL } },
	};

	check_rows(world_dns(WORLD_RESOLVER, WORLD_ALLOW), rows, COUNT(rows));
}

TEST(a_record_without_the_organizations_part_of_its_name_is_found)
{
	struct arena *a = arena_new();
	struct dns *d = world_dns(WORLD_RESOLVER, WORLD_ALLOW);
	struct domain_question q = question(a, "acme.example");
	struct domain_gathered g;
	struct domain_report report;

	q.host = "_ss-verification.org_a.acme.example";
	domain_lookup(d, a, &q, &g);
	domain_check(a, &q, &g, &report);
	assert_string_equal(report.finding, "outside");
	assert_non_null(strstr(sentence_english(a, report.sentences.items),
	    "Change the name to _ss-verification.org_a: each"));
	dns_free(d);
	arena_free(a);
}

TEST(a_record_without_the_underscore_is_found_for_an_organization_too)
{
	struct arena *a = arena_new();
	struct dns *d = world_dns(WORLD_RESOLVER, WORLD_ALLOW);
	struct domain_question q = { .domain = "bald.example",
		.host = "_ss-verification.org_1.bald.example",
		.value = "904bd31c21524f4d9e3d68e9e10aee43" };
	struct domain_gathered g;
	struct domain_report report;

	domain_lookup(d, a, &q, &g);
	domain_check(a, &q, &g, &report);
	assert_string_equal(report.finding, "no_underscore");
	assert_non_null(strstr(sentence_english(a, report.sentences.items),
	    "at ss-verification.org_1.bald.example: the"));
	assert_non_null(strstr(sentence_english(a, report.sentences.items),
	    "Change the name to _ss-verification.org_1."));
	dns_free(d);
	arena_free(a);
}

/* The record is at servers to which the registry sends nobody, or nowhere. */
TEST(name_servers_of_the_registry_are_compared_with_those_of_the_zone)
{
	static const struct row rows[] = {
		{ "split.example", "delegation", { "The registry delegates split.example to "
		    "ns1.other-host.example, but the zone itself lists ns1.host.example as "
		    "its name servers.",
		    "correct the name servers at your registrar, or the NS records in the zone split.example.",
		    "The record is only at ns1.host.example, but it must be at ns1.other-host.example," } },
		{ "moved.example", "delegation", { "to ns1.other-host.example, but the zone itself lists ",
		    "The record is only at ns1.host.example, but" } },
		{ "reverse.example", "verified", { NULL } },
		{ "astray.example", "delegation", { "to ns1.host.example, but the zone itself lists "
		    "ns1.other-host.example as its name servers. One", "must be at ns1.host.example," } },
		{ "moved.guarded.example", "delegation", { "The zone guarded.example "
		    "delegates moved.guarded.example to ns1.other-host.example, but",
		    "correct the name servers in the zone guarded.example, or" } },
		{ "moved.brief.example", "elsewhere", { "ns1.host.example has the record, but the name servers",
		    "is served by ns1.other-host.example." } },
	};

	check_rows(world_dns(WORLD_RESOLVER, WORLD_ALLOW), rows, COUNT(rows));
}

TEST(a_parent_that_does_not_answer_or_lies_changes_no_verdict)
{
	static const struct row rows[] = {
		{ "moved.quiet.example", "elsewhere", { "ns1.host.example has the record, but the name servers",
		    "served by ns1.", " and ns1." } },
		{ "moved.false.example", "elsewhere", { "served by ns1.", " and ns1." } },
	};

	alarm(30);
	check_rows(world_dns(WORLD_RESOLVER, WORLD_ALLOW), rows, COUNT(rows));
	alarm(0);
}

/* The first server of the parent may be asked and answers; two others may not. */
TEST(a_parent_at_a_private_address_is_not_asked_unless_allowed)
{
	static const struct {
		const char *allow;
		bool is_asked;
	} rows[] = {
		{ WORLD_ALLOW, false }, { WORLD_ALLOW " 10.53.0.0/16", true },
		{ WORLD_ALLOW " 127.0.0.0/24", true }, { WORLD_ALLOW " 10.54.0.0/16", false },
	};
	struct arena *a = arena_new();
	struct dns *d;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		d = world_dns(WORLD_RESOLVER, rows[i].allow);
		port53_strays();
		CHECK(text_is(check(d, a, "moved.guarded.example").finding, "delegation"), "row %zu", i);
		CHECK((port53_strays() > 0) == rows[i].is_asked, "row %zu", i);
		dns_free(d);
	}
	arena_free(a);
}

TEST(a_domain_whose_servers_do_not_answer_is_told_so_in_time)
{
	static const struct row rows[] = {
		{ "slow.example", "no_answer", { "did not answer in time" } },
		{ "liar.example", "no_answer", { NULL } },
		{ "mute.example", "no_answer", { NULL } },
		{ "unheard.example", "no_answer", { "_ss-verification.unheard.example is an alias of "
		    "token.mute.example, whose name servers did not answer in time." } },
	};

	alarm(60);
	check_rows(world_dns(WORLD_MUTE, WORLD_ALLOW), rows, COUNT(rows));
	alarm(0);
}

TEST(a_resolver_that_is_dead_slow_or_lying_keeps_no_domain_from_being_verified)
{
	static const char *const resolvers[] = { WORLD_NOBODY, WORLD_SLOW, WORLD_LIAR, WORLD_MUTE,
		WORLD_CUTTER };
	static const struct row rows[] = {
		{ "acme.example", "verified", { NULL } },
		{ "empty.example", "no_name", { NULL } },
	};
	size_t i;

	alarm(120);
	for (i = 0; i < COUNT(resolvers); i++)
		check_rows(world_dns(resolvers[i], WORLD_ALLOW), rows, COUNT(rows));
	alarm(0);
}

/* Here no name server may be asked at all, as where port 53 is closed. */
TEST(the_resolver_counts_where_the_servers_cannot_be_asked)
{
	static const struct row rows[] = {
		{ "acme.example", "verified", { NULL } },
		{ "empty.example", "remembered", { "Our resolver keeps its old answer, "
		    "without the value, for ", " more second" } },
		{ "broken.example", "servfail", { NULL } },
	};

	check_rows(world_dns(WORLD_RESOLVER, ""), rows, COUNT(rows));
}

static long
seconds_in(const char *text)
{
	const char *digits = strpbrk(text, "0123456789");

	return digits == NULL ? -1 : strtol(digits, NULL, 10);
}

TEST(a_fresh_record_counts_before_caches_expire)
{
	struct dns *d = world_dns(WORLD_RESOLVER, WORLD_ALLOW);
	struct arena *a = arena_new();
	struct domain_report before = check(d, a, "stale.example"), after;
	const struct sentence *sentences;
	const char *text;

	assert_string_equal(before.finding, "wrong_value");
	world_do("change", "stale");
	after = check(d, a, "stale.example");
	assert_string_equal(after.finding, "verified");
	assert_int_equal(after.sentences.count, 2);
	sentences = after.sentences.items;
	text = sentence_english(a, &sentences[1]);
	CHECK(text_starts(text, "Others may still see the old answer for "), "%s", text);
	CHECK(seconds_in(text) > 0 && seconds_in(text) <= 60, "%s", text);
	arena_free(a);
	dns_free(d);
}

/* The resolver's cache does not bring back a record that its servers no longer have. */
TEST(a_record_that_was_removed_no_longer_counts)
{
	struct dns *d = world_dns(WORLD_RESOLVER, WORLD_ALLOW);
	struct arena *a = arena_new();
	struct dns_talk *t = dns_talk_new(d, a, 5000);
	struct dns_answer resolved;

	world_do("change", "late");
	dns_ask(t, DNS_RESOLVER, "_ss-verification.late.example", DNS_TXT, &resolved);
	dns_wait(t, DNS_RESOLVER, 5000);
	world_do("drop", "late");
	assert_string_equal(check(d, a, "late.example").finding, "no_name");
	arena_free(a);
	dns_free(d);
}

TEST(a_challenge_may_name_the_organization)
{
	struct dns *d = world_dns(WORLD_RESOLVER, WORLD_ALLOW);
	struct arena *a = arena_new();
	struct domain_question q = { .domain = "organization.example",
		.host = "_ss-verification.org_1.organization.example",
		.value = "904bd31c21524f4d9e3d68e9e10aee43" };
	struct domain_gathered g;

	domain_lookup(d, a, &q, &g);
	assert_true(domain_is_verified(&q, &g));
	arena_free(a);
	dns_free(d);
}

/* RFC 1035 §2.3.4: a name has at most 253 characters. */
TEST(a_name_that_is_too_long_is_not_asked_for)
{
	static const struct {
		int label_chars;
		enum dns_status doubled;
	} rows[] = { { 51, DNS_NXDOMAIN }, { 52, DNS_UNASKED }, { 60, DNS_UNASKED } };
	struct dns *d = world_dns(WORLD_RESOLVER, WORLD_ALLOW);
	struct arena *a = arena_new();
	struct domain_question q;
	struct domain_gathered g;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		q = question(a, arena_print(a, "%0*d.%057d.example", rows[i].label_chars, 0, 0));
		domain_lookup(d, a, &q, &g);
		CHECK(g.host.status == DNS_NXDOMAIN, "%s: %d", q.domain, (int)g.host.status);
		CHECK(g.doubled.status == rows[i].doubled, "%s: %d", q.domain, (int)g.doubled.status);
		CHECK(text_is(check(d, a, q.domain).finding, "no_domain"), "%s", q.domain);
	}
	arena_free(a);
	dns_free(d);
}

static bool
has_line(struct arena *a, const struct domain_report *r, const char *whom, const char *type,
    const char *says)
{
	const struct domain_line *lines = r->lines.items;
	size_t i;

	for (i = 0; i < r->lines.count; i++)
		if (text_is(sentence_english(a, lines[i].whom), whom) && text_is(lines[i].type, type)
		    && strstr(sentences_english(a, &lines[i].says), says) != NULL)
			return true;
	return false;
}

TEST(a_report_shows_what_each_server_said)
{
	struct dns *d = world_dns(WORLD_RESOLVER, WORLD_ALLOW);
	struct arena *a = arena_new();
	struct domain_report r = check(d, a, "moved.example");

	assert_true(has_line(a, &r, "Authoritative servers", "TXT", "No such name."));
	assert_true(has_line(a, &r, "ns1.host.example", "TXT", "[" WORLD_VALUE "]"));
	assert_true(has_line(a, &r, "ns1.other-host.example", "TXT", "No such name."));
	assert_true(has_line(a, &r, "Our resolver", "TXT", "No such name. Cached for "));
	assert_true(has_line(a, &r, "Authoritative servers", "NS", "[ns1.host.example]"));
	assert_string_equal(r.zone, "moved.example");
	assert_true(has_line(a, &r, "Servers of example", "NS", "[ns1.other-host.example]"));
	assert_int_equal(r.name_servers.count, 1);
	assert_string_equal(r.name_servers.items[0], "ns1.other-host.example");
	r = check(d, a, "moved.brief.example");
	assert_true(has_line(a, &r, "Servers of brief.example", "NS", "[ns1.other-host.example] ..."));
	r = check(d, a, "moved.quiet.example");
	assert_true(has_line(a, &r, "Servers of quiet.example", "NS", "No answer in time."));
	assert_int_equal(r.name_servers.count, 2);
	r = check(d, a, "moved.false.example");
	assert_false(has_line(a, &r, "Servers of false.example", "NS", ""));
	r = check(d, a, "astray.example");
	assert_true(has_line(a, &r, "ns1.host.example", "TXT", "No such name."));
	assert_true(has_line(a, &r, "ns1.other-host.example", "TXT", "No such name."));
	r = check(d, a, "eu.corp.example");
	assert_true(has_line(a, &r, "Servers of corp.example", "NS", "[ns1.other-host.example]"));
	r = check(d, a, "broken.example");
	assert_true(has_line(a, &r, "Authoritative servers", "TXT", "The signature check failed: "));
	r = check(d, a, "doubled.example");
	assert_true(has_line(a, &r, "Authoritative servers", "TXT", WORLD_VALUE));
	r = check(d, a, "cloudy.example");
	assert_string_equal(r.dns_host, "cloudflare");
	arena_free(a);
	dns_free(d);
}
