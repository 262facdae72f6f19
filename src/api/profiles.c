/* SPDX-License-Identifier: Apache-2.0 */
#include "api/profiles.h"

#include "actions/profile.h"
#include "api/body.h"
#include "base/text.h"
#include "store/profile.h"

struct list_query {
	struct given	given;
	long		page;
	long		per_page;
	bool		include_totals;
};

static const struct field query_fields[] = {
	{ "page", FIELD_NUMBER, 0, offsetof(struct list_query, page), .max = 1000000000,
	    .about = "Page index of the results to return. First page is 0." },
	{ "per_page", FIELD_NUMBER, 0, offsetof(struct list_query, per_page), .min = 1, .max = 100,
	    .about = "Number of results per page. Defaults to 50." },
	{ "include_totals", FIELD_BOOL, 0, offsetof(struct list_query, include_totals),
	    .about = "Return results inside an object that contains the total result count (true) "
	    "or as a direct array of results (false, default)." },
};
static const struct shape query_shape = SHAPE(struct list_query, query_fields);

struct list_answer {
	struct given	given;
	struct objects	profiles;
	long		start, limit, total;
};

static const struct field answer_fields[] = {
	{ "self_service_profiles", FIELD_OBJECTS, 0, offsetof(struct list_answer, profiles),
	    .shape = &profile_shape },
	{ "start", FIELD_NUMBER, 0, offsetof(struct list_answer, start) },
	{ "limit", FIELD_NUMBER, 0, offsetof(struct list_answer, limit) },
	{ "total", FIELD_NUMBER, 0, offsetof(struct list_answer, total) },
};
static const struct shape answer_shape = SHAPE(struct list_answer, answer_fields);

enum status
profiles_list(struct exchange *x)
{
	struct list_query q = { .per_page = 50 };
	struct list_answer answer = { .given = GIVEN_ALL };
	enum status st = query_decode(x, &query_shape, &q);

	if (st != OK)
		return st;
	answer.start = q.page * q.per_page;
	answer.limit = q.per_page;
	st = profile_list(&x->act, answer.start, answer.limit, &answer.profiles, &answer.total);
	if (st != OK)
		return st;
	if (q.include_totals)
		return body_send(x, 200, &answer_shape, &answer);
	return body_send_json(x, 200, fields_encode_list(x->arena, &profile_shape,
	    answer.profiles.items, answer.profiles.count));
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

/* --- as the description of the API tells it --- */

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
