/* SPDX-License-Identifier: Apache-2.0 */
#include "api/home_realm.h"

#include <string.h>

#include "actions/home_realm.h"
#include "api/body.h"
#include "api/caller.h"
#include "base/domain_name.h"
#include "base/text.h"
#include "store/home_realm.h"

/* --- the query --- */

struct realm_query {
	struct given	 given;
	const char	*email, *domain;
};

static const struct field query_fields[] = {
	{ "email", FIELD_TEXT, 0, offsetof(struct realm_query, email), .min = 3, .max = 320,
	    .about = "The e-mail address of who wants to sign in." },
	{ "domain", FIELD_TEXT, 0, offsetof(struct realm_query, domain), .min = 1, .max = 255,
	    .about = "Its domain, instead of the whole address." },
};
static const struct shape query_shape = SHAPE(struct realm_query, query_fields);

/* --- the answer --- */

struct realm_connection {
	struct given	 given;
	const char	*id, *name, *strategy;
};

struct realm_answer {
	struct given		 given;
	const char		*domain;
	struct realm_connection	*connection;
	bool			 is_preferred;
};

static const struct field connection_fields[] = {
	{ "id", FIELD_TEXT, 0, offsetof(struct realm_connection, id) },
	{ "name", FIELD_TEXT, 0, offsetof(struct realm_connection, name) },
	{ "strategy", FIELD_TEXT, 0, offsetof(struct realm_connection, strategy) },
};
static const struct shape connection_shape = SHAPE(struct realm_connection, connection_fields);

static const struct field answer_fields[] = {
	{ "domain", FIELD_TEXT, 0, offsetof(struct realm_answer, domain) },
	{ "connection", FIELD_OBJECT, 0, offsetof(struct realm_answer, connection),
	    .shape = &connection_shape, .about = "Absent: no enabled connection has that domain." },
	{ "is_preferred", FIELD_BOOL, 0, offsetof(struct realm_answer, is_preferred) },
};
static const struct shape answer_shape = SHAPE(struct realm_answer, answer_fields);

static enum status
asked_domain(struct exchange *x, const struct realm_query *q, const char **name)
{
	const char *at = q->email == NULL ? NULL : strrchr(q->email, '@');
	const char *typed = at != NULL ? text_trim(x->arena, at + 1) : q->domain;

	if ((q->email == NULL) == (q->domain == NULL) || (q->email != NULL && at == NULL))
		return fail_code(&x->fault, INVALID, "invalid_query_string",
		    "Give either email, an e-mail address, or domain.");
	*name = domain_name_clean(x->arena, typed);
	if (*name == NULL)
		return fail_code(&x->fault, INVALID, "invalid_query_string",
		    "\"%s\" is not a domain.", typed);
	return OK;
}

enum status
home_realm_load_caller(struct exchange *x, const struct caller_key *key)
{
	struct realm_query q = { 0 };
	struct caller *c = caller(x);

	if (query_decode(x, &query_shape, &q) != OK || asked_domain(x, &q, &c->realm.domain) != OK) {
		c->realm.domain = NULL;
		return caller_load(&x->act, key, NULL, &c->client);
	}
	return home_realm_load(&x->act, key, &c->client, &c->realm);
}

enum status
home_realm_get(struct exchange *x)
{
	const struct home_realm *r = &caller(x)->realm;
	struct realm_connection connection = { GIVEN_ALL, r->connection_id, r->name, r->strategy };
	struct realm_answer answer = { GIVEN_ALL, r->domain,
		r->connection_id == NULL ? NULL : &connection, r->is_preferred };

	if (r->domain == NULL)
		return INVALID;
	return body_send(x, 200, &answer_shape, &answer);
}

/* --- the operator's mark --- */

struct realm_choice {
	struct given	 given;
	const char	*domain, *connection_id;
};

static const struct field choice_fields[] = {
	{ "domain", FIELD_TEXT, REQUIRED, offsetof(struct realm_choice, domain), .min = 1, .max = 255,
	    .about = "An e-mail domain that several connections have." },
	{ "connection_id", FIELD_TEXT, REQUIRED, offsetof(struct realm_choice, connection_id),
	    .min = 1, .max = 50, .about = "The one that it shall lead to." },
};
static const struct shape choice_shape = SHAPE(struct realm_choice, choice_fields);

enum status
home_realm_set(struct exchange *x)
{
	struct realm_choice choice = { 0 };
	const char *name;
	enum status st = body_decode(x, &choice_shape, CREATING, &choice);

	if (st != OK)
		return st;
	name = domain_name_clean(x->arena, choice.domain);
	if (name == NULL)
		return fail_code(&x->fault, INVALID, "invalid_body", "\"%s\" is not a domain.",
		    choice.domain);
	st = prefer_connection(&x->act, name, choice.connection_id);
	if (st == OK)
		response_empty(x->response, 204);
	return st;
}

const struct operation home_realm_get_operation = {
	.summary = "Find the enabled connection of an e-mail address", .query = &query_shape,
	.answer = &answer_shape, .code = 200,
};
const struct operation home_realm_set_operation = {
	.summary = "Prefer one of the connections that have a domain", .body = &choice_shape,
	.code = 204,
};
