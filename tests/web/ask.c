/* SPDX-License-Identifier: Apache-2.0 */
#include "ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "api/openapi.h"
#include "base/seal.h"
#include "base/text.h"
#include "http/cookie.h"
#include "main/serve.h"
#include "model/ticket/ticket.h"
#include "pseudo.h"
#include "test.h"
#include "view/view.h"

static struct languages languages;
static struct templates *templates;
static struct arena *keys;
static struct waiting *waiting;
static const char *public_key_file, *secret_key, *openapi;

static void
end_site(void)
{
	templates_free(templates);
	waiting_free(waiting);
	arena_free(keys);
}

static void
start_site(struct place *p)
{
	const char *source = getenv("srcdir"), *public_key;

	if (templates != NULL)
		return;
	keys = arena_new();
	/* The build makes it where the tests run. */
	must(p, languages_load(keys, "languages", &languages, &p->fault));
	must(p, templates_load(arena_print(p->arena, "%s/templates", source == NULL ? "." : source),
	    &languages, &templates, &p->fault));
	seal_keys(keys, &public_key, &secret_key);
	public_key_file = file_of_text(keys, public_key);
	openapi = openapi_write(keys);
	waiting = waiting_new(2);
	atexit(end_site);
}

const char *
seal_secret_key(struct place *p)
{
	start_site(p);
	return secret_key;
}

void
seal_key_replace(struct place *p)
{
	const char *public_key;
	FILE *file;

	start_site(p);
	seal_keys(keys, &public_key, &secret_key);
	file = fopen(public_key_file, "w");
	assert_non_null(file);
	assert_true(fprintf(file, "%s\n", public_key) > 0 && fclose(file) == 0);
}

static struct request
request_of(struct place *p, const struct ask *a)
{
	struct request r = {
		.method_name = a->method == NULL ? "GET" : a->method,
		.path = a->path == NULL ? "/" : a->path,
		.query = a->query == NULL ? "" : a->query,
		.host = a->host == NULL ? p->domain : a->host,
		.id = "0123456789abcdef0123456789abcdef",
		.cookie = a->cookie, .accept_language = a->language, .content_type = a->type, .authorization = a->authorization,
		.sec_fetch_site = a->sec_fetch_site, .origin = a->origin,
		.custom_domain = a->custom_domain, .address = a->address, .user_agent = a->agent, .body = a->body == NULL ? "" : a->body,
		.body_is_cut = a->is_cut,
	};

	r.method = method_parse(r.method_name);
	r.is_head = strcmp(r.method_name, "HEAD") == 0;
	r.body_bytes = a->body_bytes != 0 ? a->body_bytes : strlen(r.body);
	return r;
}

/* The log is part of the answer: it holds the round trips, and no secret. */
static char *
serve_and_listen(struct place *p, const struct request *r, const struct ask *asked, struct response *response)
{
	int log = memfd_create("log", MFD_CLOEXEC), stderr_before = dup(STDERR_FILENO);
	struct site site = { .store = p->store, .languages = &languages, .templates = templates, .seal_key = public_key_file,
		.openapi = openapi, .session_idle_s = asked->idle_s, .login_wait_ms = asked->wait_ms,
		.waiting = waiting,
		.budget = { CALLS / WINDOW_S, CALLS } };
	char *text = arena_alloc(p->arena, 16384);

	assert_true(log >= 0 && stderr_before >= 0);
	dup2(log, STDERR_FILENO);
	if (asked->others_wait)
		assert_true(waiting_begin(waiting, 1));
	serve_one(&site, p->arena, r, response);
	waiting_end(waiting, 1);
	dup2(stderr_before, STDERR_FILENO);
	close(stderr_before);
	assert_true(pread(log, text, 16383, 0) >= 0);
	close(log);
	return text;
}

static long
round_trips(const char *log)
{
	const char *found = strstr(log, "\"round_trips\":\"");

	return found == NULL ? -1 : strtol(found + strlen("\"round_trips\":\""), NULL, 10);
}

static bool
is_page(const struct answer *a)
{
	return text_is(answer_header(a, "Content-Type"), "text/html; charset=utf-8");
}

/* A page that is read, or a form that is refused, changes nothing. */
static bool
can_be_asked_again(const struct ask *a, int code)
{
	bool names_language = a->language != NULL
	    || (a->cookie != NULL && strstr(a->cookie, "__Host-postern-language=") != NULL);

	return !names_language && !a->is_once
	    && (a->method == NULL || text_is(a->method, "GET") || code >= 400);
}

struct answer
ask(struct place *p, struct ask a)
{
	struct request r = request_of(p, &a);
	struct answer answer = { .response.outlet = a.outlet };

	start_site(p);
	store_round_trips(p->store);
	answer.log = serve_and_listen(p, &r, &a, &answer.response);
	answer.code = answer.response.code;
	answer.body = arena_copy(p->arena, answer.response.body, answer.response.body_bytes);
	answer.round_trips = round_trips(answer.log);
	if (is_page(&answer) && can_be_asked_again(&a, answer.code))
		check_languages(p, answer.code, a);
	return answer;
}

const char *
answer_header(const struct answer *a, const char *name)
{
	const char *value = NULL;
	size_t i;

	for (i = 0; i < a->response.header_count; i++)
		if (text_is_nocase(a->response.headers[i].name, name)) {
			if (value != NULL)
				return "";
			value = a->response.headers[i].value;
		}
	return value == NULL ? "" : value;
}

void
check_headers(const struct answer *a, bool is_page)
{
	assert_string_equal(answer_header(a, "X-Content-Type-Options"), "nosniff");
	assert_string_equal(answer_header(a, "Referrer-Policy"), "strict-origin");
	assert_string_equal(answer_header(a, "Cache-Control"), "no-store");
	assert_string_equal(answer_header(a, "X-Request-Id"), "0123456789abcdef0123456789abcdef");
	assert_string_equal(answer_header(a, "Content-Security-Policy"), is_page
	    ? "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
	    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	    : "default-src 'none'; frame-ancestors 'none'");
	if (is_page)
		assert_string_equal(answer_header(a, "Content-Type"), "text/html; charset=utf-8");
}

struct visitor
visitor_new(struct place *p, const char *profile_json, const char *rest)
{
	struct visitor v = { .ticket = place_ticket(p, place_profile(p, profile_json), rest) };

	v.id = ticket_id_of(p->arena, v.ticket);
	v.token = place_session(p, v.ticket);
	v.cookie = arena_print(p->arena, "__Host-postern-%s=%s", v.id, v.token);
	v.csrf = csrf_token(p->arena, v.token);
	v.hub = arena_print(p->arena, "/self-service/t/%s", v.id);
	v.provider = arena_print(p->arena, "/self-service/t/%s/provider", v.id);
	return v;
}

char *
database_hash(struct arena *a)
{
	return sql_text(a, "SELECT md5(string_agg(query_to_xml('SELECT xmin, * FROM ' || "
	    "quote_ident(relname) || CASE relname WHEN 'event' THEN ' WHERE kind <> ''refused''' ELSE '' END || "
	    "' ORDER BY 2, 3', true, true, '')::text, '' ORDER BY relname)) "
	    "FROM pg_class WHERE relkind = 'r' AND relname <> 'rate' AND relnamespace = 'public'::regnamespace");
}
