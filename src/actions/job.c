/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/job.h"

enum status
repeat_job(struct store *s, struct arena *a, const struct job *j, long delay_s, struct fault *f)
{
	return job_again(s, a, j, delay_s, f);
}
