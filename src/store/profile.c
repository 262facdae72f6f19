/* SPDX-License-Identifier: Apache-2.0 */
#include "store/profile.h"

#include <string.h>

#include "base/sentence.h"

static enum status
not_found(struct fault *f, const char *id)
{
	return fail(f, NOT_FOUND, "Profile with ID: %s not found", id);
}

static enum status
read_row(const struct act *act, const struct rows *r, int row, void *out)
{
	struct arena *a = act->arena;
	struct profile p = { .given = GIVEN_ALL };
	struct objects problem;
	const char *branding = rows_text(r, row, C_PROFILE_BRANDING);
	const char *strategies = rows_text(r, row, C_PROFILE_ALLOWED_STRATEGIES);
	enum status st = fields_decode_objects(a, rows_text(r, row, C_PROFILE_USER_ATTRIBUTES),
	    profile_shape.fields[PROFILE_USER_ATTRIBUTES].shape, &p.user_attributes, act->fault);

	p.id = rows_text(r, row, C_PROFILE_ID);
	p.name = rows_text(r, row, C_PROFILE_NAME);
	p.description = rows_text(r, row, C_PROFILE_DESCRIPTION);
	p.user_attribute_profile_id = rows_text(r, row, C_PROFILE_ATTRIBUTE_PROFILE_ID);
	p.language = rows_text(r, row, C_PROFILE_LANGUAGE);
	p.requires_test = rows_bool(r, row, C_PROFILE_REQUIRES_TEST);
	p.created_at = moment_iso(a, rows_moment(r, row, C_PROFILE_CREATED_AT));
	p.updated_at = moment_iso(a, rows_moment(r, row, C_PROFILE_UPDATED_AT));
	if (st == OK)
		st = rows_sentences(act, r, row, C_PROFILE_LOGO_PROBLEM, &problem);
	if (st == OK && problem.count > 0)
		p.logo_problem = sentences_english(a, &problem);
	if (st == OK && strategies != NULL)
		st = fields_decode_texts(a, strategies, &p.allowed_strategies, act->fault);
	if (!p.requires_test)
		p.given.present &= ~(UINT64_C(1) << PROFILE_REQUIRES_TEST);
	if (strategies == NULL)
		p.given.present &= ~(UINT64_C(1) << PROFILE_ALLOWED_STRATEGIES);
	if (st == OK && branding != NULL) {
		p.branding = arena_alloc(a, sizeof(*p.branding));
		st = fields_decode(a, branding, strlen(branding), &branding_shape, STORED, p.branding, act->fault);
	}
	if (st == OK)
		*(struct profile *)out = p;
	return st;
}

static const struct row_reader reader = { sizeof(struct profile), C_PROFILE_ID, read_row,
	.total = C_PROFILE_LIST_TOTAL };

enum status
profile_list(const struct act *act, const struct slice *slice, struct objects *out, long *total)
{
	struct listing l = { &reader, slice, out, total };

	return list_read(act, Q_PROFILE_LIST, ARGS(act->tenant_id,
	    arg_long(act, slice->offset), arg_long(act, slice->limit)), &l);
}

enum status
profile_load(const struct act *act, const char *id, struct profile *out)
{
	struct rows r;
	enum status st = store_query(act, Q_PROFILE_LOAD, ARGS(act->tenant_id, id), &r);

	if (st == OK && r.count == 0)
		return not_found(act->fault, id);
	return st == OK ? read_row(act, &r, 0, out) : st;
}

static const char *
branding_json(const struct profile *p)
{
	return p->branding == NULL ? NULL : p->branding->given.whole;
}

static const char *
strategies_json(struct arena *a, const struct profile *p)
{
	return p->allowed_strategies.count == 0 ? NULL : fields_encode_texts(a,
	    &p->allowed_strategies);
}

static const char *
attributes_json(struct arena *a, const struct profile *p)
{
	if (!given_at(&p->given, PROFILE_USER_ATTRIBUTES)
	    || given_null(&p->given, PROFILE_USER_ATTRIBUTES))
		return NULL;
	return fields_encode_list(a, profile_shape.fields[PROFILE_USER_ATTRIBUTES].shape,
	    p->user_attributes.items, p->user_attributes.count);
}

/* NULL: the request says nothing of it. */
static const char *
requires_test(const struct profile *p)
{
	if (!given_at(&p->given, PROFILE_REQUIRES_TEST) || given_null(&p->given, PROFILE_REQUIRES_TEST))
		return NULL;
	return p->requires_test ? "true" : "false";
}

static enum status
unknown_attribute_profile(struct fault *f, const char *id)
{
	return fail_code(f, INVALID, "invalid_body", "User attribute profile not found: %s", id);
}

enum status
profile_add(const struct act *act, const char *id, const struct profile *p, struct profile *out)
{
	struct rows r;
	enum status st = store_query(act, Q_PROFILE_ADD, ARGS(act->tenant_id, id, p->name,
	    p->description, branding_json(p), strategies_json(act->arena, p),
	    attributes_json(act->arena, p), p->user_attribute_profile_id, p->language, requires_test(p),
	    act->actor), &r);

	if (st == OK && !rows_bool(&r, 0, C_JUDGED_PROFILE_IS_KNOWN))
		return unknown_attribute_profile(act->fault, p->user_attribute_profile_id);
	if (st == OK && rows_text(&r, 0, C_PROFILE_ID) == NULL)
		return fail(act->fault, CONFLICT,
		    "No more profiles can be created for this tenant.");
	return st == OK ? read_row(act, &r, 0, out) : st;
}

enum status
profile_change(const struct act *act, const char *id, const struct profile *p,
    struct profile *out)
{
	struct rows r;
	enum status st = store_query(act, Q_PROFILE_CHANGE, ARGS(act->tenant_id, id, p->name,
	    p->description, branding_json(p), strategies_json(act->arena, p),
	    attributes_json(act->arena, p), p->user_attribute_profile_id, p->language, requires_test(p),
	    given_nulls(act->arena, &profile_shape, &p->given), act->actor), &r);

	if (st == OK && r.count == 0)
		return not_found(act->fault, id);
	if (st == OK && !rows_bool(&r, 0, C_JUDGED_PROFILE_IS_KNOWN))
		return unknown_attribute_profile(act->fault, p->user_attribute_profile_id);
	if (st == OK && rows_text(&r, 0, C_PROFILE_ID) == NULL)
		return profile_maps_twice(act->fault);
	return st == OK ? read_row(act, &r, 0, out) : st;
}

enum status
profile_remove(const struct act *act, const char *id)
{
	struct rows r;

	return store_query(act, Q_PROFILE_REMOVE, ARGS(act->tenant_id, id, act->actor), &r);
}

enum status
custom_text_load(const struct act *act, const char *id, const char **json)
{
	struct rows r;
	enum status st = store_query(act, Q_CUSTOM_TEXT_LOAD, ARGS(act->tenant_id, id), &r);

	if (st != OK)
		return st;
	if (r.count == 0)
		return not_found(act->fault, id);
	*json = rows_text(&r, 0, C_CUSTOM_TEXT_TEXTS);
	return OK;
}

enum status
custom_text_save(const struct act *act, const char *id, const char *json,
    const char *introduction_html, const char **saved)
{
	struct rows r;
	enum status st = store_query(act, Q_CUSTOM_TEXT_SAVE, ARGS(act->tenant_id, id, json,
	    introduction_html, act->actor), &r);

	if (st != OK)
		return st;
	if (r.count == 0)
		return not_found(act->fault, id);
	*saved = rows_text(&r, 0, C_CUSTOM_TEXT_TEXTS);
	return OK;
}
