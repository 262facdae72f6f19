/*
 * fields_fuzz.c - bodies of the API; the first byte chooses mode and shape
 *
 * Its bits 2 and 3 are the mode, the others the shape's number.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdint.h>

#include "bodies.h"

int	LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	static const enum decode_mode modes[] = { CREATING, PATCHING, QUERYING, STORED };
	struct arena *a;

	if (count == 0)
		return 0;
	a = arena_new();
	bodies_check(a, (const char *)bytes + 1, count - 1,
	    bodies_at((bytes[0] & 3u) | (bytes[0] >> 2 & ~3u)), modes[bytes[0] >> 2 & 3]);
	arena_free(a);
	return 0;
}
