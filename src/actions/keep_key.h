/*
 * keep_key.h - a pair of keys was made: its private half is sealed
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_KEEP_KEY_H
#define ACTIONS_KEEP_KEY_H

#include "model/connection/signing_key.h"
#include "store/store.h"

/* seal_key: postern-jobs' public one. */
MUST_USE enum status
	 keep_key(const struct act *act, const struct key_pair *pair, const char *seal_key);

#endif
