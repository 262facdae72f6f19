/*
 * job.h - the queue of work for postern-jobs
 *
 * A job is taken for a lease and stays in the table until it is done, so a job
 * whose worker was killed comes back when the lease ends.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_JOB_H
#define STORE_JOB_H

#include "store/store.h"

struct job {
	const char	*tenant_id;
	const char	*kind;
	const char	*subject;	/* the id of what it is about */
	const char	*id;		/* new each time the job is asked for */
	long		 attempts;	/* this one included */
};

/* NOT_FOUND: nothing is due. */
MUST_USE enum status	 job_take(const struct act *act, long lease_s, struct job *out);
/* These three do nothing if the job was asked for again meanwhile. */
MUST_USE enum status	 job_done(const struct act *act, const struct job *j);
MUST_USE enum status	 job_later(const struct act *act, const struct job *j, long delay_s);
/* For a job that is done and recurs: asks for it again, behind the urgent ones. */
MUST_USE enum status	 job_again(const struct act *act, const struct job *j, long delay_s);
/* Milliseconds until a job may be due; -1: none waits. */
MUST_USE enum status	 job_next_due(const struct act *act, long *out);

#endif
