/*
 * add_discovery_domain.h - an organization gets an e-mail domain
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_ADD_DISCOVERY_DOMAIN_H
#define ACTIONS_ADD_DISCOVERY_DOMAIN_H

#include "store/discovery_domain.h"

/* key without a domain_id: this makes it.  CONFLICT: the organization has the
 * domain.  INVALID: it has as many as it may. */
MUST_USE enum status
	 add_discovery_domain(const struct act *act, const struct domain_key *key,
	    const struct discovery_domain *wanted, struct discovery_domain *out);

#endif
