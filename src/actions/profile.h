/*
 * profile.h - what can be done to a self-service profile
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_PROFILE_H
#define ACTIONS_PROFILE_H

#include "model/tenant/act.h"
#include "model/tenant/profile.h"

/* A tenant makes a self-service profile.  postern-jobs fetches the logo afterwards.
 * CONFLICT: TENANT_MAX_PROFILES exist. */
MUST_USE enum status
	 create_profile(const struct act *act, const struct profile *wanted,
	    struct profile *out);

/* A tenant changes a self-service profile.  Each member that the change names is
 * replaced; null removes it.  If the branding is sent again, its logo is fetched again. */
MUST_USE enum status
	 update_profile(const struct act *act, const char *id, const struct profile *change,
	    struct profile *out);

/* A tenant removes a self-service profile.  Its tickets are revoked with it.
 * OK also if there is none. */
MUST_USE enum status
	 delete_profile(const struct act *act, const char *id);

/* A tenant words the introduction of its assistant.  All texts are replaced; no text
 * at all brings the default back.  The markup that pages show is made here, once.
 * *saved: the texts as they are kept, JSON. */
MUST_USE enum status
	 set_custom_text(const struct act *act, const char *profile_id,
	    const struct custom_text *text, const char **saved);

#endif
