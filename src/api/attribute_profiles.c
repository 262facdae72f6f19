/* SPDX-License-Identifier: Apache-2.0 */
#include "api/attribute_profiles.h"

#include "actions/attribute_profile.h"
#include "api/body.h"
#include "api/list.h"
#include "base/text.h"
#include "model/attributes/attribute_template.h"
#include "store/attribute_profile.h"

static const struct field query_fields[] = {
	PAGING_BY_CURSOR(struct cursor_query, 100, 0, 5),
};
static const struct shape query_shape = SHAPE(struct cursor_query, query_fields);

static const struct field answer_fields[] = {
	LIST_ITEMS("user_attribute_profiles", &attribute_profile_shape), LIST_NEXT };
static const struct shape answer_shape = SHAPE(struct list_answer, answer_fields);
/* most: the contract's client asks for more, but one answer should stay small. */
static const struct list_kind kind = { &attribute_profile_shape, &answer_shape, LIST_BY_CURSOR,
	.take = 5, .most = 100, .is_id = is_attribute_profile_id,
	.id_offset = offsetof(struct attribute_profile, id) };

enum status
attribute_profiles_list(struct exchange *x)
{
	struct cursor_query q = { 0 };
	struct list l;
	enum status st = query_decode(x, &query_shape, &q);

	if (st == OK)
		st = list_begin(x, &kind, &q.paging, &l);
	if (st == OK)
		st = attribute_profile_list(&x->act, &l.slice, NULL);
	return st == OK ? list_end(&l) : st;
}

static enum status
send_profile(struct exchange *x, enum status st, int code, const struct attribute_profile *p)
{
	return st == OK ? body_send(x, code, &attribute_profile_shape, p) : st;
}

enum status
attribute_profiles_create(struct exchange *x)
{
	struct attribute_profile wanted = { 0 }, made;
	enum status st = body_decode(x, &attribute_profile_shape, CREATING, &wanted);

	if (st == OK)
		st = create_attribute_profile(&x->act, &wanted, &made);
	return send_profile(x, st, 201, &made);
}

enum status
attribute_profiles_get(struct exchange *x)
{
	struct attribute_profile p;
	enum status st = attribute_profile_load(&x->act, x->parts[0], &p);

	return send_profile(x, st, 200, &p);
}

enum status
attribute_profiles_update(struct exchange *x)
{
	struct attribute_profile change = { 0 }, changed;
	enum status st = body_decode(x, &attribute_profile_shape, PATCHING, &change);

	if (st == OK)
		st = update_attribute_profile(&x->act, x->parts[0], &change, &changed);
	return send_profile(x, st, 200, &changed);
}

enum status
attribute_profiles_delete(struct exchange *x)
{
	enum status st = delete_attribute_profile(&x->act, x->parts[0]);

	if (st == OK)
		response_empty(x->response, 204);
	return st;
}

/* --- templates --- */

enum status
attribute_templates_list(struct exchange *x)
{
	return body_send_json(x, 200, arena_print(x->arena,
	    "{\"user_attribute_profile_templates\":[%s]}", attribute_template));
}

enum status
attribute_templates_get(struct exchange *x)
{
	if (!text_is(x->parts[0], ATTRIBUTE_TEMPLATE_ID))
		return fail(&x->fault, NOT_FOUND, "User attribute profile template not found.");
	return body_send_json(x, 200, attribute_template);
}

/* --- for the description of the API --- */

struct template {
	struct given			 given;
	const char			*id, *display_name;
	struct attribute_profile	*template;
};

static const struct field template_fields[] = {
	{ "id", FIELD_TEXT, 0, offsetof(struct template, id) },
	{ "display_name", FIELD_TEXT, 0, offsetof(struct template, display_name) },
	{ "template", FIELD_OBJECT, 0, offsetof(struct template, template),
	    .shape = &attribute_profile_shape },
};
static const struct shape template_shape = SHAPE(struct template, template_fields);

struct templates_answer {
	struct given	given;
	struct objects	templates;
};

static const struct field templates_fields[] = {
	{ "user_attribute_profile_templates", FIELD_OBJECTS, 0,
	    offsetof(struct templates_answer, templates), .shape = &template_shape },
};
static const struct shape templates_shape = SHAPE(struct templates_answer, templates_fields);

const struct operation attribute_profiles_list_operation = {
	.summary = "List user attribute profiles", .query = &query_shape, .answer = &answer_shape,
	.code = 200,
};
const struct operation attribute_profiles_create_operation = {
	.summary = "Create a user attribute profile", .body = &attribute_profile_shape,
	.answer = &attribute_profile_shape, .code = 201,
};
const struct operation attribute_profiles_get_operation = {
	.summary = "Get a user attribute profile", .answer = &attribute_profile_shape, .code = 200,
};
const struct operation attribute_profiles_update_operation = {
	.summary = "Change a user attribute profile", .body = &attribute_profile_shape,
	.is_patch = true, .answer = &attribute_profile_shape, .code = 200,
};
const struct operation attribute_profiles_delete_operation = {
	.summary = "Delete a user attribute profile", .code = 204,
};
const struct operation attribute_templates_list_operation = {
	.summary = "List what new user attribute profiles can begin with",
	.answer = &templates_shape, .code = 200,
};
const struct operation attribute_templates_get_operation = {
	.summary = "Get a template of user attribute profiles", .answer = &template_shape,
	.code = 200,
};
