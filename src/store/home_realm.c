/* SPDX-License-Identifier: Apache-2.0 */
#include "store/home_realm.h"

#include "base/domain_name.h"

enum status
home_realm_load(const struct act *act, const struct caller_key *key, struct client *caller,
    struct home_realm *realm)
{
	struct query_call call = { .query = Q_HOME_REALM, .args = ARGS(key->host, realm->domain,
	    domain_name_unicode(act->arena, realm->domain)) };
	const struct rows *r = &call.rows;
	enum status st = caller_load(act, key, &call, caller);

	if (st != OK || r->count == 0)
		return st;
	realm->connection_id = rows_text(r, 0, C_HOME_REALM_CONNECTION_ID);
	realm->name = rows_text(r, 0, C_HOME_REALM_NAME);
	realm->strategy = rows_text(r, 0, C_HOME_REALM_STRATEGY);
	realm->is_preferred = rows_bool(r, 0, C_HOME_REALM_IS_PREFERRED);
	return OK;
}

enum status
home_realm_prefer(const struct act *act, const char *domain, const char *connection_id)
{
	struct rows r;
	enum status st = store_query(act, Q_HOME_REALM_PREFER, ARGS(act->tenant_id, domain,
	    domain_name_unicode(act->arena, domain), connection_id, act->actor), &r);

	if (st == OK && r.count == 0)
		return fail(act->fault, NOT_FOUND,
		    "That connection does not have the domain %s.", domain);
	return st;
}
