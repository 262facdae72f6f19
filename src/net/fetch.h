/*
 * fetch.h - one document from the internet, carefully
 *
 * It is for URLs that others choose: logos, OpenID discovery and keys, SAML
 * metadata.  There is only https, and no credentials, cookies or proxy.  Each
 * address that is connected to must be public or allowed (net/address.h); that is
 * checked again for each redirect.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef NET_FETCH_H
#define NET_FETCH_H

#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"

struct fetcher;

/* All must be set.  total_ms holds for the fetch with all its redirects. */
struct fetch_limits {
	size_t	max_bytes;
	long	total_ms;
	long	connect_ms;	/* for each connection, TLS included */
	long	slow_s;		/* less than 64 bytes a second for this long is too slow */
};

struct fetched {
	const char	*body;		/* ends with NUL, but may hold NUL inside, too */
	size_t		 length;
	const char	*media_type;	/* what the server says, lower case, without parameters */
	const char	*url;		/* the last one, after all redirects */
};

/* Takes the settings fetch_allow and fetch_ca.  INVALID: the sentence names the wrong one. */
MUST_USE enum status
	 fetcher_new(const char *allow, const char *ca_file, struct fetcher **out,
	    struct fault *f);
void	 fetcher_free(struct fetcher *fr);

/* UNAVAILABLE: a later try may succeed.  INVALID: the URL, the server or the settings
 * must change first; if the settings could help, because the address is private, the
 * fault's code is FETCH_PRIVATE. */
#define FETCH_PRIVATE "private_address"
#define FETCH_ALLOW_HINT "If it is meant to be fetched, name the host or its network in the " \
	"setting fetch_allow."		/* for the operators; it is written to the log */
MUST_USE enum status
	 fetch(struct fetcher *fr, struct arena *a, const char *url,
	    const struct fetch_limits *limits, struct fetched *out, struct fault *f);

#endif
