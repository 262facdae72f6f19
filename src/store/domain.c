/* SPDX-License-Identifier: Apache-2.0 */
#include "store/domain.h"

#include "base/domain_name.h"
#include "base/text.h"
#include "model/rules.h"
#include "store/ticket.h"
#include "store/wizard.h"

static enum domain_kind
kind_of(const char *name)
{
	if (text_is(name, "claimed"))
		return DOMAIN_CLAIMED;
	return text_is(name, "associable") ? DOMAIN_ASSOCIABLE : DOMAIN_TRUSTED;
}

/* Programs send A-labels, which people cannot read. */
static const char *
shown(struct arena *a, const char *name, const char *typed)
{
	return text_is(name, typed) ? domain_name_unicode(a, name) : typed;
}

static struct domain_row
read_row(struct arena *a, const struct rows *r, int row)
{
	const char *name = rows_text(r, row, C_DOMAIN_LIST_DOMAIN);

	return (struct domain_row){
		.kind = kind_of(rows_text(r, row, C_DOMAIN_LIST_KIND)),
		.name = name,
		.shown = shown(a, name, rows_text(r, row, C_DOMAIN_LIST_TYPED)),
		.is_verified = rows_bool(r, row, C_DOMAIN_LIST_IS_VERIFIED),
		.is_missing = rows_bool(r, row, C_DOMAIN_LIST_IS_MISSING),
	};
}

enum status
domain_list(const struct act *act, const char *ticket_id, struct domain_row **out,
    size_t *count)
{
	struct rows r;
	enum status st = store_query(act, Q_DOMAIN_LIST, ARGS(act->tenant_id, ticket_id), &r);
	int i;

	if (st != OK)
		return st;
	*count = (size_t)r.count;
	*out = arena_array(act->arena, *count, sizeof(**out));
	for (i = 0; i < r.count; i++)
		(*out)[i] = read_row(act->arena, &r, i);
	return OK;
}

static enum status
not_there(struct fault *f)
{
	return fail(f, NOT_FOUND, "This domain is no longer in your list.");
}

static enum status
not_there_or_ended(const struct act *act, const struct claim_key *key)
{
	enum status st = ticket_still_open(act, key->ticket_id);

	return st == OK ? not_there(act->fault) : st;
}

enum status
domain_load(const struct act *act, const char *ticket_id, const char *name, bool connection_waits,
    struct claimed_domain *out)
{
	struct rows r;
	enum status st = store_query(act, Q_DOMAIN_LOAD, ARGS(act->tenant_id, ticket_id, name,
	    arg_long(act, DOMAIN_GRACE_DAYS), connection_waits ? "true" : "false"), &r);

	if (st != OK)
		return st;
	if (r.count == 0)
		return not_there(act->fault);
	*out = (struct claimed_domain){
		.name = rows_text(&r, 0, C_DOMAIN_LOAD_DOMAIN),
		.shown = shown(act->arena, rows_text(&r, 0, C_DOMAIN_LOAD_DOMAIN),
		    rows_text(&r, 0, C_DOMAIN_LOAD_TYPED)),
		.is_verified = rows_bool(&r, 0, C_DOMAIN_LOAD_IS_VERIFIED),
		.challenge = rows_text(&r, 0, C_DOMAIN_LOAD_CHALLENGE),
		.organization_id = rows_text(&r, 0, C_DOMAIN_LOAD_ORGANIZATION_ID),
		.is_waiting = rows_bool(&r, 0, C_DOMAIN_LOAD_IS_WAITING),
		.asked_at = rows_moment(&r, 0, C_DOMAIN_LOAD_ASKED_AT),
		.looked_at = rows_moment(&r, 0, C_DOMAIN_LOAD_LOOKED_AT),
		.seen = rows_text(&r, 0, C_DOMAIN_LOAD_SEEN),
		.missing_since = rows_moment(&r, 0, C_DOMAIN_LOAD_MISSING_SINCE),
		.is_associated = rows_bool(&r, 0, C_DOMAIN_LOAD_IS_ASSOCIATED),
		.is_trusted = rows_bool(&r, 0, C_DOMAIN_LOAD_IS_TRUSTED),
		.is_last = rows_bool(&r, 0, C_DOMAIN_LOAD_IS_LAST),
		.is_given_up = rows_bool(&r, 0, C_DOMAIN_LOAD_IS_GIVEN_UP),
		.ends_after = rows_moment(&r, 0, C_DOMAIN_LOAD_ENDS_AFTER),
		.pulse = rows_text(&r, 0, C_DOMAIN_LOAD_PULSE),
	};
	return OK;
}

/* Fails unless domain_claim() answers that the domain is claimed. */
static enum status
read_outcome(const char *outcome, const char *typed, struct fault *f)
{
	if (text_is(outcome, "pending") || text_is(outcome, "verified"))
		return OK;
	if (text_is(outcome, "public"))
		return fail(f, FORBIDDEN, "%s is open to everyone, so it cannot be verified as the domain of "
		    "one company.", typed);
	if (text_is(outcome, "long"))
		return fail(f, INVALID, "This domain is too long: the name of its DNS record would have "
		    "more than 253 characters.");
	if (text_is(outcome, "known"))
		return fail(f, CONFLICT, "%s is already in your list.", typed);
	return fail(f, CONFLICT, "You cannot add more domains. Remove one first.");
}

enum status
domain_add(const struct act *act, const struct claim_key *key, const char *typed,
    bool is_public)
{
	struct rows r;
	enum status st = store_query(act, Q_DOMAIN_ADD, ARGS(act->tenant_id, key->ticket_id,
	    key->session_hash, key->name, typed, is_public ? "true" : "false"), &r);

	if (st != OK)
		return st;
	if (r.count == 0 || rows_text(&r, 0, C_DOMAIN_ADD_OUTCOME) == NULL)
		return settings_changed_or_ended(act, key->ticket_id);
	return read_outcome(rows_text(&r, 0, C_DOMAIN_ADD_OUTCOME), typed, act->fault);
}

enum status
domain_ask(const struct act *act, const struct claim_key *key)
{
	struct rows r;
	enum status st = store_query(act, Q_DOMAIN_ASK, ARGS(act->tenant_id, key->ticket_id,
	    key->session_hash, key->name), &r);

	return st == OK && r.count == 0 ? not_there_or_ended(act, key) : st;
}

enum status
domain_remove(const struct act *act, const struct claim_key *key)
{
	struct rows r;
	enum status st = store_query(act, Q_DOMAIN_REMOVE, ARGS(act->tenant_id, key->ticket_id,
	    key->session_hash, key->name), &r);

	if (st != OK)
		return st;
	if (r.count == 0 || rows_text(&r, 0, C_DOMAIN_REMOVE_IS_REFUSED) == NULL)
		return not_there_or_ended(act, key);
	if (rows_bool(&r, 0, C_DOMAIN_REMOVE_IS_REFUSED))
		return fail(act->fault, CONFLICT,
		    "This is your only verified domain, and the connection needs "
		    "one. Verify another one first.");
	return OK;
}

/* --- for postern-jobs --- */

static enum status
read_others(struct arena *a, const struct rows *r, struct domain_claim *c, struct fault *f)
{
	struct domain_value *others;
	struct texts names, values;
	enum status st = fields_decode_texts(a, rows_text(r, 0, C_DOMAIN_WANTED_OTHERS), &names, f);
	size_t i;

	if (st == OK)
		st = fields_decode_texts(a, rows_text(r, 0, C_DOMAIN_WANTED_CHALLENGES), &values, f);
	if (st != OK)
		return st;
	others = arena_array(a, names.count, sizeof(*others));
	for (i = 0; i < names.count; i++)
		others[i] = (struct domain_value){ names.items[i], values.items[i] };
	c->others = others;
	c->other_count = names.count;
	return OK;
}

enum status
domain_wanted(const struct act *act, struct domain_claim *c)
{
	struct rows r;
	enum status st = store_query(act, Q_DOMAIN_WANTED, ARGS(act->tenant_id,
	    c->connection_id, c->name), &r);

	if (st != OK)
		return st;
	if (r.count == 0)
		return not_there(act->fault);
	c->challenge = rows_text(&r, 0, C_DOMAIN_WANTED_CHALLENGE);
	c->organization_id = rows_text(&r, 0, C_DOMAIN_WANTED_ORGANIZATION_ID);
	c->is_verified = text_is(rows_text(&r, 0, C_DOMAIN_WANTED_STATUS), "verified");
	c->looks = rows_long(&r, 0, C_DOMAIN_WANTED_LOOKS);
	c->is_given_up = rows_bool(&r, 0, C_DOMAIN_WANTED_IS_GIVEN_UP);
	c->begun = rows_text(&r, 0, C_DOMAIN_WANTED_BEGUN);
	return read_others(act->arena, &r, c, act->fault);
}

enum status
domain_verified(const struct act *act, struct domain_claim *c, const char *seen)
{
	struct rows r;
	enum status st = store_query(act, Q_DOMAIN_VERIFIED, ARGS(act->tenant_id,
	    c->connection_id, c->name, c->challenge, c->begun, seen), &r);

	if (st == OK)
		c->is_verified = text_is(rows_text(&r, 0, C_DOMAIN_VERIFIED_STATUS), "verified");
	return st;
}

enum status
domain_seen(const struct act *act, const struct domain_claim *c, const char *seen)
{
	struct rows r;

	return store_query(act, Q_DOMAIN_SEEN, ARGS(act->tenant_id, c->connection_id, c->name,
	    c->challenge, c->begun, seen), &r);
}

enum status
domain_missed(const struct act *act, const struct domain_claim *c, const char *seen)
{
	struct rows r;

	return store_query(act, Q_DOMAIN_MISSED, ARGS(act->tenant_id, c->connection_id, c->name,
	    c->challenge, c->begun, seen, arg_long(act, DOMAIN_GRACE_DAYS)), &r);
}
