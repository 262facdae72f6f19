/*
 * request_verification.h - an administrator has the record looked up now
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_REQUEST_VERIFICATION_H
#define ACTIONS_REQUEST_VERIFICATION_H

#include "model/ticket/visit.h"
#include "store/store.h"

/* NOT_FOUND: nothing of that name is to be verified. */
MUST_USE enum status
	 request_verification(const struct act *act, const struct visit *v, const char *name);

#endif
