/*
 * requests.c - each input of the API and of the forms, once and doubled
 *
 * Run by requests.py under valgrind's callgrind, in a folder that GROWTH_FOLDER names.  Each
 * request is a phase; a line on the standard output says which.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <valgrind/callgrind.h>

#include "base/buf.h"
#include "call.h"
#include "http/cookie.h"
#include "inputs.h"
#include "model/tenant/client.h"
#include "model/ticket/ticket.h"
#include "test.h"
#include "walk.h"

static volatile int *phase;

/* --- counting --- */

static void
open_phase(const char *folder)
{
	char path[512];
	int fd;

	snprintf(path, sizeof(path), "%s/phase", folder);
	fd = open(path, O_RDWR | O_CLOEXEC);
	CHECK(fd >= 0, "%s cannot be opened", path);
	phase = mmap(NULL, sizeof(*phase), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	assert_true(phase != MAP_FAILED);
	close(fd);
}

/* From here to phase_end the work counts, here and in the database. */
static void
phase_begin(const char *name, const char *size)
{
	(*phase)++;
	printf("phase\t%d\t%s\t%s\n", *phase, name, size);
	fflush(stdout);
	CALLGRIND_ZERO_STATS;
}

static void
phase_end(void)
{
	char name[32];

	snprintf(name, sizeof(name), "phase %d", *phase);
	CALLGRIND_DUMP_STATS_AT(name);
	(*phase)++;
}

/* --- requests --- */

static void
add_marked(struct buf *b, const char *text, char mark, size_t number)
{
	for (; text != NULL && *text != '\0'; text++)
		if (*text == mark)
			buf_print(b, "%04zu", number);
		else
			buf_add_char(b, *text);
}

static char *
grown(struct arena *a, const struct text *t, size_t units, size_t turn)
{
	struct buf b = buf_in(a);
	size_t i;

	buf_add(&b, "");
	add_marked(&b, t->begin, '@', turn);
	for (i = 0; i < units; i++) {
		buf_add(&b, i == 0 || t->comma == NULL ? "" : t->comma);
		add_marked(&b, t->unit, '#', i);
	}
	add_marked(&b, t->middle, '@', turn);
	for (i = 0; t->close != NULL && i < units; i++)
		buf_add(&b, t->close);
	add_marked(&b, t->end, '@', turn);
	return b.text;
}

/* The programs and people who ask. */
struct guests {
	struct place	*p;
	struct caller	 program;
	struct walk	 walks[OWNER + 1];
	const char	*profile, *connection;
};

/* "PROFILE", "CONNECTION", "VISIT" and "OWNER" at the start of a path stand for those of the guests. */
static const char *
path_of(const struct guests *g, const char *path)
{
	static const char *const names[] = { "PROFILE", "CONNECTION", "VISIT", "OWNER" };
	const char *const paths[] = { arena_print(g->p->arena, PROFILES "/%s", g->profile),
		arena_print(g->p->arena, "/api/v2/connections/%s", g->connection),
		g->walks[VISITOR].v.hub, g->walks[OWNER].v.hub };
	size_t i;

	for (i = 0; i < COUNT(names); i++)
		if (strncmp(path, names[i], strlen(names[i])) == 0)
			return arena_print(g->p->arena, "%s%s", paths[i], path + strlen(names[i]));
	return path;
}

static struct ask
request_of(const struct guests *g, const struct input *in, const char *text)
{
	struct ask a = { .method = in->method, .path = path_of(g, in->path), .type = in->type,
		.authorization = g->program.authorization, .is_once = true };

	if (in->guest != PROGRAM) {
		a.authorization = NULL;
		a.cookie = g->walks[in->guest].v.cookie;
		a.sec_fetch_site = "same-origin";
	}
	switch (in->part) {
	case BODY: a.body = text; break;
	case QUERY: a.query = text; break;
	case PATH: a.path = arena_print(g->p->arena, "%s%s", a.path, text); break;
	case COOKIE: a.cookie = arena_print(g->p->arena, "%s; %s", text, a.cookie); break;
	case LANGUAGE: a.language = text; break;
	case AUTHORIZATION: a.authorization = text; break;
	}
	return a;
}

static void
send(struct guests *g, const struct input *in, size_t units, const char *size)
{
	static size_t turn;
	const char *text = grown(g->p->arena, &in->text, units, ++turn);
	struct answer answer;
	struct ask a;

	if (in->guest != PROGRAM && in->part == BODY && strcmp(in->type, FORM_TYPE) == 0)
		text = arena_print(g->p->arena, "csrf=%s&revision=%ld&%s", g->walks[in->guest].v.csrf,
		    walk_revision(&g->walks[in->guest]), text);
	a = request_of(g, in, text);
	phase_begin(in->name, size);
	answer = ask(g->p, a);
	phase_end();
	CHECK(answer.code == in->code, "%s, %zu units: %d %.500s", in->name, units, answer.code,
	    answer.body);
}

/* The first request brings what later ones find in memory.  A form, or a change, finds
 * what the one before it left, which is always as long. */
static void
measure(struct guests *g, const struct input *in)
{
	static const struct {
		size_t		 part;
		const char	*size;
	} sizes[] = { { 8, "least" }, { 2, "once" }, { 1, "twice" } };
	size_t i;

	for (i = 0; i < COUNT(sizes); i++) {
		if (i == 0 || in->code == 303 || strcmp(in->method, "PATCH") == 0)
			send(g, in, in->most / 8, "first");
		send(g, in, in->most / sizes[i].part, sizes[i].size);
	}
}

/* --- a whole setup, from the ticket to the end --- */

static struct walk
walk_of(struct guests *g, const char *body)
{
	struct answer a = call(g->p, &g->program, "POST", path_of(g, "PROFILE/sso-ticket"), body);
	struct walk w = { .p = g->p };
	const char *url;

	CHECK(a.code == 201, "%d %.300s for %.300s", a.code, a.body, body);
	url = member(g->p, &a, "ticket");
	w.v.ticket = url + strlen(url) - TICKET_LENGTH;
	w.v.id = ticket_id_of(g->p->arena, w.v.ticket);
	w.v.token = place_session(g->p, w.v.ticket);
	w.v.cookie = arena_print(g->p->arena, "__Host-postern-%s=%s", w.v.id, w.v.token);
	w.v.csrf = csrf_token(g->p->arena, w.v.token);
	w.v.hub = arena_print(g->p->arena, "/self-service/t/%s", w.v.id);
	return w;
}

static struct walk
set_up(struct guests *g, const struct input *in, size_t units, const char *size)
{
	static size_t turn = 100000;
	struct walk w = walk_of(g, grown(g->p->arena, &in->text, units, ++turn));

	phase_begin(in->name, size);
	walk_to(&w, "oidc", in->code);
	phase_end();
	return w;
}

static void
measure_setup(struct guests *g, const struct input *in)
{
	set_up(g, in, in->most / 8, "least");
	set_up(g, in, in->most / 2, "once");
	g->walks[OWNER] = set_up(g, in, in->most, "twice");
}

/* --- all of them --- */

static struct guests
guests_new(void)
{
	struct guests g = { .p = place_new() };
	struct answer a;

	sql("INSERT INTO organization (tenant_id, organization_id, name) SELECT '%s', 'org_' || "
	    "lpad(i::text, 16, '0'), 'o' || i FROM generate_series(0, 999) i", g.p->tenant);
	g.program = caller_new(g.p, all_scopes);
	g.profile = place_profile(g.p, "{\"name\":\"A\"}");
	a = call(g.p, &g.program, "POST", "/api/v2/connections", "{\"name\":\"kept\",\"strategy\":\"oidc\","
	    "\"options\":{\"client_id\":\"c\"}}");
	CHECK(a.code == 201, "%s", a.body);
	g.connection = member(g.p, &a, "id");
	g.walks[VISITOR] = walk_of(&g, "{\"connection_config\":{\"name\":\"visited\"}}");
	walk_to(&g.walks[VISITOR], "samlp", STEP_SETTINGS);
	return g;
}

static bool
is_asked(const struct input *in)
{
	const char *part = getenv("GROWTH_PART");

	return part == NULL || strstr(in->name, part) != NULL;
}

/* The database is made without valgrind, and then counts. */
static void
count_in_database(const char *folder)
{
	char path[512];
	FILE *file;

	snprintf(path, sizeof(path), "%s/counting", folder);
	file = fopen(path, "w");
	CHECK(file != NULL, "%s cannot be made", path);
	fclose(file);
	database_stop();
	database_start();
	place_new();
}

TEST(each_input_is_sent_once_and_doubled)
{
	const char *folder = getenv("GROWTH_FOLDER");
	struct guests g;
	size_t i;

	CHECK(folder != NULL, "GROWTH_FOLDER is not set: run requests.py");
	open_phase(folder);
	place_new();
	count_in_database(folder);
	g = guests_new();
	for (i = 0; i < setup_count; i++)
		if (is_asked(&setups[i]))
			measure_setup(&g, &setups[i]);
	for (i = 0; i < input_count; i++)
		if (is_asked(&inputs[i]))
			measure(&g, &inputs[i]);
	ASK(g.p, .path = "/api/v2/openapi.json");
	must(g.p, store_refresh(g.p->store, &g.p->fault));
}
