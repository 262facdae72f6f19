/*
 * address.h - the addresses that an outside fetch may connect to
 *
 * A customer's administrator types the host that we then connect to.  So an
 * address that does not belong to the public internet is refused, unless the
 * system administrator has named the host or the network in fetch_allow.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef NET_ADDRESS_H
#define NET_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

#include "base/arena.h"
#include "base/fields.h"
#include "base/status.h"

struct network {
	int		family;		/* AF_INET or AF_INET6 */
	unsigned char	bytes[16];	/* in network order; AF_INET uses four */
	unsigned	bits;		/* the length of the prefix */
};

struct places {
	const char	**hosts;	/* lower case */
	size_t		  host_count;
	struct network	 *networks;
	size_t		  network_count;
};

/* Host names, addresses and networks, separated by spaces:
 * "idp.corp.example 10.1.0.0/16 fd00:1::/32".  name: of the setting, for its fault. */
MUST_USE enum status
	 places_parse(struct arena *a, const char *name, const char *setting, struct places *out,
	    struct fault *f);
/* host: in any case, with or without the final dot.  There are no wildcards. */
bool	 places_have_host(const struct places *l, const char *host);
bool	 places_have_address(const struct places *l, const struct sockaddr *address);

/* *out: the networks outside the public internet without those that are allowed, each
 * like "10.0.0.0/8", for a library that takes only a list of what to refuse. */
void	 address_refused(struct arena *a, const struct places *l, struct texts *out);

/* NULL if it belongs to the public internet; otherwise one word that says what it is. */
const char	*address_refusal(const struct sockaddr *address);

#endif
