/*
 * job.h - what jobs do to the queue
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_JOB_H
#define ACTIONS_JOB_H

#include "store/job.h"

/* What is to be done again. Asked for anew, without haste; by the job itself, while it is
 * at work. */
MUST_USE enum status
	 repeat_job(const struct act *act, const struct job *j, long delay_s);

#endif
