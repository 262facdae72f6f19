/*
 * claim_domain.h - an administrator says that an e-mail domain is theirs
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_CLAIM_DOMAIN_H
#define ACTIONS_CLAIM_DOMAIN_H

#include "model/ticket/visit.h"
#include "store/store.h"

/* typed: in whatever form.  What the organization has verified already is
 * verified at once.  INVALID: no domain, or one that is nobody's own.
 * CONFLICT: someone else's, claimed already, or too many. */
MUST_USE enum status
	 claim_domain(const struct act *act, const struct visit *v, const char *typed,
	    const char **name);

#endif
