/* SPDX-License-Identifier: Apache-2.0 */
#include "net/exchange.h"

#include <poll.h>
#include <string.h>

#include "base/text.h"
#include "hostile_server.h"
#include "net/diagnosis.h"
#include "test.h"

enum { PATIENCE_MS = 60 * 1000, MANY = 40 };

static const struct fetch_kind limits = { .accept = "application/json", .max_bytes = 65536, .total_ms = 20000,
	.connect_ms = 10000, .slow_s = 20 };
static const struct fetch_kind short_limits = { .accept = "application/json", .max_bytes = 65536, .total_ms = 3000,
	.connect_ms = 3000, .slow_s = 10 };

static const struct fetch_kind patient = { .accept = "*/*", .max_bytes = 65536, .total_ms = 60000,
	.connect_ms = 30000, .slow_s = 60 };

struct desk {
	struct arena		*long_lived, *arena;
	struct fetcher		*fetcher;
	struct exchanges	*all;
	struct fault		 fault;
};

static struct desk
desk_new(void)
{
	struct desk d = { .long_lived = arena_new(), .arena = arena_new() };

	hostile_server_start();
	CHECK(fetcher_new(&(struct fetch_settings){ "localhost", "", "1-65535", hostile_server.trusted },
	    &d.fetcher, &d.fault) == OK, "%s", said(&d.fault));
	d.all = exchanges_new(d.long_lived, d.fetcher);
	return d;
}

static void
desk_free(struct desk *d)
{
	arena_free(d->arena);
	arena_free(d->long_lived);
	fetcher_free(d->fetcher);
}

static struct exchange *
begin_at(struct desk *d, int port, const char *path, struct fetch_request r)
{
	r.url = arena_print(d->arena, "https://localhost:%d%s", port, path);
	if (r.kind == NULL)
		r.kind = &limits;
	return exchange_begin(d->all, d->arena, &r);
}

static struct exchange *
begin(struct desk *d, const char *path, struct fetch_request r)
{
	return begin_at(d, hostile_server.good, path, r);
}

/* One wait and what follows from it; false: it took too long. */
static bool
move(struct desk *d)
{
	struct pollfd socket = { .fd = exchanges_socket(d->all), .events = POLLIN };
	long due_ms = exchanges_due_ms(d->all);
	int ready = poll(&socket, 1, due_ms < 0 ? PATIENCE_MS : (int)due_ms);

	exchanges_move(d->all);
	return ready > 0 || due_ms >= 0;
}

static enum status
finish(struct desk *d, const struct exchange *e, struct fetched *out)
{
	while (!exchange_is_over(e))
		assert_true(move(d));
	return exchange_result(e, out, &d->fault);
}

TEST(exchanges_post_a_form_with_credentials)
{
	struct desk d = desk_new();
	struct fetched got;

	CHECK(finish(&d, begin(&d, "/echo", (struct fetch_request){ .authorization = "Basic YTpi",
	    .form = "grant_type=authorization_code&code=c%26d" }), &got) == OK, "%s", said(&d.fault));
	assert_string_equal(got.body, arena_print(d.arena, "host: localhost:%d\nuser-agent: Postern/"
	    PACKAGE_VERSION "\naccept-encoding: gzip, deflate, br\naccept: application/json\n"
	    "authorization: Basic YTpi\ncontent-length: 40\ncontent-type: application/x-www-form-urlencoded\n\n"
	    "grant_type=authorization_code&code=c%%26d", hostile_server.good));
	assert_int_equal(got.status, 200);
	CHECK(finish(&d, begin(&d, "/echo", (struct fetch_request){ .authorization = "Bearer t" }), &got) == OK,
	    "%s", said(&d.fault));
	assert_non_null(strstr(got.body, "\nauthorization: Bearer t"));
	desk_free(&d);
}

/* A token endpoint says in its answer why it refuses. */
TEST(exchanges_read_what_a_refusal_says)
{
	static const char *const paths[] = { "/refused", "/refused/gzip" };
	struct desk d = desk_new();
	struct fetched got;
	size_t i;

	for (i = 0; i < COUNT(paths); i++) {
		CHECK(finish(&d, begin(&d, paths[i], (struct fetch_request){ .form = "a=b" }), &got) == OK,
		    "%s: %s", paths[i], said(&d.fault));
		assert_int_equal(got.status, 400);
		assert_string_equal(got.media_type, "application/json");
		assert_string_equal(got.body, "{\"error\":\"invalid_grant\"}");
	}
	assert_int_equal(finish(&d, begin(&d, "/refused/huge", (struct fetch_request){ .form = "a=b" }), &got), INVALID);
	assert_string_equal(d.fault.code, FETCHED_TOO_MUCH);
	desk_free(&d);
}

/* What is meant for one server does not go on to another. */
TEST(exchanges_with_credentials_follow_no_redirect)
{
	static const struct fetch_request rows[] = { { .form = "client_secret=s" }, { .authorization = "Bearer t" },
		{ .form = "a=b", .authorization = "Basic YTpi" } };
	struct desk d = desk_new();
	struct fetched got;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(finish(&d, begin(&d, "/to-ok", rows[i]), &got) == INVALID, "row %zu: %ld", i, got.status);
		assert_string_equal(d.fault.code, FETCHED_TOO_MUCH);
		CHECK(finish(&d, begin(&d, arena_print(d.arena, "/to-port-%d", hostile_server.good), rows[i]),
		    &got) == OK, "row %zu: %s", i, said(&d.fault));
		assert_int_equal(got.status, 302);
		assert_string_equal(got.body, "");
	}
	CHECK(finish(&d, begin(&d, "/three", (struct fetch_request){ 0 }), &got) == OK, "%s", said(&d.fault));
	assert_string_equal(got.url, arena_print(d.arena, "https://localhost:%d/ok", hostile_server.good));
	desk_free(&d);
}

TEST(exchanges_keep_to_the_rules_of_a_fetch)
{
	static const struct {
		const char *path, *sentence;
		enum status status;
		const struct fetch_kind *kind;
	} rows[] = {
		{ "/four", "The address redirects more than 3 times", INVALID },
		{ "/to-private", "127.0.0.1 has a private address", INVALID },
		{ "/to-http", "redirects to an address that does not start with https://.", INVALID },
		{ "/404", "(HTTP status 404)", INVALID },
		{ "/streamed-huge", "is too large: we read at most 64 KB.", INVALID },
		{ "/coded/gzip/one-more", "is too large: we read at most 64 KB.", INVALID },
		{ "/coded/twice/ok", "compresses its answer more than once.", INVALID },
		{ "/cut", "was lost before the answer was complete.", UNAVAILABLE },
		{ "/silent", "is too slow: we need its whole answer within 3 seconds.", UNAVAILABLE, &short_limits },
		{ "/drip", "is too slow", UNAVAILABLE, &short_limits },
		{ "/to-slow", "including redirects, within 3 seconds.", UNAVAILABLE, &short_limits },
	};
	struct desk d = desk_new();
	struct exchange *e[COUNT(rows)];
	struct fetched got;
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		e[i] = begin(&d, rows[i].path, (struct fetch_request){ .kind = rows[i].kind });
	for (i = 0; i < COUNT(rows); i++) {
		CHECK(finish(&d, e[i], &got) == rows[i].status, "%s: %s", rows[i].path, said(&d.fault));
		CHECK(strstr(said(&d.fault), rows[i].sentence) != NULL, "%s: %s", rows[i].path, said(&d.fault));
	}
	desk_free(&d);
}

TEST(exchanges_tell_a_certificate_from_a_connection)
{
	const struct {
		int port;
		const char *sentence, *code;
	} rows[] = {
		{ hostile_server.other, "it was issued for another name.", FETCHED_UNTRUSTED },
		{ hostile_server.stranger, "its authority is unknown to us.", FETCHED_UNTRUSTED },
		{ hostile_server.expired, "it has expired.", FETCHED_UNTRUSTED },
		{ hostile_server.closed, "We could not make a secure connection", "" },
		{ hostile_server.plain, "We could not make a secure connection", "" },
	};
	struct desk d = desk_new();
	struct fetched got;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		assert_int_not_equal(finish(&d, begin_at(&d, rows[i].port, "/ok", (struct fetch_request){ .form = "a=b" }),
		    &got), OK);
		CHECK(strstr(said(&d.fault), rows[i].sentence) != NULL, "row %zu: %s", i, said(&d.fault));
		CHECK(text_is(d.fault.code, rows[i].code), "row %zu: %s", i, d.fault.code);
	}
	desk_free(&d);
}

/* Those that nobody answers hold up nobody else. */
TEST(exchanges_wait_for_many_at_once)
{
	struct desk d = desk_new();
	struct exchange *silent[MANY], *held = begin(&d, "/held/a", (struct fetch_request){ .kind = &patient });
	struct fetched got;
	size_t i;

	for (i = 0; i < MANY; i++)
		silent[i] = begin(&d, "/silent", (struct fetch_request){ .kind = &patient });
	CHECK(finish(&d, begin(&d, "/html", (struct fetch_request){ .kind = &patient }), &got) == OK, "%s",
	    said(&d.fault));
	assert_false(exchange_is_over(held));
	CHECK(finish(&d, begin(&d, "/release/a", (struct fetch_request){ .kind = &patient }), &got) == OK, "%s",
	    said(&d.fault));
	CHECK(finish(&d, held, &got) == OK, "%s", said(&d.fault));
	assert_string_equal(got.body, "released");
	for (i = 0; i < MANY; i++)
		assert_false(exchange_is_over(silent[i]));
	desk_free(&d);
}

/* The arena of one is reset while others go on. */
TEST(exchanges_can_be_given_up)
{
	struct desk d = desk_new();
	struct arena *other = arena_new();
	struct fetch_request r = { .kind = &patient, .form = "a=b" };
	struct fetched got;

	r.url = arena_print(other, "https://localhost:%d/silent", hostile_server.good);
	exchange_begin(d.all, other, &r);
	assert_true(move(&d));
	arena_free(other);
	CHECK(finish(&d, begin(&d, "/html", (struct fetch_request){ .kind = &patient }), &got) == OK, "%s",
	    said(&d.fault));
	desk_free(&d);
}
