/*
 * kinds.h - the kinds of jobs, each in a file of its own
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_KINDS_H
#define JOBS_KINDS_H

#include "jobs/tools.h"
#include "store/job.h"

/* Runs the job.  UNAVAILABLE, BROKEN: it is worth another try.  BROKEN, too: a newer
 * version asked for a kind that this version does not know. */
MUST_USE enum status
	 job_run(const struct act *act, const struct tools *tools, const struct job *j);

#endif
