/*
 * visit.h - a visit to the assistant, loaded as one row
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_VISIT_H
#define STORE_VISIT_H

#include "model/ticket/visit.h"
#include "store/store.h"

/* Loads a visit by the whole ticket, with the hash of this browser's session or NULL.
 * OK also if there is no such ticket (ticket.id NULL) or tenant. */
MUST_USE enum status
	 visit_by_ticket(const struct act *act, const char *host, const char *secret,
	    const char *session_hash, struct visit *out);

/* The parts of a visit that are long and shown on few pages; the members of a part that
 * was not asked for are NULL or empty. */
enum visit_part {
	VISIT_PAGE,
	VISIT_SETTINGS,		/* with wizard.typed, .found and .draft, and the brand's mapping */
	VISIT_MAPPING,		/* with the mapping of brand and connection */
	VISIT_RECEIPT,		/* with connection.certificates */
};
/* "" for VISIT_PAGE, which asks for none of the long parts. */
const char	*visit_part_name(enum visit_part part);
/* Loads a visit by a session; ticket.id is NULL if there is none. */
MUST_USE enum status
	 visit_by_session(const struct act *act, const char *host, const char *ticket_id,
	    const char *session_hash, enum visit_part part, struct visit *out);

#endif
