/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/job.h"

enum status
repeat_job(const struct act *act, const struct job *j, long delay_s)
{
	return job_again(act, j, delay_s);
}
