/*
 * discovery_domain.h - the email domains of organizations, kept
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_DISCOVERY_DOMAIN_H
#define STORE_DISCOVERY_DOMAIN_H

#include "model/domain/discovery_domain.h"
#include "store/list.h"

struct domain_key {
	const char	*organization_id, *domain_id;
};

/* struct discovery_domain, in the order of ids; key's domain_id is not looked at. */
MUST_USE enum status
	 discovery_domain_list(const struct act *act, const struct domain_key *key,
	    const struct slice *slice, struct objects *out);
MUST_USE enum status
	 discovery_domain_load(const struct act *act, const struct domain_key *key,
	    struct discovery_domain *out);
/* Finds a domain by its clean name; key's domain_id is not looked at. */
MUST_USE enum status
	 discovery_domain_find(const struct act *act, const struct domain_key *key,
	    const char *name, struct discovery_domain *out);
/* Keeps all members of d but the host.  CONFLICT: the organization has the domain
 * already.  INVALID: it has as many as it may. */
MUST_USE enum status
	 discovery_domain_add(const struct act *act, const struct domain_key *key,
	    const struct discovery_domain *d, struct discovery_domain *out);
/* Changes only what change says was given. */
MUST_USE enum status
	 discovery_domain_change(const struct act *act, const struct domain_key *key,
	    const struct discovery_domain *change, struct discovery_domain *out);
/* OK also if the organization has no such domain. */
MUST_USE enum status
	 discovery_domain_remove(const struct act *act, const struct domain_key *key);

#endif
