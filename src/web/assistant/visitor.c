/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assistant/visitor.h"

#include "base/hash.h"
#include "http/cookie.h"
#include "store/login_wait.h"
#include "store/wizard.h"
#include "web/assistant/language.h"

struct visitor *
visitor(struct exchange *x)
{
	if (x->guest == NULL)
		x->guest = arena_alloc(x->arena, sizeof(struct visitor));
	return x->guest;
}

struct visit *
visit_of(struct exchange *x)
{
	return &visitor(x)->visit;
}

/* The hash of the session of the ticket in the path; "": there is none. */
static const char *
session_hash(struct exchange *x)
{
	struct visitor *v = visitor(x);
	const char *id = x->parts[0];

	v->session_token = ticket_is_id(id) ? session_cookie(x->arena, x->request, id) : NULL;
	return v->session_token == NULL ? "" : hash_text(x->arena, v->session_token);
}

static enum status
load(struct exchange *x, const struct session_key *key, enum visit_part part, struct fault *f)
{
	struct visit *v = visit_of(x);
	enum status st = visit_by_session(ACT(x->act.store, x->arena, NULL, NULL, f), x->request->host,
	    key, part, v);

	if (st == OK)
		x->act.tenant_id = v->tenant.id;
	language_choose(x);
	return st;
}

enum status
visitor_load(struct exchange *x, enum visit_part part, bool is_use, struct fault *f)
{
	struct session_key key = { x->parts[0], session_hash(x), x->site->session_idle_s, is_use };

	return load(x, &key, part, f);
}

enum status
visitor_tenant(struct exchange *x, struct fault *f)
{
	return load(x, &(struct session_key){ .ticket_id = "", .hash = "" }, VISIT_PAGE, f);
}

enum status
visitor_watch(struct exchange *x, struct fault *f)
{
	struct session_key key = { x->parts[0], session_hash(x), x->site->session_idle_s, false };

	return check_load(ACT(x->act.store, x->arena, NULL, NULL, f), x->request->host, &key, x->parts[1],
	    &visitor(x)->check);
}

enum status
visitor_watch_test(struct exchange *x, struct fault *f)
{
	struct session_key key = { x->parts[0], session_hash(x), x->site->session_idle_s, false };

	return login_watch(ACT(x->act.store, x->arena, NULL, NULL, f), x->request->host, &key, x->parts[1],
	    &visitor(x)->check);
}

enum status
visitor_by_ticket(struct exchange *x, const char *secret, struct fault *f)
{
	bool is_secret = secret != NULL && ticket_is_secret(secret);
	const char *token = is_secret
	    ? session_cookie(x->arena, x->request, ticket_id_of(x->arena, secret)) : NULL;
	struct visit *v = visit_of(x);
	enum status st = visit_by_ticket(ACT(x->act.store, x->arena, NULL, NULL, f), x->request->host,
	    is_secret ? secret : "", token == NULL ? NULL : hash_text(x->arena, token),
	    x->site->session_idle_s, v);

	if (st == OK)
		x->act.tenant_id = v->tenant.id;
	if (st == OK ? v->ticket.id != NULL : is_secret)
		visitor(x)->secret = secret;
	language_choose(x);
	return st;
}
