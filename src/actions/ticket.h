/*
 * ticket.h - what can be done to an access ticket
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_TICKET_H
#define ACTIONS_TICKET_H

#include "base/clock.h"
#include "model/tenant/act.h"
#include "model/ticket/browser.h"
#include "model/ticket/ticket.h"
#include "model/ticket/visit.h"

/* A tenant makes an access ticket for its customer.  *url holds the secret, which is
 * shown once and kept as its hash.  custom_domain: the tenant's domain that the links
 * name; NULL: the canonical one. */
MUST_USE enum status
	 issue_ticket(const struct act *act, const char *profile_id,
	    struct ticket_request *wanted, const char *custom_domain, const char **url);

/* A tenant revokes a ticket, by its public id or the whole ticket; its sessions end
 * with their next request, nothing that waits is saved, and what was typed is dropped.
 * profile_id: a ticket of another profile stays; NULL: of whatever profile.  *done: there
 * was one that was not revoked yet. */
MUST_USE enum status
	 revoke_ticket(const struct act *act, const char *profile_id, const char *ticket, bool *done);

/* The sessions of a ticket have ended: drops what was typed into it. */
MUST_USE enum status
	 forget_typed(const struct act *act, const char *ticket_id);

/* --- an administrator gets started with a ticket --- */

struct opened {
	const char	*session_token;	/* for the cookie; kept as its hash */
	long		 lifetime_s;	/* until all sessions of the ticket end */
};

/* Spends one use in one statement, so that ten succeed, however many come at once.
 * former: the token of the session that this browser has of the ticket, which the new
 * one replaces; NULL: none.  EXPIRED: nothing was spent. */
MUST_USE enum status
	 open_ticket(const struct act *act, const char *host, const char *secret,
	    struct browser browser, const char *former, struct opened *out);

/* An administrator ends a session of the ticket, by its id in the list: his own, or that
 * of another browser, which is told with its next request.  Everything saved stays.
 * *is_own: it was his own.  NOT_FOUND: the ticket has none of that id. */
MUST_USE enum status
	 end_session(const struct act *act, const struct visit *v, const char *id, bool *is_own);

#endif
