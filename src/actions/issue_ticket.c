/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/issue_ticket.h"

#include "base/random.h"
#include "store/ticket.h"

enum status
issue_ticket(const struct act *act, const char *profile_id, struct ticket_request *wanted,
    const char *custom_domain, const char **url)
{
	enum status st = ticket_request_check(wanted, act->fault);
	const char *secret, *domain;

	if (st != OK)
		return st;
	secret = random_alnum(act->arena, TICKET_LENGTH);
	st = ticket_add(act, profile_id, secret, ticket_request_json(act->arena, wanted),
	    ticket_request_ttl_s(wanted), custom_domain, &domain);
	if (st == OK)
		*url = ticket_url(act->arena, domain, secret);
	return st;
}
