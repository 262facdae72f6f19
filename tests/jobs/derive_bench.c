/* SPDX-License-Identifier: Apache-2.0 */
#include "derive_bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "actions/connection.h"
#include "base/seal.h"
#include "base/sentence.h"
#include "base/text.h"
#include "database.h"
#include "hostile_server.h"
#include "jobs/derive_connection.h"
#include "store/event.h"
#include "store/revision.h"
#include "test.h"

static const char *
seal_key(struct arena *a)
{
	const char *public_key, *secret_key;

	seal_keys(a, &public_key, &secret_key);
	return public_key;
}

struct bench
bench_made(const char *strategy, const char *options)
{
	struct bench b = { .p = place_new() };
	struct connection_request wanted = { 0 };
	struct connection row;
	const char *at = strstr(options, "%d"), *body;

	hostile_server_start();
	sql("DELETE FROM job");
	if (at != NULL)
		options = arena_print(b.p->arena, "%.*s%d%s", (int)(at - options), options,
		    hostile_server.good, at + 2);
	body = arena_print(b.p->arena, "{\"name\":\"acme\",\"strategy\":\"%s\",\"options\":{%s}}", strategy,
	    options);
	must(b.p, fields_decode(b.p->arena, body, strlen(body), &connection_create_shape, CREATING,
	    &wanted, &b.p->fault));
	must(b.p, create_connection(ACT(b.p->store, b.p->arena, b.p->tenant, "client:test",
	    &b.p->fault), &wanted, seal_key(b.p->arena), &row));
	b.id = row.id;
	return b;
}

void
bench_change(struct bench *b, const char *options)
{
	struct connection_request wanted = { 0 };
	struct connection row;
	const char *body = arena_print(b->p->arena, "{\"options\":{%s}}", options);

	must(b->p, fields_decode(b->p->arena, body, strlen(body), &connection_change_shape, PATCHING,
	    &wanted, &b->p->fault));
	must(b->p, change_connection(ACT(b->p->store, b->p->arena, b->p->tenant, "client:test",
	    &b->p->fault), b->id, &wanted, seal_key(b->p->arena), &row));
}

enum status
bench_run(struct bench *b, long attempt)
{
	struct fetcher *fr;
	struct job job;
	enum status st;

	must(b->p, fetcher_new(&(struct fetch_settings){ "localhost", "", "1-65535",
	    hostile_server.trusted }, &fr, &b->p->fault));
	must(b->p, job_take(place_act(b->p), A_TAKER, &job));
	assert_string_equal(job.kind, "derive_connection");
	assert_string_equal(job.subject, b->id);
	job.attempts = attempt;
	st = derive_connection(place_act(b->p), &(struct tools){ .fetcher = fr }, &job);
	fetcher_free(fr);
	return st;
}

const char *
bench_derived(struct bench *b, const char *expression)
{
	return sql_text(b->p->arena, "SELECT %s FROM connection c JOIN connection_revision r USING "
	    "(tenant_id, connection_id) WHERE c.tenant_id = '%s' AND c.connection_id = '%s' AND "
	    "r.revision = c.live_revision", expression, b->p->tenant, b->id);
}

struct search {
	struct bench	*b;
	const char	*found;
};

static enum status
take_event(void *user, const void *item)
{
	struct search *s = user;
	const struct event_row *e = item;

	if (s->found == NULL && text_is(e->kind, "provider_check") && strstr(e->details, s->b->id) != NULL)
		s->found = arena_print(s->b->p->arena, "%s: %s%s", e->outcome,
		    sentences_english(s->b->p->arena, &e->problem), e->actor);
	return OK;
}

const char *
bench_event(struct bench *b)
{
	struct search s = { .b = b };
	struct taker to = { take_event, &s, arena_new() };

	must(b->p, event_list(place_act(b->p), &to));
	arena_free(to.arena);
	return s.found == NULL ? "" : s.found;
}

const char *
bench_file_text(struct arena *a, const char *name)
{
	const char *folder = getenv("srcdir");
	FILE *f = fopen(arena_print(a, "%s/tests/unit/%s", folder == NULL ? "." : folder, name), "rb");
	char *text = arena_alloc(a, 128 * 1024);

	assert_non_null(f);
	assert_true(fread(text, 1, 128 * 1024 - 1, f) > 0);
	fclose(f);
	return text;
}

const char *
bench_as_json(struct arena *a, const char *text)
{
	struct texts one = { &text, 1 };
	char *list = fields_encode_texts(a, &one);

	return arena_copy(a, list + 1, strlen(list) - 2);
}

const char *
bench_shown(struct bench *b, const char *name)
{
	return bench_derived(b, arena_print(b->p->arena, "(" SHOWN ") ->> '%s'", name));
}

void
bench_apply(struct bench *b, const char *options)
{
	sql("DELETE FROM job");
	bench_change(b, options);
	must(b->p, bench_run(b, 1));
}

void
bench_send_back(struct bench *b, const char *part, const char *instead)
{
	const char *all = bench_derived(b, "substr(" SHOWN "::text, 2, length(" SHOWN "::text) - 2)"),
	    *at = strstr(all, part);

	assert_non_null(at);
	bench_apply(b, arena_print(b->p->arena, "%.*s%s%s", (int)(at - all), all, instead, at + strlen(part)));
}

const char *
bench_at_good(struct bench *b, const char *text)
{
	return arena_print(b->p->arena, "https://localhost:%d%s", hostile_server.good, text);
}
