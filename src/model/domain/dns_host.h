/*
 * dns_host.h - the companies that serve customers' zones, and how theirs are edited
 *
 * Recognised by the names of a zone's name servers.  Consoles change: the steps
 * name what to look for and say exactly what to type, which does not change.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_DOMAIN_DNS_HOST_H
#define MODEL_DOMAIN_DNS_HOST_H

#include "base/fields.h"

enum { DNS_HOST_PATTERNS = 4 };

struct dns_host {
	const char	*key;
	const char	*name;
	const char	*patterns[DNS_HOST_PATTERNS];	/* of name servers, as fnmatch takes them */
	const char	*where;		/* sentences: the way to the form for a new record */
	const char	*name_field;	/* what the form calls the part before the zone */
	const char	*value_field;
	bool		 wants_quotes;	/* around the value; elsewhere they become part of it */
};

/* NULL: not recognised.  Of several, the one of the first name that is. */
const struct dns_host *
	 dns_host_of(const struct texts *name_servers);
const struct dns_host *
	 dns_host_find(const char *key);

/* The text to type as the record's name: all of these consoles, and most others, add
 * the zone themselves.  The whole host if it is not in the zone. */
char	*dns_name_in_zone(struct arena *a, const char *host, const char *zone);
/* The text to type as its value; h NULL: as any console takes it. */
char	*dns_value(struct arena *a, const struct dns_host *h, const char *value);

/* The steps in order; h NULL: words that fit any console. */
void	 dns_host_steps(struct arena *a, const struct dns_host *h, const char *host,
	    const char *zone, const char *value, struct texts *out);

/* For who writes zone files (RFC 1035 §5.1). */
char	*dns_zone_line(struct arena *a, const char *host, const char *value);

/* For the colleague who has the rights; its first line is the subject. */
char	*dns_letter(struct arena *a, const struct dns_host *h, const char *company,
	    const char *domain, const char *host, const char *zone, const char *value);

#endif
