/* SPDX-License-Identifier: Apache-2.0 */
#include "store/client.h"

enum client_column { TENANT_ID, SECRET_HASH_OR_ID, SCOPES, DOMAIN };

enum status
client_add(struct store *s, struct arena *a, const struct client *c, const char *name,
    struct fault *f)
{
	struct rows r;
	enum status st = store_query(s, a, Q_CLIENT_ADD, ARGS(c->tenant_id, c->id, name,
	    c->secret_hash, c->scopes), &r, f);

	if (st == OK && r.count == 0)
		return fail(f, NOT_FOUND, "There is no tenant \"%s\".", c->tenant_id);
	return st;
}

enum status
client_find(struct store *s, struct arena *a, const char *host, const char *client_id,
    struct client *out, struct fault *f)
{
	struct rows r;
	enum status st = store_query(s, a, Q_CLIENT_FIND, ARGS(host, client_id), &r, f);

	if (st != OK)
		return st;
	if (r.count == 0)
		return fail(f, NOT_FOUND, "No such client.");
	out->tenant_id = rows_text(&r, 0, TENANT_ID);
	out->id = client_id;
	out->secret_hash = rows_text(&r, 0, SECRET_HASH_OR_ID);
	out->scopes = rows_text(&r, 0, SCOPES);
	out->domain = rows_text(&r, 0, DOMAIN);
	return OK;
}

enum status
token_add(struct store *s, struct arena *a, const struct client *c, const char *token_hash,
    struct fault *f)
{
	struct rows r;

	return store_query(s, a, Q_TOKEN_ISSUE, ARGS(c->tenant_id, c->id, token_hash,
	    arena_print(a, "%d", TOKEN_LIFETIME_S)), &r, f);
}

enum status
caller_load(struct store *s, struct arena *a, const char *host, const char *token_hash,
    struct client *out, struct fault *f)
{
	struct rows r;
	enum status st = store_query(s, a, Q_CALLER_LOAD, ARGS(host, token_hash), &r, f);

	if (st != OK)
		return st;
	if (r.count == 0)
		return fail(f, STRANGER, "Invalid token.");
	*out = (struct client){
		.tenant_id = rows_text(&r, 0, TENANT_ID),
		.id = rows_text(&r, 0, SECRET_HASH_OR_ID),
		.scopes = rows_text(&r, 0, SCOPES),
		.domain = rows_text(&r, 0, DOMAIN),
	};
	return OK;
}
