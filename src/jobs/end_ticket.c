/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/end_ticket.h"

#include "actions/job.h"
#include "actions/ticket.h"

enum { PAUSE_S = 60 * 60 };	/* after it killed its worker */

enum status
end_ticket(const struct act *act, const struct tools *tools, const struct job *j)
{
	(void)tools;
	return forget_typed(act, j->subject);
}

/* The typed values must go, so the job is tried again. */
enum status
end_later(const struct act *act, const struct job *j, enum job_end why)
{
	(void)why;
	return repeat_job(act, j, PAUSE_S);
}
