/*
 * image.h - tells whether a body is a picture that we may serve as a logo
 *
 * Only raster images are taken, known by their first bytes, as an SVG can carry
 * script.  The header is read for the size in pixels; nothing is decoded.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TENANT_IMAGE_H
#define MODEL_TENANT_IMAGE_H

#include <stddef.h>

#include "base/status.h"

enum { IMAGE_MAX_BYTES = 256 * 1024, IMAGE_MAX_SIDE = 4096 };

struct image {
	const char	*media_type;	/* a constant: "image/png" */
	unsigned	 width, height;	/* pixels, 1 to IMAGE_MAX_SIDE */
};

/* INVALID: the sentence says what came instead and how to mend it. */
MUST_USE enum status
	 image_read(const void *bytes, size_t size_bytes, struct image *out, struct fault *f);

#endif
