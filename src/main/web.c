/*
 * web.c - postern-web: FastCGI workers behind nginx
 *
 * SIGHUP reads the templates again.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <signal.h>
#include <unistd.h>

#include "api/openapi.h"
#include "base/log.h"
#include "base/seal.h"
#include "http/fastcgi.h"
#include "main/memory.h"
#include "main/serve.h"
#include "main/service.h"
#include "main/supervisor.h"
#include "store/store.h"
#include "view/view.h"

struct web {
	const struct settings	*settings;
	struct languages	 languages;
	struct templates	*templates;
	const char		*openapi;
	struct waiting		*waiting;
	int			 fd;
};

/* --- a worker --- */

/* The exit code. */
static int
serve_until_told(struct fastcgi *fcgi, const struct site *site, long most_mib)
{
	struct arena *a = arena_new();
	bool is_overgrown = false;
	struct response response;
	struct request *request;
	sigset_t unblocked;

	sigprocmask(SIG_SETMASK, NULL, &unblocked);
	sigdelset(&unblocked, SIGTERM);
	while (!is_overgrown && fastcgi_next(fcgi, &unblocked)) {
		request = fastcgi_read(fcgi, a);
		response = (struct response){ .outlet = fastcgi_outlet(fcgi) };
		serve_one(site, a, request, &response);
		fastcgi_answer(fcgi, &response);
		arena_reset(a);
		is_overgrown = memory_exceeds(most_mib);
	}
	arena_free(a);
	return is_overgrown ? EXIT_OVERGROWN : 0;
}

static int
work(void *service, long place)
{
	const struct web *web = service;
	struct site site = { .languages = &web->languages,
		.templates = web->templates, .seal_key = web->settings->seal_public_key,
		.openapi = web->openapi,
		.session_idle_s = web->settings->session_idle_minutes * 60,
		.budget = { web->settings->api_rate, web->settings->api_burst },
		.waiting = web->waiting, .place = place,
		.login_wait_ms = web->settings->login_wait_ms };
	struct fastcgi *fcgi;
	struct fault f;
	int code;

	site.store = store_new(web->settings->database);
	if (store_connect(site.store, &f) == BROKEN) {
		log_fault(LOG_ERROR, &f);
		store_free(site.store);
		return EXIT_UNFIT;
	}
	fcgi = fastcgi_new(web->fd);
	code = serve_until_told(fcgi, &site, web->settings->worker_mib);
	fastcgi_free(fcgi);
	store_free(site.store);
	return code;
}

/* --- the supervisor --- */

static void
killed(void *service, long place, int signal)
{
	const struct web *web = service;

	(void)signal;
	waiting_end(web->waiting, place);
}

static enum status
refresh(void *service, struct fault *f)
{
	struct web *web = service;
	struct templates *fresh;
	enum status st = templates_load(web->settings->templates, &web->languages, &fresh, f);

	if (st != OK)
		return st;
	templates_free(web->templates);
	web->templates = fresh;
	return OK;
}

static const struct service service;

static int
run(struct arena *a, const struct settings *settings)
{
	struct web web = { .settings = settings };
	struct crew crew = { .size = settings->workers, .work = work, .killed = killed,
		.refresh = refresh, .service = &web };
	const char *seal_key;
	struct fault f;
	int code;

	if (seal_key_read(a, settings->seal_public_key, &seal_key, &f) != OK
	    || languages_load(a, settings->languages, &web.languages, &f) != OK
	    || templates_load(settings->templates, &web.languages, &web.templates, &f) != OK
	    || fastcgi_listen(settings->socket, settings->socket_group, &web.fd, &f) != OK)
		return service_refuse(&service, &f);
	web.openapi = openapi_write(a);
	web.waiting = waiting_new(settings->workers);
	log_line(LOG_INFO, "ready", "socket", settings->socket, NULL);
	code = supervise(&crew);
	waiting_free(web.waiting);
	templates_free(web.templates);
	close(web.fd);
	return code;
}

static const struct service service = {
	.program = "postern-web",
	.log_name = "web",
	.about = "Serves pages and the API to nginx",
	.run = run,
};

int
main(int argc, char **argv)
{
	return service_main(&service, argc, argv);
}
