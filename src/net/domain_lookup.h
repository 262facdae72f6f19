/*
 * domain_lookup.h - all that the DNS says about a domain that is to be verified
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef NET_DOMAIN_LOOKUP_H
#define NET_DOMAIN_LOOKUP_H

#include "model/domain/check.h"
#include "net/dns.h"

/* Takes at most four seconds, whatever the servers do.  It cannot fail: a question that
 * was not answered says so in its status.  Once the record is found, only the zone's
 * servers are still asked for. */
void	 domain_lookup(struct dns *d, struct arena *a, const struct domain_question *q,
	    struct domain_gathered *out);

#endif
