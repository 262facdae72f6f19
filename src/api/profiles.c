/* SPDX-License-Identifier: Apache-2.0 */
#include "api/profiles.h"

#include "actions/profile.h"
#include "api/body.h"
#include "api/list.h"
#include "base/text.h"
#include "store/profile.h"

struct list_query {
	struct given	given;
	struct paging	paging;
};

static const struct field query_fields[] = { PAGING_BY_NUMBER(struct list_query, 1000000000) };
static const struct shape query_shape = SHAPE(struct list_query, query_fields);

static const struct field answer_fields[] = { LIST_ITEMS("self_service_profiles", &profile_shape),
	LIST_NUMBER(start), LIST_NUMBER(limit), LIST_NUMBER(total) };
static const struct shape answer_shape = SHAPE(struct list_answer, answer_fields);
static const struct list_kind kind = { &profile_shape, &answer_shape, LIST_BY_NUMBER };

enum status
profiles_list(struct exchange *x)
{
	struct list_query q = { 0 };
	struct list l;
	enum status st = query_decode(x, &query_shape, &q);

	if (st == OK)
		st = list_begin(x, &kind, &q.paging, &l);
	if (st == OK)
		st = profile_list(&x->act, &l.slice, NULL, &l.total);
	return st == OK ? list_end(&l) : st;
}

static enum status
send_profile(struct exchange *x, enum status st, int code, const struct profile *p)
{
	return st == OK ? body_send(x, code, &profile_shape, p) : st;
}

enum status
profiles_create(struct exchange *x)
{
	struct profile wanted = { 0 }, made;
	enum status st = body_decode(x, &profile_shape, CREATING, &wanted);

	profile_tidy(&wanted);
	if (st == OK)
		st = create_profile(&x->act, &wanted, &made);
	return send_profile(x, st, 201, &made);
}

enum status
profiles_get(struct exchange *x)
{
	struct profile p;
	enum status st = profile_load(&x->act, x->parts[0], &p);

	return send_profile(x, st, 200, &p);
}

enum status
profiles_update(struct exchange *x)
{
	struct profile change = { 0 }, changed;
	enum status st = body_decode(x, &profile_shape, PATCHING, &change);

	profile_tidy(&change);
	if (st == OK)
		st = update_profile(&x->act, x->parts[0], &change, &changed);
	return send_profile(x, st, 200, &changed);
}

enum status
profiles_delete(struct exchange *x)
{
	enum status st = delete_profile(&x->act, x->parts[0]);

	if (st == OK)
		response_empty(x->response, 204);
	return st;
}

/* --- custom text: one language, one page --- */

static enum status
check_place(struct exchange *x)
{
	if (!text_is(x->parts[1], "en"))
		return fail_code(&x->fault, INVALID, "invalid_uri", "Path validation error: 'No enum "
		    "match for: %s' on property language (The language of the custom text.).",
		    x->parts[1]);
	if (!text_is(x->parts[2], "get-started"))
		return fail_code(&x->fault, INVALID, "invalid_uri", "Path validation error: 'No enum "
		    "match for: %s' on property page (The page where the custom text is shown.).",
		    x->parts[2]);
	return OK;
}

enum status
custom_text_get(struct exchange *x)
{
	const char *json;
	enum status st = check_place(x);

	if (st == OK)
		st = custom_text_load(&x->act, x->parts[0], &json);
	return st == OK ? body_send_json(x, 200, json) : st;
}

enum status
custom_text_set(struct exchange *x)
{
	struct custom_text text = { 0 };
	const char *json;
	enum status st = check_place(x);

	if (st == OK)
		st = body_decode(x, &custom_text_shape, CREATING, &text);
	if (st == OK)
		st = set_custom_text(&x->act, x->parts[0], &text, &json);
	return st == OK ? body_send_json(x, 200, json) : st;
}

/* --- for the description of the API --- */

const struct operation profiles_list_operation = {
	.summary = "Get self-service profiles", .query = &query_shape, .answer = &profile_shape,
	.is_array = true, .or_answer = &answer_shape, .code = 200,
};
const struct operation profiles_create_operation = {
	.summary = "Create a self-service profile", .body = &profile_shape,
	.answer = &profile_shape, .code = 201,
};
const struct operation profiles_get_operation = {
	.summary = "Get a self-service profile", .answer = &profile_shape, .code = 200,
};
const struct operation profiles_update_operation = {
	.summary = "Change a self-service profile", .body = &profile_shape, .is_patch = true,
	.answer = &profile_shape, .code = 200,
};
const struct operation profiles_delete_operation = {
	.summary = "Delete a self-service profile; its tickets are revoked", .code = 204,
};
const struct operation custom_text_get_operation = {
	.summary = "Get the custom text of a page", .answer = &custom_text_shape, .code = 200,
};
const struct operation custom_text_set_operation = {
	.summary = "Replace the custom text of a page", .body = &custom_text_shape,
	.answer = &custom_text_shape, .code = 200,
};
