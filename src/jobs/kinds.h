/*
 * kinds.h - the kinds of jobs, each in a file of its own
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_KINDS_H
#define JOBS_KINDS_H

#include "jobs/tools.h"

/* Why a job is ended without having been done: its workers were killed, by the limit of
 * computing or otherwise. */
enum job_end { JOB_TOO_MUCH_WORK, JOB_KILLS };

struct kind {
	const char	*name;		/* as SQL has it */
	/* UNAVAILABLE, BROKEN: it is worth another try. */
	enum status	(*run)(const struct act *act, const struct tools *tools,
			    const struct job *j);
	/* Keeps the diagnosis where somebody waits for the outcome.  It reads nothing that
	 * others wrote, as that killed the worker.  NOT_FOUND: nobody waits any longer. */
	enum status	(*end)(const struct act *act, const struct job *j, enum job_end why);
	long		 cpu_s;		/* that a step may take */
};

extern const struct kind	job_kinds[];
extern const size_t		job_kind_count;

#endif
