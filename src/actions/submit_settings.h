/*
 * submit_settings.h - what was typed about the provider is to be looked at
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_SUBMIT_SETTINGS_H
#define ACTIONS_SUBMIT_SETTINGS_H

#include "model/ticket/visit.h"
#include "store/store.h"

/* secret NULL or "": the one typed before stays.  It is sealed here and can
 * be opened by postern-jobs alone. */
MUST_USE enum status
	 submit_settings(const struct act *act, const struct visit *v,
	    const struct provider_settings *typed, const char *secret, const char *seal_key,
	    long revision);

#endif
