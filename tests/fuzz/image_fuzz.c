/* SPDX-License-Identifier: Apache-2.0 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/sentence.h"
#include "base/text.h"
#include "model/tenant/image.h"

int	LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

static void
must(bool condition)
{
	if (!condition)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	struct image m = { 0 };
	struct fault f = { 0 };
	struct arena *a;

	if (image_read(bytes, count, &m, &f) != OK) {
		must(m.media_type == NULL && f.count > 0);
		a = arena_new();
		must(text_is_utf8(fault_english(a, &f), strlen(fault_english(a, &f))));
		arena_free(a);
		return 0;
	}
	must(text_starts(m.media_type, "image/") && count <= IMAGE_MAX_BYTES);
	must(m.width >= 1 && m.width <= IMAGE_MAX_SIDE);
	must(m.height >= 1 && m.height <= IMAGE_MAX_SIDE);
	return 0;
}
