/*
 * seal_key.h - the key pair that secrets are sealed with
 *
 * The keys are files, which the command line makes and replaces.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_SEAL_KEY_H
#define ACTIONS_SEAL_KEY_H

#include "base/seal.h"
#include "model/tenant/act.h"

/* Writes the event that a pair was made.  The keys are files, so it follows the act. */
MUST_USE enum status
	 tell_seal_key(const struct act *act, const char *public_key);

/* Seals to the newest key some of what is sealed to a former one.  *renewed: how much;
 * 0: nothing is left that can be opened, or somebody replaced it just now. */
MUST_USE enum status
	 renew_some_seals(const struct act *act, const struct seal_ring *keys, long *renewed);

/* Lets the database refuse what is sealed to a former key from now on.  *remaining: so
 * much is sealed to one, and therefore nothing was done. */
MUST_USE enum status
	 retire_seal_keys(const struct act *act, const struct seal_ring *keys, long *remaining);

#endif
