/* SPDX-License-Identifier: Apache-2.0 */
#include "net/dns.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "dns_world.h"
#include "port53.h"
#include "test.h"

#define HOST(name) "_ss-verification." name ".example"

enum { LIMIT_MS = 3000, SHORT_MS = 500 };

static struct dns_answer
ask_for(struct dns *d, struct arena *a, enum dns_whom whom, const char *name, enum dns_type type,
    long limit_ms)
{
	struct dns_talk *t = dns_talk_new(d, a, LIMIT_MS);
	struct dns_answer answer;

	dns_ask(t, whom, name, type, &answer);
	dns_wait(t, whom, limit_ms);
	return answer;
}

static struct dns_answer
ask(struct dns *d, struct arena *a, enum dns_whom whom, const char *name, enum dns_type type)
{
	return ask_for(d, a, whom, name, type, LIMIT_MS);
}

struct row {
	const char	*name;
	enum dns_type	 type;
	enum dns_status	 status;
	const char	*record;	/* the first; NULL: none */
	const char	*alias;		/* the last; NULL: none */
	const char	*zone;
};

static void
check_rows(enum dns_whom whom, const struct row *rows, size_t count)
{
	struct dns *d = world_dns(WORLD_RESOLVER, WORLD_ALLOW);
	struct arena *a = arena_new();
	struct dns_answer got;
	const char *record, *alias;
	size_t i;

	for (i = 0; i < count; i++) {
		got = ask(d, a, whom, rows[i].name, rows[i].type);
		record = got.records.count == 0 ? NULL : got.records.items[0];
		alias = got.aliases.count == 0 ? NULL : got.aliases.items[got.aliases.count - 1];
		CHECK(got.status == rows[i].status, "%s: status %d", rows[i].name, (int)got.status);
		CHECK(text_is(record, rows[i].record), "%s: %s", rows[i].name, record);
		CHECK(text_is(alias, rows[i].alias), "%s: %s", rows[i].name, alias);
		CHECK(text_is(got.zone, rows[i].zone), "%s: %s", rows[i].name, got.zone);
		CHECK(got.ttl_s >= 0 && got.ttl_s <= 3600, "%s: %ld", rows[i].name, got.ttl_s);
		arena_reset(a);
	}
	arena_free(a);
	dns_free(d);
}

TEST(dns_walks_from_the_root_to_the_servers_of_a_zone)
{
	static const struct row rows[] = {
		{ HOST("acme"), DNS_TXT, DNS_OK, WORLD_VALUE, NULL, "" },
		{ HOST("alias"), DNS_TXT, DNS_OK, WORLD_VALUE, "token.acme-dns.example", "" },
		{ HOST("alias"), DNS_CNAME, DNS_OK, "token.acme-dns.example", NULL, "" },
		{ HOST("signed"), DNS_TXT, DNS_OK, WORLD_VALUE, NULL, "" },
		{ HOST("bytes"), DNS_TXT, DNS_OK, "\\000\\007<b>\\195\\188", NULL, "" },
		{ HOST("empty"), DNS_TXT, DNS_NXDOMAIN, NULL, NULL, "empty.example" },
		{ HOST("nodata"), DNS_TXT, DNS_NODATA, NULL, NULL, "nodata.example" },
		{ HOST("proved"), DNS_TXT, DNS_NXDOMAIN, NULL, NULL, "proved.example" },
		{ HOST("nobody"), DNS_TXT, DNS_NXDOMAIN, NULL, NULL, "example" },
		{ HOST("dangling"), DNS_TXT, DNS_NXDOMAIN, NULL, "gone.nowhere.dangling.example",
		    "dangling.example" },
		{ HOST("loop"), DNS_TXT, DNS_SERVFAIL, NULL, NULL, "" },
		{ HOST("broken"), DNS_TXT, DNS_BOGUS, NULL, NULL, "" },
		{ HOST("lame"), DNS_TXT, DNS_SERVFAIL, NULL, NULL, "" },
		{ "acme.example", DNS_NS, DNS_OK, "ns1.host.example", NULL, "" },
		{ "cloudy.example", DNS_NS, DNS_OK, "ada.ns.cloudflare.com", NULL, "" },
		{ "ns1.host.example", DNS_A, DNS_OK, "127.53.0.3", NULL, "" },
		{ "ns1.host.example", DNS_AAAA, DNS_NODATA, NULL, NULL, "host.example" },
		{ "ACME.Example.", DNS_SOA, DNS_OK, "ns1.host.example", NULL, "" },
	};

	check_rows(DNS_AUTHORITY, rows, COUNT(rows));
}

TEST(dns_hears_the_same_from_a_resolver)
{
	static const struct row rows[] = {
		{ HOST("acme"), DNS_TXT, DNS_OK, WORLD_VALUE, NULL, "" },
		{ HOST("alias"), DNS_TXT, DNS_OK, WORLD_VALUE, "token.acme-dns.example", "" },
		{ HOST("empty"), DNS_TXT, DNS_NXDOMAIN, NULL, NULL, "empty.example" },
		{ HOST("nodata"), DNS_TXT, DNS_NODATA, NULL, NULL, "nodata.example" },
		{ HOST("broken"), DNS_TXT, DNS_SERVFAIL, NULL, NULL, "" },
	};

	check_rows(DNS_RESOLVER, rows, COUNT(rows));
}

TEST(dns_reads_answers_too_large_for_a_datagram)
{
	struct dns *d = world_dns(WORLD_CUTTER, WORLD_ALLOW);
	struct arena *a = arena_new();
	struct dns_answer got = ask(d, a, DNS_AUTHORITY, HOST("big"), DNS_TXT);

	assert_int_equal(got.status, DNS_OK);
	assert_int_equal(got.records.count, 9);
	got = ask(d, a, DNS_AUTHORITY, HOST("cut"), DNS_TXT);
	assert_int_equal(got.status, DNS_OK);
	assert_string_equal(got.records.items[0], WORLD_VALUE);
	got = ask(d, a, DNS_RESOLVER, HOST("empty"), DNS_TXT);
	assert_int_equal(got.status, DNS_OK);
	assert_string_equal(got.records.items[0], WORLD_VALUE);
	arena_free(a);
	dns_free(d);
}

TEST(dns_keeps_the_beginning_of_a_long_record)
{
	struct dns *d = world_dns(WORLD_RESOLVER, WORLD_ALLOW);
	struct arena *a = arena_new();
	struct dns_answer got = ask(d, a, DNS_AUTHORITY, HOST("huge"), DNS_TXT);

	assert_int_equal(got.status, DNS_OK);
	assert_int_equal(got.records.count, 1);
	assert_int_equal(strlen(got.records.items[0]), DNS_MAX_TEXT_BYTES);
	arena_free(a);
	dns_free(d);
}

TEST(dns_says_why_signatures_do_not_hold)
{
	struct dns *d = world_dns(WORLD_RESOLVER, WORLD_ALLOW);
	struct arena *a = arena_new();
	struct dns_answer got = ask(d, a, DNS_AUTHORITY, HOST("broken"), DNS_TXT);

	CHECK(strstr(got.why, "broken.example") != NULL, "%s", got.why);
	arena_free(a);
	dns_free(d);
}

TEST(dns_gives_up_on_servers_that_do_not_answer_or_lie)
{
	static const char *const servers[] = { WORLD_SLOW, WORLD_LIAR, WORLD_MUTE };
	static const char *const names[] = { HOST("slow"), HOST("liar"), HOST("mute") };
	struct arena *a = arena_new();
	struct dns_answer got;
	struct dns *d;
	size_t i;

	alarm(60);
	for (i = 0; i < COUNT(servers); i++) {
		d = world_dns(servers[i], WORLD_ALLOW);
		got = ask_for(d, a, DNS_AUTHORITY, names[i], DNS_TXT, SHORT_MS);
		CHECK(got.status == DNS_TIMEOUT, "%s: %d", names[i], (int)got.status);
		got = ask_for(d, a, DNS_RESOLVER, HOST("acme"), DNS_TXT, SHORT_MS);
		CHECK(got.status == DNS_TIMEOUT, "%s: %d", servers[i], (int)got.status);
		CHECK(got.records.count == 0, "%s", servers[i]);
		arena_reset(a);
		dns_free(d);
	}
	alarm(0);
	arena_free(a);
}

/* Nobody listens there; the system may report that or not. */
TEST(dns_gives_up_on_dead_servers)
{
	struct dns *d = world_dns(WORLD_NOBODY, WORLD_ALLOW);
	struct arena *a = arena_new();
	struct dns_answer got;

	alarm(60);
	got = ask_for(d, a, DNS_AUTHORITY, HOST("dead"), DNS_TXT, SHORT_MS);
	assert_true(got.status == DNS_TIMEOUT || got.status == DNS_SERVFAIL);
	got = ask_for(d, a, DNS_RESOLVER, HOST("acme"), DNS_TXT, SHORT_MS);
	assert_true(got.status == DNS_TIMEOUT || got.status == DNS_SERVFAIL);
	alarm(0);
	arena_free(a);
	dns_free(d);
}

TEST(dns_asks_nothing_when_its_time_is_over)
{
	struct dns *d = world_dns(WORLD_RESOLVER, WORLD_ALLOW);
	struct arena *a = arena_new();
	struct dns_talk *t = dns_talk_new(d, a, 0);
	struct dns_answer got;

	dns_ask(t, DNS_AUTHORITY, HOST("acme"), DNS_TXT, &got);
	dns_wait(t, DNS_AUTHORITY, LIMIT_MS);
	assert_int_equal(got.status, DNS_TIMEOUT);
	arena_free(a);
	dns_free(d);
}

/* The interposed connect() lets no test out, and counts the attempts. */
TEST(dns_asks_no_server_at_a_private_address_unless_allowed)
{
	static const struct {
		const char *allow, *name;
		bool is_asked;
	} rows[] = {
		{ WORLD_ALLOW, HOST("private"), false },
		{ WORLD_ALLOW, HOST("this-machine"), false },
		{ WORLD_ALLOW " 10.53.0.0/16", HOST("private"), true },
		{ WORLD_ALLOW " 10.54.0.0/16", HOST("private"), false },
		{ "127.0.0.0/8", HOST("this-machine"), true },
	};
	struct arena *a = arena_new();
	struct dns_answer got;
	struct dns *d;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		d = world_dns(WORLD_RESOLVER, rows[i].allow);
		port53_strays();
		got = ask(d, a, DNS_AUTHORITY, rows[i].name, DNS_TXT);
		CHECK(got.status == DNS_SERVFAIL || got.status == DNS_TIMEOUT, "row %zu: %d", i,
		    (int)got.status);
		CHECK((port53_strays() > 0) == rows[i].is_asked, "row %zu", i);
		arena_reset(a);
		dns_free(d);
	}
	arena_free(a);
}

TEST(dns_forgets_between_talks)
{
	struct dns *d = world_dns(WORLD_RESOLVER, WORLD_ALLOW);
	struct arena *a = arena_new();

	world_do("drop", "late");
	assert_int_equal(ask(d, a, DNS_AUTHORITY, HOST("late"), DNS_TXT).status, DNS_NXDOMAIN);
	world_do("change", "late");
	assert_int_equal(ask(d, a, DNS_AUTHORITY, HOST("late"), DNS_TXT).status, DNS_OK);
	arena_free(a);
	dns_free(d);
}

TEST(dns_asks_one_server_alone)
{
	static const struct {
		const char *address;
		enum dns_status status;
	} rows[] = {
		{ "127.53.0.3", DNS_OK }, { "127.53.0.4", DNS_NXDOMAIN },
		{ WORLD_MUTE, DNS_TIMEOUT },
		{ "10.0.0.1", DNS_SERVFAIL }, { "not an address", DNS_SERVFAIL },
	};
	struct dns *d = world_dns(WORLD_RESOLVER, WORLD_ALLOW);
	struct arena *a = arena_new();
	struct dns_answer got;
	struct dns_talk *t;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		t = dns_talk_new(d, a, LIMIT_MS);
		dns_ask_server(t, rows[i].address, "moved.example", HOST("moved"), DNS_TXT, &got);
		dns_wait(t, DNS_AUTHORITY, LIMIT_MS);
		CHECK(got.status == rows[i].status, "%s: %d", rows[i].address, (int)got.status);
		arena_reset(a);
	}
	arena_free(a);
	dns_free(d);
}

TEST(dns_refuses_wrong_settings)
{
	static const struct {
		struct dns_settings settings;
		const char *sentence;
	} rows[] = {
		{ { "resolver.example", "", "", "" }, "dns_resolver: \"resolver.example\" is not an address" },
		{ { "192.0.2.1 192.0.2.2@x", "", "", "" }, "dns_resolver: \"192.0.2.2@x\"" },
		{ { "", "a.root", "", "" }, "dns_root: \"a.root\"" },
		{ { "", "", "/nonexistent/root.key", "" }, "dns_anchor: /nonexistent/root.key cannot be read" },
		{ { "", "", "", "*.example" }, "fetch_allow: \"*.example\"" },
	};
	struct dns *d = NULL;
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		assert_int_equal(dns_new(&rows[i].settings, &d, &f), INVALID);
		CHECK(strstr(said(&f), rows[i].sentence) != NULL, "%s", said(&f));
		assert_null(d);
	}
	assert_int_equal(dns_new(&(struct dns_settings){ "", "", "", "" }, &d, &f), OK);
	dns_free(d);
	assert_int_equal(dns_new(&(struct dns_settings){ "192.0.2.1 2001:db8::1 192.0.2.2@5353", "", "",
	    "" }, &d, &f), OK);
	dns_free(d);
}
