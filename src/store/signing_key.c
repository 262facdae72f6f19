/* SPDX-License-Identifier: Apache-2.0 */
#include "store/signing_key.h"

#include "model/provider/provider.h"

enum status
key_wanted(const struct act *act, const char **kind, const char **domain)
{
	struct rows r;
	enum status st = store_query(act, Q_KEY_WANTED, ARGS(act->tenant_id), &r);

	if (st != OK)
		return st;
	if (r.count == 0)
		return fail(act->fault, NOT_FOUND, "No key is missing.");
	*kind = rows_text(&r, 0, C_KEY_WANTED_KIND);
	*domain = rows_text(&r, 0, C_KEY_WANTED_CANONICAL_DOMAIN);
	return OK;
}

enum status
key_keep(const struct act *act, const char *key_id, const struct key_pair *pair,
    const char *sealed_key)
{
	struct rows r;

	return store_query(act, Q_KEY_KEEP, ARGS(act->tenant_id, key_id, pair->kind,
	    pair->subject, pair->certificate, pair->pkcs7, pair->sha1, pair->sha256,
	    sealed_key), &r);
}

/* --- a connection's --- */

static enum status
not_found(struct fault *f)
{
	return fail_code(f, NOT_FOUND, "inexistent_connection", "Connection not found.");
}

static enum status
none_is_spare(struct fault *f)
{
	return fail(f, UNAVAILABLE, "New keys are being made. Try again in a moment.");
}

static struct connection_key
read_key(const struct rows *r, int row)
{
	return (struct connection_key){
		.id = rows_text(r, row, C_CONNECTION_KEY_KEY_ID),
		.state = rows_text(r, row, C_CONNECTION_KEY_STATE),
		.algorithm = rows_text(r, row, C_CONNECTION_KEY_ALGORITHM),
		.current_since = rows_moment(r, row, C_CONNECTION_KEY_CURRENT_SINCE),
		.subject = rows_text(r, row, C_CONNECTION_KEY_SUBJECT),
		.certificate = rows_text(r, row, C_CONNECTION_KEY_CERTIFICATE),
		.pkcs7 = rows_text(r, row, C_CONNECTION_KEY_PKCS7),
		.sha1 = rows_text(r, row, C_CONNECTION_KEY_SHA1),
	};
}

static void
read_keys(struct arena *a, const struct rows *r, struct connection_key **out, size_t *count)
{
	int i, total = rows_text(r, 0, C_CONNECTION_KEY_KEY_ID) == NULL ? 0 : r->count;

	*count = (size_t)total;
	*out = arena_array(a, *count, sizeof(**out));
	for (i = 0; i < total; i++)
		(*out)[i] = read_key(r, i);
}

enum status
connection_keys_list(const struct act *act, const char *connection_id,
    struct connection_key **out, size_t *count)
{
	struct texts takers = provider_key_strategies(act->arena);
	struct rows r;
	enum status st = store_query(act, Q_CONNECTION_KEYS_LIST, ARGS(act->tenant_id,
	    connection_id, texts_joined(act->arena, &takers)), &r);

	if (st != OK)
		return st;
	if (r.count == 0)
		return not_found(act->fault);
	if (!rows_bool(&r, 0, C_CONNECTION_KEY_TAKES_KEYS))
		return fail(act->fault, INVALID,
		    "Keys are not available for this connection: only those of the "
		    "strategies %s have them.", texts_in_words(act->arena, &takers));
	read_keys(act->arena, &r, out, count);
	return OK;
}

static enum status
has_keys_already(struct fault *f)
{
	return fail(f, CONFLICT, "Keys have already been created for this connection.");
}

enum status
connection_keys_create(const struct act *act, const char *connection_id, const char *algorithm,
    struct connection_key **out, size_t *count)
{
	struct texts takers = provider_key_strategies(act->arena);
	struct rows r;
	enum status st = store_query(act, Q_CONNECTION_KEYS_CREATE, ARGS(act->tenant_id,
	    connection_id, algorithm, texts_joined(act->arena, &takers), act->actor), &r);

	if (st == CONFLICT)
		return has_keys_already(act->fault);
	if (st != OK)
		return st;
	if (r.count == 0)
		return not_found(act->fault);
	if (!rows_bool(&r, 0, C_CONNECTION_KEY_TAKES_KEYS))
		return fail(act->fault, INVALID,
		    "Keys cannot be created for this connection: only those of the "
		    "strategies %s have them.", texts_in_words(act->arena, &takers));
	if (rows_bool(&r, 0, C_CONNECTION_KEY_HAS_KEYS))
		return has_keys_already(act->fault);
	if (rows_text(&r, 0, C_CONNECTION_KEY_KEY_ID) == NULL)
		return none_is_spare(act->fault);
	read_keys(act->arena, &r, out, count);
	return OK;
}

enum status
connection_keys_rotate(const struct act *act, const char *connection_id, const char *algorithm,
    struct connection_key *out)
{
	struct texts takers = provider_key_strategies(act->arena);
	struct rows r;
	enum status st = store_query(act, Q_CONNECTION_KEYS_ROTATE, ARGS(act->tenant_id,
	    connection_id, algorithm, texts_joined(act->arena, &takers), act->actor), &r);

	if (st == CONFLICT)
		return fail(act->fault, CONFLICT,
		    "Someone else rotated the keys of this connection just now.");
	if (st != OK)
		return st;
	if (r.count == 0)
		return not_found(act->fault);
	if (!rows_bool(&r, 0, C_CONNECTION_KEY_TAKES_KEYS))
		return fail(act->fault, INVALID,
		    "Key rotation is not supported on this connection: only those of "
		    "the strategies %s have keys.", texts_in_words(act->arena, &takers));
	if (!rows_bool(&r, 0, C_CONNECTION_KEY_HAS_KEYS))
		return fail(act->fault, INVALID,
		    "Connection is not configured to use JWT Client Authentication: "
		    "it has no keys yet, so create them first.");
	if (rows_text(&r, 0, C_CONNECTION_KEY_KEY_ID) == NULL)
		return none_is_spare(act->fault);
	*out = read_key(&r, 0);
	return OK;
}

/* --- the tenant's own --- */

static enum status
no_such_tenant(const struct act *act)
{
	return fail(act->fault, NOT_FOUND, "There is no tenant %s.", act->tenant_id);
}

enum status
tenant_keys_list(const struct act *act, struct tenant_key **out, size_t *count)
{
	struct rows r;
	enum status st = store_query(act, Q_TENANT_KEYS_LIST, ARGS(act->tenant_id), &r);
	int i;

	if (st != OK)
		return st;
	if (r.count == 0)
		return no_such_tenant(act);
	*count = rows_text(&r, 0, C_TENANT_KEYS_LIST_KEY_ID) == NULL ? 0 : (size_t)r.count;
	*out = arena_array(act->arena, *count, sizeof(**out));
	for (i = 0; i < (int)*count; i++)
		(*out)[i] = (struct tenant_key){
			.id = rows_text(&r, i, C_TENANT_KEYS_LIST_KEY_ID),
			.state = rows_text(&r, i, C_TENANT_KEYS_LIST_STATE),
			.kind = rows_text(&r, i, C_TENANT_KEYS_LIST_KIND),
			.since = rows_moment(&r, i, C_TENANT_KEYS_LIST_USED_SINCE),
			.sha256 = rows_text(&r, i, C_TENANT_KEYS_LIST_SHA256),
			.certificate = rows_text(&r, i, C_TENANT_KEYS_LIST_CERTIFICATE),
		};
	return OK;
}

enum status
tenant_key_rotate(const struct act *act, const char *next_key_id)
{
	struct rows r;
	enum status st = store_query(act, Q_TENANT_KEY_ROTATE, ARGS(act->tenant_id, next_key_id,
	    act->actor), &r);

	if (st != OK)
		return st;
	if (r.count == 0)
		return no_such_tenant(act);
	return rows_bool(&r, 0, C_TENANT_KEY_ROTATE_IS_DONE) ? OK : fail(act->fault, CONFLICT,
	    "That key is not the next one. \"postern signing-key list\" shows which one is; a new one is "
	    "made within a minute.");
}

enum status
service_provider_load(const struct act *act, const char *host, const char *connection_name,
    struct service_provider *out)
{
	struct rows r;
	enum status st = store_query(act, Q_SERVICE_PROVIDER_LOAD, ARGS(host, connection_name), &r);

	if (st != OK)
		return st;
	*out = (struct service_provider){ 0 };
	if (r.count == 0)
		return OK;
	out->tenant_id = rows_text(&r, 0, C_SERVICE_PROVIDER_LOAD_TENANT_ID);
	out->domain = rows_text(&r, 0, C_SERVICE_PROVIDER_LOAD_DOMAIN);
	out->certificate = rows_text(&r, 0, C_SERVICE_PROVIDER_LOAD_CERTIFICATE);
	out->next_certificate = rows_text(&r, 0, C_SERVICE_PROVIDER_LOAD_NEXT_CERTIFICATE);
	out->pkcs7 = rows_text(&r, 0, C_SERVICE_PROVIDER_LOAD_PKCS7);
	out->encryption_certificate = rows_text(&r, 0, C_SERVICE_PROVIDER_LOAD_ENCRYPTION_CERTIFICATE);
	out->entity_id = rows_text(&r, 0, C_SERVICE_PROVIDER_LOAD_ENTITY_ID);
	return OK;
}
