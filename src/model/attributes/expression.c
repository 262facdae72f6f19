/* SPDX-License-Identifier: Apache-2.0 */
#include "model/attributes/expression.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"

#define OPENS "${"

static const struct {
	const char	*prefix;
	enum part_kind	 kind;
} roots[] = {
	{ "context.connection.", PART_CONNECTION },
	{ "context.tokenset.", PART_TOKENSET },
	{ "context.userinfo.", PART_USERINFO },
};

enum { ROOTS = sizeof(roots) / sizeof(roots[0]) };

/* --- reading --- */

static enum status
wrong(struct fault *f, const char *text, const char *at, const char *what)
{
	size_t before = 0;

	for (; text < at; text++)
		before += (*text & 0xc0) != 0x80;
	return fail_code(f, INVALID, "invalid_body", "at character %zu: %s", before + 1, what);
}

/* The first place in the path that is not allowed; NULL: there is none.  A name has no
 * space at either end, so that a slip does not look like another claim. */
static const char *
path_flaw(const char *path, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++) {
		if ((unsigned char)path[i] < ' ' || strchr("{$\"'\\\x7f", path[i]) != NULL)
			return path + i;
		if (strchr(". ", path[i]) != NULL && (i == 0 || strchr(". ", path[i - 1]) != NULL
		    || i + 1 == length))
			return path + i;
	}
	return NULL;
}

static enum status
read_reference(struct arena *a, const char *text, const char *inside, size_t length,
    struct part *out, struct fault *f)
{
	const char *path, *flaw;
	size_t i = 0, left;

	while (i < ROOTS && (length < strlen(roots[i].prefix)
	    || memcmp(inside, roots[i].prefix, strlen(roots[i].prefix)) != 0))
		i++;
	if (i == ROOTS)
		return wrong(f, text, inside, "expected context.connection.*, context.tokenset.* or "
		    "context.userinfo.*");
	path = inside + strlen(roots[i].prefix);
	left = length - strlen(roots[i].prefix);
	flaw = left == 0 ? path : path_flaw(path, left);
	if (flaw != NULL)
		return wrong(f, text, flaw, left == 0 ? "a name is missing"
		    : "a name cannot have this character here");
	*out = (struct part){ roots[i].kind, arena_copy(a, path, left) };
	if (out->kind == PART_CONNECTION && !text_is(out->text, "id")
	    && !text_is(out->text, "strategy"))
		return wrong(f, text, path, "a connection has only id and strategy");
	return OK;
}

enum status
expression_parse(struct arena *a, const char *text, struct expression *out, struct fault *f)
{
	struct part *parts = arena_array(a, strlen(text) + 1, sizeof(*parts));
	const char *at = text, *opens, *closes;
	size_t count = 0;
	enum status st = OK;

	while (*at != '\0' && st == OK) {
		opens = strstr(at, OPENS);
		if (opens != at) {
			parts[count++] = (struct part){ PART_LITERAL, opens == NULL ? arena_text(a, at)
				: arena_copy(a, at, (size_t)(opens - at)) };
			at = opens == NULL ? at + strlen(at) : opens;
			continue;
		}
		closes = strchr(at, '}');
		if (closes == NULL)
			return wrong(f, text, at, "${ is not closed by }");
		at += strlen(OPENS);
		st = read_reference(a, text, at, (size_t)(closes - at), &parts[count++], f);
		at = closes + 1;
	}
	if (st == OK)
		*out = (struct expression){ parts, count };
	return st;
}

const char *
expression_of_claim(struct arena *a, const char *text)
{
	if (strpbrk(text, "{}|,; ") != NULL || path_flaw(text, strlen(text)) != NULL)
		return text;
	return arena_print(a, "${context.tokenset.%s}", text);
}

/* --- asking --- */

bool
expression_needs_userinfo(const struct expression *e)
{
	size_t i;

	for (i = 0; i < e->count; i++)
		if (e->parts[i].kind == PART_USERINFO)
			return true;
	return false;
}

static bool
is_claim(const struct part *p)
{
	return p->kind == PART_USERINFO
	    || (p->kind == PART_TOKENSET && !text_is(p->text, "access_token"));
}

struct texts
expression_claims(struct arena *a, const struct expression *e)
{
	struct texts claims = { arena_array(a, e->count, sizeof(char *)), 0 };
	size_t i;

	for (i = 0; i < e->count; i++)
		if (is_claim(&e->parts[i]) && !texts_hold(&claims, e->parts[i].text))
			claims.items[claims.count++] = e->parts[i].text;
	return claims;
}

/* --- evaluating --- */

static struct json_value
from_text(struct arena *a, const char *text)
{
	struct buf b = buf_in(a);

	if (text == NULL)
		return (struct json_value){ 0 };
	buf_add_json(&b, text);
	return (struct json_value){ b.text, text };
}

static struct json_value
part_value(struct arena *a, const struct part *p, const struct claims *c)
{
	const char *json = p->kind == PART_USERINFO ? c->userinfo : c->id_token;

	if (p->kind == PART_LITERAL)
		return from_text(a, p->text);
	if (p->kind == PART_CONNECTION)
		return from_text(a, text_is(p->text, "id") ? c->connection_id : c->strategy);
	if (p->kind == PART_TOKENSET && text_is(p->text, "access_token"))
		return from_text(a, c->access_token);
	return json == NULL ? (struct json_value){ 0 } : fields_value(a, json, p->text);
}

static const char *
joined(struct arena *a, const struct expression *e, const struct claims *c)
{
	struct buf all = buf_in(a);
	struct json_value v;
	size_t i;

	for (i = 0; i < e->count && all.length <= EXPRESSION_VALUE_MAX_BYTES; i++) {
		v = part_value(a, &e->parts[i], c);
		if (v.json != NULL)
			buf_add(&all, v.text != NULL ? v.text : v.json);
	}
	return from_text(a, all.text).json;
}

const char *
expression_value(struct arena *a, const struct expression *e, const struct claims *c)
{
	struct arena *parts = arena_new();
	const char *value = e->count == 1 ? part_value(parts, &e->parts[0], c).json : joined(parts, e, c);

	if (value != NULL && strlen(value) > EXPRESSION_VALUE_MAX_BYTES)
		value = NULL;
	value = arena_text(a, value);
	arena_free(parts);
	return value;
}
