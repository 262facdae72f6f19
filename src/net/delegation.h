/*
 * delegation.h - the name servers that the parent zone names for a zone
 *
 * A registry may name other servers than the zone itself does.  libunbound shows
 * only those of the zone, so the parent's servers are asked by a datagram of our own.
 * The answer carries no signature, so it only helps to explain; it verifies nothing.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef NET_DELEGATION_H
#define NET_DELEGATION_H

#include "net/dns.h"

/* *out: the NS that a server of the parent names; DNS_UNASKED: no server of the parent
 * may be asked, or all of them serve the zone, too, and so refer to no other server.
 * *parent: the parent zone; "": unknown.  Each of three steps takes a second at most:
 * the parent's NS, their addresses, the referral. */
void	 delegation_find(struct dns_talk *t, struct arena *a, const char *zone,
	    const char **parent, struct dns_answer *out);

#endif
