/* SPDX-License-Identifier: Apache-2.0 */
#include "net/fetch.h"

#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"
#include "hostile_server.h"
#include "net/diagnosis.h"
#include "test.h"

static const struct fetch_kind limits = { .accept = "text/plain", .max_bytes = 65536, .total_ms = 2000,
	.connect_ms = 1000, .slow_s = 10 };
static const struct fetch_kind short_limits = { .accept = "text/plain", .max_bytes = 65536, .total_ms = 500,
	.connect_ms = 500, .slow_s = 10 };

#define ANY_PORT "1-65535"
#define NO_SECURE_CONNECTION "We could not make a secure connection (HTTPS with TLS 1.2 or later) " \
	"to localhost. Check that it is running and can be reached from the internet."

static struct fetcher *
fetcher_as(const struct fetch_settings *settings)
{
	struct fetcher *fr;
	struct fault f;

	CHECK(fetcher_new(settings, &fr, &f) == OK, "%s", said(&f));
	return fr;
}

static struct fetcher *
fetcher(const char *allow, const char *ca_file)
{
	return fetcher_as(&(struct fetch_settings){ allow, "", ANY_PORT, ca_file });
}

/* From a server whose host "localhost" is allowed. */
static enum status
get(struct arena *a, int port, const char *path, const struct fetch_kind *l,
    struct fetched *out, struct fault *f)
{
	struct fetcher *fr = fetcher("localhost", hostile_server.trusted);
	enum status st = fetch(fr, a, arena_print(a, "https://localhost:%d%s", port, path), l,
	    out, f);

	fetcher_free(fr);
	return st;
}

struct refusal {
	const char	*path;
	enum status	 status;
	const char	*sentence;
};

static void
check_refusals(const struct refusal *rows, size_t count, const struct fetch_kind *l)
{
	struct arena *a = arena_new();
	struct fetched got = { .media_type = "untouched" };
	struct fault f;
	enum status st;
	size_t i;

	hostile_server_start();
	for (i = 0; i < count; i++) {
		st = get(a, hostile_server.good, rows[i].path, l, &got, &f);
		CHECK(st == rows[i].status, "%s: status %d, %s", rows[i].path, st,
		    st == OK ? "" : said(&f));
		CHECK(strstr(said(&f), rows[i].sentence) != NULL, "%s: %s", rows[i].path,
		    said(&f));
	}
	assert_string_equal(got.media_type, "untouched");
	arena_free(a);
}

TEST(fetch_gets_a_document)
{
	struct arena *a = arena_new();
	struct fetched got;
	struct fault f;

	hostile_server_start();
	CHECK(get(a, hostile_server.good, "/ok", &limits, &got, &f) == OK, "%s", said(&f));
	assert_string_equal(got.media_type, "image/png");
	assert_int_equal(got.length, 45);
	assert_memory_equal(got.body, "\x89PNG", 4);
	assert_string_equal(got.url, arena_print(a, "https://localhost:%d/ok", hostile_server.good));
	CHECK(get(a, hostile_server.good, "/html", &limits, &got, &f) == OK, "%s", said(&f));
	assert_string_equal(got.media_type, "text/html");
	CHECK(get(a, hostile_server.good, "/zero", &limits, &got, &f) == OK, "%s", said(&f));
	assert_string_equal(got.media_type, "");
	assert_int_equal(got.length, 3);
	assert_memory_equal(got.body, "a\0b", 4);
	CHECK(get(a, hostile_server.good, "/empty", &limits, &got, &f) == OK, "%s", said(&f));
	assert_string_equal(got.body, "");
	CHECK(get(a, hostile_server.good, "/exact", &limits, &got, &f) == OK, "%s", said(&f));
	assert_int_equal(got.length, 65536);
	arena_free(a);
}

TEST(fetch_names_the_program_and_little_else)
{
	struct arena *a = arena_new();
	struct fetched got;
	struct fault f;

	hostile_server_start();
	CHECK(get(a, hostile_server.good, "/echo", &limits, &got, &f) == OK, "%s", said(&f));
	assert_string_equal(got.body, arena_print(a, "host: localhost:%d\n"
	    "user-agent: Postern/" PACKAGE_VERSION "\naccept-encoding: gzip, deflate, br\naccept: text/plain",
	    hostile_server.good));
	arena_free(a);
}

TEST(fetch_follows_three_redirects)
{
	static const char *const rows[] = { "/to-ok", "/to-ok-relative", "/two", "/three" };
	struct arena *a = arena_new();
	struct fetched got;
	struct fault f;
	size_t i;

	hostile_server_start();
	for (i = 0; i < COUNT(rows); i++) {
		CHECK(get(a, hostile_server.good, rows[i], &limits, &got, &f) == OK, "%s: %s", rows[i],
		    said(&f));
		assert_string_equal(got.url, arena_print(a, "https://localhost:%d/ok",
		    hostile_server.good));
	}
	arena_free(a);
}

TEST(fetch_checks_every_redirect)
{
	static const struct refusal rows[] = {
		{ "/four", INVALID, "The address redirects more than 3 times" },
		{ "/loop", INVALID, "The address redirects more than 3 times" },
		{ "/to-http", INVALID, "localhost redirects to an address that does not start with "
		    "https://." },
		{ "/to-file", INVALID, "localhost redirects to an address that does not start with https://." },
		{ "/to-private", INVALID,
		    "127.0.0.1 has a private address, which cannot be reached from outside its "
		    "network." },
		{ "/to-metadata", INVALID, "169.254.169.254 has a private address" },
		{ "/to-user", INVALID, "localhost redirects to an address that contains a "
		    "username or password." },
		{ "/to-nonsense", INVALID, "localhost redirects to something that is not a valid web address." },
		{ "/to-bytes", INVALID, "is not a valid web address." },
	};

	check_refusals(rows, COUNT(rows), &limits);
}

TEST(fetch_judges_http_status)
{
	static const struct refusal rows[] = {
		{ "/404", INVALID,
		    "localhost has nothing at this address (HTTP status 404). Check" },
		{ "/410", INVALID, "nothing at this address (HTTP status 410)" },
		{ "/401", INVALID, "after sign-in (HTTP status 401)" },
		{ "/403", INVALID, "after sign-in (HTTP status 403)" },
		{ "/418", INVALID, "did not answer with a document (HTTP status 418)" },
		{ "/204", INVALID, "did not answer with a document (HTTP status 204)" },
		{ "/300", INVALID, "did not answer with a document (HTTP status 300)" },
		{ "/302-without-location", INVALID, "a document (HTTP status 302)" },
		{ "/429", UNAVAILABLE,
		    "localhost has a problem or is busy (HTTP status 429)." },
		{ "/500", UNAVAILABLE, "busy (HTTP status 500)" },
		{ "/503", UNAVAILABLE, "busy (HTTP status 503)" },
		{ "/drip-404", INVALID, "(HTTP status 404)" },
	};

	check_refusals(rows, COUNT(rows), &limits);
}

TEST(fetch_reads_no_more_than_its_limit)
{
	static const struct refusal rows[] = {
		{ "/one-more", INVALID, "The answer from localhost is too large: we read at most 64 KB." },
		{ "/announced-huge", INVALID, "is too large: we read at most 64 KB." },
		{ "/streamed-huge", INVALID, "is too large: we read at most 64 KB." },
	};

	check_refusals(rows, COUNT(rows), &limits);
}

/* Whatever the server chooses: it is told what we read, and need not listen. */
TEST(fetch_decompresses_what_it_asks_for)
{
	static const char *const codings[] = { "gzip", "x-gzip", "zlib", "raw", "br", "identity", "none",
		"empty", "none-gzip" };
	struct arena *a = arena_new();
	struct fetched got;
	struct fault f;
	size_t i;

	hostile_server_start();
	for (i = 0; i < COUNT(codings); i++) {
		CHECK(get(a, hostile_server.good, arena_print(a, "/coded/%s/ok", codings[i]), &limits, &got,
		    &f) == OK, "%s: %s", codings[i], said(&f));
		CHECK(got.length == 45 && memcmp(got.body, "\x89PNG", 4) == 0, "%s: %zu", codings[i], got.length);
		CHECK(get(a, hostile_server.good, arena_print(a, "/coded/%s/exact", codings[i]), &limits, &got,
		    &f) == OK, "%s: %s", codings[i], said(&f));
		CHECK(got.length == 65536, "%s: %zu", codings[i], got.length);
	}
	CHECK(get(a, hostile_server.good, "/coded/twice/to-ok", &limits, &got, &f) == OK, "%s", said(&f));
	assert_int_equal(got.length, 45);
	arena_free(a);
}

TEST(fetch_decompresses_no_more_than_its_limit)
{
	static const struct refusal rows[] = {
		{ "/coded/gzip/one-more", INVALID, "is too large: we read at most 64 KB." },
		{ "/coded/gzip/bomb", INVALID, "is too large: we read at most 64 KB." },
		{ "/coded/zlib/one-more", INVALID, "is too large: we read at most 64 KB." },
		{ "/coded/zlib/bomb", INVALID, "is too large: we read at most 64 KB." },
		{ "/coded/raw/one-more", INVALID, "is too large: we read at most 64 KB." },
		{ "/coded/raw/bomb", INVALID, "is too large: we read at most 64 KB." },
		{ "/coded/br/one-more", INVALID, "is too large: we read at most 64 KB." },
		{ "/coded/br/bomb", INVALID, "is too large: we read at most 64 KB." },
		{ "/coded/none/one-more", INVALID, "is too large: we read at most 64 KB." },
		{ "/coded/empty/one-more", INVALID, "is too large: we read at most 64 KB." },
		{ "/coded/none-gzip/bomb", INVALID, "is too large: we read at most 64 KB." },
		{ "/nothing", INVALID, "is too large: we read at most 64 KB." },
	};

	check_refusals(rows, COUNT(rows), &limits);
}

TEST(fetch_says_why_it_cannot_decompress)
{
	static const struct refusal rows[] = {
		{ "/coded/twice/ok", INVALID, "localhost compresses its answer more than once." },
		{ "/coded/twice/bomb", INVALID, "localhost compresses its answer more than once." },
		{ "/coded/six/ok", INVALID, "localhost compresses its answer more than once." },
		{ "/two-headers", INVALID, "localhost compresses its answer more than once." },
		{ "/bare-lines", INVALID, "localhost compresses its answer more than once." },
		{ "/coded-transfer", INVALID, "localhost compresses its answer more than once." },
		{ "/coded/zstd/ok", INVALID, "localhost compresses its answer in a way that we did not ask for: "
		    "zstd. We accept gzip, deflate and br." },
		{ "/coded/rot13/ok", INVALID, "in a way that we did not ask for: rot13." },
		{ "/coded/not-gzip/ok", INVALID, "We could not decompress the answer from localhost. It is damaged, "
		    "or it is not compressed as its header says." },
		{ "/coded/not-deflate/ok", INVALID, "We could not decompress the answer from localhost." },
		{ "/coded/not-br/ok", INVALID, "We could not decompress the answer from localhost." },
		{ "/coded/damaged/ok", INVALID, "We could not decompress the answer from localhost." },
		{ "/coded/gzip/cut", UNAVAILABLE, "was lost before the answer was complete." },
		{ "/coded/br/cut", UNAVAILABLE, "was lost before the answer was complete." },
		{ "/coded/twice/404", INVALID, "has nothing at this address (HTTP status 404)" },
	};

	check_refusals(rows, COUNT(rows), &limits);
}

TEST(fetch_waits_no_longer_than_its_limit)
{
	static const struct refusal rows[] = {
		{ "/silent", UNAVAILABLE,
		    "localhost is too slow: we need its whole answer within "
		    "1 second." },
		{ "/drip", UNAVAILABLE, "localhost is too slow" },
		{ "/to-slow", UNAVAILABLE,
		    "localhost is too slow: we need its whole answer, including redirects, "
		    "within 1 second." },
	};

	check_refusals(rows, COUNT(rows), &short_limits);
}

TEST(fetch_gives_up_on_a_drip_before_the_whole_time)
{
	static const struct refusal rows[] = {
		{ "/drip", UNAVAILABLE, "localhost is too slow: it sent almost nothing for 1 second." },
		{ "/silent", UNAVAILABLE, "localhost is too slow: it sent almost nothing for 1 second." },
	};
	static const struct fetch_kind l = { .accept = "*/*", .max_bytes = 65536, .total_ms = 60000,
		.connect_ms = 1000, .slow_s = 1 };

	alarm(30);
	check_refusals(rows, COUNT(rows), &l);
	alarm(0);
}

TEST(fetch_says_when_an_answer_is_broken)
{
	static const struct refusal rows[] = {
		{ "/cut", UNAVAILABLE, "The connection to localhost was lost" },
		{ "/not-http", UNAVAILABLE, "The connection to localhost was lost" },
		{ "/headers", UNAVAILABLE, "localhost" },
	};

	check_refusals(rows, COUNT(rows), &short_limits);
}

TEST(fetch_says_what_is_wrong_with_a_connection)
{
	struct arena *a = arena_new();
	struct fetched got;
	struct fault f;

	hostile_server_start();
	assert_int_equal(get(a, hostile_server.other, "/ok", &limits, &got, &f), INVALID);
	assert_string_equal(said(&f),
	    "We cannot trust the TLS certificate of localhost: it was issued for another name.");
	assert_int_equal(get(a, hostile_server.stranger, "/ok", &limits, &got, &f), INVALID);
	assert_string_equal(said(&f),
	    "We cannot trust the TLS certificate of localhost: "
	    "it is self-signed, or its authority is unknown to us.");
	arena_free(a);
}

/* A port where nothing listens, one that takes the connection and is silent, and one that
 * speaks something else. */
TEST(fetch_does_not_tell_an_open_port_from_a_closed_one)
{
	const int *const ports[] = { &hostile_server.closed, &hostile_server.mute,
		&hostile_server.plain };
	struct arena *a = arena_new();
	struct fetched got;
	struct fault f;
	size_t i;

	hostile_server_start();
	for (i = 0; i < COUNT(ports); i++) {
		assert_int_equal(get(a, *ports[i], "/ok", &short_limits, &got, &f), UNAVAILABLE);
		assert_string_equal(said(&f), NO_SECURE_CONNECTION);
	}
	arena_free(a);
}

TEST(fetch_connects_to_the_ports_of_the_setting)
{
	struct arena *a = arena_new();
	struct fetch_settings settings = { "localhost", "", "443", NULL };
	const char *good, *chain;
	struct fetcher *fr;
	struct fetched got;
	struct fault f;

	hostile_server_start();
	settings.ca_file = hostile_server.trusted;
	good = arena_print(a, "https://localhost:%d/ok", hostile_server.good);
	fr = fetcher_as(&settings);
	assert_int_equal(fetch(fr, a, good, &limits, &got, &f), INVALID);
	assert_string_equal(said(&f), arena_print(a, "This service does not connect to "
	    "localhost on port %d. Use an address without a port number.", hostile_server.good));
	assert_non_null(strstr(diagnosis_hint(&f), "fetch_ports"));
	fetcher_free(fr);

	settings.ports = arena_print(a, "443 %d", hostile_server.good);
	fr = fetcher_as(&settings);
	CHECK(fetch(fr, a, good, &limits, &got, &f) == OK, "%s", said(&f));
	chain = arena_print(a, "https://localhost:%d/to-port-%d", hostile_server.good, hostile_server.closed);
	assert_int_equal(fetch(fr, a, chain, &limits, &got, &f), INVALID);
	assert_non_null(strstr(said(&f), "This service does not connect to"));
	fetcher_free(fr);
	arena_free(a);
}

TEST(fetch_refuses_first_and_allows_then)
{
	struct arena *a = arena_new();
	struct fetched got;
	struct fetcher *fr;
	struct fault f;
	size_t i;
	static const char *const rows[] = { "localhost", "127.0.0.0/8 ::1", "other 127.0.0.1 ::/64" };

	hostile_server_start();
	for (i = 0; i < COUNT(rows); i++) {
		fr = fetcher_as(&(struct fetch_settings){ "localhost 127.0.0.1", rows[i], ANY_PORT,
		    hostile_server.trusted });
		assert_int_equal(fetch(fr, a, arena_print(a, "https://localhost:%d/ok", hostile_server.good),
		    &limits, &got, &f), INVALID);
		assert_non_null(strstr(said(&f), "localhost has an address that this service "
		    "does not connect to."));
		assert_non_null(strstr(diagnosis_hint(&f), "fetch_refuse"));
		fetcher_free(fr);
	}
	arena_free(a);
}

/* --- in a network of its own, whose only address looks like one of the internet --- */

#define PUBLIC_ADDRESS "198.35.26.96"

static bool
become_public(void)
{
	struct ifreq lo = { .ifr_name = "lo" };
	struct sockaddr_in *address = (void *)&lo.ifr_addr;
	int fd = unshare(CLONE_NEWNET) == 0 || unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0
	    ? socket(AF_INET, SOCK_DGRAM, 0) : -1;
	bool is_set;

	address->sin_family = AF_INET;
	is_set = inet_pton(AF_INET, PUBLIC_ADDRESS, &address->sin_addr) == 1
	    && ioctl(fd, SIOCSIFADDR, &lo) == 0;
	lo.ifr_flags = IFF_UP;
	is_set = is_set && ioctl(fd, SIOCSIFFLAGS, &lo) == 0;
	close(fd);
	return is_set;
}

static enum status
fetch_from_itself(const char *allow)
{
	struct arena *a = arena_new();
	struct fetcher *fr;
	struct fetched got;
	struct fault f = { 0 };
	enum status st = fetcher_new(&(struct fetch_settings){ allow, "", "443", "" }, &fr, &f);

	if (st == OK)
		st = fetch(fr, a, "https://" PUBLIC_ADDRESS "/", &short_limits, &got, &f);
	printf("%s\n", said(&f));
	return st == INVALID && diagnosis_hint(&f) == NULL ? BROKEN : st;
}

/* No assertion holds in the child, which must not go on with the other tests. */
TEST(fetch_refuses_this_machine_also_at_a_public_address)
{
	pid_t child = fork();
	int status;

	if (child == 0)
		_exit(become_public() && fetch_from_itself("") == INVALID
		    && fetch_from_itself(PUBLIC_ADDRESS) == UNAVAILABLE ? 0 : 1);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

TEST(fetch_trusts_the_system_unless_told)
{
	struct fetcher *fr = fetcher("localhost", "");
	struct arena *a = arena_new();
	struct fetched got;
	struct fault f;

	hostile_server_start();
	assert_int_equal(fetch(fr, a, arena_print(a, "https://localhost:%d/ok", hostile_server.good),
	    &limits, &got, &f), INVALID);
	assert_non_null(strstr(said(&f), "We cannot trust the TLS certificate of localhost"));
	fetcher_free(fr);
	arena_free(a);
}

/* There is no server for these: they must end before a packet leaves. */
TEST(fetch_refuses_private_addresses)
{
	static const char *const rows[] = { "127.0.0.1", "localhost", "LOCALHOST", "2130706433",
		"0x7f.1", "017700000001", "127.1", "0", "0.0.0.0", "[::1]", "[::]",
		"[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "169.254.169.254", "10.0.0.1",
		"172.16.0.1",
		"192.168.0.1", "100.64.0.1", "192.0.2.1", "224.0.0.1", "255.255.255.255",
		"[fd00::1]", "[fe80::1]", "[fe80::1%25lo]", "[64:ff9b::7f00:1]",
		"[2002:7f00:1::1]", "[2001:db8::1]", "[ff02::1]" };
	struct fetcher *fr = fetcher("idp.example 10.9.0.0/16", "");
	struct arena *a = arena_new();
	struct fetched got;
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(fetch(fr, a, arena_print(a, "https://%s/", rows[i]), &short_limits, &got,
		    &f) == INVALID, "%s: %s", rows[i], said(&f));
		CHECK(strstr(said(&f), "has a private address") != NULL, "%s: %s", rows[i],
		    said(&f));
	}
	fetcher_free(fr);
	arena_free(a);
}

TEST(fetch_allows_by_host_or_by_network)
{
	static const struct {
		const char *allow, *host;
		enum status status;
	} rows[] = {
		{ "localhost", "localhost", OK }, { "LocalHost", "localhost", OK },
		{ "localhost", "127.0.0.1", INVALID }, { "127.0.0.0/8", "127.0.0.1", OK },
		{ "127.0.0.1", "127.0.0.1", OK }, { "127.0.0.1", "localhost", OK },
		{ "127.0.0.2", "127.0.0.1", INVALID },
		{ "10.0.0.0/8 other", "localhost", INVALID },
		{ "host", "localhost", INVALID },
	};
	struct arena *a = arena_new();
	struct fetcher *fr;
	struct fetched got;
	struct fault f;
	size_t i;

	hostile_server_start();
	for (i = 0; i < COUNT(rows); i++) {
		fr = fetcher(rows[i].allow, hostile_server.trusted);
		CHECK(fetch(fr, a, arena_print(a, "https://%s:%d/ok", rows[i].host,
		    hostile_server.good), &limits, &got, &f) == rows[i].status, "row %zu", i);
		fetcher_free(fr);
	}
	arena_free(a);
}

TEST(fetch_refuses_texts_that_are_not_addresses)
{
	static const struct refusal rows[] = {
		{ "", INVALID, "This is not a valid web address." },
		{ "https://", INVALID, "is not a valid web address." },
		{ "https://a b/", INVALID, "is not a valid web address." },
		{ "https://a\nb/", INVALID, "is not a valid web address." },
		{ "https://a.example:99999/", INVALID, "is not a valid web address." },
		{ "https://a.example\\@b.example/", INVALID, "" },
		{ "https://\xff.example/", INVALID, "is not a valid web address." },
		{ "https://%ff.example/", INVALID, "is not a valid web address." },
		{ "https://%00/", INVALID, "is not a valid web address." },
		{ "https://[::1", INVALID, "is not a valid web address." },
		{ "https://a.example/\x1b[31m", INVALID, "is not a valid web address." },
		{ "http://localhost/", INVALID, "The address must start with https://." },
		{ "HTTP://localhost/", INVALID, "must start with https://." },
		{ "file:///etc/passwd", INVALID, "must start with https://." },
		{ "gopher://localhost/", INVALID, "must start with https://." },
		{ "javascript:alert(1)", INVALID, "" },
		{ "www.example/logo.png", INVALID, "must start with https://." },
		{ "//www.example/logo.png", INVALID, "must start with https://." },
		{ "https://user:secret@localhost/", INVALID, "must not contain a username" },
		{ "https://user@localhost/", INVALID, "must not contain a username" },
		{ "https://127.0.0.1:80@localhost/", INVALID, "must not contain a username" },
	};
	struct fetcher *fr = fetcher("", "");
	struct arena *a = arena_new();
	struct fetched got;
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(fetch(fr, a, rows[i].path, &short_limits, &got, &f) == rows[i].status,
		    "%s", rows[i].path);
		CHECK(strstr(said(&f), rows[i].sentence) != NULL, "%s: %s", rows[i].path,
		    said(&f));
		CHECK(strstr(said(&f), "secret") == NULL, "%s", said(&f));
	}
	assert_int_equal(fetch(fr, a, arena_print(a, "https://a.example/%04000d", 0),
	    &short_limits, &got, &f), INVALID);
	assert_int_equal(fetch(fr, a, arena_print(a, "https://%0300d.example/", 0),
	    &short_limits, &got, &f), INVALID);
	fetcher_free(fr);
	arena_free(a);
}

TEST(fetch_takes_no_proxy_of_the_environment)
{
	struct arena *a = arena_new();
	struct fetched got;
	struct fault f;

	hostile_server_start();
	setenv("https_proxy", arena_print(a, "http://127.0.0.1:%d", hostile_server.closed), 1);
	setenv("ALL_PROXY", arena_print(a, "http://127.0.0.1:%d", hostile_server.closed), 1);
	CHECK(get(a, hostile_server.good, "/ok", &limits, &got, &f) == OK, "%s", said(&f));
	unsetenv("https_proxy");
	unsetenv("ALL_PROXY");
	arena_free(a);
}

TEST(fetch_refuses_wrong_settings)
{
	struct fetcher *fr = NULL;
	struct fault f;

	static const struct {
		struct fetch_settings settings;
		const char *sentence;
	} rows[] = {
		{ { "*.example", "", "443", "" }, "fetch_allow: \"*.example\"" },
		{ { "", "10.0.0.0/33", "443", "" }, "fetch_refuse: \"10.0.0.0/33\"" },
		{ { "", "", "443 https", "" }, "fetch_ports: \"https\" is neither a port nor a range" },
		{ { "", "", "0", "" }, "fetch_ports: \"0\"" },
		{ { "", "", "65536", "" }, "fetch_ports: \"65536\"" },
		{ { "", "", "9-8", "" }, "fetch_ports: \"9-8\"" },
		{ { "", "", "-9", "" }, "fetch_ports: \"-9\"" },
		{ { "", "", "8-9-10", "" }, "fetch_ports: \"8-9-10\"" },
		{ { "", "", "443", "/nonexistent/ca.pem" }, "fetch_ca: /nonexistent/ca.pem cannot be read" },
	};
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		assert_int_equal(fetcher_new(&rows[i].settings, &fr, &f), INVALID);
		CHECK(strstr(said(&f), rows[i].sentence) != NULL, "%s: %s", rows[i].sentence, said(&f));
	}
	assert_null(fr);
}
