/*
 * tools.h - what postern-jobs has for all its jobs
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_TOOLS_H
#define JOBS_TOOLS_H

#include "net/dns.h"
#include "net/fetch.h"

struct tools {
	struct fetcher	*fetcher;
	struct dns	*dns;
	const char	*seal_key;	/* the file of the public key (seal_key_now) */
};

#endif
