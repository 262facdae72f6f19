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

/* WAITING: it is left to the DNS. */
enum step_state { STEP_IS_LOCKED, STEP_IS_OPEN, STEP_IS_WAITING, STEP_IS_DONE };

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
	bool		 requires_test;		/* the profile: before the connection is enabled */
	const char	*our_certificate;	/* for the SAML requests that we sign, PEM; NULL: not
						   made yet */
	const char	*our_sha256;		/* its fingerprint */
	struct texts	 our_domains;		/* all of the tenant */
	const char	*pulse;		/* changes with what happens without the visitor */
	moment		 now;		/* the database's clock */
};

/* Ours, as the provider of this visit's connection must know it. */
const char *visit_entity_id(struct arena *a, const struct visit *v);
/* NULL: there is no session. */
enum session_state session_state_parse(const char *name);
/* Whether the ticket was revoked or has ended. */
bool	 visit_has_ended(const struct visit *v);
/* Whether a domain must be verified before the connection can be enabled or submitted. */
bool	 visit_needs_domain(const struct visit *v);
/* Whether a test must pass before the connection can be enabled. */
bool	 visit_needs_test(const struct visit *v);
/* Whether the connection was enabled by this setup, and turned off since. */
bool	 visit_was_turned_off(const struct visit *v);
/* Whether something can change without the visitor: a check, a domain, or the connection
 * that waits for one. */
bool	 visit_waits(const struct visit *v);

/* --- the steps of this visit: the one place that knows their order and what is next --- */

bool	 visit_has_step(const struct visit *v, enum step s);
enum step_state
	 visit_step_state(const struct visit *v, enum step s);
/* The step that is reached once s is done. */
enum step step_reached_after(enum step s);
/* Whether the connection is set up, so that its domains and enabling it are left; whether
 * nothing is left. */
bool	 visit_is_set_up(const struct visit *v);
bool	 visit_is_done(const struct visit *v);
/* The step after s that is not done by itself, and the step before s. */
enum step visit_step_after(const struct visit *v, enum step s);
enum step visit_step_before(const struct visit *v, enum step s);
/* The step at which there is something to do now; STEP_SETTINGS while a check of settings
 * is not confirmed. */
enum step visit_next_step(const struct visit *v);

#endif
