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

/* An administrator says that an e-mail domain is theirs.  typed: in whatever
 * form.  A domain that the organization has verified already is verified at
 * once.  INVALID: no domain, or one that is nobody's own.  CONFLICT: someone
 * else's, claimed already, or too many. */
MUST_USE enum status
	 claim_domain(const struct act *act, const struct visit *v, const char *typed,
	    const char **name);

/* An administrator has the record looked up now.  NOT_FOUND: nothing of that
 * name is to be verified. */
MUST_USE enum status
	 request_verification(const struct act *act, const struct visit *v, const char *name);

/* An administrator takes a domain out again.  CONFLICT: the last verified one,
 * where one is required.  NOT_FOUND. */
MUST_USE enum status
	 remove_domain(const struct act *act, const struct visit *v, const char *name);

/* --- what DNS says of a domain is kept, and acted upon --- */

/* The record is there: the domain is verified (c says so then) unless another
 * owner was faster, and a connection that waited for it is enabled.  seen: JSON
 * for the page.  May be repeated after a kill at any point. */
MUST_USE enum status
	 verify_domain(const struct act *act, struct domain_claim *c, const char *seen);
/* The record is not there (yet); of a verified domain this begins its grace,
 * but not where the DNS was silent. */
MUST_USE enum status
	 miss_domain(const struct act *act, const struct domain_claim *c, const char *seen,
	    bool is_silent);

#endif
