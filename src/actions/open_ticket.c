/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/open_ticket.h"

#include "base/hash.h"
#include "base/random.h"
#include "store/ticket.h"

enum { TOKEN_LENGTH = 32 };

enum status
open_ticket(const struct act *act, const char *host, const char *secret, struct opened *out)
{
	const char *token = random_alnum(act->arena, TOKEN_LENGTH);
	moment ends_at, now;
	enum status st = ticket_open(act, host, secret, hash_text(act->arena, token), &ends_at,
	    &now);

	if (st != OK)
		return st;
	out->session_token = token;
	out->lifetime_s = (long)((ends_at - now) / 1000);
	return OK;
}
