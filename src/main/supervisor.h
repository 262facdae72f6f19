/*
 * supervisor.h - keeps as many workers alive as the settings say
 *
 * SIGTERM and SIGINT end the supervisor after each worker has finished the work in
 * hand.  If the service can refresh, SIGHUP replaces each worker at that point.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MAIN_SUPERVISOR_H
#define MAIN_SUPERVISOR_H

#include "base/status.h"

/* A worker's exit codes. */
enum {
	EXIT_UNFIT = 3,		/* its successor would fail, too */
	EXIT_OVERGROWN = 4,	/* a fresh one should go on at once */
};

struct crew {
	long		 size;
	/* Called in a worker: works until SIGTERM, which is blocked (sigprocmask) except
	 * while it waits; returns the worker's exit code.  Each has a place, from 0. */
	int		(*work)(void *service, long place);
	/* Called in the supervisor when a worker was killed, before its successor at the same
	 * place begins; NULL: nobody cares. */
	void		(*killed)(void *service, long place, int signal);
	/* Called in the supervisor on SIGHUP; NULL: there is nothing to refresh. */
	enum status	(*refresh)(void *service, struct fault *f);
	void		*service;
};

/* Returns in the supervisor and in each worker, each time with that process's exit code. */
int	 supervise(const struct crew *c);

#endif
