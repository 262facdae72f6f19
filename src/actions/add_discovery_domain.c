/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/add_discovery_domain.h"

#include "base/domain_name.h"
#include "base/random.h"

enum status
add_discovery_domain(struct store *s, struct arena *a, const struct domain_key *key,
    const struct discovery_domain *wanted, const char *actor, struct discovery_domain *out,
    struct fault *f)
{
	struct domain_key made = *key;
	struct discovery_domain d = *wanted;

	made.domain_id = random_id(a, "ord_1c", 20);
	d.domain = domain_name_clean(a, wanted->domain);
	d.status = wanted->status == NULL ? "pending" : wanted->status;
	d.verification_txt = random_hex(a, VERIFICATION_TXT_CHARS);
	return discovery_domain_add(s, a, &made, &d, actor, out, f);
}
