/*
 * discovery_domain.h - what can be done to an email domain of an organization
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_DISCOVERY_DOMAIN_H
#define ACTIONS_DISCOVERY_DOMAIN_H

#include "store/discovery_domain.h"

/* An organization gets an email domain.  The id is made here; key has none.  CONFLICT:
 * the organization has the domain already.  INVALID: it has as many as it may. */
MUST_USE enum status
	 add_discovery_domain(const struct act *act, const struct domain_key *key,
	    const struct discovery_domain *wanted, struct discovery_domain *out);

/* The status or the use of an organization's email domain changes. */
MUST_USE enum status
	 change_discovery_domain(const struct act *act, const struct domain_key *key,
	    const struct discovery_domain *change, struct discovery_domain *out);

/* An organization loses an email domain.  OK also if it does not have the domain. */
MUST_USE enum status
	 remove_discovery_domain(const struct act *act, const struct domain_key *key);

#endif
