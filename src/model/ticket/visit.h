/*
 * visit.h - all that a page of the assistant knows: one row, one round trip
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TICKET_VISIT_H
#define MODEL_TICKET_VISIT_H

#include "model/tenant/profile.h"
#include "model/tenant/tenant.h"
#include "model/ticket/browser.h"
#include "model/ticket/ticket.h"
#include "model/ticket/wizard.h"

/* OPEN: it goes on, as long as the ticket does.  ENDED: by an administrator.  IDLE: it was
 * not used for too long. */
enum session_state { SESSION_NONE, SESSION_OPEN, SESSION_ENDED, SESSION_IDLE };

/* When a session of the ticket did something, and in what browser. */
struct session_trace {
	moment		 at;	/* 0: there was none */
	struct browser	 browser;
};

struct visit {
	struct tenant	 tenant;
	struct ticket	 ticket;	/* id NULL: there is none, or not for this visitor */
	bool		 has_session;	/* this browser has one of this ticket, which is open */
	enum session_state session;
	struct session_trace first, used;	/* who opened the link first; who used the setup last:
						   visit_by_ticket() knows */
	const char	*session_hash;	/* the one that was given to visit_by_session() */
	struct brand	 brand;
	struct wizard	 wizard;
	struct connection_progress connection;
	const char	*our_certificate;	/* for the SAML requests that we sign, PEM; NULL: not
						   made yet */
	const char	*our_sha256;		/* its fingerprint */
	struct texts	 our_domains;		/* all of the tenant */
	moment		 now;		/* the database's clock */
};

/* NULL: there is no session. */
enum session_state session_state_parse(const char *name);
/* Whether the ticket was revoked or has ended. */
bool	 visit_has_ended(const struct visit *v);
/* Whether a domain must be verified before the connection can be enabled. */
bool	 visit_needs_domain(const struct visit *v);

#endif
