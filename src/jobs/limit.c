/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/limit.h"

#include <stddef.h>
#include <sys/time.h>
#include <unistd.h>

static long limit_cpu_s;

/* Workers begin with all signals blocked. */
static void
let_kill(void)
{
	sigset_t deadly;

	sigemptyset(&deadly);
	sigaddset(&deadly, LIMIT_CPU_SIGNAL);
	sigaddset(&deadly, SIGALRM);
	sigprocmask(SIG_UNBLOCK, &deadly, NULL);
}

void
limit_begin(long cpu_s)
{
	limit_cpu_s = cpu_s;
	let_kill();
	limit_again();
}

void
limit_again(void)
{
	const struct itimerval cpu = { .it_value.tv_sec = limit_cpu_s };

	setitimer(ITIMER_PROF, &cpu, NULL);
	alarm(JOB_WALL_S);
}

void
limit_end(void)
{
	const struct itimerval none = { 0 };

	setitimer(ITIMER_PROF, &none, NULL);
	alarm(0);
}
