/*
 * verify_domain.h - what DNS says of a domain is kept, and acted upon
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_VERIFY_DOMAIN_H
#define ACTIONS_VERIFY_DOMAIN_H

#include "store/domain.h"

/* The record is there: the domain is verified (c says so then) unless another
 * owner was faster, and a connection that waited for it is enabled.  seen: JSON
 * for the page.  May be repeated after a kill at any point. */
MUST_USE enum status
	 verify_domain(const struct act *act, struct domain_claim *c, const char *seen);
/* The record is not there (yet); of a verified domain this begins its grace, but
 * not where the DNS was silent. */
MUST_USE enum status
	 miss_domain(const struct act *act, const struct domain_claim *c, const char *seen,
	    bool is_silent);

#endif
