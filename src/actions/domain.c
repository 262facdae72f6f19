/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/domain.h"

#include "base/domain_name.h"
#include "base/text.h"
#include "model/domain/public_domain.h"
#include "model/domain/vendor_domain.h"
#include "store/connection.h"
#include "store/domain.h"

static enum status
refuse(const char *typed, struct fault *f)
{
	if (domain_name_has_several(typed))
		return fail(f, INVALID, "Add one domain at a time, without spaces.");
	if (text_starts(typed, "*."))
		return fail(f, INVALID, "Enter the domain without *. If a subdomain has its "
		    "own email addresses, add it like any other domain.");
	return fail(f, INVALID, "This is not a domain. Enter the part after the @ in your email "
	    "addresses, such as example.com.");
}

enum status
claim_domain(const struct act *act, const struct visit *v, const char *typed, const char **name)
{
	struct claim_key key = { v->ticket.id, v->session_hash, NULL };
	const char *bare = domain_name_typed(act->arena, typed);
	struct fault why;
	bool is_refused;
	enum status st;

	key.name = domain_name_clean(act->arena, bare);
	if (key.name == NULL)
		return refuse(bare, act->fault);
	is_refused = vendor_domain_refuse(key.name, &why) != OK
	    || public_domain_refuse(act->arena, key.name, &why) != OK;
	st = domain_add(act, &key, bare, is_refused);
	if (st == FORBIDDEN) {
		*act->fault = why;
		return INVALID;
	}
	if (st == OK)
		*name = key.name;
	return st;
}

enum status
request_verification(const struct act *act, const struct visit *v, const char *name)
{
	struct claim_key key = { v->ticket.id, v->session_hash, name };

	return domain_ask(act, &key);
}

enum status
remove_domain(const struct act *act, const struct visit *v, const char *name)
{
	struct claim_key key = { v->ticket.id, v->session_hash, name };

	return domain_remove(act, &key);
}

enum status
verify_domain(const struct act *act, struct domain_claim *c, const char *seen)
{
	enum status st = domain_verified(act, c, seen);

	return st == OK && c->is_verified ? connection_enable_waiting(act, c->connection_id) : st;
}

enum status
miss_domain(const struct act *act, const struct domain_claim *c, const char *seen,
    bool is_silent)
{
	return c->is_verified && !is_silent ? domain_missed(act, c, seen)
	    : domain_seen(act, c, seen);
}
