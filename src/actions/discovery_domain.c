/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/discovery_domain.h"

#include "base/domain_name.h"
#include "base/random.h"
#include "base/text.h"
#include "model/domain/vendor_domain.h"

enum status
add_discovery_domain(const struct act *act, const struct domain_key *key,
    const struct discovery_domain *wanted, struct discovery_domain *out)
{
	struct domain_key made = *key;
	struct discovery_domain d = *wanted;

	made.domain_id = random_id(act->arena, "ord_1c", 20);
	d.domain = domain_name_clean(act->arena, wanted->domain);
	d.status = wanted->status == NULL ? "pending" : wanted->status;
	if (!text_is(d.status, "verified") && vendor_domain_refuse_body(d.domain, act->fault) != OK)
		return INVALID;
	d.verification_txt = random_hex(act->arena, VERIFICATION_TXT_CHARS);
	return discovery_domain_add(act, &made, &d, out);
}

enum status
change_discovery_domain(const struct act *act, const struct domain_key *key,
    const struct discovery_domain *change, struct discovery_domain *out)
{
	return discovery_domain_change(act, key, change, out);
}

enum status
remove_discovery_domain(const struct act *act, const struct domain_key *key)
{
	return discovery_domain_remove(act, key);
}
