/*
 * supervisor.h - keeps as many workers alive as the settings say
 *
 * SIGTERM and SIGINT end the supervisor after each worker has finished what it
 * has in hand; SIGHUP, where the service can refresh, replaces each worker then.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MAIN_SUPERVISOR_H
#define MAIN_SUPERVISOR_H

#include "base/status.h"

enum { EXIT_UNFIT = 3 };	/* of a worker that no other one can do better than */

struct crew {
	long		 size;
	/* In a worker: works until SIGTERM, which is blocked but for where it
	 * waits (sigprocmask); answers the worker's exit code. */
	int		(*work)(void *service);
	/* In the supervisor, upon SIGHUP; NULL: nothing to refresh. */
	enum status	(*refresh)(void *service, struct fault *f);
	void		*service;
};

/* Returns in the supervisor and in each worker, with its exit code. */
int	 supervise(const struct crew *c);

#endif
