/* SPDX-License-Identifier: Apache-2.0 */
#include "main/serve.h"

#include <string.h>

#include "api/body.h"
#include "api/home_realm.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/text.h"
#include "http/cookie.h"
#include "http/form.h"
#include "http/multipart.h"
#include "main/routes.h"
#include "store/home_realm.h"
#include "store/visit.h"
#include "store/wizard.h"
#include "web/assistant/notice.h"

enum { AWAY_S = 5 };	/* how long who finds no database may wait */

/* --- guards: who is asking, in one round trip --- */

/* A person's POST: from our own page, and properly encoded. */
static enum status
guard_form(struct exchange *x)
{
	struct form *form;
	enum status st;

	if (x->request->method != POST)
		return OK;
	st = request_same_site(x->arena, x->request, &x->fault);
	if (st != OK)
		return st;
	form = arena_alloc(x->arena, sizeof(*form));
	x->form = form;
	if (request_is(x->request, "application/x-www-form-urlencoded"))
		st = form_parse(x->arena, x->request->body, x->request->body_bytes, form, &x->fault);
	else if (request_is(x->request, "multipart/form-data"))
		st = multipart_parse(x->arena, x->request, form, &x->fault);
	else
		st = fail(&x->fault, INVALID, "This page takes forms only.");
	return st == OK ? form_check_names(form, &x->fault) : st;
}

static enum status
guard_csrf(struct exchange *x)
{
	const char *token = x->form == NULL ? NULL : form_get(x->form, "csrf");

	if (x->request->method != POST)
		return OK;
	if (token != NULL && csrf_is(x->arena, x->session_token, token))
		return OK;
	return fail(&x->fault, FORBIDDEN, "This form belongs to an earlier visit. "
	    "Please reload the page and send it again.");
}

/* Of the ticket in the path; "": none. */
static const char *
session_hash(struct exchange *x)
{
	const char *id = x->parts[0];

	x->session_token = ticket_is_id(id) ? session_cookie(x->arena, x->request, id) : NULL;
	return x->session_token == NULL ? "" : hash_text(x->arena, x->session_token);
}

static enum status
guard_watcher(struct exchange *x)
{
	return check_load(x->store, x->arena, x->request->host, x->parts[0], session_hash(x),
	    x->parts[1], &x->visit.wizard.check, &x->fault);
}

static enum status
guard_visitor(struct exchange *x, enum visit_part part)
{
	enum status st = visit_load(x->store, x->arena, x->request->host, x->parts[0],
	    session_hash(x), part, &x->visit, &x->fault);

	if (st != OK)
		return st;
	if (x->visit.ticket.id == NULL)
		return fail(&x->fault, STRANGER, "Please open your link again.");
	st = guard_form(x);
	if (x->visit.ticket.state == TICKET_REVOKED || x->visit.ticket.state == TICKET_EXPIRED)
		return fail(&x->fault, EXPIRED, "Your link has ended.");
	return st == OK ? guard_csrf(x) : st;
}

static enum status
load_caller(struct exchange *x)
{
	const char *header = x->request->authorization;
	struct caller_key key = { .host = x->request->host, .budget = x->budget };

	if (header == NULL || strlen(header) < 8 || !text_is_nocase("bearer ",
	    arena_copy(x->arena, header, 7)))
		return fail(&x->fault, STRANGER, "Missing or malformed authorization header: "
		    "send \"Authorization: Bearer\" and a token.");
	key.token_hash = hash_text(x->arena, header + 7);
	if (x->realm.domain != NULL)
		return home_realm_load(x->store, x->arena, &key, &x->client, &x->realm, &x->fault);
	return caller_load(x->store, x->arena, &key, NULL, &x->client, &x->fault);
}

static enum status
guard_client(struct exchange *x, const char *scopes)
{
	enum status st = load_caller(x);

	if (st == OK && x->client.allowance.left < 0) {
		x->wait_s = allowance_wait_s(&x->client.allowance);
		return fail_code(&x->fault, LIMITED, "too_many_requests",
		    "Global limit has been reached");
	}
	return st == OK ? client_check(x->arena, &x->client, scopes, &x->fault) : st;
}

static enum status
enter(struct exchange *x, const struct route *r)
{
	switch (r->guard) {
	case ANYONE:
		return guard_form(x);
	case VISITOR:
		return guard_visitor(x, VISIT_PAGE);
	case VISITOR_SETTINGS:
		return guard_visitor(x, VISIT_SETTINGS);
	case VISITOR_MAPPING:
		return guard_visitor(x, VISIT_MAPPING);
	case VISITOR_RECEIPT:
		return guard_visitor(x, VISIT_RECEIPT);
	case WATCHER:
		return guard_watcher(x);
	case PROGRAM:
		return OK;
	case CLIENT:
		return guard_client(x, r->scopes);
	case CLIENT_REALM:
		home_realm_ask(x);
		return guard_client(x, r->scopes);
	}
	return fail_broken(&x->fault);
}

/* --- answers to what went wrong --- */

static void
answer_program(struct exchange *x, enum status st, int code)
{
	if (st == STRANGER)
		response_header(x->response, "WWW-Authenticate", "Bearer realm=\"Postern\"");
	if (st == LIMITED && x->client.allowance.left < 0)
		response_header(x->response, "X-Auth0-Error-Kind", "global-rate-limit");
	body_send_error(x, code);
}

/* Even an error page shows whose it is and whom to ask. */
static void
load_tenant(struct exchange *x)
{
	struct fault ignored;

	if (x->visit.tenant.id == NULL && visit_load(x->store, x->arena, x->request->host, "", "",
	    VISIT_PAGE, &x->visit, &ignored) != OK)
		log_line(LOG_WARN, "an error page without its tenant", NULL);
}

static void
answer_person(struct exchange *x, enum status st, int code)
{
	enum status sent;

	if (st != UNAVAILABLE)
		load_tenant(x);
	if (st == STRANGER)
		sent = notice_stranger(x);
	else if (st == EXPIRED)
		sent = notice_show(x);
	else
		sent = notice_error(x, code);
	if (sent != OK)
		response_text(x->response, 500, "text/plain; charset=utf-8", x->fault.sentence);
}

static void
answer_failure(struct exchange *x, enum status st, int code)
{
	memset(x->response, 0, sizeof(*x->response));
	if (st == UNAVAILABLE)
		x->wait_s = AWAY_S;
	if (x->wait_s > 0)
		response_header(x->response, "Retry-After", arena_print(x->arena, "%ld", x->wait_s));
	if (route_is_for_programs(x->request->path))
		answer_program(x, st, code);
	else
		answer_person(x, st, code);
}

/* --- the whole --- */

static bool
has_header(const struct response *r, const char *name)
{
	size_t i;

	for (i = 0; i < r->header_count; i++)
		if (text_is(r->headers[i].name, name))
			return true;
	return false;
}

static void
add_rate_headers(struct exchange *x)
{
	const struct allowance *calls = &x->client.allowance;
	long left = calls->left < 0 ? 0 : calls->left;

	if (calls->limit == 0)
		return;
	response_header(x->response, "X-RateLimit-Limit", arena_print(x->arena, "%ld", calls->limit));
	response_header(x->response, "X-RateLimit-Remaining", arena_print(x->arena, "%ld", left));
	response_header(x->response, "X-RateLimit-Reset",
	    arena_print(x->arena, "%ld", allowance_reset_s(calls)));
}

static void
add_common_headers(struct exchange *x)
{
	struct response *r = x->response;

	add_rate_headers(x);
	response_header(r, "X-Content-Type-Options", "nosniff");
	/* Not no-referrer: then browsers send "Origin: null" with our own forms. */
	response_header(r, "Referrer-Policy", "strict-origin");
	response_header(r, "X-Request-Id", x->request->id);
	if (!has_header(r, "Cache-Control"))
		response_header(r, "Cache-Control", "no-store");
	if (!has_header(r, "Content-Security-Policy"))
		response_header(r, "Content-Security-Policy",
		    "default-src 'none'; frame-ancestors 'none'");
}

static void
log_request_line(struct exchange *x, const struct route *r, moment started)
{
	const char *tenant = x->client.tenant_id != NULL ? x->client.tenant_id : x->visit.tenant.id;

	log_line(x->response->code >= 500 ? LOG_ERROR : LOG_INFO, "request",
	    "method", r == NULL ? "-" : x->request->method_name,
	    "route", r == NULL ? "-" : r->path,
	    "status", arena_print(x->arena, "%d", x->response->code),
	    "ms", arena_print(x->arena, "%lld", (long long)(clock_steady_ms() - started)),
	    "round_trips", arena_print(x->arena, "%u", store_round_trips(x->store)),
	    "tenant", tenant, NULL);
}

static enum status
serve(struct exchange *x, const struct route **route, int *code, const char **allow)
{
	enum status st = route_find(x, route, allow);

	if (st != OK) {
		*code = (*allow)[0] == '\0' ? 404 : 405;
		return st;
	}
	if (x->request->body_is_cut) {
		*code = 413;
		return fail(&x->fault, INVALID, "What was sent is too large or was cut short.");
	}
	st = enter(x, *route);
	return st == OK ? (*route)->handle(x) : st;
}

void
serve_one(const struct site *site, struct arena *a, const struct request *request,
    struct response *response)
{
	struct exchange x = { .store = site->store, .templates = site->templates,
		.seal_key = site->seal_key, .budget = site->budget, .openapi = site->openapi,
		.arena = a, .request = request, .response = response };
	const struct route *route = NULL;
	const char *allow;
	moment started = clock_steady_ms();
	struct fault ignored;
	int code = 0;
	enum status st;

	log_request(request->id);
	store_set_address(site->store, request->address);
	if (store_refresh(site->store, &ignored) != OK)
		log_line(LOG_WARN, "serving without a database", NULL);
	st = serve(&x, &route, &code, &allow);
	if (st != OK)
		answer_failure(&x, st, code != 0 ? code : http_code(st));
	if (code == 405)
		response_header(response, "Allow", allow);
	add_common_headers(&x);
	log_request_line(&x, route, started);
	log_request(NULL);
}
