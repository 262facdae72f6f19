/*
 * login_worker.h - a worker that has many logins in hand at once
 *
 * The login that it computes for stands on its desk, in memory that outlives it.  If that
 * kills it, the successor at the same desk ends this login (at once if it computed too
 * long, and else when it has killed a second worker) and gives back the others.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_LOGIN_WORKER_H
#define JOBS_LOGIN_WORKER_H

#include <signal.h>

#include "jobs/login_task.h"
#include "jobs/worker.h"

enum { LOGIN_CPU_S = 5, LOGINS_AT_ONCE = 100 };

struct login_desk {
	char	 tenant_id[DESK_CHARS], login_id[DESK_CHARS], lease_id[DESK_CHARS];
	long	 attempts;
	bool	 is_computing;
	int	 signal;	/* that killed the worker; 0: none did */
};

struct login_worker;

/* taker: the name of this place among all workers (login_release).  All must live as long as
 * the arena, which is reset when the worker ends. */
struct login_worker *login_worker_new(struct arena *a, const struct login_tools *tools,
		    const char *taker, struct login_desk *desk);
/* Takes logins that are due, and goes on with those in hand as far as can be done without
 * waiting.  takes_more is false: it takes none. */
MUST_USE enum status
		 login_worker_turn(const struct act *act, struct login_worker *w, bool takes_more);
/* Waits until something can be done. */
MUST_USE enum status
		 login_worker_wait(const struct act *act, struct login_worker *w, const sigset_t *mask);
bool		 login_worker_is_idle(const struct login_worker *w);

#endif
