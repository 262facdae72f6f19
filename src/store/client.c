/* SPDX-License-Identifier: Apache-2.0 */
#include "store/client.h"

#include "model/rules.h"

enum status
client_add(const struct act *act, const struct client *c, const char *name)
{
	struct rows r;
	enum status st = store_query(act, Q_CLIENT_ADD, ARGS(c->tenant_id, c->id, name,
	    c->secret_hash, c->scopes, act->actor), &r);

	if (st == OK && r.count == 0)
		return fail(act->fault, NOT_FOUND, "There is no tenant \"%s\".", c->tenant_id);
	return st;
}

static struct client
read_client(const struct rows *r, long limit)
{
	return (struct client){
		.tenant_id = rows_text(r, 0, C_CALLER_TENANT_ID),
		.id = rows_text(r, 0, C_CALLER_CLIENT_ID),
		.scopes = rows_text(r, 0, C_CALLER_SCOPES),
		.domain = rows_text(r, 0, C_CALLER_CANONICAL_DOMAIN),
		.secret_hash = rows_text(r, 0, C_CALLER_SECRET_HASH),
		.allowance = { limit, limit - rows_long(r, 0, C_CALLER_USED),
		    rows_moment(r, 0, C_CALLER_WINDOW_ENDS_AT), rows_moment(r, 0, C_CALLER_NOW) },
	};
}

enum status
client_find(const struct act *act, const char *host, const char *client_id, const char *address,
    struct client *out)
{
	struct rows r;
	enum status st = store_query(act, Q_CLIENT_FIND, ARGS(host, client_id, address,
	    arg_long(act, WRONG_SECRETS_WINDOW_S)), &r);

	if (st != OK)
		return st;
	if (r.count == 0)
		return fail(act->fault, NOT_FOUND, "No such client.");
	*out = read_client(&r, WRONG_SECRETS);
	return OK;
}

enum status
secret_wrong(const struct act *act, const struct client *c, const char *address)
{
	struct rows r;

	return store_query(act, Q_SECRET_WRONG, ARGS(c->tenant_id, c->id, address,
	    arg_long(act, WRONG_SECRETS_WINDOW_S)), &r);
}

enum status
token_add(const struct act *act, const struct client *c, const char *token_hash)
{
	struct rows r;

	return store_query(act, Q_TOKEN_ISSUE, ARGS(c->tenant_id, c->id, token_hash, c->scopes,
	    arg_long(act, TOKEN_LIFETIME_S)), &r);
}

enum status
caller_load(const struct act *act, const struct caller_key *key, struct query_call *more,
    struct client *out)
{
	double window_s = (double)key->budget.burst / (double)key->budget.per_second;
	struct query_call calls[] = { { Q_CALLER_LOAD, ARGS(key->host, key->token_hash,
	    arena_print(act->arena, "%.6f", window_s)), { 0 } }, { 0 } };
	enum status st;

	if (more != NULL)
		calls[1] = *more;
	st = store_query_all(act, calls, more == NULL ? 1 : 2);
	if (st != OK)
		return st;
	if (calls[0].rows.count == 0)
		return fail(act->fault, STRANGER, "Invalid token.");
	if (more != NULL)
		*more = calls[1];
	*out = read_client(&calls[0].rows, key->budget.burst);
	return OK;
}
