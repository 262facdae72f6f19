/*
 * keep_draft.h - keep what is long of a form that was refused, for the next try
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_KEEP_DRAFT_H
#define ACTIONS_KEEP_DRAFT_H

#include "model/ticket/visit.h"
#include "store/store.h"

/* Metadata and certificate; they are v->wizard.draft from then on. */
MUST_USE enum status
	 keep_draft(const struct act *act, struct visit *v,
	    const struct provider_settings *typed);

#endif
