/*
 * check_provider.h - the job that looks at the provider that was typed in
 *
 * Fetches discovery or metadata, or reads what was pasted, and keeps what was
 * found for the administrator to confirm, or why not.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_CHECK_PROVIDER_H
#define JOBS_CHECK_PROVIDER_H

#include "jobs/tools.h"
#include "store/job.h"

/* The subject is the ticket.  A person waits for it: a fetch is tried once
 * and its failure is the outcome. */
MUST_USE enum status
	 check_provider(const struct act *act, const struct tools *tools, const struct job *j);

#endif
