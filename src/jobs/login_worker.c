/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/login_worker.h"

#include "actions/login.h"
#include "base/log.h"
#include "jobs/limit.h"

enum {
	MAX_DEATHS = 2,
	IDLE_MS = 5 * 1000,	/* the longest wait between two looks at what is due */
	PAUSE_MS = 50,		/* the shortest, unless a NOTIFY ends it */
	LATER_MS = 1000,	/* the wait after a failure of ours */
};

/* Logins that were taken together share one arena. */
struct batch {
	struct arena	*arena;
	size_t		 left;		/* logins in hand */
};

struct hand {
	struct login_task	*task;
	struct batch		*batch;
};

struct login_worker {
	const struct login_tools *tools;
	const char		*taker;
	struct login_desk	*desk;
	bool			 has_settled;
	struct hand		 hands[LOGINS_AT_ONCE];
	size_t			 count;
	bool			 takes_more;
	bool			 took_all;	/* that was due, in this turn */
	moment			 look_at;	/* on the steady clock: then something may be due */
};

/* --- what the predecessor left --- */

static enum status
end_killer(const struct act *act, const struct login_desk *d, bool is_too_much)
{
	struct arena *a = act->arena;
	const struct login_work w = { .login.id = arena_text(a, d->login_id),
		.connection.tenant_id = arena_text(a, d->tenant_id), .lease_id = arena_text(a, d->lease_id) };
	struct login_outcome outcome = { 0 };

	login_refuse(a, &outcome, is_too_much ? LOGIN_TOO_MUCH_WORK : LOGIN_INTERRUPTED, NULL, NULL);
	return login_end(ACT(act->store, a, w.connection.tenant_id, LOGIN_ACTOR, act->fault), &w, &outcome,
	    NULL, NULL, 0);
}

static enum status
settle_killer(const struct act *act, const struct login_desk *d)
{
	bool is_too_much = d->signal == LIMIT_CPU_SIGNAL;

	log_line(LOG_ERROR, "a login killed its worker", "tenant", d->tenant_id, "login", d->login_id,
	    "attempt", arena_print(act->arena, "%ld", d->attempts),
	    "reason", is_too_much ? "it computed too long" : "unknown", NULL);
	return is_too_much || d->attempts >= MAX_DEATHS ? end_killer(act, d, is_too_much) : OK;
}

static enum status
settle(const struct act *act, struct login_worker *w)
{
	enum status st = w->desk->is_computing ? settle_killer(act, w->desk) : OK;

	if (st == UNAVAILABLE)
		return st;
	w->desk->is_computing = false;
	st = login_release(act, w->taker);
	w->has_settled = st == OK;
	return st;
}

/* --- the logins in hand --- */

static void
drop(struct hand h)
{
	arena_free(h.task->arena);
	if (--h.batch->left == 0)
		arena_free(h.batch->arena);
}

static void
drop_all(void *user)
{
	struct login_worker *w = user;

	while (w->count > 0)
		drop(w->hands[--w->count]);
}

struct login_worker *
login_worker_new(struct arena *a, const struct login_tools *tools, const char *taker,
    struct login_desk *desk)
{
	struct login_worker *w = arena_alloc(a, sizeof(*w));

	w->tools = tools;
	w->taker = taker;
	w->desk = desk;
	arena_defer(a, drop_all, w);
	return w;
}

static void
put_on_desk(struct login_desk *d, const struct login_work *w)
{
	d->signal = 0;
	d->attempts = w->attempts;
	d->is_computing = desk_put(d->tenant_id, w->connection.tenant_id)
	    && desk_put(d->login_id, w->login.id) && desk_put(d->lease_id, w->lease_id);
}

static enum status
go_on(const struct act *act, struct login_worker *w, struct login_task *t)
{
	enum status st;

	put_on_desk(w->desk, t->work);
	limit_begin(w->tools->cpu_s);
	st = login_task_go_on(act->store, t);
	limit_end();
	w->desk->is_computing = false;
	return st;
}

static bool
is_waiting(const struct login_task *t)
{
	return t->exchange != NULL && !exchange_is_over(t->exchange);
}

static enum status
go_on_with_all(const struct act *act, struct login_worker *w)
{
	enum status st = OK;
	size_t i = 0;

	while (i < w->count && st == OK) {
		if (!is_waiting(w->hands[i].task))
			st = go_on(act, w, w->hands[i].task);
		if (w->hands[i].task->is_over) {
			drop(w->hands[i]);
			w->hands[i] = w->hands[--w->count];
		} else
			i++;
	}
	return st;
}

/* --- taking --- */

static void
start(struct login_worker *w, struct batch *b, const struct login_work *work)
{
	struct arena *a = arena_new();
	struct login_task *t = arena_alloc(a, sizeof(*t));

	t->arena = a;
	t->tools = w->tools;
	t->work = work;
	t->next = w->tools->begin;
	w->hands[w->count++] = (struct hand){ t, b };
}

static void
start_all(struct login_worker *w, struct arena *a, const struct objects *found)
{
	struct batch *b = arena_alloc(a, sizeof(*b));
	const struct login_work *work = found->items;
	size_t i;

	*b = (struct batch){ a, found->count };
	for (i = 0; i < found->count; i++)
		start(w, b, &work[i]);
}

/* When to look again, if no NOTIFY comes before. */
static enum status
plan(const struct act *act, struct login_worker *w)
{
	long due_ms;
	enum status st = login_next_due(act, &due_ms);

	if (st != OK)
		return st;
	if (due_ms < 0 || due_ms > IDLE_MS)
		due_ms = IDLE_MS;
	w->look_at = clock_steady_ms() + (due_ms < PAUSE_MS ? PAUSE_MS : due_ms);
	return OK;
}

/* A row that cannot be read is no reason to end the workers of all. */
static enum status
take(const struct act *act, struct login_worker *w)
{
	size_t room = LOGINS_AT_ONCE - w->count;
	struct arena *a = arena_new();
	struct objects found = { 0 };
	enum status st = login_take(ACT(act->store, a, NULL, NULL, act->fault), w->taker, (long)room, &found);

	if (st == OK && found.count > 0)
		start_all(w, a, &found);
	else
		arena_free(a);
	if (st == BROKEN) {
		log_fault(LOG_ERROR, act->fault);
		w->look_at = clock_steady_ms() + LATER_MS;
		return OK;
	}
	w->took_all = st == OK && found.count < room;
	return st;
}

static bool
is_due(const struct login_worker *w)
{
	return w->takes_more && w->count < LOGINS_AT_ONCE && w->look_at <= clock_steady_ms();
}

/* After the database was away, whoever asked for a worker meanwhile was not heard. */
enum status
login_worker_turn(const struct act *act, struct login_worker *w, bool takes_more)
{
	enum status st = w->has_settled ? OK : settle(act, w);

	w->takes_more = takes_more;
	w->took_all = false;
	if (st == OK && is_due(w))
		st = take(act, w);
	exchanges_move(w->tools->exchanges);
	if (st == OK)
		st = go_on_with_all(act, w);
	if (st == OK && w->took_all)
		st = plan(act, w);
	if (st != OK)
		w->look_at = 0;
	return st;
}

bool
login_worker_is_idle(const struct login_worker *w)
{
	return w->count == 0;
}

/* --- waiting --- */

static bool
has_ready(const struct login_worker *w)
{
	size_t i;

	for (i = 0; i < w->count; i++)
		if (!is_waiting(w->hands[i].task))
			return true;
	return false;
}

static long
wait_ms(const struct login_worker *w)
{
	bool has_room = w->takes_more && w->count < LOGINS_AT_ONCE;
	moment left_ms = has_room ? w->look_at - clock_steady_ms() : IDLE_MS;
	long due_ms = exchanges_due_ms(w->tools->exchanges);

	if (has_ready(w))
		return 0;
	if (due_ms >= 0 && due_ms < left_ms)
		left_ms = due_ms;
	return left_ms < 0 ? 0 : (long)left_ms;
}

enum status
login_worker_wait(const struct act *act, struct login_worker *w, const sigset_t *mask)
{
	bool is_woken;
	enum status st = store_wait(act->store, exchanges_socket(w->tools->exchanges), (int)wait_ms(w),
	    mask, &is_woken, act->fault);

	if (is_woken)
		w->look_at = 0;
	return st;
}
