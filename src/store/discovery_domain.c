/* SPDX-License-Identifier: Apache-2.0 */
#include "store/discovery_domain.h"

#include "model/rules.h"
#include "model/tenant/organization.h"

static enum status
read_row(const struct act *act, const struct rows *r, int row, void *out)
{
	const char *domain = rows_text(r, row, C_DISCOVERY_DOMAIN_DOMAIN);

	*(struct discovery_domain *)out = (struct discovery_domain){
		.given = GIVEN_ALL,
		.id = rows_text(r, row, C_DISCOVERY_DOMAIN_DOMAIN_ID),
		.domain = domain,
		.status = rows_text(r, row, C_DISCOVERY_DOMAIN_STATUS),
		.verification_txt = rows_text(r, row, C_DISCOVERY_DOMAIN_VERIFICATION_TXT),
		.verification_host = verification_host(act->arena,
		    rows_text(r, row, C_DISCOVERY_DOMAIN_ORGANIZATION_ID), domain),
		.use_for_organization_discovery = rows_bool(r, row,
		    C_DISCOVERY_DOMAIN_USE_FOR_ORGANIZATION_DISCOVERY),
	};
	return OK;
}

static const struct row_reader reader = { sizeof(struct discovery_domain),
	C_DISCOVERY_DOMAIN_DOMAIN_ID, read_row };

static enum status
no_organization(struct fault *f)
{
	return fail_code(f, NOT_FOUND, "inexistent_organization", "Organization not found.");
}

static enum status
read_one(const struct act *act, const struct rows *r, struct discovery_domain *out)
{
	if (r->count == 0)
		return no_organization(act->fault);
	if (rows_text(r, 0, C_DISCOVERY_DOMAIN_DOMAIN_ID) == NULL)
		return fail(act->fault, NOT_FOUND, "No organization domain found by that id");
	return read_row(act, r, 0, out);
}

enum status
discovery_domain_list(const struct act *act, const struct domain_key *key,
    const struct slice *slice, struct objects *out)
{
	struct listing l = { &reader, slice, out };
	enum status st = list_read(act, Q_DISCOVERY_DOMAIN_LIST, ARGS(act->tenant_id,
	    key->organization_id, slice->after, arg_long(act, slice->limit)), &l);

	return st == OK && !l.is_answered ? no_organization(act->fault) : st;
}

enum status
discovery_domain_load(const struct act *act, const struct domain_key *key,
    struct discovery_domain *out)
{
	struct rows r;
	enum status st = store_query(act, Q_DISCOVERY_DOMAIN_LOAD, ARGS(act->tenant_id,
	    key->organization_id, key->domain_id, NULL), &r);

	return st == OK ? read_one(act, &r, out) : st;
}

enum status
discovery_domain_find(const struct act *act, const struct domain_key *key, const char *name,
    struct discovery_domain *out)
{
	struct rows r;
	enum status st = store_query(act, Q_DISCOVERY_DOMAIN_LOAD, ARGS(act->tenant_id,
	    key->organization_id, NULL, name), &r);

	return st == OK ? read_one(act, &r, out) : st;
}

/* "true" or "false"; NULL if it was not given. */
static const char *
discovery(const struct discovery_domain *d)
{
	if (!given_at(&d->given, DOMAIN_DISCOVERY))
		return NULL;
	return d->use_for_organization_discovery ? "true" : "false";
}

static enum status
domain_taken(struct fault *f)
{
	return fail(f, CONFLICT, "An organization discovery domain with this domain is already "
	    "registered to this organization.");
}

static enum status
no_room(struct fault *f)
{
	return fail_code(f, INVALID, "invalid_body", "No more discovery domains can be added to "
	    "this organization: it has %d.", ORGANIZATION_MAX_DOMAINS);
}

enum status
discovery_domain_add(const struct act *act, const struct domain_key *key,
    const struct discovery_domain *d, struct discovery_domain *out)
{
	struct rows r;
	enum status st = store_query(act, Q_DISCOVERY_DOMAIN_ADD, ARGS(act->tenant_id,
	    key->organization_id, key->domain_id, d->domain, d->status, d->verification_txt,
	    discovery(d), act->actor), &r);

	if (st == CONFLICT)
		return domain_taken(act->fault);
	if (st == OK && r.count > 0 && rows_text(&r, 0, C_DISCOVERY_DOMAIN_DOMAIN_ID) == NULL)
		return rows_bool(&r, 0, C_DISCOVERY_DOMAIN_ADD_IS_THERE) ? domain_taken(act->fault)
		    : no_room(act->fault);
	return st == OK ? read_one(act, &r, out) : st;
}

enum status
discovery_domain_change(const struct act *act, const struct domain_key *key,
    const struct discovery_domain *change, struct discovery_domain *out)
{
	struct rows r;
	enum status st = store_query(act, Q_DISCOVERY_DOMAIN_CHANGE, ARGS(act->tenant_id,
	    key->organization_id, key->domain_id, change->status, discovery(change),
	    act->actor), &r);

	return st == OK ? read_one(act, &r, out) : st;
}

enum status
discovery_domain_remove(const struct act *act, const struct domain_key *key)
{
	struct rows r;
	enum status st = store_query(act, Q_DISCOVERY_DOMAIN_REMOVE, ARGS(act->tenant_id,
	    key->organization_id, key->domain_id, act->actor), &r);

	return st == OK && r.count == 0 ? no_organization(act->fault) : st;
}
