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
		.former_secret_hash = rows_text(r, 0, C_CALLER_FORMER_SECRET_HASH),
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
		return fail(act->fault, NOT_FOUND, "The host is no tenant's.");
	*out = read_client(&r, WRONG_SECRETS);
	return OK;
}

enum status
secret_wrong(const struct act *act, const char *tenant_id, const char *client_id,
    const char *address)
{
	struct rows r;

	return store_query(act, Q_SECRET_WRONG, ARGS(tenant_id, client_id, address,
	    arg_long(act, WRONG_SECRETS_WINDOW_S)), &r);
}

enum status
token_add(const struct act *act, const struct client *c, const char *token_hash)
{
	struct rows r;
	enum status st = store_query(act, Q_TOKEN_ISSUE, ARGS(c->tenant_id, c->id, token_hash,
	    c->scopes, arg_long(act, TOKEN_LIFETIME_S), c->secret_hash), &r);

	return st == OK && r.count == 0 ? fail(act->fault, STRANGER, "Unauthorized") : st;
}

/* --- what was given is changed, or taken back --- */

static enum status
read_changed(const struct act *act, const struct rows *r, int refusal, struct client_row *out)
{
	if (r->count == 0)
		return fail_no_client(act);
	if (rows_bool(r, 0, refusal))
		return fail_code(act->fault, FORBIDDEN, "insufficient_scope",
		    "Insufficient scope: nobody can give a client scopes without holding them.");
	*out = client_row_read(r, 0);
	return OK;
}

enum status
client_set(const struct act *act, const char *id, const char *name, const char *scopes,
    const char *giver, struct client_row *out)
{
	struct rows r;
	enum status st = store_query(act, Q_CLIENT_SET, ARGS(act->tenant_id, id, name,
	    scopes, giver, act->actor), &r);

	return st == OK ? read_changed(act, &r, C_CLIENT_SET_IS_REFUSED, out) : st;
}

enum status
client_rotate(const struct act *act, const char *id, const char *secret_hash, long overlap_s,
    const char *giver, struct client_row *out)
{
	struct rows r;
	enum status st = store_query(act, Q_CLIENT_ROTATE, ARGS(act->tenant_id, id, secret_hash,
	    arg_long(act, overlap_s), giver, act->actor), &r);

	return st == OK ? read_changed(act, &r, C_CLIENT_ROTATE_IS_REFUSED, out) : st;
}

enum status
client_remove(const struct act *act, const char *id)
{
	struct rows r;
	enum status st = store_query(act, Q_CLIENT_REMOVE, ARGS(act->tenant_id, id, act->actor), &r);

	return st == OK && r.count == 0 ? fail_no_client(act) : st;
}

enum status
client_revoke_tokens(const struct act *act, const char *id, long *tokens)
{
	struct rows r;
	enum status st = store_query(act, Q_CLIENT_REVOKE_TOKENS, ARGS(act->tenant_id, id, act->actor),
	    &r);

	if (st != OK)
		return st;
	if (r.count == 0)
		return fail_no_client(act);
	*tokens = rows_long(&r, 0, C_CLIENT_REVOKE_TOKENS_TOKENS);
	return OK;
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
