/*
 * logo.h - tenants' logos: what was fetched, and what is shown
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_LOGO_H
#define STORE_LOGO_H

#include "model/tenant/image.h"
#include "store/store.h"

/* *url NULL: the profile (or its logo) is gone. */
MUST_USE enum status
	 logo_wanted(struct store *s, struct arena *a, const char *tenant_id,
	    const char *profile_id, const char **url, struct fault *f);
/* Both keep nothing if the profile meanwhile names another url. */
MUST_USE enum status
	 logo_save(struct store *s, struct arena *a, const char *tenant_id, const char *profile_id,
	    const char *url, const struct image *image, const void *bytes, size_t count,
	    struct fault *f);
MUST_USE enum status
	 logo_fail(struct store *s, struct arena *a, const char *tenant_id, const char *profile_id,
	    const char *url, const char *problem, struct fault *f);
/* Removes the images that no profile shows any more. */
MUST_USE enum status
	 image_sweep(struct store *s, struct arena *a, const char *tenant_id, struct fault *f);
/* NOT_FOUND: no such image of the host's tenant. */
MUST_USE enum status
	 image_load(struct store *s, struct arena *a, const char *host, const char *image_hash,
	    const char **media_type, const char **bytes, size_t *count, struct fault *f);

#endif
