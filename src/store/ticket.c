/* SPDX-License-Identifier: Apache-2.0 */
#include "store/ticket.h"

#include "base/hash.h"

enum added_column { ADDED_IS_TAKEN, ADDED_DOMAIN };
enum opened_column { OPENED_ENDS_AT, OPENED_NOW };
enum list_column { LIST_ID, LIST_STATE, LIST_NAME, LIST_USES, LIST_ALLOWED, LIST_CREATED_AT,
	LIST_UNTIL, LIST_PROFILE };

enum status
ticket_add(struct store *s, struct arena *a, const char *tenant_id, const char *profile_id,
    const char *secret, const char *config, long ttl_s, const char *actor, const char **domain,
    struct fault *f)
{
	struct rows r;
	enum status st = store_query(s, a, Q_TICKET_ADD, ARGS(tenant_id, ticket_id_of(a, secret),
	    hash_text(a, secret), profile_id, config, arena_print(a, "%ld", ttl_s), actor), &r, f);

	if (st != OK)
		return st;
	if (r.count == 0)
		return fail(f, NOT_FOUND, "Profile with ID: %s not found", profile_id);
	if (rows_bool(&r, 0, ADDED_IS_TAKEN))
		return fail(f, CONFLICT, "A connection with this name already exists.");
	*domain = rows_text(&r, 0, ADDED_DOMAIN);
	return OK;
}

enum status
ticket_open(struct store *s, struct arena *a, const char *host, const char *secret,
    const char *session_hash, moment *ends_at, moment *now, struct fault *f)
{
	struct rows r;
	enum status st = store_query(s, a, Q_TICKET_OPEN, ARGS(host, ticket_id_of(a, secret),
	    hash_text(a, secret), session_hash, arena_print(a, "%d", TICKET_SESSION_S)), &r, f);

	if (st != OK)
		return st;
	if (r.count == 0)
		return fail(f, EXPIRED, "This link cannot be used any more.");
	*ends_at = rows_moment(&r, 0, OPENED_ENDS_AT);
	*now = rows_moment(&r, 0, OPENED_NOW);
	return OK;
}

enum status
ticket_revoke(struct store *s, struct arena *a, const char *tenant_id, const char *id,
    const char *actor, bool *done, struct fault *f)
{
	bool is_whole = ticket_is_secret(id);
	struct rows r = { 0 };
	enum status st = OK;

	if (is_whole || ticket_is_id(id))
		st = store_query(s, a, Q_TICKET_REVOKE, ARGS(tenant_id, ticket_id_of(a, id),
		    is_whole ? hash_text(a, id) : NULL, actor), &r, f);
	if (st == OK)
		*done = r.count > 0;
	return st;
}

enum status
ticket_list(struct store *s, struct arena *a, const char *tenant_id, struct ticket_row **out,
    size_t *count, struct fault *f)
{
	struct rows r;
	enum status st = store_query(s, a, Q_TICKET_LIST, ARGS(tenant_id), &r, f);
	int i;

	if (st != OK)
		return st;
	*count = (size_t)r.count;
	*out = arena_array(a, *count, sizeof(**out));
	for (i = 0; i < r.count; i++)
		(*out)[i] = (struct ticket_row){
			.id = rows_text(&r, i, LIST_ID),
			.state = rows_text(&r, i, LIST_STATE),
			.connection_name = rows_text(&r, i, LIST_NAME),
			.profile_id = rows_text(&r, i, LIST_PROFILE),
			.uses = rows_long(&r, i, LIST_USES),
			.uses_allowed = rows_long(&r, i, LIST_ALLOWED),
			.created_at = rows_moment(&r, i, LIST_CREATED_AT),
			.until = rows_moment(&r, i, LIST_UNTIL),
		};
	return OK;
}
