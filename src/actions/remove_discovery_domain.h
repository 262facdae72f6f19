/*
 * remove_discovery_domain.h - an organization loses an e-mail domain
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_REMOVE_DISCOVERY_DOMAIN_H
#define ACTIONS_REMOVE_DISCOVERY_DOMAIN_H

#include "store/discovery_domain.h"

/* OK also where the organization does not have it. */
MUST_USE enum status
	 remove_discovery_domain(const struct act *act, const struct domain_key *key);

#endif
