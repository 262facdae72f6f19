/*
 * set_custom_text.h - a tenant words the introduction of its assistant
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_SET_CUSTOM_TEXT_H
#define ACTIONS_SET_CUSTOM_TEXT_H

#include "model/tenant/profile.h"
#include "store/store.h"

/* Replaces all texts; none brings the default back.  What pages show is made
 * here, once.  *saved: the texts as kept, JSON. */
MUST_USE enum status
	 set_custom_text(const struct act *act, const char *profile_id,
	    const struct custom_text *text, const char **saved);

#endif
