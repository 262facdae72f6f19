/*
 * make_keys.h - the job that makes a tenant's keys ahead of need
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_MAKE_KEYS_H
#define JOBS_MAKE_KEYS_H

#include "jobs/tools.h"
#include "store/job.h"

/* One after the other until none is missing, each kept by itself: after a process
 * that was killed, the next one goes on where it was. */
MUST_USE enum status
	 make_keys(const struct act *act, const struct tools *tools, const struct job *j);

#endif
