/* SPDX-License-Identifier: Apache-2.0 */
#include "model/domain/discovery_domain.h"

#include <string.h>

#include "base/domain_name.h"
#include "base/text.h"

static const struct format domain_format = { "domain", false, is_domain_name };
static const char *const statuses[] = { "pending", "verified", NULL };

static const struct field discovery_domain_fields[] = {
	[DOMAIN_ID] = { "id", FIELD_TEXT, ANSWER_ONLY, offsetof(struct discovery_domain, id) },
	[DOMAIN_NAME] = { "domain", FIELD_TEXT, REQUIRED | CREATE_ONLY,
	    offsetof(struct discovery_domain, domain), .min = 3, .max = 255,
	    .format = &domain_format,
	    .about = "The domain name to associate with the organization e.g. acme.com." },
	[DOMAIN_STATUS] = { "status", FIELD_TEXT, 0, offsetof(struct discovery_domain, status),
	    .choices = statuses, .about = "The verification status of the discovery domain." },
	[DOMAIN_TXT] = { "verification_txt", FIELD_TEXT, ANSWER_ONLY,
	    offsetof(struct discovery_domain, verification_txt) },
	[DOMAIN_HOST] = { "verification_host", FIELD_TEXT, ANSWER_ONLY,
	    offsetof(struct discovery_domain, verification_host) },
	[DOMAIN_DISCOVERY] = { "use_for_organization_discovery", FIELD_BOOL, 0,
	    offsetof(struct discovery_domain, use_for_organization_discovery), .about =
	    "Indicates whether this domain should be used for organization discovery." },
};
const struct shape discovery_domain_shape =
	SHAPE(struct discovery_domain, discovery_domain_fields);

char *
verification_host(struct arena *a, const char *organization_id, const char *domain)
{
	return organization_id == NULL ? arena_print(a, "_ss-verification.%s", domain)
	    : arena_print(a, "_ss-verification.%s.%s", organization_id, domain);
}

char *
verification_host_typed(struct arena *a, const char *organization_id, const char *domain)
{
	return text_lower(a, verification_host(a, organization_id, domain));
}

char *
verification_host_beside(struct arena *a, const char *host)
{
	return arena_print(a, "_no%s", host + strlen("_ss"));
}
