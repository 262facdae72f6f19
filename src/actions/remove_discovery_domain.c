/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/remove_discovery_domain.h"

enum status
remove_discovery_domain(struct store *s, struct arena *a, const struct domain_key *key,
    const char *actor, struct fault *f)
{
	return discovery_domain_remove(s, a, key, actor, f);
}
