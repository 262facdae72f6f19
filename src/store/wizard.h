/*
 * wizard.h - the assistant's progress, kept
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_WIZARD_H
#define STORE_WIZARD_H

#include "store/store.h"

/* CONFLICT: another session saved since that revision was shown, or the
 * ticket ended meanwhile. */
MUST_USE enum status
	 wizard_choose(struct store *s, struct arena *a, const char *tenant_id,
	    const char *ticket_id, const char *session_hash, long revision, const char *strategy,
	    struct fault *f);

#endif
