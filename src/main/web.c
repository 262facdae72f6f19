/*
 * web.c - postern-web: a supervisor and its FastCGI workers
 *
 * The supervisor keeps as many workers as the settings say.  SIGTERM and
 * SIGINT end it after each worker has finished the request in hand; SIGHUP
 * reads the templates anew and replaces each worker when its request is done.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "base/seal.h"
#include "base/settings.h"
#include "base/text.h"
#include "http/fastcgi.h"
#include "main/openapi.h"
#include "main/serve.h"

enum {
	EXIT_UNFIT = 3,		/* a worker that no other one can do better than */
	BREATH_MS = 1000,	/* at least, from a worker's start to its successor's */
	GRACE_S = 30,		/* for the requests in hand when all is to end */
};

struct worker {
	pid_t	pid;		/* 0: none */
	moment	started;	/* on the steady clock; 0: never */
};

struct supervisor {
	const struct settings	*settings;
	struct arena		*arena;		/* holds the settings */
	struct templates	*templates;
	const char		*seal_key;
	const char		*openapi;
	int			 fd;
	struct worker		*workers;
	bool			 is_ending;
	int			 exit_code;
};

static void
wake(int signal)
{
	(void)signal;
}

/* --- a worker --- */

static void
serve_until_told(struct fastcgi *door, const struct site *site)
{
	struct arena *a = arena_new();
	struct response response;
	struct request *request;
	sigset_t unblocked;

	sigprocmask(SIG_SETMASK, NULL, &unblocked);
	sigdelset(&unblocked, SIGTERM);
	while (fastcgi_next(door, &unblocked)) {
		request = fastcgi_read(door, a);
		response = (struct response){ 0 };
		serve_one(site, a, request, &response);
		fastcgi_answer(door, request, &response);
		arena_reset(a);
	}
	arena_free(a);
}

static int
work(const struct supervisor *sup, pid_t parent)
{
	struct site site = { .templates = sup->templates, .seal_key = sup->seal_key,
		.openapi = sup->openapi,
		.budget = { sup->settings->api_rate, sup->settings->api_burst } };
	struct fastcgi *door;
	struct fault f;

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		return 0;
	signal(SIGTERM, wake);
	signal(SIGINT, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	site.store = store_new(sup->settings->database);
	if (store_connect(site.store, &f) == BROKEN) {
		log_line(LOG_ERROR, f.sentence, NULL);
		store_free(site.store);
		return EXIT_UNFIT;
	}
	door = fastcgi_new(sup->fd);
	serve_until_told(door, &site);
	fastcgi_free(door);
	store_free(site.store);
	return 0;
}

/* --- the supervisor --- */

static void
start_worker(struct supervisor *sup, struct worker *w)
{
	pid_t parent = getpid();
	int code;

	w->started = clock_steady_ms();
	w->pid = fork();
	if (w->pid == 0) {
		code = work(sup, parent);
		templates_free(sup->templates);
		free(sup->workers);
		arena_free(sup->arena);
		exit(code);
	}
	if (w->pid < 0) {
		log_line(LOG_ERROR, "no worker can be started", NULL);
		w->pid = 0;
	}
}

/* A worker that died early waits for its successor, so that a fault that
 * kills them all does not keep the machine busy.  False: a place is empty. */
static bool
fill_places(struct supervisor *sup)
{
	bool is_full = true;
	struct worker *w;

	for (w = sup->workers; w < sup->workers + sup->settings->workers; w++) {
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

	for (i = 0; i < sup->settings->workers; i++)
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

	for (i = 0; i < sup->settings->workers; i++)
		if (sup->workers[i].pid == pid)
			return &sup->workers[i];
	return NULL;
}

static void
worker_ended(struct supervisor *sup, struct worker *w, int result)
{
	w->pid = 0;
	if (WIFSIGNALED(result))
		log_line(LOG_ERROR, "a worker was killed", "signal", sigabbrev_np(WTERMSIG(result)),
		    NULL);
	if (!sup->is_ending && WIFEXITED(result) && WEXITSTATUS(result) == EXIT_UNFIT)
		end_all(sup, EXIT_UNFIT);
}

static bool
has_workers(const struct supervisor *sup)
{
	long i;

	for (i = 0; i < sup->settings->workers; i++)
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
	struct templates *fresh;
	struct fault f;

	if (templates_load(sup->settings->templates, &fresh, &f) != OK) {
		log_line(LOG_ERROR, f.sentence, NULL);
		return;
	}
	templates_free(sup->templates);
	sup->templates = fresh;
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
		heed(sup, sigtimedwait(&awaited, NULL, is_full ? NULL : &soon));
		collect(sup);
	}
}

static int
supervise(struct supervisor *sup)
{
	long workers = sup->settings->workers;
	sigset_t blocked;

	sigfillset(&blocked);
	sigprocmask(SIG_BLOCK, &blocked, NULL);
	sup->workers = calloc((size_t)workers, sizeof(*sup->workers));
	if (sup->workers == NULL)
		abort();
	log_line(LOG_INFO, "ready", "socket", sup->settings->socket, NULL);
	watch(sup);
	templates_free(sup->templates);
	free(sup->workers);
	return sup->exit_code;
}

static int
refuse(struct arena *a, const struct fault *f)
{
	fprintf(stderr, "postern-web: %s\n", f->sentence);
	arena_free(a);
	return 1;
}

int
main(int argc, char **argv)
{
	struct arena *a = arena_new();
	struct supervisor sup = { .arena = a };
	struct settings settings;
	struct fault f;
	int code;

	if ((argc != 1 && argc != 3) || (argc == 3 && !text_is(argv[1], "--config"))) {
		fputs("usage: postern-web [--config FILE]\n\n"
		    "Serves pages and the API to nginx; \"postern settings\" lists the settings.\n",
		    stderr);
		arena_free(a);
		return 2;
	}
	log_open("web");
	if (sodium_init() < 0)
		abort();
	if (settings_load(a, argc == 3 ? argv[2] : NULL, &settings, &f) != OK
	    || seal_key_read(a, settings.seal_public_key, &sup.seal_key, &f) != OK
	    || templates_load(settings.templates, &sup.templates, &f) != OK
	    || fastcgi_listen(settings.socket, settings.socket_group, &sup.fd, &f) != OK)
		return refuse(a, &f);
	sup.settings = &settings;
	sup.openapi = openapi_write(a);
	code = supervise(&sup);
	close(sup.fd);
	arena_free(a);
	return code;
}
