/*
 * enable_when_verified.h - an administrator leaves the last step to DNS
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_ENABLE_WHEN_VERIFIED_H
#define ACTIONS_ENABLE_WHEN_VERIFIED_H

#include "model/ticket/visit.h"
#include "store/store.h"

/* The connection enables itself when a domain is verified, unless its
 * settings change or the ticket is revoked before.  CONFLICT: the wizard
 * moved on, or it is enabled. */
MUST_USE enum status
	 enable_when_verified(const struct act *act, const struct visit *v, long revision);

#endif
