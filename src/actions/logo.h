/*
 * logo.h - the logo of a self-service profile
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_LOGO_H
#define ACTIONS_LOGO_H

#include <stddef.h>

#include "model/tenant/act.h"

/* --- a fetched logo is checked and kept --- */

/* OK also if the body is not a picture that can be shown: then that problem is kept for
 * the operator, and pages show the tenant's name. */
MUST_USE enum status
	 keep_logo(const struct act *act, const char *profile_id, const char *url,
	    const void *bytes, size_t count);
MUST_USE enum status
	 refuse_logo(const struct act *act, const char *profile_id, const char *url,
	    const struct fault *why);

#endif
