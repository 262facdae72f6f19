/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/change_discovery_domain.h"

enum status
change_discovery_domain(const struct act *act, const struct domain_key *key,
    const struct discovery_domain *change, struct discovery_domain *out)
{
	return discovery_domain_change(act, key, change, out);
}
