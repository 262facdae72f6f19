/*
 * limit.h - the time and the computing that a job may take
 *
 * A worker that goes past a limit is killed by the kernel, because the code of a library
 * that computes without end cannot be interrupted otherwise.  Its successor ends the job
 * (worker.h).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_LIMIT_H
#define JOBS_LIMIT_H

#include <signal.h>

enum {
	JOB_LEASE_S = 60,
	JOB_WALL_S = 55,	/* so a worker is dead before its lease ends */
	JOB_CPU_S = 20,
	JOB_KEYS_CPU_S = 45,	/* RSA on a slow machine, for each key */
};

enum { LIMIT_CPU_SIGNAL = SIGPROF };	/* kills a worker that computes too long */

void	 limit_begin(long cpu_s);
void	 limit_again(void);	/* both, from their beginning */
void	 limit_end(void);

#endif
