/*
 * delegation.h - to whom the parent zone sends the world for a zone
 *
 * A registry may name other servers than the zone itself does.  libunbound shows
 * only the latter, so the parent's servers are asked by a datagram of our own.
 * Its answer carries no signature: it explains, and verifies nothing.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef NET_DELEGATION_H
#define NET_DELEGATION_H

#include "net/dns.h"

/* *out: NS as some server of the parent has them; DNS_UNASKED: none may be asked,
 * or all have the zone themselves and so refer to nobody.  *parent: "": unknown.
 * A limit of a second for each of: who serves the parent, where, the referral. */
void	 delegation_find(struct dns_talk *t, struct arena *a, const char *zone,
	    const char **parent, struct dns_answer *out);

#endif
