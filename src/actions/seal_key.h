/*
 * seal_key.h - the key pair that secrets are sealed with
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_SEAL_KEY_H
#define ACTIONS_SEAL_KEY_H

#include "model/tenant/act.h"

/* Writes the event that a pair was made.  The keys are files, so it follows the act. */
MUST_USE enum status
	 tell_seal_key(const struct act *act, const char *public_key);

#endif
