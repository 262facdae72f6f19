/*
 * dns_answer.h - what the DNS says about one name and type
 *
 * These are plain values: net/dns.c makes them, model/domain/check.c judges them.
 * All texts are safe to show: bytes other than printable ASCII are written as \DDD.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_DOMAIN_DNS_ANSWER_H
#define MODEL_DOMAIN_DNS_ANSWER_H

#include <stdbool.h>

#include "base/fields.h"

enum dns_status {
	DNS_UNASKED = 0,
	DNS_OK,			/* there are records */
	DNS_NODATA,		/* the name exists, but has none of this type */
	DNS_NXDOMAIN,		/* no such name */
	DNS_SERVFAIL,		/* servers answered with a failure or could not be used */
	DNS_BOGUS,		/* the signatures (DNSSEC) do not hold: the answer counts for nothing */
	DNS_TIMEOUT,		/* no answer in time */
};

struct dns_answer {
	enum dns_status	 status;
	struct texts	 records;	/* TXT: a record's strings joined; names; addresses */
	bool		 is_partial;	/* there are more records than these */
	struct texts	 aliases;	/* the targets of CNAME records, in order */
	const char	*zone;		/* the one that says there is nothing; otherwise "" */
	long		 ttl_s;		/* how long it may be cached */
	const char	*why;		/* DNS_BOGUS: the validator's words; else "" */
};

/* Whether there was no answer that counts. */
bool		 dns_has_failed(const struct dns_answer *d);

/* For how many more seconds others may go on giving this answer, in a sentence: at least
 * one, although a resolver says 0 in the last one. */
long		 dns_remembered_s(const struct dns_answer *d);

/* The records in lower case, without the quotes, spaces and backslashes that consoles and
 * people put around a value or into it. */
struct texts	 dns_bare(struct arena *a, const struct dns_answer *d);

/* The first record that has the value, even with other things around it or in it: quotes,
 * spaces, "name=", upper case.  NULL: there is none.  bare: dns_bare() of the answer. */
const char	*dns_find(struct arena *a, const struct dns_answer *d, const struct texts *bare,
		    const char *value);
bool		 dns_has(struct arena *a, const struct dns_answer *d, const char *value);

#endif
