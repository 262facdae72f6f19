/*
 * domain.h - what can be done to a domain that is claimed for a connection
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_DOMAIN_H
#define ACTIONS_DOMAIN_H

#include "model/tenant/act.h"
#include "model/ticket/visit.h"
#include "store/domain.h"

/* An administrator claims an email domain.  typed: in any form that domain_name_typed()
 * knows.  A domain that the organization has verified already is verified at once.
 * A domain that somebody else has is claimed like a free one: whoever asks is told so only
 * after its record was found.  INVALID: it is not a domain, or it belongs to everybody.
 * CONFLICT: it is claimed already, or there are too many. */
MUST_USE enum status
	 claim_domain(const struct act *act, const struct visit *v, const char *typed,
	    const char **name);

/* An administrator has the record looked up now.  NOT_FOUND: no domain of that name
 * waits to be verified. */
MUST_USE enum status
	 request_verification(const struct act *act, const struct visit *v, const char *name);

/* An administrator removes a domain again.  CONFLICT: it is the last verified one, and
 * one is required.  NOT_FOUND: there is none of that name. */
MUST_USE enum status
	 remove_domain(const struct act *act, const struct visit *v, const char *name);

/* --- what a lookup of a domain found is kept and acted upon --- */

/* The record is there.  The domain is verified, and c says so, unless another owner was
 * faster; a connection that waited for it is enabled.  seen: JSON for the page.  It may
 * be repeated after a kill at any point. */
MUST_USE enum status
	 verify_domain(const struct act *act, struct domain_claim *c, const char *seen);
/* The record is not there (yet).  For a verified domain this begins the time after which
 * it may be lost, but not if the DNS was silent. */
MUST_USE enum status
	 miss_domain(const struct act *act, const struct domain_claim *c, const char *seen,
	    bool is_silent);

#endif
