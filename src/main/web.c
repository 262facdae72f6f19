/*
 * web.c - postern-web: a supervisor and its FastCGI workers
 *
 * The supervisor keeps as many workers as the settings say.  SIGTERM and
 * SIGINT end it after each worker has finished the request in hand; SIGHUP
 * reads the templates anew and replaces the workers one by one as they finish.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "base/settings.h"
#include "base/text.h"
#include "http/fastcgi.h"
#include "main/serve.h"

enum {
	EXIT_UNFIT = 3,		/* a worker that no other one can do better than */
	BREATH_S = 1,		/* between a worker's early death and the next */
	GRACE_S = 30,		/* for the requests in hand when all is to end */
};

struct worker {
	pid_t	pid;		/* 0: none */
	moment	started;
};

struct supervisor {
	const struct settings	*settings;
	struct templates	*templates;
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
serve_until_told(struct fastcgi *door, struct store *s, struct templates *t)
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
		serve_one(s, t, a, request, &response);
		fastcgi_answer(door, request, &response);
		arena_reset(a);
	}
	arena_free(a);
}

static int
work(const struct supervisor *sup)
{
	struct store *s = store_new(sup->settings->database);
	struct fastcgi *door;
	struct fault f;

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	signal(SIGTERM, wake);
	signal(SIGINT, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	if (store_connect(s, &f) == BROKEN) {
		log_line(LOG_ERROR, f.sentence, NULL);
		store_free(s);
		return EXIT_UNFIT;
	}
	door = fastcgi_new(sup->fd);
	serve_until_told(door, s, sup->templates);
	fastcgi_free(door);
	store_free(s);
	return 0;
}

/* --- the supervisor --- */

static void
start_worker(struct supervisor *sup, struct worker *w)
{
	int code;

	w->started = clock_steady_ms();
	w->pid = fork();
	if (w->pid == 0) {
		code = work(sup);
		templates_free(sup->templates);
		free(sup->workers);
		exit(code);
	}
	if (w->pid < 0) {
		log_line(LOG_ERROR, "no worker can be started", NULL);
		w->pid = 0;
	}
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
	bool was_early = clock_steady_ms() - w->started < BREATH_S * 1000;

	w->pid = 0;
	if (WIFSIGNALED(result))
		log_line(LOG_ERROR, "a worker was killed", "signal", sigabbrev_np(WTERMSIG(result)),
		    NULL);
	if (sup->is_ending)
		return;
	if (WIFEXITED(result) && WEXITSTATUS(result) == EXIT_UNFIT) {
		end_all(sup, EXIT_UNFIT);
		return;
	}
	if (was_early)
		sleep(BREATH_S);
	start_worker(sup, w);
}

static bool
collect(struct supervisor *sup)
{
	struct worker *w;
	int result;
	pid_t pid;
	long i;

	for (pid = waitpid(-1, &result, WNOHANG); pid > 0; pid = waitpid(-1, &result, WNOHANG)) {
		w = find_worker(sup, pid);
		if (w != NULL)
			worker_ended(sup, w, result);
	}
	for (i = 0; i < sup->settings->workers; i++)
		if (sup->workers[i].pid > 0)
			return true;
	return !sup->is_ending;
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
watch(struct supervisor *sup)
{
	sigset_t awaited;
	int signal;

	sigemptyset(&awaited);
	sigaddset(&awaited, SIGTERM);
	sigaddset(&awaited, SIGINT);
	sigaddset(&awaited, SIGHUP);
	sigaddset(&awaited, SIGCHLD);
	sigaddset(&awaited, SIGALRM);
	while (collect(sup)) {
		if (sigwait(&awaited, &signal) != 0)
			continue;
		if (signal == SIGALRM)
			tell_all(sup, SIGKILL);
		else if (signal == SIGHUP && !sup->is_ending)
			refresh(sup);
		else if ((signal == SIGTERM || signal == SIGINT) && !sup->is_ending)
			end_all(sup, 0);
	}
}

static int
supervise(const struct settings *settings, int fd, struct templates *templates)
{
	struct supervisor sup = { .settings = settings, .fd = fd, .templates = templates };
	sigset_t blocked;
	int code;
	long i;

	sigfillset(&blocked);
	sigprocmask(SIG_BLOCK, &blocked, NULL);
	sup.workers = calloc((size_t)settings->workers, sizeof(*sup.workers));
	if (sup.workers == NULL)
		abort();
	for (i = 0; i < settings->workers; i++)
		start_worker(&sup, &sup.workers[i]);
	log_line(LOG_INFO, "ready", "socket", settings->socket, NULL);
	watch(&sup);
	code = sup.exit_code;
	templates_free(sup.templates);
	free(sup.workers);
	unlink(settings->socket);
	return code;
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
	struct templates *templates;
	struct settings settings;
	struct fault f;
	int fd, code;

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
	    || templates_load(settings.templates, &templates, &f) != OK
	    || fastcgi_listen(settings.socket, settings.socket_group, &fd, &f) != OK)
		return refuse(a, &f);
	code = supervise(&settings, fd, templates);
	close(fd);
	arena_free(a);
	return code;
}
