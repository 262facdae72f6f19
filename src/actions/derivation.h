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
	 keep_derivation(struct store *s, struct arena *a, const char *tenant_id,
	    const char *connection_id, long revision, const char *derived, struct fault *f);
MUST_USE enum status
	 refuse_derivation(struct store *s, struct arena *a, const char *tenant_id,
	    const char *connection_id, long revision, const char *problem, struct fault *f);

#endif
