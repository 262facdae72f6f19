/*
 * change_discovery_domain.h - what an e-mail domain of an organization is for changes
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_CHANGE_DISCOVERY_DOMAIN_H
#define ACTIONS_CHANGE_DISCOVERY_DOMAIN_H

#include "store/discovery_domain.h"

MUST_USE enum status
	 change_discovery_domain(const struct act *act, const struct domain_key *key,
	    const struct discovery_domain *change, struct discovery_domain *out);

#endif
