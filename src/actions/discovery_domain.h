/*
 * discovery_domain.h - what can be done to an e-mail domain of an organization
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_DISCOVERY_DOMAIN_H
#define ACTIONS_DISCOVERY_DOMAIN_H

#include "store/discovery_domain.h"

/* An organization gets an e-mail domain.  The id is made here; key has none.
 * CONFLICT: the organization has the domain.  INVALID: it has as many as it
 * may. */
MUST_USE enum status
	 add_discovery_domain(const struct act *act, const struct domain_key *key,
	    const struct discovery_domain *wanted, struct discovery_domain *out);

/* The status or the use of an organization's e-mail domain changes. */
MUST_USE enum status
	 change_discovery_domain(const struct act *act, const struct domain_key *key,
	    const struct discovery_domain *change, struct discovery_domain *out);

/* An organization loses an e-mail domain.  OK also where the organization does
 * not have it. */
MUST_USE enum status
	 remove_discovery_domain(const struct act *act, const struct domain_key *key);

#endif
