/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "base/buf.h"
#include "base/text.h"
#include "connection_desk.h"
#include "test.h"

enum {
	MANY = 100,
	OPTION_BYTES = 60 * 1024,
	PART_MAX_BYTES = 3 * OPTION_BYTES,	/* what is held before a part leaves, and one row */
	GROWTH_MAX_BYTES = 2 * 1024 * 1024,	/* of the process, while 6 MB go through it */
	SHORT_BYTES = OPTION_BYTES / 2,	/* of the database for 100 connections without options */
};

/* --- what was received of the database: libpq calls this one --- */

static size_t received_bytes;

__attribute__((visibility("default"))) ssize_t
recv(int fd, void *to, size_t size, int flags)
{
	ssize_t got = recvfrom(fd, to, size, flags, NULL, NULL);

	if (got > 0)
		received_bytes += (size_t)got;
	return got;
}

/* --- an outlet that counts --- */

struct counter {
	struct outlet	 outlet;	/* the first member */
	struct buf	*body;		/* NULL: it is not kept */
	size_t		 parts, longest_bytes, total_bytes;
	int		 headers;
	char		 last;
};

static void
count_part(struct outlet *o, const struct response *r, const char *bytes, size_t count)
{
	struct counter *c = (struct counter *)o;

	if (c->parts++ == 0)
		c->headers = (int)r->header_count;
	c->total_bytes += count;
	c->longest_bytes = count > c->longest_bytes ? count : c->longest_bytes;
	c->last = count == 0 ? c->last : bytes[count - 1];
	if (c->body != NULL)
		buf_add_bytes(c->body, bytes, count);
}

/* --- many large connections --- */

/* Copies of one connection, each with an option that nothing compresses. */
static const char *
make_many(struct desk *d)
{
	const char *id = desk_made(d, OKTA(",\"domain\":\"acme.okta.com\""));

	sql("UPDATE connection_revision SET settings = settings || jsonb_build_object('note', ("
	    "SELECT string_agg(md5(random()::text), '') FROM generate_series(1, %d)))"
	    " WHERE tenant_id = '%s'", OPTION_BYTES / 32, d->p->tenant);
	sql("BEGIN; INSERT INTO connection (tenant_id, connection_id, name, strategy, config, live_revision)"
	    " SELECT tenant_id, 'con_' || lpad(n::text, 16, '0'), 'copy-' || n, strategy, config, live_revision"
	    " FROM connection, generate_series(2, %d) n WHERE tenant_id = '%s';"
	    " INSERT INTO connection_revision (tenant_id, connection_id, revision, settings, actor)"
	    " SELECT c.tenant_id, c.connection_id, 1, r.settings, 'system:test' FROM connection c,"
	    " connection_revision r WHERE c.tenant_id = '%s' AND r.tenant_id = '%s' AND c.name <> 'acme'; COMMIT",
	    MANY, d->p->tenant, d->p->tenant, d->p->tenant);
	return id;
}

static struct answer
list(struct desk *d, const char *path, const char *query, struct counter *c)
{
	if (c != NULL)
		c->outlet.write = count_part;
	return ASK(d->p, .path = path, .query = query, .authorization = d->c.authorization,
	    .outlet = c == NULL ? NULL : &c->outlet);
}

/* A line of /proc/self/status, in bytes. */
static size_t
process_bytes(const char *name)
{
	FILE *status = fopen("/proc/self/status", "r");
	char line[256];
	size_t kib = 0;

	assert_non_null(status);
	while (fgets(line, sizeof(line), status) != NULL)
		if (text_starts(line, name))
			sscanf(line + strlen(name), " %zu", &kib);
	fclose(status);
	return kib * 1024;
}

static void
peak_reset(void)
{
	FILE *refs = fopen("/proc/self/clear_refs", "w");

	assert_non_null(refs);
	fputs("5", refs);
	fclose(refs);
}

static void
check_bounded(struct desk *d, const char *path, const char *query)
{
	struct counter c = { .body = NULL }, again = { .body = NULL };
	struct answer a = list(d, path, query, &c);
	size_t before;

	CHECK(a.code == 200 && !a.response.is_cut, "%d for %s", a.code, query);
	CHECK(c.parts > MANY / 4 && c.total_bytes > (size_t)MANY / 2 * OPTION_BYTES,
	    "%s left in %zu parts, %zu bytes", query, c.parts, c.total_bytes);
	CHECK(c.longest_bytes < PART_MAX_BYTES, "%s: a part has %zu bytes", query, c.longest_bytes);
	/* The first time, libraries and the database's buffer took what they keep. */
	peak_reset();
	before = process_bytes("VmRSS:");
	list(d, path, query, &again);
	assert_int_equal(again.total_bytes, c.total_bytes);
#ifndef __SANITIZE_ADDRESS__	/* which keeps freed memory for a while */
	CHECK(process_bytes("VmHWM:") < before + GROWTH_MAX_BYTES, "%s took %zu bytes more", query,
	    process_bytes("VmHWM:") - before);
#endif
}

TEST(lists_are_written_as_they_are_read)
{
	struct desk d = connection_desk();
	static const char *const queries[] = { "per_page=100", "take=100",
		"include_totals=true&per_page=100" };
	struct counter c = { .body = NULL };
	struct answer whole, parts;
	struct buf body;
	size_t i;

	make_many(&d);
	for (i = 0; i < COUNT(queries); i++) {
		body = buf_in(d.p->arena);
		c = (struct counter){ .body = &body };
		whole = list(&d, CONNECTIONS, queries[i], NULL);
		parts = list(&d, CONNECTIONS, queries[i], &c);
		CHECK(whole.code == 200 && parts.code == 200, "%s", queries[i]);
		CHECK(body.length == whole.response.body_bytes && strcmp(body.text, whole.body) == 0,
		    "%s: the parts are not the whole", queries[i]);
		assert_int_equal(c.headers, whole.response.header_count);
		assert_int_equal(whole.response.header_count, parts.response.header_count);
	}
}

TEST(lists_take_memory_for_a_row_and_not_for_a_page)
{
	struct desk d = connection_desk();
	const char *id = make_many(&d);

	sql("INSERT INTO connection_revision (tenant_id, connection_id, revision, settings, actor)"
	    " SELECT tenant_id, connection_id, n, settings, actor FROM connection_revision, generate_series(2, 50) n"
	    " WHERE tenant_id = '%s' AND connection_id = '%s'", d.p->tenant, id);
	check_bounded(&d, CONNECTIONS, "per_page=100");
	check_bounded(&d, CONNECTIONS, "take=100");
	check_bounded(&d, CONNECTIONS, "include_totals=true");
	check_bounded(&d, arena_print(d.p->arena, CONNECTIONS "/%s/revisions", id), "take=50");
}

TEST(lists_that_fail_half_way_are_cut_and_do_not_look_whole)
{
	struct desk d = connection_desk();
	struct counter c = { .body = NULL };
	struct answer a;

	make_many(&d);
	sql("UPDATE connection SET config = '{\"display_name\":5}' WHERE tenant_id = '%s'"
	    " AND name = 'copy-%d'", d.p->tenant, MANY);
	a = list(&d, CONNECTIONS, "per_page=100", &c);
	assert_true(a.response.is_cut);
	assert_int_equal(a.code, 200);
	assert_true(c.parts > 1 && c.last != ']');
	assert_non_null(strstr(a.log, "an answer failed after part of it had left"));
	/* before anything has left, it is an answer like others */
	sql("UPDATE connection SET config = '{\"display_name\":5}' WHERE tenant_id = '%s'", d.p->tenant);
	c = (struct counter){ .body = NULL };
	a = list(&d, CONNECTIONS, "per_page=100", &c);
	assert_true(a.code >= 400);
	assert_false(a.response.is_cut);
	assert_int_equal(c.parts, 0);
	/* and the connection to the database is as good as before */
	a = list(&d, CONNECTIONS, "name=nobody", &c);
	check_answer(&a, 200, "[]");
}

TEST(lists_of_short_rows_have_a_length_as_before)
{
	struct desk d = connection_desk();
	struct counter c = { .body = NULL };
	struct answer a;

	desk_made(&d, OKTA(""));
	a = list(&d, CONNECTIONS, "take=1", &c);
	assert_int_equal(c.parts, 0);
	assert_true(a.response.body_bytes > 0 && a.body[a.response.body_bytes - 1] == '}');
}

/* --- fields --- */

static size_t
received_for(struct desk *d, const struct caller *c, const char *path, const char *query)
{
	struct answer a;

	received_bytes = 0;
	a = ASK(d->p, .path = path, .query = query, .authorization = c->authorization);
	CHECK(a.code == 200, "%d: %s", a.code, a.body);
	return received_bytes;
}

TEST(lists_read_only_the_columns_that_are_shown)
{
	struct desk d = connection_desk();
	const char *one = arena_print(d.p->arena, CONNECTIONS "/%s", make_many(&d));
	struct caller blind = caller_new(d.p, "read:connections");
	const size_t all = (size_t)MANY * OPTION_BYTES;
	const struct {
		const char	*path, *query;
	} narrow[] = {
		{ CONNECTIONS, "fields=name" }, { CONNECTIONS, "fields=name,realms&take=100" },
		{ CONNECTIONS, "fields=options&include_fields=false&include_totals=true" },
		{ one, "fields=name" }, { one, "fields=options&include_fields=false" },
	};
	size_t i, bytes;

	assert_true(received_for(&d, &d.c, CONNECTIONS, "") > all);
	assert_true(received_for(&d, &d.c, one, "") > OPTION_BYTES);
	for (i = 0; i < COUNT(narrow); i++) {
		bytes = received_for(&d, &d.c, narrow[i].path, narrow[i].query);
		CHECK(bytes < SHORT_BYTES, "%s: %zu bytes", narrow[i].query, bytes);
	}
	/* a caller that may not see the options does not make them leave the database */
	assert_true(received_for(&d, &blind, CONNECTIONS, "") < SHORT_BYTES);
	assert_true(received_for(&d, &blind, one, "") < SHORT_BYTES);
}

/* --- logs: by cursor the next one is in a header, so a page is held and may end early --- */

static void
make_logs(struct desk *d)
{
	sql("INSERT INTO event (tenant_id, kind, outcome, actor, details, at)"
	    " SELECT '%s', 'ss_sso_ticket_consumption', 'failure', 'system:test', jsonb_build_object('note', ("
	    "SELECT string_agg(md5(random()::text), '') FROM generate_series(1, 250))),"
	    " now() - interval '1 day' + n * interval '1 second' FROM generate_series(1, %d) n",
	    d->p->tenant, MANY);
}

static const char *
next_of(struct desk *d, const struct answer *a)
{
	const char *from = strstr(answer_header(a, "Link"), "from=");

	return from == NULL ? NULL : arena_print(d->p->arena, "take=100&%.37s", from);
}

static size_t
occurrences(const char *text, const char *part)
{
	size_t count = 0;

	for (text = strstr(text, part); text != NULL; text = strstr(text + 1, part))
		count++;
	return count;
}

TEST(lists_of_long_logs_end_early_and_go_on_where_they_ended)
{
	struct desk d = connection_desk();
	const char *query = "take=100";
	size_t seen = 0, pages = 0, count;
	struct counter c = { .body = NULL };
	struct answer a;

	make_logs(&d);
	for (;; pages++) {
		a = list(&d, "/api/v2/logs", query, &c);
		CHECK(a.code == 200 && c.parts == 0, "%d: %s", a.code, a.body);
		count = occurrences(a.body, "\"log_id\"");
		CHECK(a.response.body_bytes < (size_t)MANY * 4000, "%zu bytes", a.response.body_bytes);
		seen += count;
		query = next_of(&d, &a);
		if (query == NULL)
			break;
		assert_true(count > 0);
	}
	assert_int_equal(seen, MANY);
	assert_true(pages > 1);
	/* by number a page never ends early */
	a = list(&d, "/api/v2/logs", "per_page=100&include_totals=true", NULL);
	assert_int_equal(occurrences(a.body, "\"log_id\""), MANY);
	assert_non_null(strstr(a.body, "\"length\":100,"));
	assert_true(received_for(&d, &d.c, "/api/v2/logs", "per_page=100&fields=date,type") < SHORT_BYTES);
}
