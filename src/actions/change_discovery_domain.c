/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/change_discovery_domain.h"

enum status
change_discovery_domain(struct store *s, struct arena *a, const struct domain_key *key,
    const struct discovery_domain *change, const char *actor, struct discovery_domain *out,
    struct fault *f)
{
	return discovery_domain_change(s, a, key, change, actor, out, f);
}
