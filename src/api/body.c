/* SPDX-License-Identifier: Apache-2.0 */
#include "api/body.h"

#include <stdio.h>
#include <string.h>

#include "base/sentence.h"
#include "base/text.h"
#include "http/form.h"

#define FORM_TYPE "application/x-www-form-urlencoded"
#define JSON_TYPE "application/json"

struct error_body {
	struct given	 given;
	long		 status_code;
	const char	*error;
	const char	*message;
	const char	*error_code;
};

static const struct field error_fields[] = {
	{ "statusCode", FIELD_NUMBER, 0, offsetof(struct error_body, status_code) },
	{ "error", FIELD_TEXT, 0, offsetof(struct error_body, error) },
	{ "message", FIELD_TEXT, 0, offsetof(struct error_body, message) },
	{ "errorCode", FIELD_TEXT, 0, offsetof(struct error_body, error_code) },
};
const struct shape body_error_shape = SHAPE(struct error_body, error_fields);

static enum status
decode_form(struct exchange *x, const char *text, size_t length, const struct shape *s,
    enum decode_mode mode, void *out)
{
	struct form form;
	const char *json;
	enum status st = form_parse(x->arena, text, length, &form, &x->fault);

	if (st != OK)
		return st;
	json = form_json(x->arena, &form, s);
	return fields_decode(x->arena, json, strlen(json), s, mode, out, &x->fault);
}

enum status
body_decode(struct exchange *x, const struct shape *s, enum decode_mode mode, void *out)
{
	const struct request *r = x->request;

	if (request_is(r, FORM_TYPE))
		return decode_form(x, r->body, r->body_bytes, s, mode, out);
	if (r->content_type != NULL && !request_is(r, JSON_TYPE))
		return fail_code(&x->fault, INVALID, "invalid_body",
		    "Unsupported content type: send application/json or " FORM_TYPE ".");
	return fields_decode(x->arena, r->body, r->body_bytes, s, mode, out, &x->fault);
}

enum status
body_decode_list(struct exchange *x, const struct field *list, struct objects *out)
{
	const struct request *r = x->request;

	if (r->content_type != NULL && !request_is(r, JSON_TYPE))
		return fail_code(&x->fault, INVALID, "invalid_body",
		    "Unsupported content type: send " JSON_TYPE ".");
	return fields_decode_list(x->arena, r->body, r->body_bytes, list, out, &x->fault);
}

enum status
query_decode(struct exchange *x, const struct shape *s, void *out)
{
	enum status st = decode_form(x, x->request->query, strlen(x->request->query), s, QUERYING,
	    out);

	if (st == INVALID)
		snprintf(x->fault.code, sizeof(x->fault.code), "invalid_query_string");
	return st;
}

uint64_t
body_shown(struct arena *a, const struct shape *s, const char *fields, bool include)
{
	const char **names;
	size_t count = fields == NULL ? 0 : text_split(a, fields, ", ", &names), i, row;
	uint64_t named = 0;

	if (count == 0)
		return UINT64_MAX;
	for (i = 0; i < count; i++)
		for (row = 0; row < s->count; row++)
			if (text_is(s->fields[row].name, names[i]))
				named |= UINT64_C(1) << row;
	return include ? named : ~named;
}

char *
body_hidden(struct arena *a, const struct shape *s, uint64_t shown)
{
	struct texts names = { arena_array(a, s->count, sizeof(char *)), 0 };
	size_t row;

	for (row = 0; row < s->count; row++)
		if ((shown >> row & 1) == 0)
			names.items[names.count++] = s->fields[row].name;
	return texts_joined(a, &names);
}

enum status
body_send_json(struct exchange *x, int code, const char *json)
{
	response_text(x->response, code, "application/json; charset=utf-8", json);
	return OK;
}

enum status
body_send(struct exchange *x, int code, const struct shape *s, const void *object)
{
	return body_send_json(x, code, fields_encode(x->arena, s, object));
}

void
body_send_error(struct exchange *x, int code)
{
	struct error_body e = { .given = GIVEN_ALL, .status_code = code,
		.error = http_reason(code), .message = fault_english(x->arena, &x->fault),
		.error_code = x->fault.code[0] == '\0' ? NULL : x->fault.code };

	body_send(x, code, &body_error_shape, &e);
}
