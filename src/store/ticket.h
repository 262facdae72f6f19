/*
 * ticket.h - tickets, their sessions and the assistant's progress, kept
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_TICKET_H
#define STORE_TICKET_H

#include "model/ticket/ticket.h"
#include "store/list.h"
#include "store/session.h"

/* secret: all 32 characters.  config: the checked request as JSON.
 * custom_domain: in lower case; NULL: the tenant's canonical one.  *domain is
 * the one of the ticket.  NOT_FOUND: the tenant has no such profile.  CONFLICT: a
 * connection has the name.  INVALID: that domain is not the tenant's, or an
 * organization is not known or has as many connections or domains as it may. */
MUST_USE enum status
	 ticket_add(const struct act *act, const char *profile_id, const char *secret,
	    const char *config, long ttl_s, const char *custom_domain, const char **domain);

/* Spends one use and opens a session.  EXPIRED: nothing was spent, as the ticket is
 * not live or not known; visit_by_ticket tells why. */
MUST_USE enum status
	 ticket_open(const struct act *act, const char *host, const char *secret,
	    const struct session_start *session, moment *ends_at, moment *now);

/* Why a statement saved nothing.  EXPIRED: the ticket was revoked or has ended; OK: for
 * another reason. */
MUST_USE enum status
	 ticket_still_open(const struct act *act, const char *id);
/* Drops what was typed into a ticket that has ended; another one stays as it is. */
MUST_USE enum status
	 ticket_forget(const struct act *act, const char *id);

/* id: the public id or all 32 characters.  profile_id: of this profile only; NULL: of any.
 * *done: there was a ticket to revoke. */
MUST_USE enum status
	 ticket_revoke(const struct act *act, const char *profile_id, const char *id,
	    bool *done);

/* A ticket as lists show it, without the secret. */
struct ticket_row {
	const char	*id, *state, *connection_name, *profile_id;
	long		 uses, uses_allowed;
	moment		 created_at, until;
	/* not filled by ticket_list: */
	moment		 first_used_at;		/* 0: not used yet */
	const char	*step;			/* of the assistant; NULL: not used yet */
	const char	*connection_id;		/* of the one it made; NULL: none yet */
};

/* Newest first, at most 1000. */
MUST_USE enum status
	 ticket_list(const struct act *act, struct ticket_row **out, size_t *count);
/* The tickets of one profile, struct ticket_row, newest first.  NOT_FOUND: no such
 * profile.  INVALID: there is no ticket to begin after. */
MUST_USE enum status
	 ticket_list_profile(const struct act *act, const char *profile_id,
	    const struct slice *slice, struct objects *out);
/* id: the public id. */
MUST_USE enum status
	 ticket_show(const struct act *act, const char *profile_id, const char *id,
	    struct ticket_row *out);

#endif
