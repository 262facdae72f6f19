/* SPDX-License-Identifier: Apache-2.0 */
#include "api/openapi.h"

#include <string.h>

#include "api/body.h"
#include "api/door.h"
#include "api/token.h"
#include "base/buf.h"
#include "base/fields_schema.h"
#include "base/text.h"

#define BASE "/api/v2"

static const char start[] = "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"Postern Management API\","
	"\"version\":\"2\",\"license\":{\"name\":\"Apache 2.0\",\"identifier\":\"Apache-2.0\"}},"
	"\"servers\":[{\"url\":\"/\"}],\"paths\":{";

static const char rate_headers[] =
	"\"headers\":{\"X-RateLimit-Limit\":{\"schema\":{\"type\":\"integer\"},"
	"\"description\":\"Calls that a client may make in a window of time.\"},"
	"\"X-RateLimit-Remaining\":{\"schema\":{\"type\":\"integer\"},"
	"\"description\":\"Calls that are left in this window.\"},"
	"\"X-RateLimit-Reset\":{\"schema\":{\"type\":\"integer\"},"
	"\"description\":\"When the next window begins, in seconds since 1970.\"}}";

/* --- names --- */

static char *
method_member(struct arena *a, const struct api_route *r)
{
	return text_lower(a, method_name(r->at.method));
}

/* "/clients/:id" becomes "/clients/{id}". */
static char *
path_template(struct arena *a, const char *path)
{
	struct buf b = buf_in(a);
	size_t length;

	for (; *path != '\0'; path++) {
		if (*path != ':') {
			buf_add_char(&b, *path);
			continue;
		}
		length = strcspn(path + 1, "/");
		buf_print(&b, "{%.*s}", (int)length, path + 1);
		path += length;
	}
	return b.text;
}

/* GET "/api/v2/clients/:id" becomes get_clients_by_id. */
static char *
operation_id(struct arena *a, const struct api_route *r)
{
	const char **parts, *whole = r->at.path;
	const char *path = text_starts(whole, BASE) ? whole + strlen(BASE) : whole;
	size_t count = text_split(a, path, "/", &parts), i;
	struct buf b = buf_in(a);

	buf_add(&b, method_member(a, r));
	for (i = 0; i < count; i++)
		buf_print(&b, parts[i][0] == ':' ? "_by_%s" : "_%s", parts[i] + (parts[i][0] == ':'));
	return b.text;
}

/* --- requests --- */

static void
add_parameter(struct buf *b, const char *place, const char *name)
{
	buf_next_item(b);
	buf_print(b, "{\"in\":\"%s\",\"required\":%s,\"name\":", place,
	    text_is(place, "path") ? "true" : "false");
	buf_add_json(b, name);
	buf_next_member(b, "schema");
}

static void
add_parameters(struct buf *b, const struct api_route *r)
{
	const struct shape *s = r->operation->query;
	const char **parts;
	size_t count = text_split(b->arena, r->at.path, "/", &parts), i;

	buf_next_member(b, "parameters");
	buf_add_char(b, '[');
	for (i = 0; i < count; i++)
		if (parts[i][0] == ':') {
			add_parameter(b, "path", parts[i] + 1);
			buf_print(b, "{\"type\":\"string\",\"maxLength\":%d}}", PATH_PART_MAX_BYTES);
		}
	for (i = 0; s != NULL && i < s->count; i++) {
		add_parameter(b, "query", s->fields[i].name);
		fields_schema_row(b, &s->fields[i], SCHEMA_CREATE);
		buf_add_char(b, '}');
	}
	buf_add_char(b, ']');
}

static void
add_body(struct buf *b, const struct operation *o)
{
	enum schema_side side = o->is_patch ? SCHEMA_PATCH : SCHEMA_CREATE;
	struct buf schema = buf_in(b->arena);

	if (o->body == NULL && o->body_list == NULL)
		return;
	if (o->body != NULL)
		fields_schema(&schema, o->body, side);
	else
		fields_schema_row(&schema, o->body_list, side);
	buf_next_member(b, "requestBody");
	buf_print(b, "{\"required\":%s,\"content\":{\"application/json\":{\"schema\":%s}",
	    o->is_optional ? "false" : "true", schema.text);
	if (o->body != NULL)
		buf_print(b, ",\"application/x-www-form-urlencoded\":{\"schema\":%s}", schema.text);
	buf_add(b, "}}");
}

/* Adds an item for each set of scopes that allows the call. */
static void
add_security(struct buf *b, const struct api_route *r)
{
	const char **ways, **scopes;
	size_t way_count, scope_count, i, k;

	buf_next_member(b, "security");
	buf_add_char(b, '[');
	way_count = api_route_is_open(r) ? 0 : text_split(b->arena, r->scopes, " ", &ways);
	for (i = 0; i < way_count; i++) {
		buf_next_item(b);
		buf_add(b, "{\"client\":[");
		scope_count = text_split(b->arena, ways[i], "+", &scopes);
		for (k = 0; k < scope_count; k++) {
			buf_next_item(b);
			buf_add_json(b, scopes[k]);
		}
		buf_add(b, "]}");
	}
	buf_add_char(b, ']');
}

/* --- answers --- */

static void
add_answer_schema(struct buf *b, const struct operation *o)
{
	if (o->or_answer != NULL)
		buf_add(b, "{\"anyOf\":[");
	if (o->is_array)
		buf_add(b, "{\"type\":\"array\",\"items\":");
	fields_schema(b, o->answer, SCHEMA_ANSWER);
	if (o->is_array)
		buf_add_char(b, '}');
	if (o->or_answer == NULL)
		return;
	buf_next_item(b);
	fields_schema(b, o->or_answer, SCHEMA_ANSWER);
	buf_add(b, "]}");
}

static void
add_success(struct buf *b, const struct api_route *r)
{
	buf_print(b, "\"%d\":{\"description\":\"%s\"", r->operation->code,
	    http_reason(r->operation->code));
	if (!api_route_is_open(r))
		buf_print(b, ",%s", rate_headers);
	if (r->operation->answer != NULL) {
		buf_next_member(b, "content");
		buf_add(b, "{\"application/json\":{\"schema\":");
		add_answer_schema(b, r->operation);
		buf_add(b, "}}");
	}
	buf_add_char(b, '}');
}

static bool
can_fail_with(const struct api_route *r, int code)
{
	if (code == 404)
		return strchr(r->at.path, ':') != NULL;
	if (code == 409)
		return r->at.method == POST || r->at.method == PATCH || r->at.method == PUT;
	return code != 403 || !api_route_is_open(r);
}

static void
add_answers(struct buf *b, const struct api_route *r)
{
	static const int codes[] = { 400, 401, 403, 404, 409, 429, 500, 503 };
	const char *name = api_route_is_open(r) ? "token_error" : "error";
	size_t i;

	buf_next_member(b, "responses");
	buf_add_char(b, '{');
	add_success(b, r);
	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (can_fail_with(r, codes[i]))
			buf_print(b, ",\"%d\":{\"$ref\":\"#/components/responses/%s\"}", codes[i], name);
	buf_add_char(b, '}');
}

/* --- the whole --- */

static void
add_operation(struct buf *b, const struct api_route *r)
{
	buf_next_member(b, method_member(b->arena, r));
	buf_add_char(b, '{');
	buf_next_member(b, "operationId");
	buf_add_json(b, operation_id(b->arena, r));
	buf_next_member(b, "summary");
	buf_add_json(b, r->operation->summary);
	add_parameters(b, r);
	add_body(b, r->operation);
	add_security(b, r);
	add_answers(b, r);
	buf_add_char(b, '}');
}

static bool
is_first_of_path(size_t index)
{
	const struct api_route *r = api_route_at(index), *before;
	size_t i;

	for (i = 0; i < index; i++) {
		before = api_route_at(i);
		if (before->operation != NULL && text_is(before->at.path, r->at.path))
			return false;
	}
	return r->operation != NULL;
}

static void
add_path(struct buf *b, size_t first)
{
	const struct api_route *r;
	size_t i = first;

	buf_next_member(b, path_template(b->arena, api_route_at(first)->at.path));
	buf_add_char(b, '{');
	for (r = api_route_at(i); r != NULL; r = api_route_at(++i))
		if (r->operation != NULL && text_is(r->at.path, api_route_at(first)->at.path))
			add_operation(b, r);
	buf_add_char(b, '}');
}

static void
add_components(struct buf *b)
{
	const char **scopes;
	size_t count = text_split(b->arena, all_scopes, " ", &scopes), i;

	buf_next_member(b, "components");
	buf_print(b, "{\"responses\":{\"error\":{\"description\":\"What went wrong\",%s,"
	    "\"content\":{\"application/json\":{\"schema\":", rate_headers);
	fields_schema(b, &body_error_shape, SCHEMA_ANSWER);
	buf_add(b, "}}},\"token_error\":{\"description\":\"What went wrong (RFC 6749, section 5.2)\","
	    "\"content\":{\"application/json\":{\"schema\":");
	fields_schema(b, &token_error_shape, SCHEMA_ANSWER);
	buf_add(b, "}}}},\"securitySchemes\":{\"client\":{\"type\":\"oauth2\",\"flows\":"
	    "{\"clientCredentials\":{\"tokenUrl\":\"/oauth/token\",\"scopes\":{");
	for (i = 0; i < count; i++) {
		buf_next_member(b, scopes[i]);
		buf_add(b, "\"\"");
	}
	buf_add(b, "}}}}}}");
}

char *
openapi_write(struct arena *a)
{
	struct buf b = buf_in(a);
	size_t i;

	buf_add(&b, start);
	for (i = 0; api_route_at(i) != NULL; i++)
		if (is_first_of_path(i))
			add_path(&b, i);
	buf_add_char(&b, '}');
	add_components(&b);
	buf_add_char(&b, '}');
	return b.text;
}

enum status
openapi_show(struct exchange *x)
{
	response_header(x->response, "Cache-Control", "public, max-age=3600");
	return body_send_json(x, 200, x->site->openapi);
}
