/*
 * check_provider.h - the job that checks the provider that an administrator entered
 *
 * It fetches discovery or metadata, or reads what was pasted.  It keeps what it
 * found, for the administrator to confirm, or the reason of its failure.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_CHECK_PROVIDER_H
#define JOBS_CHECK_PROVIDER_H

#include "jobs/kinds.h"

/* The subject is the ticket.  A person is waiting, so a fetch is tried only once and
 * its failure is the outcome. */
MUST_USE enum status
	 check_provider(const struct act *act, const struct tools *tools, const struct job *j);
MUST_USE enum status
	 end_check(const struct act *act, const struct job *j, enum job_end why);

#endif
