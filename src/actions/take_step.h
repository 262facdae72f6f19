/*
 * take_step.h - an administrator is done with a step that only informs
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_TAKE_STEP_H
#define ACTIONS_TAKE_STEP_H

#include "model/ticket/visit.h"
#include "store/store.h"

/* On from that step; without effect where the assistant is further already. */
MUST_USE enum status
	 take_step(const struct act *act, const struct visit *v, enum step from, long revision);

#endif
