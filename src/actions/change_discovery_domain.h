/*
 * change_discovery_domain.h - what an e-mail domain of an organization is for changes
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_CHANGE_DISCOVERY_DOMAIN_H
#define ACTIONS_CHANGE_DISCOVERY_DOMAIN_H

#include "store/discovery_domain.h"

MUST_USE enum status
	 change_discovery_domain(struct store *s, struct arena *a, const struct domain_key *key,
	    const struct discovery_domain *change, const char *actor,
	    struct discovery_domain *out, struct fault *f);

#endif
