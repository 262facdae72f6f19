/*
 * seal_key.h - the pair of keys that secrets are sealed with
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_SEAL_KEY_H
#define ACTIONS_SEAL_KEY_H

#include "model/tenant/act.h"

/* Tells that a pair was made.  The keys are files, so this comes after them. */
MUST_USE enum status
	 tell_seal_key(const struct act *act, const char *public_key);

#endif
