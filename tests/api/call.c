/* SPDX-License-Identifier: Apache-2.0 */
#include "call.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "actions/client.h"
#include "test.h"

struct caller
caller_new(struct place *p, const char *scopes)
{
	struct caller c;
	struct client client;
	const char *token;

	must(p, register_client(place_act(p), "Program", scopes, &c.id, &c.secret));
	must(p, issue_token(place_act(p), p->domain, &(struct credentials){ c.id, c.secret,
	    NULL, "" }, &token, &client));
	c.authorization = arena_print(p->arena, "Bearer %s", token);
	return c;
}

struct answer
call(struct place *p, const struct caller *c, const char *method, const char *path,
    const char *body)
{
	return ASK(p, .method = method, .path = path, .body = body,
	    .type = body == NULL ? NULL : JSON_TYPE, .authorization = c->authorization);
}

static void
release(void *value)
{
	json_decref(value);
}

static json_t *
parsed(struct place *p, const struct answer *a)
{
	json_t *value = json_loads(a->body, JSON_REJECT_DUPLICATES, NULL);

	CHECK(value != NULL, "no JSON: %s", a->body);
	arena_defer(p->arena, release, value);
	return value;
}

const char *
member(struct place *p, const struct answer *a, const char *name)
{
	json_t *value = json_object_get(parsed(p, a), name);
	char *text, *copy;

	if (value == NULL || json_is_string(value))
		return value == NULL ? "" : json_string_value(value);
	text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
	copy = arena_text(p->arena, text);
	free(text);
	return copy;
}

void
check_answer(const struct answer *a, int code, const char *json)
{
	CHECK(a->code == code, "%d: %s", a->code, a->body);
	CHECK(strcmp(a->body, json) == 0, "%s\nand not\n%s", a->body, json);
	check_headers(a, false);
	assert_string_equal(answer_header(a, "Content-Type"), "application/json; charset=utf-8");
}

void
check_error(struct place *p, const struct answer *a, int code, const char *message,
    const char *error_code)
{
	const char *json = arena_print(p->arena, "{\"statusCode\":%d,\"error\":\"%s\",\"message\":\"%s\""
	    "%s%s%s}", code, http_reason(code), message, error_code == NULL ? "" : ",\"errorCode\":\"",
	    error_code == NULL ? "" : error_code, error_code == NULL ? "" : "\"");

	check_answer(a, code, json);
}
