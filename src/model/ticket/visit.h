/*
 * visit.h - all that a page of the assistant knows: one row, one round trip
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TICKET_VISIT_H
#define MODEL_TICKET_VISIT_H

#include "model/tenant/profile.h"
#include "model/tenant/tenant.h"
#include "model/ticket/ticket.h"
#include "model/ticket/wizard.h"

struct visit {
	struct tenant	 tenant;
	struct ticket	 ticket;	/* id NULL: not known to who asks */
	bool		 has_session;	/* this browser, of this ticket */
	const char	*session_hash;	/* by which visit_by_session() looked for it */
	struct brand	 brand;
	struct wizard	 wizard;
	struct connection_progress connection;
	const char	*our_certificate;	/* what we sign SAML requests with, PEM; NULL: not
						   made yet */
	const char	*our_sha256;		/* its fingerprint */
	moment		 now;		/* the database's clock */
};

/* Whether its ticket was revoked or is over. */
bool	 visit_has_ended(const struct visit *v);
/* Whether a domain must be verified before the connection can be enabled. */
bool	 visit_needs_domain(const struct visit *v);

#endif
