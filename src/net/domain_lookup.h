/*
 * domain_lookup.h - all that the DNS says about a domain that is to be verified
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef NET_DOMAIN_LOOKUP_H
#define NET_DOMAIN_LOOKUP_H

#include "model/domain/check.h"
#include "net/dns.h"

/* At most four seconds, whatever the servers do; cannot fail: what was not
 * answered says so.  Once the record is found, no more is asked than who serves
 * the zone. */
void	 domain_lookup(struct dns *d, struct arena *a, const struct domain_question *q,
	    struct domain_gathered *out);

#endif
