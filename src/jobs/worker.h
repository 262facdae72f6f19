/*
 * worker.h - a worker's job, from taking it to its end
 *
 * A worker's job stands on its desk, in memory that outlives the worker.  If the job kills
 * it, the successor at the same desk ends the job with the diagnosis of its kind: at once
 * if it computed too long, and else when it has killed a second worker.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_WORKER_H
#define JOBS_WORKER_H

#include "jobs/kinds.h"

enum { DESK_CHARS = 512 };	/* as long as any id; a longer subject waits for its lease */

struct desk {
	char	 tenant_id[DESK_CHARS], kind[DESK_CHARS], subject[DESK_CHARS];
	char	 id[DESK_CHARS], lease_id[DESK_CHARS];
	bool	 is_taken;	/* by a job */
	int	 signal;	/* that killed the worker; 0: none did */
};

/* False: it is too long for a desk. */
bool	 desk_put(char to[DESK_CHARS], const char *text);

struct worker {
	const struct kind	*kinds;
	size_t			 kind_count;
	struct tools		 tools;
	const char		*crew;			/* as in struct job_taker */
	long			 workers;
	struct desk		*desk;
	char			 tenant_id[DESK_CHARS], party[DESK_CHARS];	/* served last */
};

/* Ends the predecessor's job, if it left one, or else does a job.  NOT_FOUND: there is
 * nothing to do. */
MUST_USE enum status
	 worker_turn(const struct act *act, struct worker *w);
/* For struct tools. */
MUST_USE enum status
	 worker_next_step(const struct act *act, const struct job *j);

#endif
