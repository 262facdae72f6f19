/*
 * verify_domain.h - the job that looks for the record of a domain to be verified
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_VERIFY_DOMAIN_H
#define JOBS_VERIFY_DOMAIN_H

#include "jobs/kinds.h"

/* The subject is a connection and a domain.  The job asks for itself again: at growing
 * intervals until the domain is given up, and rarely once it is verified. */
MUST_USE enum status
	 look_up_domain(const struct act *act, const struct tools *tools, const struct job *j);
MUST_USE enum status
	 end_look(const struct act *act, const struct job *j, enum job_end why);

#endif
