/*
 * tools.h - what postern-jobs has for all its jobs
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_TOOLS_H
#define JOBS_TOOLS_H

#include "net/dns.h"
#include "net/fetch.h"
#include "store/job.h"

struct tools {
	struct fetcher	*fetcher;
	struct dns	*dns;
	const char	*seal_key;	/* the file of the public key (seal_key_now) */
	/* For a job of several steps that may each take long, at the beginning of each: the
	 * lease and the limits begin anew.  CONFLICT: another worker has the job; give it up. */
	enum status	(*next_step)(const struct act *act, const struct job *j);
};

#endif
