/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assistant/test.h"

#include <limits.h>

#include "actions/login.h"
#include "base/hash.h"
#include "base/text.h"
#include "http/cookie.h"
#include "http/form.h"
#include "language/words.h"
#include "model/connection/connection.h"
#include "model/rules.h"
#include "store/login.h"
#include "web/assistant/guide.h"
#include "web/assistant/step.h"

enum { SHOWN_MAX = 10, REFRESH_RUNNING_S = 5, REFRESH_S = 15 };

char *
test_path(struct exchange *x, const char *ticket_id)
{
	return arena_print(x->arena, "%s/%s", hub_path(x, ticket_id), step_name(STEP_TEST));
}

char *
test_login_path(struct exchange *x, const char *ticket_id, const char *login_id)
{
	return arena_print(x->arena, "%s/%s", test_path(x, ticket_id), login_id);
}

static bool
is_running(const struct login *l)
{
	return l->state < LOGIN_VERIFIED;
}

/* The person is still at the provider, longer than a sign-in takes. */
static bool
is_late(const struct page *p, const struct login *l)
{
	return l->state == LOGIN_STARTED && p->visit->now - l->started_at > LOGIN_LATE_S * INT64_C(1000);
}

/* --- words --- */

struct diagnosis
test_diagnosis(struct page *p, const struct login_outcome *o)
{
	const struct visit *v = p->visit;
	struct arena *a = p->x->arena;
	const char *name = v->ticket.connection_name, *domain = v->tenant.domain;
	bool is_openid = v->wizard.provider->protocol == PROTOCOL_OPENID;
	struct login_outcome told = *o;

	if (told.failure == NULL)	/* its time is over, and nobody has noted it yet */
		told.failure = login_failure_name(LOGIN_NO_ANSWER);
	return login_diagnosis(a, &told, v->wizard.provider, v->tenant.name,
	    sp_entity_id(a, v->tenant.id, name), is_openid ? callback_url(a, domain) : acs_url(a, domain, name));
}

const char *
test_outcome(struct page *p, const struct login *l)
{
	return worded(p->x, test_diagnosis(p, &l->outcome).happened);
}

static const char *
who(struct page *p, const struct login *l)
{
	return page_browser(p->x, &(struct browser){ l->browser, l->system });
}

/* --- the parts of the page --- */

void
test_fill_start(struct page *p, struct view *v, bool is_again, bool in_new_tab, bool is_quiet)
{
	step_form(p, v, test_path(p->x, p->visit->ticket.id));
	view_section(v, is_again ? "AGAIN" : "FIRST");
	if (in_new_tab)
		view_section(v, "NEW_TAB");
	if (is_quiet)
		view_section(v, "QUIET");
}

void
test_fill_told(struct page *p, struct view *v, const char *login_id)
{
	step_form(p, v, test_login_path(p->x, p->visit->ticket.id, login_id));
}

/* A form that reloads by itself would lose what is being typed, so it is there when it is asked
 * for, or when the answer is late. */
static void
fill_running(struct page *p, const struct login *l, bool is_asked)
{
	struct view *v = view_section(p->body, "RUNNING");

	page_time(p, v, "STARTED_AT", l->started_at);
	view_set(v, "BROWSER", who(p, l));
	if (is_late(p, l))
		test_fill_told(p, view_include(view_section(v, "LATE"), "TOLD", PARTS_TEST_TOLD), l->id);
	else if (is_asked)
		test_fill_told(p, view_include(view_section(v, "ASKED"), "TOLD", PARTS_TEST_TOLD), l->id);
	else
		view_set(view_section(v, "SOON"), "TOLD_HREF",
		    arena_print(p->x->arena, "%s?told", test_path(p->x, p->visit->ticket.id)));
}

/* Shows what the newest test that has ended says of the settings as they are now. */
static void
fill_newest(struct page *p, const struct login *l)
{
	struct view *v;

	if (!l->is_of_live) {
		view_section(p->body, "CHANGED");
		return;
	}
	v = view_section(p->body, l->state == LOGIN_VERIFIED ? "PASSED" : "FAILED");
	view_set(v, "RESULT_HREF", test_login_path(p->x, p->visit->ticket.id, l->id));
	if (l->state != LOGIN_VERIFIED)
		view_set(v, "OUTCOME", test_outcome(p, l));
}

static void
fill_row(struct page *p, struct view *history, const struct login *l)
{
	struct view *v = view_section(history, "TEST");

	page_time(p, v, "AT", l->started_at);
	view_set(v, "BROWSER", who(p, l));
	view_set(v, "RESULT_HREF", test_login_path(p->x, p->visit->ticket.id, l->id));
	if (is_running(l))
		view_section(v, "RUNS");
	else if (l->state == LOGIN_VERIFIED)
		view_section(v, "WORKED");
	else
		view_set(view_section(v, "BROKE"), "OUTCOME", test_outcome(p, l));
}

static void
fill_history(struct page *p, const struct login *tests, size_t count)
{
	struct view *v = view_section(p->body, "HISTORY");
	size_t i;

	for (i = 0; i < count && i < SHOWN_MAX; i++)
		fill_row(p, v, &tests[i]);
}

/* The step may be left untested unless the profile requires a test. */
static void
fill_ways(struct page *p, bool is_passed)
{
	const bool is_held = !is_passed && visit_needs_test(p->visit);
	struct view *v = view_section(p->body, is_passed ? "NEXT" : is_held ? "REQUIRED" : "SKIP");

	if (!is_held)
		step_form(p, v, step_path(p->x, STEP_TEST));
	view_set(v, "BACK_HREF", step_back(p->x, STEP_TEST));
}

/* login_watch() answers the same until something has changed. */
static const char *
state_shown(struct page *p, const struct login *newest)
{
	if (newest == NULL)
		return "none";
	if (is_running(newest) && !is_late(p, newest))
		return "waiting";
	return arena_print(p->x->arena, "%s %s", login_state_name(newest->state), newest->id);
}

static void
fill(struct page *p, const struct login *tests, size_t count)
{
	bool runs = count > 0 && is_running(&tests[0]);
	bool is_asked = text_is(p->x->request->query, "told");
	bool is_passed = count > 0 && tests[0].state == LOGIN_VERIFIED && tests[0].is_of_live;

	if (runs)
		fill_running(p, &tests[0], is_asked);
	else if (count > 0)
		fill_newest(p, &tests[0]);
	test_fill_start(p, view_include(p->body, "START", PARTS_TEST_START), count > 0, true, runs || is_passed);
	guide_mistakes(p, view_include(p->body, "MISTAKES", PARTS_MISTAKES), false);
	if (count > 0)
		fill_history(p, tests, count);
	fill_ways(p, is_passed);
	step_watch(p, p->body, "test", state_shown(p, count > 0 ? &tests[0] : NULL),
	    runs && (is_asked || is_late(p, &tests[0])) ? 0 : runs ? REFRESH_RUNNING_S : REFRESH_S);
}

static enum status
show(struct exchange *x, int code, const char *error)
{
	struct objects tests;
	enum status st = login_history(&x->act, visit_of(x)->ticket.id, &tests);
	struct page p;

	if (st != OK)
		return st;
	p = step_page(x, ASSISTANT_TEST, STEP_TEST);
	if (error != NULL) {
		view_set(view_section(p.body, "ERROR"), "MESSAGE", error);
		step_refused(&p, STEP_TEST);
	}
	fill(&p, tests.items, tests.count);
	return page_send(&p, code);
}

enum status
test_show(struct exchange *x)
{
	return step_is_open(x, STEP_TEST) ? show(x, 200, NULL) : OK;
}

/* --- a test starts --- */

/* The token of this browser; a new one if it has none. */
static const char *
browser_token(struct exchange *x)
{
	const char *token = login_cookie(x->arena, x->request);

	if (token == NULL) {
		token = login_token_new(x->arena);
		login_cookie_set(x->arena, x->response, token);
	}
	return token;
}

static enum status
start(struct exchange *x, const struct login_settings *s)
{
	const struct visitor *v = visitor(x);
	const char *id = login_id_new(x->arena);
	enum status st = login_start(&x->act, &v->visit, id, hash_text(x->arena, browser_token(x)),
	    s->signs_request, form_get(v->form, "forces") != NULL);

	if (st == OK)
		response_see_other(x->response, test_login_path(x, v->visit.ticket.id, id));
	return st;
}

/* A setting that is missing is told at once. */
static enum status
start_if_complete(struct exchange *x)
{
	const struct visit *v = visit_of(x);
	struct login_connection c;
	struct login_settings s;
	const char *missing = NULL;
	enum status st = login_connection_load(&x->act, v->ticket.id, &c), told;

	if (st == OK)
		st = login_settings_read(x->arena, &c, &s, &missing, &x->fault);
	if (st == INVALID) {
		told = login_cannot_start(&x->act, v, missing);
		if (told != OK)
			return told;
		return show(x, http_code(CONFLICT), worded(x, sentence(x->arena,
		    "The settings lack something that a sign-in needs (%s). Change the settings.", missing)));
	}
	if (st == OK)
		st = start(x, &s);
	return st == CONFLICT ? show(x, http_code(st), language_fault(x->arena, x->language, &x->fault))
	    : st;
}

enum status
test_save(struct exchange *x)
{
	if (!step_is_open(x, STEP_TEST))
		return OK;
	return form_get(visitor(x)->form, "start") != NULL ? start_if_complete(x) : step_leave(x, STEP_TEST);
}
