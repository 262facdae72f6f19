/* SPDX-License-Identifier: Apache-2.0 */
#include "main/supervisor.h"

#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"

enum {
	BREATH_MS = 1000,	/* the least time from a worker's start to its successor's */
	GRACE_S = 30,		/* for the work in hand when all workers are to end */
};

struct worker {
	pid_t	pid;		/* 0: none */
	moment	started;	/* on the steady clock; 0: never, or the successor need not wait */
};

struct supervisor {
	const struct crew	*crew;
	struct worker		*workers;
	bool			 is_worker, is_ending;
	int			 exit_code;
};

static void
wake(int signal)
{
	(void)signal;
}

/* A terminal sends SIGINT to all of its processes, but only the supervisor heeds it. */
static int
work(const struct crew *crew, long place, pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		return 0;
	signal(SIGTERM, wake);
	signal(SIGINT, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	return crew->work(crew->service, place);
}

static void
start_worker(struct supervisor *sup, struct worker *w)
{
	pid_t parent = getpid();

	w->started = clock_steady_ms();
	w->pid = fork();
	if (w->pid == 0) {
		sup->is_worker = true;
		sup->exit_code = work(sup->crew, w - sup->workers, parent);
	}
	if (w->pid < 0) {
		log_line(LOG_ERROR, "a worker cannot be started", NULL);
		w->pid = 0;
	}
}

/* The successor of a worker that died early is started only after BREATH_MS, so that a
 * fault that kills them all does not keep the machine busy.  False: a place is empty. */
static bool
fill_places(struct supervisor *sup)
{
	bool is_full = true;
	struct worker *w = sup->workers;

	for (; w < sup->workers + sup->crew->size && !sup->is_worker; w++) {
		if (w->pid == 0 && clock_steady_ms() - w->started >= BREATH_MS)
			start_worker(sup, w);
		is_full = is_full && w->pid != 0;
	}
	return is_full;
}

static void
tell_all(struct supervisor *sup, int signal)
{
	long i;

	for (i = 0; i < sup->crew->size; i++)
		if (sup->workers[i].pid > 0)
			kill(sup->workers[i].pid, signal);
}

static void
end_all(struct supervisor *sup, int exit_code)
{
	sup->is_ending = true;
	sup->exit_code = exit_code;
	tell_all(sup, SIGTERM);
	alarm(GRACE_S);
}

static struct worker *
find_worker(struct supervisor *sup, pid_t pid)
{
	long i;

	for (i = 0; i < sup->crew->size; i++)
		if (sup->workers[i].pid == pid)
			return &sup->workers[i];
	return NULL;
}

static void
worker_ended(struct supervisor *sup, struct worker *w, int result)
{
	w->pid = 0;
	if (WIFEXITED(result) && WEXITSTATUS(result) == EXIT_OVERGROWN) {
		log_line(LOG_INFO, "a worker that has grown is replaced", NULL);
		w->started = 0;
	}
	if (WIFSIGNALED(result))
		log_line(LOG_ERROR, "a worker was killed", "signal", sigabbrev_np(WTERMSIG(result)),
		    NULL);
	if (WIFSIGNALED(result) && sup->crew->killed != NULL)
		sup->crew->killed(sup->crew->service, w - sup->workers, WTERMSIG(result));
	if (!sup->is_ending && WIFEXITED(result) && WEXITSTATUS(result) == EXIT_UNFIT)
		end_all(sup, EXIT_UNFIT);
}

static bool
has_workers(const struct supervisor *sup)
{
	long i;

	for (i = 0; i < sup->crew->size; i++)
		if (sup->workers[i].pid > 0)
			return true;
	return false;
}

static void
collect(struct supervisor *sup)
{
	struct worker *w;
	int result;
	pid_t pid;

	for (pid = waitpid(-1, &result, WNOHANG); pid > 0; pid = waitpid(-1, &result, WNOHANG)) {
		w = find_worker(sup, pid);
		if (w != NULL)
			worker_ended(sup, w, result);
	}
}

static void
refresh(struct supervisor *sup)
{
	struct fault f;

	if (sup->crew->refresh == NULL)
		return;
	if (sup->crew->refresh(sup->crew->service, &f) != OK) {
		log_fault(LOG_ERROR, &f);
		return;
	}
	log_line(LOG_INFO, "workers are being replaced", NULL);
	tell_all(sup, SIGTERM);
}

static void
heed(struct supervisor *sup, int signal)
{
	if (signal == SIGALRM)
		tell_all(sup, SIGKILL);
	else if (signal == SIGHUP && !sup->is_ending)
		refresh(sup);
	else if ((signal == SIGTERM || signal == SIGINT) && !sup->is_ending)
		end_all(sup, 0);
}

static void
watch(struct supervisor *sup)
{
	struct timespec soon = { .tv_sec = BREATH_MS / 1000 };
	bool is_full;
	sigset_t awaited;

	sigemptyset(&awaited);
	sigaddset(&awaited, SIGTERM);
	sigaddset(&awaited, SIGINT);
	sigaddset(&awaited, SIGHUP);
	sigaddset(&awaited, SIGCHLD);
	sigaddset(&awaited, SIGALRM);
	while (!sup->is_ending || has_workers(sup)) {
		is_full = sup->is_ending || fill_places(sup);
		if (sup->is_worker)
			return;
		heed(sup, sigtimedwait(&awaited, NULL, is_full ? NULL : &soon));
		collect(sup);
	}
}

int
supervise(const struct crew *c)
{
	struct supervisor sup = { .crew = c };
	sigset_t blocked;

	sigfillset(&blocked);
	sigprocmask(SIG_BLOCK, &blocked, NULL);
	sup.workers = calloc((size_t)c->size, sizeof(*sup.workers));
	if (sup.workers == NULL)
		abort();
	watch(&sup);
	free(sup.workers);
	return sup.exit_code;
}
