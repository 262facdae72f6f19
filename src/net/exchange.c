/* SPDX-License-Identifier: Apache-2.0 */
#include "net/exchange.h"

#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "base/clock.h"
#include "net/journey.h"

enum { EVENTS = 64 };

struct exchanges {
	struct fetcher	*fetcher;
	CURLM		*multi;
	int		 epoll;
	moment		 due_at;	/* on the steady clock; 0: nothing is due */
};

struct exchange {
	struct exchanges	*all;
	struct fetch_request	 request;
	struct journey		*journey;
	bool			 is_over;
	enum status		 status;	/* of one that is over */
	struct fault		 fault;
};

/* --- what libcurl waits for --- */

static int
watch_socket(CURL *curl, curl_socket_t socket, int what, void *user, void *known)
{
	static char is_known;
	struct exchanges *all = user;
	struct epoll_event e = { .data.fd = socket,
		.events = (what & CURL_POLL_IN ? EPOLLIN : 0u) | (what & CURL_POLL_OUT ? EPOLLOUT : 0u) };

	(void)curl;
	if (what == CURL_POLL_REMOVE) {
		epoll_ctl(all->epoll, EPOLL_CTL_DEL, socket, NULL);
		return 0;
	}
	curl_multi_assign(all->multi, socket, &is_known);
	return epoll_ctl(all->epoll, known == NULL ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, &e);
}

static int
set_timer(CURLM *multi, long timeout_ms, void *user)
{
	struct exchanges *all = user;

	(void)multi;
	all->due_at = timeout_ms < 0 ? 0 : clock_steady_ms() + timeout_ms;
	return 0;
}

static void
release(void *user)
{
	struct exchanges *all = user;

	curl_multi_cleanup(all->multi);
	close(all->epoll);
}

struct exchanges *
exchanges_new(struct arena *a, struct fetcher *fr)
{
	struct exchanges *all = arena_alloc(a, sizeof(*all));

	*all = (struct exchanges){ fr, curl_multi_init(), epoll_create1(EPOLL_CLOEXEC), 0 };
	if (all->multi == NULL || all->epoll < 0)
		abort();
	arena_defer(a, release, all);
	curl_multi_setopt(all->multi, CURLMOPT_SOCKETFUNCTION, watch_socket);
	curl_multi_setopt(all->multi, CURLMOPT_SOCKETDATA, all);
	curl_multi_setopt(all->multi, CURLMOPT_TIMERFUNCTION, set_timer);
	curl_multi_setopt(all->multi, CURLMOPT_TIMERDATA, all);
	return all;
}

int
exchanges_socket(const struct exchanges *all)
{
	return all->epoll;
}

long
exchanges_due_ms(const struct exchanges *all)
{
	moment left_ms = all->due_at - clock_steady_ms();

	if (all->due_at == 0)
		return -1;
	return left_ms < 0 ? 0 : (long)left_ms;
}

/* --- one of them --- */

static void
end(struct exchange *e, enum status st)
{
	e->is_over = true;
	e->status = st;
}

static void
hop_done(struct exchange *e, CURLcode rc)
{
	CURL *curl = journey_curl(e->journey);
	bool goes_on;
	enum status st = journey_hop_done(e->journey, rc, &goes_on, &e->fault);

	curl_multi_remove_handle(e->all->multi, curl);
	if (st == OK && goes_on && curl_multi_add_handle(e->all->multi, curl) != CURLM_OK)
		st = fail_broken(&e->fault);
	if (st != OK || !goes_on)
		end(e, st);
}

static void
give_up(void *user)
{
	struct exchange *e = user;

	if (!e->is_over)
		curl_multi_remove_handle(e->all->multi, journey_curl(e->journey));
}

struct exchange *
exchange_begin(struct exchanges *all, struct arena *a, const struct fetch_request *r)
{
	struct exchange *e = arena_alloc(a, sizeof(*e));
	enum status st;

	*e = (struct exchange){ .all = all, .request = *r };
	st = journey_begin(all->fetcher, a, &e->request, &e->journey, &e->fault);
	if (st == OK) {
		curl_easy_setopt(journey_curl(e->journey), CURLOPT_PRIVATE, e);
		if (curl_multi_add_handle(all->multi, journey_curl(e->journey)) != CURLM_OK)
			st = fail_broken(&e->fault);
	}
	if (st == OK)
		arena_defer(a, give_up, e);
	else
		end(e, st);
	return e;
}

bool
exchange_is_over(const struct exchange *e)
{
	return e->is_over;
}

enum status
exchange_result(const struct exchange *e, struct fetched *out, struct fault *f)
{
	if (e->status == OK)
		*out = journey_fetched(e->journey);
	else
		*f = e->fault;
	return e->status;
}

/* --- all of them --- */

static void
take_done(struct exchanges *all)
{
	struct exchange *e;
	CURLMsg *message;
	int left;

	for (message = curl_multi_info_read(all->multi, &left); message != NULL;
	    message = curl_multi_info_read(all->multi, &left))
		if (message->msg == CURLMSG_DONE
		    && curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &e) == CURLE_OK)
			hop_done(e, message->data.result);
}

static void
act_on_socket(struct exchanges *all, const struct epoll_event *e)
{
	int running, mask = (e->events & EPOLLIN ? CURL_CSELECT_IN : 0)
	    | (e->events & EPOLLOUT ? CURL_CSELECT_OUT : 0)
	    | (e->events & (EPOLLERR | EPOLLHUP) ? CURL_CSELECT_ERR : 0);

	curl_multi_socket_action(all->multi, e->data.fd, mask, &running);
}

void
exchanges_move(struct exchanges *all)
{
	struct epoll_event events[EVENTS];
	int count = epoll_wait(all->epoll, events, EVENTS, 0), i, running;

	for (i = 0; i < count; i++)
		act_on_socket(all, &events[i]);
	if (exchanges_due_ms(all) == 0) {
		all->due_at = 0;
		curl_multi_socket_action(all->multi, CURL_SOCKET_TIMEOUT, 0, &running);
	}
	take_done(all);
}
