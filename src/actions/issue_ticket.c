/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/issue_ticket.h"

#include "base/random.h"
#include "store/ticket.h"

enum status
issue_ticket(struct store *s, struct arena *a, const char *tenant_id, const char *profile_id,
    struct ticket_request *wanted, const char *custom_domain, const char *actor, const char **url,
    struct fault *f)
{
	enum status st = ticket_request_check(wanted, f);
	const char *secret, *domain;

	if (st != OK)
		return st;
	secret = random_alnum(a, TICKET_LENGTH);
	st = ticket_add(s, a, tenant_id, profile_id, secret, ticket_request_json(a, wanted),
	    ticket_request_ttl_s(wanted), custom_domain, actor, &domain, f);
	if (st == OK)
		*url = ticket_url(a, domain, secret);
	return st;
}
