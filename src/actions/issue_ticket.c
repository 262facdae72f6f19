/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/issue_ticket.h"

#include "base/random.h"
#include "store/ticket.h"

enum status
issue_ticket(struct store *s, struct arena *a, const char *tenant_id, const char *profile_id,
    const struct ticket_request *wanted, const char *actor, const char **url, struct fault *f)
{
	enum status st = ticket_request_check(wanted, f);
	const char *secret, *domain;

	if (st != OK)
		return st;
	secret = random_alnum(a, TICKET_LENGTH);
	st = ticket_add(s, a, tenant_id, profile_id, secret, wanted->given.whole,
	    ticket_request_ttl_s(wanted), actor, &domain, f);
	if (st == OK)
		*url = ticket_url(a, domain, secret);
	return st;
}
