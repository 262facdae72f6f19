/*
 * check.h - tells whether the DNS verifies a domain, and if not, why
 *
 * A TXT record at a name below the domain (the challenge) verifies it.  The answer
 * of the domain's authoritative servers decides; the resolver's counts only if they
 * gave none.  A failed signature (DNSSEC) is never overruled.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_DOMAIN_CHECK_H
#define MODEL_DOMAIN_CHECK_H

#include "base/sentence.h"
#include "model/domain/dns_answer.h"

/* The challenge of another domain, whose record may be in the wrong place. */
struct domain_value {
	const char	*domain;
	const char	*value;
};

/* Names are lower case, in their xn-- form, without a final dot. */
struct domain_question {
	const char			*domain;
	const char			*host;	/* _ss-verification.{domain} or so */
	const char			*value;
	const struct domain_value	*others;
	size_t				 other_count;
};

/* The answer of one name server of the zone or of its parent, from a question to this
 * server only. */
struct domain_server {
	const char		*name;
	struct dns_answer	 host;
};

enum { DOMAIN_MAX_SERVERS = 6 };

/* The answers that net/domain_lookup.c got; DNS_UNASKED where an answer was not needed. */
struct domain_gathered {
	struct dns_answer	 host;		/* TXT, of the authoritative servers */
	struct dns_answer	 resolved;	/* the same, of the resolver */
	struct dns_answer	 alias;		/* CNAME at host, if host could not be read */
	struct dns_answer	 doubled;	/* TXT at {host}.{domain} */
	struct dns_answer	 apex;		/* TXT at the domain */
	struct dns_answer	 sibling;	/* TXT at a name beside the host that does not exist */
	struct dns_answer	 outside;	/* TXT at the host without the organization's part */
	struct dns_answer	 plain;		/* TXT at the host without its underscore */
	/* If the zone is above the domain: TXT at {host}.{zone}, and at the host that the
	 * zone itself would have */
	struct dns_answer	 zone_doubled, above;
	struct dns_answer	 servers;	/* NS of the zone, as the zone itself has them */
	const char		*zone;		/* the zone that holds the domain; "": unknown */
	const char		*outer_zone;	/* the same owner's zone above it; "": none */
	struct dns_answer	 outer_servers;	/* its NS */
	const char		*parent;	/* the zone above, of any owner; "": unknown */
	struct dns_answer	 delegation;	/* NS of the zone, from the parent's servers */
	struct domain_server	 each[DOMAIN_MAX_SERVERS];
	size_t			 each_count;
};

/* One lookup in words, for a table: the server, the question and the answer. */
struct domain_line {
	struct given	 given;
	struct sentence	*whom;
	const char	*name;
	const char	*type;
	struct objects	 says;		/* struct sentence */
};

/* Kept as JSON by domain_report_shape.  The first sentence says what to do;
 * further ones what else there is to know.  finding is one word for programs and
 * tests: "verified" or the reason, of the table in check.c. */
struct domain_report {
	struct given	 given;
	bool		 is_verified;
	bool		 is_taken;	/* set by the store: the record is right, the domain another's */
	bool		 is_silent;	/* no answer that counts: failed, or not to be trusted */
	const char	*finding;
	struct objects	 sentences;	/* struct sentence */
	struct objects	 lines;		/* struct domain_line */
	const char	*zone;		/* to which the record must be added; "": unknown */
	struct texts	 name_servers;	/* as the parent has them, or else the zone itself */
	const char	*dns_host;	/* key of model/domain/dns_host.h; "": not recognized */
};

extern const struct shape	domain_report_shape;

/* Names where a record may be by mistake.  The last one is NULL if the domain is a zone
 * of its own, or the zone is unknown. */
const char	*domain_host_plain(const struct domain_question *q);
char		*domain_host_doubled(struct arena *a, const struct domain_question *q,
		    const char *zone);
char		*domain_host_above(struct arena *a, const struct domain_question *q,
		    const char *zone);

/* Whether the authoritative servers have the record, or the resolver has it and they gave
 * no answer.  Then nothing more need be asked. */
bool	 domain_is_verified(const struct domain_question *q, const struct domain_gathered *g);
void	 domain_check(struct arena *a, const struct domain_question *q,
	    const struct domain_gathered *g, struct domain_report *out);

#endif
