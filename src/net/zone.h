/*
 * zone.h - in which zone a name lies, and who serves it
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef NET_ZONE_H
#define NET_ZONE_H

#include "net/dns.h"

/* The name itself, or a zone further up if that is in the domain within; ".": in
 * any.  "": unknown, or the name is an alias.  servers: its NS, as the zone has
 * them, or why not. */
const char	*zone_of(struct dns_talk *t, const char *name, const char *within,
		    struct dns_answer *servers);

#endif
