/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/ticket.h"

#include "base/hash.h"
#include "base/random.h"
#include "store/session.h"
#include "store/ticket.h"

enum status
issue_ticket(const struct act *act, const char *profile_id, struct ticket_request *wanted,
    const char *custom_domain, const char **url)
{
	enum status st = ticket_request_check(act->arena, wanted, act->fault);
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

enum status
revoke_ticket(const struct act *act, const char *profile_id, const char *ticket, bool *done)
{
	return ticket_revoke(act, profile_id, ticket, done);
}

enum status
forget_typed(const struct act *act, const char *ticket_id)
{
	return ticket_forget(act, ticket_id);
}

/* --- an administrator gets started --- */

enum { TOKEN_LENGTH = 32 };

enum status
open_ticket(const struct act *act, const char *host, const char *secret,
    struct browser browser, const char *former, struct opened *out)
{
	const char *token = random_alnum(act->arena, TOKEN_LENGTH);
	struct session_start session = { hash_text(act->arena, token), browser,
	    former == NULL ? NULL : hash_text(act->arena, former) };
	moment ends_at, now;
	enum status st = ticket_open(act, host, secret, &session, &ends_at, &now);

	if (st != OK)
		return st;
	out->session_token = token;
	out->lifetime_s = (long)((ends_at - now) / 1000);
	return OK;
}

enum status
end_session(const struct act *act, const struct visit *v, const char *id, bool *is_own)
{
	return session_end(act, v->ticket.id, v->session_hash, id, is_own);
}
