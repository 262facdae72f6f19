/*
 * job.h - what jobs do to the queue
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_JOB_H
#define ACTIONS_JOB_H

#include "store/job.h"

/* A job that is at work asks to be run again.  That run is not urgent. */
MUST_USE enum status
	 repeat_job(const struct act *act, const struct job *j, long delay_s);

#endif
