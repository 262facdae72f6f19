/* SPDX-License-Identifier: Apache-2.0 */
#include "main/serve.h"

#include "actions/refusal.h"
#include "base/log.h"
#include "base/text.h"
#include "main/doors.h"
#include "store/store.h"

/* The way of a request to its handler, and its outcome. */
struct passage {
	const struct door	*door;
	const struct route	*route;	/* NULL: none */
	const char		*allow;	/* the path's methods, if the request has another */
	int			 code;	/* of a failure; 0: its status decides */
};

static enum status
serve(struct exchange *x, struct passage *p)
{
	size_t index;
	enum status st = door_find(p->door, x, &index, &p->allow);

	if (st != OK) {
		p->code = st == NOT_FOUND ? 404 : 405;
		return st;
	}
	p->route = p->door->route(index);
	st = request_is_whole(x->request, &x->fault);
	if (st != OK) {
		p->code = 413;
		return st;
	}
	st = p->door->enter(x, index);
	return st == OK ? p->route->handle(x) : st;
}

static void
refuse(struct exchange *x, const struct passage *p, enum status st)
{
	*x->response = (struct response){ .request_id = x->request->id, .outlet = x->response->outlet };
	if (st == UNAVAILABLE)
		response_header(x->response, "Retry-After", arena_print(x->arena, "%d", RETRY_AFTER_S));
	p->door->refuse(x, st, p->code != 0 ? p->code : http_code(st));
	if (p->code == 405)
		response_header(x->response, "Allow", p->allow);
}

/* Part of the answer has left: what is missing must show. */
static void
cut(struct response *r)
{
	r->is_cut = true;
	log_line(LOG_ERROR, "an answer failed after part of it had left", NULL);
}

static const char *
reason(const struct exchange *x)
{
	if (x->fault.code[0] != '\0')
		return x->fault.code;
	switch (x->response->code) {
	case 401:
		return "unauthorized";
	case 403:
		return "forbidden";
	}
	return "too_many_requests";
}

static void
report(struct exchange *x, const struct route *r)
{
	const struct refusal refusal = { .given = GIVEN_ALL, .reason = reason(x),
		.address = x->request->address,
		.actor = x->act.actor != NULL ? x->act.actor
		    : arena_print(x->arena, "stranger:%s", x->claimed == NULL ? "" : x->claimed),
		.method = x->request->method_name, .route = r->path,
		.request_id = x->request->id, .status = x->response->code };

	report_refusal(&x->act, x->request->host, &refusal);
}

static void
log_request_line(struct exchange *x, const struct route *r, moment started)
{
	log_line(x->response->code >= 500 ? LOG_ERROR : LOG_INFO, "request",
	    "method", r == NULL ? "-" : x->request->method_name,
	    "route", r == NULL ? "-" : r->path,
	    "status", arena_print(x->arena, "%d", x->response->code),
	    "ms", arena_print(x->arena, "%lld", (long long)(clock_steady_ms() - started)),
	    "round_trips", arena_print(x->arena, "%u", store_round_trips(x->act.store)),
	    "tenant", x->act.tenant_id, NULL);
}

void
serve_one(const struct site *site, struct arena *a, const struct request *request,
    struct response *response)
{
	struct exchange x = { .site = site, .arena = a, .request = request, .response = response,
		.act = { .store = site->store, .arena = a }, .language = &english };
	struct passage p = { .door = door_of(request->path) };
	moment started = clock_steady_ms();
	struct fault ignored;
	enum status st;

	x.act.fault = &x.fault;
	log_request(request->id);
	store_set_address(site->store, request->address);
	if (store_refresh(site->store, &ignored) != OK)
		log_line(LOG_WARN, "serving without a database", NULL);
	response->request_id = request->id;
	st = serve(&x, &p);
	if (st != OK && response->is_begun)
		cut(response);
	else if (st != OK)
		refuse(&x, &p, st);
	if (!response->is_begun)
		response_add_common(response);
	if (p.route != NULL && is_refusal(response->code))
		report(&x, p.route);
	log_request_line(&x, p.route, started);
	log_request(NULL);
}
