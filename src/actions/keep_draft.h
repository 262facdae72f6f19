/*
 * keep_draft.h - keep the metadata of a form that was refused, for the next try
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_KEEP_DRAFT_H
#define ACTIONS_KEEP_DRAFT_H

#include "model/visit.h"
#include "store/store.h"

/* v->wizard.draft is it from then on. */
MUST_USE enum status
	 keep_draft(struct store *s, struct arena *a, struct visit *v, const char *session_token,
	    const char *metadata, struct fault *f);

#endif
