/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/remove_discovery_domain.h"

enum status
remove_discovery_domain(const struct act *act, const struct domain_key *key)
{
	return discovery_domain_remove(act, key);
}
