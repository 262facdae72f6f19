/* SPDX-License-Identifier: Apache-2.0 */
#include "model/domain/check.h"

#include <malloc.h>
#include <string.h>

#include "base/text.h"
#include "test.h"

/* tests/net shows on real servers what the DNS must say for each finding;
 * this file shows whose word counts when two disagree. */
#define VALUE "904bd31c-2152-4f4d-9e3d-68e9e10aee43"

static const struct domain_question question = { .domain = "acme.example",
	.host = "_ss-verification.acme.example", .value = VALUE };

static struct dns_answer
answer(struct arena *a, enum dns_status status, const char *record)
{
	const char **items = arena_array(a, 1, sizeof(*items));

	items[0] = record;
	return (struct dns_answer){ .status = status, .records = { items, record == NULL ? 0 : 1 },
		.zone = "", .why = "", .ttl_s = 42 };
}

TEST(domain_check_weighs_the_servers_and_the_resolver)
{
	static const struct {
		enum dns_status host;
		const char *host_says;
		enum dns_status resolved;
		const char *resolver_says, *finding;
		size_t sentences;
		bool is_silent;
	} rows[] = {
		{ DNS_OK, VALUE, DNS_OK, VALUE, "verified", 1 },
		{ DNS_OK, VALUE, DNS_OK, "old", "verified", 2 },
		{ DNS_OK, VALUE, DNS_NXDOMAIN, NULL, "verified", 2 },
		{ DNS_OK, VALUE, DNS_SERVFAIL, NULL, "verified", 1 },
		{ DNS_OK, VALUE, DNS_UNASKED, NULL, "verified", 1 },
		{ DNS_NXDOMAIN, NULL, DNS_OK, VALUE, "no_name", 1 },
		{ DNS_NODATA, NULL, DNS_OK, VALUE, "no_record", 1 },
		{ DNS_OK, "old", DNS_OK, VALUE, "wrong_value", 1 },
		{ DNS_BOGUS, NULL, DNS_OK, VALUE, "dnssec", 1, true },
		{ DNS_TIMEOUT, NULL, DNS_OK, VALUE, "verified", 1 },
		{ DNS_SERVFAIL, NULL, DNS_OK, VALUE, "verified", 1 },
		{ DNS_TIMEOUT, NULL, DNS_OK, "old", "remembered", 1 },
		{ DNS_SERVFAIL, NULL, DNS_NODATA, NULL, "remembered", 1 },
		{ DNS_TIMEOUT, NULL, DNS_TIMEOUT, NULL, "no_answer", 1, true },
		{ DNS_SERVFAIL, NULL, DNS_SERVFAIL, NULL, "servfail", 1, true },
		{ DNS_UNASKED, NULL, DNS_UNASKED, NULL, "servfail", 1, true },
		{ DNS_OK, "a" VALUE, DNS_OK, VALUE, "altered", 1 },
		{ DNS_OK, "904bd31c-2152-4f4d-9e3d-68e9e10aee4", DNS_OK, VALUE, "wrong_value", 1 },
		{ DNS_OK, "", DNS_OK, "", "wrong_value", 1 },
	};
	struct arena *a = arena_new();
	struct domain_gathered g;
	struct domain_report r;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		g = (struct domain_gathered){ .zone = "", .outer_zone = "",
			.host = answer(a, rows[i].host, rows[i].host_says),
			.resolved = answer(a, rows[i].resolved, rows[i].resolver_says) };
		domain_check(a, &question, &g, &r);
		CHECK(text_is(r.finding, rows[i].finding), "row %zu: %s", i, r.finding);
		CHECK(r.is_verified == text_is(r.finding, "verified"), "row %zu", i);
		CHECK(r.is_verified == domain_is_verified(&question, &g), "row %zu", i);
		CHECK(r.is_silent == rows[i].is_silent, "row %zu", i);
		CHECK(r.sentences.count == rows[i].sentences, "row %zu: %zu", i, r.sentences.count);
	}
	arena_free(a);
}

/* An alias that leads to servers without an answer says nothing of the record. */
TEST(domain_check_weighs_an_alias_and_where_it_leads)
{
	static const struct {
		enum dns_status host, resolved;
		const char *finding, *says;
		bool is_silent;
	} rows[] = {
		{ DNS_NXDOMAIN, DNS_NXDOMAIN, "cname", "is an alias", false },
		{ DNS_NODATA, DNS_TIMEOUT, "cname", "is an alias", false },
		{ DNS_SERVFAIL, DNS_SERVFAIL, "cname", "is an alias", true },
		{ DNS_TIMEOUT, DNS_SERVFAIL, "no_answer", "_ss-verification.acme.example is an alias of "
		    "token.beta.example, whose name servers did not answer in time.", true },
		{ DNS_TIMEOUT, DNS_BOGUS, "no_answer", "did not answer in time", true },
		{ DNS_TIMEOUT, DNS_NXDOMAIN, "remembered", "are not answering right now. Our "
		    "resolver keeps its old answer, without the value, for 42 more seconds.", false },
	};
	struct arena *a = arena_new();
	struct domain_gathered g;
	struct domain_report r;
	const char *text;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		g = (struct domain_gathered){ .zone = "", .outer_zone = "",
			.host = answer(a, rows[i].host, NULL),
			.resolved = answer(a, rows[i].resolved, NULL),
			.alias = answer(a, DNS_OK, "token.beta.example") };
		domain_check(a, &question, &g, &r);
		CHECK(text_is(r.finding, rows[i].finding), "row %zu: %s", i, r.finding);
		text = sentences_english(a, &r.sentences);
		CHECK(strstr(text, rows[i].says) != NULL, "row %zu: %s", i, text);
		CHECK(r.is_silent == rows[i].is_silent, "row %zu", i);
	}
	arena_free(a);
}

static const char *
joined(struct arena *a, const struct texts *names)
{
	const char *text = "";
	size_t i;

	for (i = 0; i < names->count; i++)
		text = arena_print(a, "%s%s%s", text, i == 0 ? "" : " ", names->items[i]);
	return text;
}

static struct dns_answer
name_servers(struct arena *a, const char *names)
{
	struct dns_answer d = { .status = names == NULL ? DNS_TIMEOUT : DNS_OK };

	if (names != NULL)
		d.records.count = text_split(a, names, " ", &d.records.items);
	return d;
}

/* Names of servers, by the parent and by the zone, and those that have the record. */
TEST(domain_check_compares_the_name_servers_of_parent_and_zone)
{
	static const struct {
		const char *parents, *own, *with_record;
		bool is_partial;
		const char *finding, *says, *name_servers;
	} rows[] = {
		{ "a b", "a b", "", false, "no_name", "does not exist in the DNS", "a b" },
		{ "a b", "b a", "b", false, "elsewhere", "b has the record, but not all name", "a b" },
		{ "a b", "b c", "", false, "no_name", "does not exist in the DNS", "a b" },
		{ "a b", "b c", "b", false, "elsewhere", "b has the record, but not all name", "a b" },
		{ "a b", "b c", "b c", false, "elsewhere", "has the record, but not all", "a b" },
		{ "a b", "b c", "c", false, "delegation", "The record is only at c, but it must be at a and b,", "a b" },
		{ "a b", "b c", "a", false, "delegation", "The record is only at a, but it must be at a and b,", "a b" },
		{ "a b", "c d", "", false, "delegation", "to a and b, but the zone itself lists c "
		    "and d as its name servers. One", "a b" },
		{ "a b", "c d", "d", false, "delegation", "it must be at a and b,", "a b" },
		{ "a b", "c d", "", true, "no_name", "does not exist in the DNS", "a b" },
		{ "a b", "c d", "d", true, "elsewhere", "d has the record, but the name servers that", "a b" },
		{ NULL, "c d", "d", false, "elsewhere", "d has the record, but the name servers that", "c d" },
		{ "a b", NULL, "", false, "no_name", "does not exist in the DNS", "a b" },
		{ NULL, NULL, "", false, "no_name", "does not exist in the DNS", "" },
	};
	struct arena *a = arena_new();
	struct domain_gathered g;
	struct domain_report r;
	const char **holders, *text;
	size_t i, j;

	for (i = 0; i < COUNT(rows); i++) {
		g = (struct domain_gathered){ .zone = "acme.example", .outer_zone = "",
			.parent = "example", .host = answer(a, DNS_NXDOMAIN, NULL),
			.servers = name_servers(a, rows[i].own),
			.delegation = name_servers(a, rows[i].parents) };
		g.delegation.is_partial = rows[i].is_partial;
		g.each_count = text_split(a, rows[i].with_record, " ", &holders);
		for (j = 0; j < g.each_count; j++)
			g.each[j] = (struct domain_server){ holders[j], answer(a, DNS_OK, VALUE) };
		domain_check(a, &question, &g, &r);
		CHECK(text_is(r.finding, rows[i].finding), "row %zu: %s", i, r.finding);
		text = sentences_english(a, &r.sentences);
		CHECK(strstr(text, rows[i].says) != NULL, "row %zu: %s", i, text);
		CHECK(text_is(joined(a, &r.name_servers), rows[i].name_servers), "row %zu: %s", i,
		    joined(a, &r.name_servers));
	}
	arena_free(a);
}

TEST(domain_report_is_kept_as_json)
{
	struct arena *a = arena_new();
	struct domain_gathered g = { .zone = "acme.example", .outer_zone = "",
		.host = answer(a, DNS_OK, "<b>\"quoted\"</b>"), .resolved = answer(a, DNS_NXDOMAIN, NULL),
		.servers = answer(a, DNS_OK, "ada.ns.cloudflare.com") };
	struct domain_report r, read = { 0 };
	struct domain_line *line;
	struct fault f;
	char *json;

	domain_check(a, &question, &g, &r);
	json = fields_encode(a, &domain_report_shape, &r);
	CHECK(fields_decode(a, json, strlen(json), &domain_report_shape, STORED, &read, &f) == OK, "%s", said(&f));
	assert_false(read.is_verified);
	assert_false(read.is_silent);
	assert_string_equal(read.finding, "wrong_value");
	assert_string_equal(sentences_english(a, &read.sentences), sentences_english(a, &r.sentences));
	assert_string_equal(read.dns_host, "cloudflare");
	assert_string_equal(read.name_servers.items[0], "ada.ns.cloudflare.com");
	assert_int_equal(read.lines.count, 3);
	line = read.lines.items;
	assert_string_equal(sentences_english(a, &line[0].says), "[<b>\"quoted\"</b>]");
	assert_string_equal(sentence_english(a, line[1].whom), "Our resolver");
	assert_string_equal(sentences_english(a, &line[1].says),
	    "No such name. Cached for 42 more seconds.");
	arena_free(a);
}

/* Strangers decide what the DNS says: it is data, never a format. */
TEST(domain_reports_keep_hostile_records_as_they_are)
{
	static const struct {
		const char *record, *shown;
	} rows[] = {
		{ "100%", "100%" }, { "%s%s%s%n%5$n", "%s%s%s%n%5$n" }, { "%1$s %2$s %%", "%1$s %2$s %%" },
		{ "%", "%" }, { "{\"id\":\"%s\"}", "{\"id\":\"%s\"}" },
		{ "\\031\\037", "\\031\\037" }, { "\xc3\xbc \xe2\x80\xae", "\xc3\xbc \xe2\x80\xae" },
	};
	struct arena *a = arena_new();
	struct domain_gathered g;
	struct domain_report r, read;
	const struct domain_line *line;
	struct fault f;
	const char *text, *json;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		g = (struct domain_gathered){ .zone = rows[i].record, .outer_zone = "", .parent = "",
			.host = answer(a, DNS_OK, rows[i].record), .servers = answer(a, DNS_NODATA, NULL) };
		domain_check(a, &question, &g, &r);
		json = fields_encode(a, &domain_report_shape, &r);
		read = (struct domain_report){ 0 };
		CHECK(fields_decode(a, json, strlen(json), &domain_report_shape, STORED, &read, &f) == OK,
		    "row %zu: %s", i, said(&f));
		text = sentences_english(a, &read.sentences);
		CHECK(strstr(text, arena_print(a, "has the value [%s], which is not", rows[i].shown)) != NULL,
		    "row %zu: %s", i, text);
		line = read.lines.items;
		text = sentences_english(a, &line[0].says);
		CHECK(text_is(text, arena_print(a, "[%s]", rows[i].shown)), "row %zu: %s", i, text);
	}
	arena_free(a);
}

/* A resolver says 0 while an answer is in its last second. */
TEST(domain_reports_count_at_least_one_second)
{
	struct arena *a = arena_new();
	struct domain_gathered g = { .zone = "", .outer_zone = "",
		.resolved = answer(a, DNS_NXDOMAIN, NULL) };
	const struct domain_line *lines;
	struct domain_report r;

	for (g.resolved.ttl_s = 0; g.resolved.ttl_s < 2; g.resolved.ttl_s++) {
		g.host = answer(a, DNS_OK, VALUE);
		domain_check(a, &question, &g, &r);
		assert_string_equal(sentences_english(a, &r.sentences), "We found the record: "
		    "acme.example is verified. Others may still see the old answer for 1 more "
		    "second. This does no harm.");
		lines = r.lines.items;
		assert_string_equal(sentences_english(a, &lines[1].says), "No such name. Cached for 1 more second.");
		g.host = answer(a, DNS_SERVFAIL, NULL);
		domain_check(a, &question, &g, &r);
		CHECK(strstr(sentences_english(a, &r.sentences), "keeps its old answer, without the value, "
		    "for 1 more second.") != NULL, "%s",
		    sentences_english(a, &r.sentences));
	}
	arena_free(a);
}

TEST(domain_check_shows_long_records_short)
{
	struct arena *a = arena_new();
	const char *text = arena_print(a, "%04000d", 0);
	struct domain_gathered g = { .zone = "", .outer_zone = "", .host = answer(a, DNS_OK, text) };
	struct domain_report r;

	domain_check(a, &question, &g, &r);
	assert_string_equal(r.finding, "wrong_value");
	assert_true(strlen(sentences_english(a, &r.sentences)) < 400);
	assert_non_null(strstr(sentences_english(a, &r.sentences), "000..."));
	arena_free(a);
}

/* This measures memory, not time: code that copies for each challenge needs gigabytes. */
TEST(domain_check_of_long_records_and_many_challenges_needs_little_memory)
{
	enum { RECORDS = 30, RECORD_BYTES = 64000, OTHERS = 999 };
	struct arena *a = arena_new();
	struct domain_value *others = arena_array(a, OTHERS, sizeof(*others));
	const char **records = arena_array(a, RECORDS, sizeof(*records));
	struct domain_question q = question;
	struct domain_gathered g = { .zone = "", .outer_zone = "", .host = answer(a, DNS_OK, "") };
	struct domain_report r;
	size_t i, before;

	for (i = 0; i < OTHERS; i++)
		others[i] = (struct domain_value){ "beta.example",
			arena_print(a, "%08zu-2152-4f4d-9e3d-68e9e10aee43", i) };
	for (i = 0; i < RECORDS; i++)
		records[i] = arena_print(a, "%0*d", RECORD_BYTES, 0);
	records[RECORDS - 1] = arena_print(a, "%s\"%s\"", records[0], others[OTHERS - 1].value);
	q.others = others;
	q.other_count = OTHERS;
	g.host.records = (struct texts){ records, RECORDS };
	before = mallinfo2().uordblks + mallinfo2().hblkhd;
	domain_check(a, &q, &g, &r);
	assert_string_equal(r.finding, "other_domain");
	CHECK(mallinfo2().uordblks + mallinfo2().hblkhd - before < 3 * RECORDS * RECORD_BYTES, "%zu bytes",
	    mallinfo2().uordblks + mallinfo2().hblkhd - before);
	arena_free(a);
}
