/*
 * bodies.h - the bodies of the API that fuzz targets decode
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef FUZZ_BODIES_H
#define FUZZ_BODIES_H

#include "base/fields.h"

void			 must(bool condition);

/* Every shape of a request or of kept data; a number past the end starts over. */
size_t			 bodies_count(void);
const struct shape	*bodies_at(size_t number);

/* Decodes, and checks: a refusal has a sentence to show; an accepted body is written
 * as JSON that is accepted again, with the same result. */
void			 bodies_check(struct arena *a, const char *json, size_t length,
			    const struct shape *s, enum decode_mode mode);

#endif
