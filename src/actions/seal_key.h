/*
 * seal_key.h - the key that secrets are sealed with was made
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_SEAL_KEY_H
#define ACTIONS_SEAL_KEY_H

#include "model/tenant/act.h"

/* The keys are files, so this comes after they are made. */
MUST_USE enum status
	 tell_seal_key(const struct act *act, const char *public_key);

#endif
