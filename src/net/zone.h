/*
 * zone.h - the zone in which a name lies, and its servers
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef NET_ZONE_H
#define NET_ZONE_H

#include "net/dns.h"

/* Answers the zone: the name itself, or one above it that lies in the domain within
 * (".": in any).  "": it is unknown, or the name is an alias.  servers: the zone's NS as
 * the zone itself has them, or why there are none. */
const char	*zone_of(struct dns_talk *t, const char *name, const char *within,
		    struct dns_answer *servers);

#endif
