/*
 * job.h - what jobs do to the queue
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_JOB_H
#define ACTIONS_JOB_H

#include "store/job.h"

/* A job asks for its next time while it is at work.  That one may wait. */
MUST_USE enum status
	 repeat_job(const struct act *act, const struct job *j, long delay_s);

#endif
