/*
 * choose_provider.h - an administrator says which identity provider it is
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_CHOOSE_PROVIDER_H
#define ACTIONS_CHOOSE_PROVIDER_H

#include "model/ticket/visit.h"
#include "store/store.h"

/* INVALID: not one that the profile offers.  CONFLICT: someone else chose
 * since that revision. */
MUST_USE enum status
	 choose_provider(const struct act *act, const struct visit *v, const char *strategy,
	    long revision);

#endif
