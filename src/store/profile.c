/* SPDX-License-Identifier: Apache-2.0 */
#include "store/profile.h"

#include <string.h>

static enum status
not_found(struct fault *f, const char *id)
{
	return fail(f, NOT_FOUND, "Profile with ID: %s not found", id);
}

static enum status
read_profile(struct arena *a, const struct rows *r, int row, struct profile *out, struct fault *f)
{
	struct profile p = { .given = GIVEN_ALL };
	const char *branding = rows_text(r, row, C_PROFILE_BRANDING);
	const char *strategies = rows_text(r, row, C_PROFILE_ALLOWED_STRATEGIES);
	enum status st = fields_decode_objects(a, rows_text(r, row, C_PROFILE_USER_ATTRIBUTES),
	    profile_shape.fields[PROFILE_USER_ATTRIBUTES].shape, &p.user_attributes, f);

	p.id = rows_text(r, row, C_PROFILE_ID);
	p.name = rows_text(r, row, C_PROFILE_NAME);
	p.description = rows_text(r, row, C_PROFILE_DESCRIPTION);
	p.user_attribute_profile_id = rows_text(r, row, C_PROFILE_ATTRIBUTE_PROFILE_ID);
	p.created_at = moment_iso(a, rows_moment(r, row, C_PROFILE_CREATED_AT));
	p.updated_at = moment_iso(a, rows_moment(r, row, C_PROFILE_UPDATED_AT));
	if (st == OK && strategies != NULL)
		st = fields_decode_texts(a, strategies, &p.allowed_strategies, f);
	if (strategies == NULL)
		p.given.present &= ~(UINT64_C(1) << PROFILE_ALLOWED_STRATEGIES);
	if (st == OK && branding != NULL) {
		p.branding = arena_alloc(a, sizeof(*p.branding));
		st = fields_decode(a, branding, strlen(branding), &branding_shape, STORED, p.branding, f);
	}
	if (st == OK)
		*out = p;
	return st;
}

enum status
profile_list(struct store *s, struct arena *a, const char *tenant_id, long offset, long limit,
    struct objects *out, long *total, struct fault *f)
{
	struct rows r;
	struct profile *items;
	enum status st = store_query(s, a, Q_PROFILE_LIST, ARGS(tenant_id,
	    arena_print(a, "%ld", offset), arena_print(a, "%ld", limit)), &r, f);
	int i;

	if (st != OK)
		return st;
	*total = r.count == 0 ? 0 : rows_long(&r, 0, C_PROFILE_LIST_TOTAL);
	if (r.count == 1 && rows_text(&r, 0, C_PROFILE_ID) == NULL)
		r.count = 0;
	items = arena_array(a, (size_t)r.count, sizeof(*items));
	for (i = 0; i < r.count && st == OK; i++)
		st = read_profile(a, &r, i, &items[i], f);
	*out = (struct objects){ items, (size_t)r.count };
	return st;
}

enum status
profile_load(struct store *s, struct arena *a, const char *tenant_id, const char *id,
    struct profile *out, struct fault *f)
{
	struct rows r;
	enum status st = store_query(s, a, Q_PROFILE_LOAD, ARGS(tenant_id, id), &r, f);

	if (st == OK && r.count == 0)
		return not_found(f, id);
	return st == OK ? read_profile(a, &r, 0, out, f) : st;
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

static enum status
unknown_attribute_profile(struct fault *f, const char *id)
{
	return fail_code(f, INVALID, "invalid_body", "User attribute profile not found: %s", id);
}

enum status
profile_add(struct store *s, struct arena *a, const char *tenant_id, const char *id,
    const struct profile *p, const char *actor, struct profile *out, struct fault *f)
{
	struct rows r;
	enum status st = store_query(s, a, Q_PROFILE_ADD, ARGS(tenant_id, id, p->name,
	    p->description, branding_json(p), strategies_json(a, p), attributes_json(a, p),
	    p->user_attribute_profile_id, actor), &r, f);

	if (st == OK && !rows_bool(&r, 0, C_JUDGED_PROFILE_IS_KNOWN))
		return unknown_attribute_profile(f, p->user_attribute_profile_id);
	if (st == OK && rows_text(&r, 0, C_PROFILE_ID) == NULL)
		return fail(f, CONFLICT, "No more profiles can be created for this tenant.");
	return st == OK ? read_profile(a, &r, 0, out, f) : st;
}

enum status
profile_change(struct store *s, struct arena *a, const char *tenant_id, const char *id,
    const struct profile *p, const char *actor, struct profile *out, struct fault *f)
{
	struct rows r;
	enum status st = store_query(s, a, Q_PROFILE_CHANGE, ARGS(tenant_id, id, p->name,
	    p->description, branding_json(p), strategies_json(a, p), attributes_json(a, p),
	    p->user_attribute_profile_id, given_nulls(a, &profile_shape, &p->given), actor), &r, f);

	if (st == OK && r.count == 0)
		return not_found(f, id);
	if (st == OK && !rows_bool(&r, 0, C_JUDGED_PROFILE_IS_KNOWN))
		return unknown_attribute_profile(f, p->user_attribute_profile_id);
	if (st == OK && rows_text(&r, 0, C_PROFILE_ID) == NULL)
		return profile_maps_twice(f);
	return st == OK ? read_profile(a, &r, 0, out, f) : st;
}

enum status
profile_remove(struct store *s, struct arena *a, const char *tenant_id, const char *id,
    const char *actor, struct fault *f)
{
	struct rows r;

	return store_query(s, a, Q_PROFILE_REMOVE, ARGS(tenant_id, id, actor), &r, f);
}

enum status
custom_text_load(struct store *s, struct arena *a, const char *tenant_id, const char *id,
    const char **json, struct fault *f)
{
	struct rows r;
	enum status st = store_query(s, a, Q_CUSTOM_TEXT_LOAD, ARGS(tenant_id, id), &r, f);

	if (st != OK)
		return st;
	if (r.count == 0)
		return not_found(f, id);
	*json = rows_text(&r, 0, C_CUSTOM_TEXT_TEXTS);
	return OK;
}

enum status
custom_text_save(struct store *s, struct arena *a, const char *tenant_id, const char *id,
    const char *json, const char *introduction_html, const char *actor, const char **saved,
    struct fault *f)
{
	struct rows r;
	enum status st = store_query(s, a, Q_CUSTOM_TEXT_SAVE, ARGS(tenant_id, id, json,
	    introduction_html, actor), &r, f);

	if (st != OK)
		return st;
	if (r.count == 0)
		return not_found(f, id);
	*saved = rows_text(&r, 0, C_CUSTOM_TEXT_TEXTS);
	return OK;
}
