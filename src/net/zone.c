/* SPDX-License-Identifier: Apache-2.0 */
#include "net/zone.h"

#include <string.h>

enum { STEP_MS = 1000 };

static void
ask_for_servers(struct dns_talk *t, const char *name, struct dns_answer *servers)
{
	dns_ask(t, DNS_AUTHORITY, name, DNS_NS, servers);
	dns_wait(t, DNS_AUTHORITY, STEP_MS);
}

/* A name without records, or without a zone of its own, lies in the zone whose server
 * says so.  That zone and within are both above the name, so the shorter one is the
 * higher one. */
static bool
is_in_zone(const struct dns_answer *servers, const char *within)
{
	if (servers->status != DNS_NODATA && servers->status != DNS_NXDOMAIN)
		return false;
	return servers->aliases.count == 0 && servers->zone[0] != '\0'
	    && strlen(servers->zone) >= strlen(within);
}

const char *
zone_of(struct dns_talk *t, const char *name, const char *within, struct dns_answer *servers)
{
	const char *zone;

	ask_for_servers(t, name, servers);
	if (servers->status == DNS_OK)
		return servers->aliases.count == 0 ? name : "";
	if (!is_in_zone(servers, within))
		return "";
	zone = servers->zone;
	ask_for_servers(t, zone, servers);
	return zone;
}
