/*
 * discovery_domain.h - the e-mail domains of organizations, kept
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_DISCOVERY_DOMAIN_H
#define STORE_DISCOVERY_DOMAIN_H

#include "model/domain/discovery_domain.h"
#include "store/store.h"

struct domain_key {
	const char	*tenant_id, *organization_id, *domain_id;
};

/* By id, from the one behind key's domain_id; NULL: from the first. */
MUST_USE enum status
	 discovery_domain_list(struct store *s, struct arena *a, const struct domain_key *key,
	    long limit, struct objects *out, struct fault *f);
MUST_USE enum status
	 discovery_domain_load(struct store *s, struct arena *a, const struct domain_key *key,
	    struct discovery_domain *out, struct fault *f);
/* By its clean name; key's domain_id is not looked at. */
MUST_USE enum status
	 discovery_domain_find(struct store *s, struct arena *a, const struct domain_key *key,
	    const char *name, struct discovery_domain *out, struct fault *f);
/* All members of d but the host.  CONFLICT: the organization has the domain.
 * INVALID: it has as many as it may. */
MUST_USE enum status
	 discovery_domain_add(struct store *s, struct arena *a, const struct domain_key *key,
	    const struct discovery_domain *d, const char *actor, struct discovery_domain *out,
	    struct fault *f);
/* Only what change says was given. */
MUST_USE enum status
	 discovery_domain_change(struct store *s, struct arena *a, const struct domain_key *key,
	    const struct discovery_domain *change, const char *actor, struct discovery_domain *out,
	    struct fault *f);
/* OK also where only the organization is there. */
MUST_USE enum status
	 discovery_domain_remove(struct store *s, struct arena *a, const struct domain_key *key,
	    const char *actor, struct fault *f);

#endif
