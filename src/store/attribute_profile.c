/* SPDX-License-Identifier: Apache-2.0 */
#include "store/attribute_profile.h"

#include <string.h>

static enum status
read_row(const struct act *act, const struct rows *r, int row, void *out)
{
	const char *json = arena_print(act->arena, "{\"user_id\":%s,\"user_attributes\":%s}",
	    rows_text(r, row, C_ATTRIBUTE_PROFILE_USER_ID),
	    rows_text(r, row, C_ATTRIBUTE_PROFILE_USER_ATTRIBUTES));
	struct attribute_profile p = { 0 };
	enum status st = fields_decode(act->arena, json, strlen(json), &attribute_profile_shape,
	    STORED, &p, act->fault);

	p.given = GIVEN_ALL;
	p.id = rows_text(r, row, C_ATTRIBUTE_PROFILE_ID);
	p.name = rows_text(r, row, C_ATTRIBUTE_PROFILE_NAME);
	if (st == OK)
		*(struct attribute_profile *)out = p;
	return st;
}

static const struct row_reader reader = { sizeof(struct attribute_profile), C_ATTRIBUTE_PROFILE_ID,
	read_row };

static enum status
read_found(const struct act *act, const struct rows *r, struct attribute_profile *out)
{
	if (r->count == 0)
		return fail(act->fault, NOT_FOUND, "User attribute profile not found.");
	return read_row(act, r, 0, out);
}

enum status
attribute_profile_list(const struct act *act, const struct slice *slice, struct objects *out)
{
	struct listing l = { &reader, slice, out };

	return list_read(act, Q_ATTRIBUTE_PROFILE_LIST, ARGS(act->tenant_id, slice->after,
	    arg_long(act, slice->limit)), &l);
}

enum status
attribute_profile_load(const struct act *act, const char *id, struct attribute_profile *out)
{
	struct rows r;
	enum status st = store_query(act, Q_ATTRIBUTE_PROFILE_LOAD, ARGS(act->tenant_id, id),
	    &r);

	return st == OK ? read_found(act, &r, out) : st;
}

/* The user_id and user_attributes that the profile gives, in the form that is kept. */
static const char *
kept_json(struct arena *a, const struct attribute_profile *p, bool has_user_id)
{
	struct attribute_profile kept = { .attributes = p->attributes };

	kept.given.present = p->given.present & 1u << ATTRIBUTE_PROFILE_ATTRIBUTES;
	if (has_user_id) {
		kept.given.present |= 1u << ATTRIBUTE_PROFILE_USER_ID;
		kept.user_id = user_id_complete(a, p->user_id);
	}
	return fields_encode(a, &attribute_profile_shape, &kept);
}

static enum status
say_conflict(enum status st, struct fault *f)
{
	return st == CONFLICT ? fail(f, CONFLICT, "User attribute profile conflict.") : st;
}

enum status
attribute_profile_add(const struct act *act, const char *id, const struct attribute_profile *p,
    struct attribute_profile *out)
{
	struct rows r;
	enum status st = store_query(act, Q_ATTRIBUTE_PROFILE_ADD, ARGS(act->tenant_id, id,
	    p->name, kept_json(act->arena, p, true), act->actor), &r);

	return st == OK ? read_row(act, &r, 0, out)
	    : say_conflict(st, act->fault);
}

enum status
attribute_profile_change(const struct act *act, const char *id,
    const struct attribute_profile *p, struct attribute_profile *out)
{
	struct rows r;
	enum status st = store_query(act, Q_ATTRIBUTE_PROFILE_CHANGE, ARGS(act->tenant_id, id,
	    p->name, kept_json(act->arena, p, given_at(&p->given, ATTRIBUTE_PROFILE_USER_ID)),
	    act->actor), &r);

	return st == OK ? read_found(act, &r, out)
	    : say_conflict(st, act->fault);
}

enum status
attribute_profile_remove(const struct act *act, const char *id)
{
	struct rows r;
	long users;
	enum status st = store_query(act, Q_ATTRIBUTE_PROFILE_REMOVE, ARGS(act->tenant_id, id,
	    act->actor), &r);

	if (st != OK || r.count == 0)
		return st;
	users = rows_long(&r, 0, C_ATTRIBUTE_PROFILE_REMOVE_USERS);
	return fail(act->fault, CONFLICT,
	    "This user attribute profile is used by %ld self-service profile%s. "
	    "Take it from there first.", users, users == 1 ? "" : "s");
}

enum status
asked_attributes_read(struct arena *a, const char *named, const char *profile,
    struct asked_attributes *out, struct fault *f)
{
	struct attribute_profile *p;
	enum status st = OK;

	if (profile != NULL) {
		p = arena_alloc(a, sizeof(*p));
		out->profile = p;
		st = fields_decode(a, profile, strlen(profile), &attribute_profile_shape, STORED, p, f);
	}
	if (st != OK || named == NULL)
		return st;
	return fields_decode_objects(a, named, &user_attribute_shape, &out->named, f);
}
