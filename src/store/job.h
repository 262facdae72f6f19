/*
 * job.h - the queue of work for postern-jobs
 *
 * A job is taken for a lease and stays in the table until it is done, so a job
 * whose worker was killed comes back when the lease ends.  A job that is asked for
 * again while it runs is run once more after that.
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
	const char	*lease_id;	/* new each time it is taken */
	const char	*party;		/* for whom it is, of whom only one job runs at a time */
	long		 attempts;	/* this one included */
};

/* A worker that is free. */
struct job_taker {
	long		 lease_s;
	const char	*crew;		/* an id, shared by the workers under one supervisor */
	long		 workers;	/* how many these are */
	const char	*tenant_id, *party;	/* whom it served last; "": nobody */
};

/* NOT_FOUND: nothing is due, or only what waits for the end of another job, so that each
 * party and each tenant gets its share (sql/functions/job.sql). */
MUST_USE enum status
	 job_take(const struct act *act, const struct job_taker *t, struct job *out);
/* CONFLICT: the lease ran out, and another worker has the job, or the job is gone. */
MUST_USE enum status
	 job_renew(const struct act *act, const struct job *j, long lease_s);
/* Counts the workers that the job has killed, and gives its lease to the caller, which
 * ends it.  NOT_FOUND: it is another's, was asked for again, or is gone. */
MUST_USE enum status
	 job_died(const struct act *act, const struct job *j, long lease_s, long *deaths);
/* These three end the lease, but leave a job alone that was asked for again meanwhile. */
MUST_USE enum status	 job_done(const struct act *act, const struct job *j);
MUST_USE enum status	 job_later(const struct act *act, const struct job *j, long delay_s);
/* For a job that is done and recurs: asks for it again, behind the urgent ones. */
MUST_USE enum status	 job_again(const struct act *act, const struct job *j, long delay_s);
/* Milliseconds until a job may be due; -1: none waits. */
MUST_USE enum status	 job_next_due(const struct act *act, long *out);

#endif
