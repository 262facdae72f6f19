/*
 * derivation.h - what a provider publishes is kept with its connection
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_DERIVATION_H
#define ACTIONS_DERIVATION_H

#include "store/store.h"

/* Neither does anything if that is the live revision no more.  derived: JSON. */
MUST_USE enum status
	 keep_derivation(const struct act *act, const char *connection_id, long revision,
	    const char *derived);
MUST_USE enum status
	 refuse_derivation(const struct act *act, const char *connection_id, long revision,
	    const char *problem);

#endif
