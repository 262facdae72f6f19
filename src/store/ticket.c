/* SPDX-License-Identifier: Apache-2.0 */
#include "store/ticket.h"

#include "base/hash.h"
#include "base/text.h"
#include "model/rules.h"
#include "model/tenant/organization.h"

/* Fails with the sentence for the reason that the query ticket_add answers. */
static enum status
refuse(const char *refusal, const char *custom_domain, struct fault *f)
{
	if (text_is(refusal, "name_taken"))
		return fail(f, CONFLICT, "A connection with this name already exists.");
	if (text_is(refusal, "foreign_domain"))
		return fail(f, INVALID, "The custom domain \"%s\" is not one of this tenant's.",
		    custom_domain);
	if (text_is(refusal, "unknown_organization"))
		return fail_code(f, INVALID, "invalid_body",
		    "One or more organizations in enabled_organizations do not exist.");
	if (text_is(refusal, "full_organization"))
		return fail_code(f, INVALID, "invalid_body", "One or more organizations in "
		    "enabled_organizations have %d connections, which is the limit.",
		    ORGANIZATION_MAX_CONNECTIONS);
	return fail_code(f, INVALID, "invalid_body", "An organization can have at most %d discovery "
	    "domains: its own, pending_domains and domain_aliases together.",
	    ORGANIZATION_MAX_DOMAINS);
}

enum status
ticket_add(const struct act *act, const char *profile_id, const char *secret,
    const char *config, long ttl_s, const char *custom_domain, const char **domain)
{
	struct rows r;
	enum status st = store_query(act, Q_TICKET_ADD, ARGS(act->tenant_id,
	    ticket_id_of(act->arena, secret), hash_text(act->arena, secret), profile_id, config,
	    arg_long(act, ttl_s), act->actor, custom_domain), &r);

	if (st != OK)
		return st;
	if (r.count == 0)
		return fail(act->fault, NOT_FOUND, "Profile with ID: %s not found", profile_id);
	if (rows_text(&r, 0, C_TICKET_ADD_REFUSAL) != NULL)
		return refuse(rows_text(&r, 0, C_TICKET_ADD_REFUSAL), custom_domain,
		    act->fault);
	*domain = rows_text(&r, 0, C_TICKET_ADD_DOMAIN);
	return OK;
}

enum status
ticket_open(const struct act *act, const char *host, const char *secret,
    const struct session_start *session, moment *ends_at, moment *now)
{
	struct rows r;
	enum status st = store_query(act, Q_TICKET_OPEN, ARGS(host,
	    ticket_id_of(act->arena, secret), hash_text(act->arena, secret), session->hash,
	    arg_long(act, TICKET_SESSION_S), session->browser.name, session->browser.system,
	    session->former_hash), &r);

	if (st != OK)
		return st;
	if (r.count == 0)
		return fail(act->fault, EXPIRED, "This link cannot be used any more.");
	*ends_at = rows_moment(&r, 0, C_TICKET_OPEN_ENDS_AT);
	*now = rows_moment(&r, 0, C_TICKET_OPEN_NOW);
	return OK;
}

enum status
ticket_still_open(const struct act *act, const char *id)
{
	struct rows r;
	enum status st = store_query(act, Q_TICKET_LASTS, ARGS(act->tenant_id, id), &r);

	if (st == OK && r.count > 0 && !rows_bool(&r, 0, C_TICKET_LASTS_LASTS))
		return fail(act->fault, EXPIRED, "This link has expired.");
	return st;
}

enum status
ticket_forget(const struct act *act, const char *id)
{
	struct rows r;

	return store_query(act, Q_TICKET_FORGET, ARGS(act->tenant_id, id), &r);
}

enum status
ticket_revoke(const struct act *act, const char *profile_id, const char *id, bool *done)
{
	bool is_whole = ticket_is_secret(id);
	struct rows r = { 0 };
	enum status st = OK;

	if (is_whole || ticket_is_id(id))
		st = store_query(act, Q_TICKET_REVOKE, ARGS(act->tenant_id,
		    ticket_id_of(act->arena, id), is_whole ? hash_text(act->arena, id) : NULL,
		    profile_id, act->actor), &r);
	if (st == OK)
		*done = r.count > 0;
	return st;
}
