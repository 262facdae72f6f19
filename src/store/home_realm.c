/* SPDX-License-Identifier: Apache-2.0 */
#include "store/home_realm.h"

#include "base/domain_name.h"

enum status
home_realm_load(struct store *s, struct arena *a, const struct caller_key *key,
    struct client *caller, struct home_realm *realm, struct fault *f)
{
	struct query_call call = { .query = Q_HOME_REALM, .args = ARGS(key->host, realm->domain,
	    domain_name_unicode(a, realm->domain)) };
	const struct rows *r = &call.rows;
	enum status st = caller_load(s, a, key, &call, caller, f);

	if (st != OK || r->count == 0)
		return st;
	realm->connection_id = rows_text(r, 0, C_HOME_REALM_CONNECTION_ID);
	realm->name = rows_text(r, 0, C_HOME_REALM_NAME);
	realm->strategy = rows_text(r, 0, C_HOME_REALM_STRATEGY);
	realm->is_preferred = rows_bool(r, 0, C_HOME_REALM_IS_PREFERRED);
	return OK;
}

enum status
home_realm_prefer(struct store *s, struct arena *a, const char *tenant_id, const char *domain,
    const char *connection_id, const char *actor, struct fault *f)
{
	struct rows r;
	enum status st = store_query(s, a, Q_HOME_REALM_PREFER, ARGS(tenant_id, domain,
	    domain_name_unicode(a, domain), connection_id, actor), &r, f);

	if (st == OK && r.count == 0)
		return fail(f, NOT_FOUND, "That connection does not have the domain %s.", domain);
	return st;
}
