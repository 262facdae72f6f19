/*
 * verify_domain.h - the job that looks for the record of a domain to be verified
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_VERIFY_DOMAIN_H
#define JOBS_VERIFY_DOMAIN_H

#include "jobs/tools.h"
#include "store/job.h"

/* The subject is a connection and a domain.  It comes back by itself: with
 * growing intervals until it is given up, and slowly once it is verified. */
MUST_USE enum status
	 look_up_domain(const struct act *act, const struct tools *tools, const struct job *j);

#endif
