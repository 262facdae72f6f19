/*
 * dns_host.h - the companies that serve customers' zones, and how to edit a zone there
 *
 * A company is recognized by the names of a zone's name servers.  Consoles change:
 * the steps name what to look for and say exactly what to type, which does not change.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_DOMAIN_DNS_HOST_H
#define MODEL_DOMAIN_DNS_HOST_H

#include "base/sentence.h"

enum { DNS_HOST_PATTERNS = 4 };

struct dns_host {
	const char	*key;
	const char	*name;
	const char	*patterns[DNS_HOST_PATTERNS];	/* for its name servers, as fnmatch takes them */
	const char	*where;		/* id of a sentence: the way to the form for a new record */
	const char	*name_field;	/* the form's label for the part before the zone: as the
					   console shows it, in any language */
	const char	*value_field;
	bool		 wants_quotes;	/* around the value; elsewhere they become part of it */
};

/* NULL: not recognized.  If there are several, the first name that is recognized counts. */
const struct dns_host *
	 dns_host_of(const struct texts *name_servers);
const struct dns_host *
	 dns_host_find(const char *key);

/* The text to type as the record's name, without the zone, which all of these consoles
 * and most others add themselves.  It is the whole host if that is not in the zone. */
char	*dns_name_in_zone(struct arena *a, const char *host, const char *zone);
/* The text to type as the record's value; h NULL: in the form that any console takes. */
char	*dns_value(struct arena *a, const struct dns_host *h, const char *value);

/* The steps in order, struct sentence; h NULL: steps that fit any console. */
void	 dns_host_steps(struct arena *a, const struct dns_host *h, const char *host,
	    const char *zone, const char *value, struct objects *out);

/* The record as a line of a zone file (RFC 1035 §5.1). */
char	*dns_zone_line(struct arena *a, const char *host, const char *value);

/* A letter to a colleague who may edit the DNS.  Its parts stand below each other. */
struct dns_letter {
	struct sentence	*opening;	/* its first line is the subject */
	struct sentence	*heading;	/* of the steps, which are numbered */
	struct objects	 steps;
	struct sentence	*closing;
};
void	 dns_letter(struct arena *a, const struct dns_host *h, const char *company,
	    const char *domain, const char *host, const char *zone, const char *value,
	    struct dns_letter *out);

#endif
