/*
 * fields_fuzz.c - bodies of the API; the first byte chooses shape and mode
 *
 * What is taken must come out as JSON that is taken again, and as the same.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/profile.h"
#include "model/ticket.h"

int	LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

static void
must(bool condition)
{
	if (!condition)
		abort();
}

static void
check_again(struct arena *a, const struct shape *shape, const void *object)
{
	char *json = fields_encode(a, shape, object);
	void *again = arena_alloc(a, shape->size_bytes);
	struct fault f;

	must(fields_decode(a, json, strlen(json), shape, STORED, again, &f) == OK);
	must(strcmp(fields_encode(a, shape, again), json) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	static const struct shape *const shapes[] = { &profile_shape, &ticket_request_shape,
		&custom_text_shape, &branding_shape };
	static const enum decode_mode modes[] = { CREATING, PATCHING, QUERYING, STORED };
	const struct shape *shape;
	struct arena *a;
	struct fault f = { 0 };
	enum status st;
	void *object;

	if (count == 0)
		return 0;
	a = arena_new();
	shape = (bytes[0] & 0x80) != 0 ? &attribute_profile_shape : shapes[bytes[0] & 3];
	object = arena_alloc(a, shape->size_bytes);
	st = fields_decode(a, (const char *)bytes + 1, count - 1, shape, modes[bytes[0] >> 2 & 3],
	    object, &f);
	if (st == OK)
		check_again(a, shape, object);
	else
		must((st == INVALID || st == BROKEN) && f.sentence[0] != '\0'
		    && text_is_utf8(f.sentence, strlen(f.sentence)));
	arena_free(a);
	return 0;
}
