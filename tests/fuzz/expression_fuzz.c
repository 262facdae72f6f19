/*
 * expression_fuzz.c - an expression, and after its first NUL the claims
 *
 * An accepted expression can be written again from its parts, to the byte, and has
 * a value for any claims; a refused one says where it is wrong.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/sentence.h"
#include "base/text.h"
#include "model/attributes/expression.h"

int	LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

static void
must(bool condition)
{
	if (!condition)
		abort();
}

static char *
written(struct arena *a, const struct expression *e)
{
	static const char *const kinds[] = { [PART_CONNECTION] = "connection",
		[PART_TOKENSET] = "tokenset", [PART_USERINFO] = "userinfo" };
	struct buf b = buf_in(a);
	size_t i;

	for (i = 0; i < e->count; i++)
		if (e->parts[i].kind == PART_LITERAL)
			buf_add(&b, e->parts[i].text);
		else
			buf_print(&b, "${context.%s.%s}", kinds[e->parts[i].kind], e->parts[i].text);
	return b.text;
}

/* Only a reference that stands alone may have no value; everything else has a text. */
static void
check_value(struct arena *a, const struct expression *e, const char *json)
{
	struct claims c = { .connection_id = "con_1", .id_token = json, .userinfo = json };
	const char *value = expression_value(a, e, &c);

	must(value != NULL || (e->count == 1 && e->parts[0].kind != PART_LITERAL));
	must(e->count == 1 || (value[0] == '"' && text_is_utf8(value, strlen(value))));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	struct arena *a = arena_new();
	const char *text = arena_copy(a, (const char *)bytes, count);
	const char *json = strlen(text) < count ? text + strlen(text) + 1 : "{}";
	struct expression e;
	struct fault f = { 0 };

	if (text_is_utf8(text, strlen(text))) {
		if (expression_parse(a, text, &e, &f) == OK) {
			must(text_is(written(a, &e), text));
			must(expression_claims(a, &e).count <= e.count);
			check_value(a, &e, json);
		} else {
			must(text_starts(fault_english(a, &f), "at character "));
		}
		must(text_is_utf8(expression_of_claim(a, text), strlen(expression_of_claim(a, text))));
	}
	arena_free(a);
	return 0;
}
