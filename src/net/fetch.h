/*
 * fetch.h - one document from the internet, carefully
 *
 * It is for URLs that others choose: logos, OpenID discovery and keys, SAML
 * metadata.  There is only https, and no cookies or proxy; credentials only where a request
 * brings them (exchange.h).  Each
 * address that is connected to must be public and not of this machine, or allowed
 * (net/address.h), and its port one of the setting; that is checked again for each
 * redirect.  Until the TLS connection stands, all failures to make it are told alike,
 * so nobody can find out here which ports of a host are open.
 *
 * A server may compress its answer once, by gzip, deflate or br; max_bytes holds for what
 * comes and for what becomes of it.
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
struct fetch_kind {
	const char	*accept;	/* the media types that are wanted (RFC 9110, 12.5.1) */
	size_t	max_bytes;
	long	total_ms;
	long	connect_ms;	/* for each connection, TLS included */
	long	slow_s;		/* less than 64 bytes a second for this long is too slow */
};

/* With authorization or a form, it is meant for this server alone: no redirect is followed,
 * and an answer of any status is read. */
struct fetch_request {
	const char		*url;
	const struct fetch_kind	*kind;
	const char		*authorization;	/* the header's value; NULL: none */
	const char		*form;		/* that is posted, urlencoded; NULL: a GET */
};

struct fetched {
	const char	*body;		/* ends with NUL, but may hold NUL inside, too */
	size_t		 length;
	const char	*media_type;	/* what the server says, lower case, without parameters */
	const char	*url;		/* the last one, after all redirects */
	long		 status;	/* of HTTP */
};

/* The settings fetch_allow, fetch_refuse, fetch_ports and fetch_ca, as texts. */
struct fetch_settings {
	const char	*allow, *refuse, *ports, *ca_file;
};

/* INVALID: the sentence names the wrong setting. */
MUST_USE enum status
	 fetcher_new(const struct fetch_settings *settings, struct fetcher **out, struct fault *f);
void	 fetcher_free(struct fetcher *fr);

/* UNAVAILABLE: a later try may succeed.  INVALID: the URL, the server or the settings
 * must change first. */
MUST_USE enum status
	 fetch(struct fetcher *fr, struct arena *a, const char *url,
	    const struct fetch_kind *kind, struct fetched *out, struct fault *f);

#endif
