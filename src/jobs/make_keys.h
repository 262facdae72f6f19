/*
 * make_keys.h - the job that makes a tenant's keys in advance
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_MAKE_KEYS_H
#define JOBS_MAKE_KEYS_H

#include "jobs/kinds.h"

/* Makes one key after the other until none is missing, and keeps each at once.  If the
 * process is killed, the next one continues there. */
MUST_USE enum status
	 make_keys(const struct act *act, const struct tools *tools, const struct job *j);
MUST_USE enum status
	 end_keys(const struct act *act, const struct job *j, enum job_end why);

#endif
