/*
 * journey.h - one request on its way through all redirects, whoever waits for it
 *
 * Every rule of fetch.h is kept here, once: fetch.c waits for one journey, exchange.c for
 * many.  Each hop is prepared, done by libcurl and judged.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef NET_JOURNEY_H
#define NET_JOURNEY_H

#include <curl/curl.h>
#include <stdbool.h>

#include "net/address.h"
#include "net/fetch.h"
#include "net/ports.h"

struct fetcher {
	struct arena	*arena;
	struct places	 allow, refuse;
	struct ports	 ports;
	const char	*ca_file;	/* "": the system's */
};

struct journey;

/* The request and its texts must live as long as the arena.  BROKEN: libcurl cannot. */
MUST_USE enum status
	 journey_begin(struct fetcher *fr, struct arena *a, const struct fetch_request *r,
	    struct journey **out, struct fault *f);
/* The handle with which libcurl does the hop that is prepared. */
CURL	*journey_curl(struct journey *j);
/* Judges the hop that libcurl has done.  OK and *goes_on: the next one is prepared. */
MUST_USE enum status
	 journey_hop_done(struct journey *j, CURLcode rc, bool *goes_on, struct fault *f);
/* The answer of a journey that ended well. */
struct fetched
	 journey_fetched(struct journey *j);

#endif
