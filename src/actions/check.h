/*
 * check.h - what a look at the provider found is kept for the page that waits
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_CHECK_H
#define ACTIONS_CHECK_H

#include "model/provider/found.h"
#include "store/store.h"

/* Neither does anything if something else was typed meanwhile. */
MUST_USE enum status
	 pass_check(const struct act *act, const char *ticket_id, long revision,
	    const struct found *found);
/* hint: for the operators, in the event only; NULL: none. */
MUST_USE enum status
	 fail_check(const struct act *act, const char *ticket_id, long revision,
	    const char *problem, const char *hint);

#endif
