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
	 logo_wanted(const struct act *act, const char *profile_id, const char **url);
/* Both keep nothing if the profile names another URL meanwhile. */
MUST_USE enum status
	 logo_save(const struct act *act, const char *profile_id, const char *url,
	    const struct image *image, const void *bytes, size_t count);
MUST_USE enum status
	 logo_fail(const struct act *act, const char *profile_id, const char *url,
	    const struct objects *problem);
/* Removes the images that no profile shows any longer. */
MUST_USE enum status
	 image_sweep(const struct act *act);
/* NOT_FOUND: no such image of the host's tenant. */
MUST_USE enum status
	 image_load(const struct act *act, const char *host, const char *image_hash,
	    const char **media_type, const char **bytes, size_t *count);

#endif
