/* SPDX-License-Identifier: Apache-2.0 */
#include "rows.h"

#include <string.h>

#include "base/buf.h"
#include "test.h"

static void
check_body(struct arena *a, const struct shape *shape, enum decode_mode mode,
    const struct body_row *row)
{
	void *object = arena_alloc(a, shape->size_bytes);
	struct fault f = { 0 };
	enum status st = fields_decode(a, row->json, strlen(row->json), shape, mode, object, &f);

	if (row->what == NULL) {
		CHECK(st == OK, "%.200s: %s", row->json, said(&f));
		return;
	}
	CHECK(st == INVALID, "%.200s was taken", row->json);
	CHECK(strcmp(f.code, "invalid_body") == 0, "%.200s: code %s", row->json, f.code);
	CHECK(strstr(said(&f), row->what) != NULL, "%.200s: %s", row->json, said(&f));
}

void
check_bodies(const struct shape *shape, enum decode_mode mode, const struct body_row *rows,
    size_t count)
{
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < count; i++)
		check_body(a, shape, mode, &rows[i]);
	arena_free(a);
}

static char *
repeated(struct arena *a, const char *text, size_t times)
{
	struct buf b = buf_in(a);

	for (; times > 0; times--)
		buf_add(&b, text);
	return b.text;
}

char *
long_text(struct arena *a, size_t chars)
{
	return repeated(a, "a", chars);
}

char *
wide_text(struct arena *a, size_t chars)
{
	return repeated(a, "\xe2\x82\xac", chars);
}
