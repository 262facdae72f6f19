/*
 * visit.h - a visit to the assistant, loaded as one row
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_VISIT_H
#define STORE_VISIT_H

#include "model/ticket/visit.h"
#include "store/session.h"

/* Loads a visit by the whole ticket, with the hash of this browser's session or NULL.
 * idle_s: as in its key.  OK also if there is no such ticket (ticket.id NULL) or tenant. */
MUST_USE enum status
	 visit_by_ticket(const struct act *act, const char *host, const char *secret,
	    const char *session_hash, long idle_s, struct visit *out);

/* The parts of a visit that are long and shown on few pages; the members of a part that
 * was not asked for are NULL or empty. */
enum visit_part {
	VISIT_PAGE,
	VISIT_SETTINGS,		/* with wizard.typed, .found and .draft, our_domains, and the brand's mapping */
	VISIT_MAPPING,		/* with the mapping of brand and connection */
	VISIT_RECEIPT,		/* with connection.certificates */
};
/* "" for VISIT_PAGE, which asks for none of the long parts. */
const char	*visit_part_name(enum visit_part part);
/* Loads a visit by a session, be it open or not; ticket.id is NULL if there is none. */
MUST_USE enum status
	 visit_by_session(const struct act *act, const char *host, const struct session_key *key,
	    enum visit_part part, struct visit *out);

#endif
