/* SPDX-License-Identifier: Apache-2.0 */
#include "login.h"

#include <string.h>

#include "test.h"

/* The id at the end of the address of a test. */
static const char *
id_in(const struct answer *a)
{
	const char *at = strrchr(answer_header(a, "Location"), '/');

	CHECK(a->code == 303 && at != NULL && strncmp(at, "/lgn_", 5) == 0, "%d %s: %s", a->code,
	    answer_header(a, "Location"), a->body);
	return at + 1;
}

static struct test_login
started(struct walk w, const char *cookie)
{
	struct test_login t = { .w = w, .cookie = cookie };
	struct answer a;

	t.w.v.cookie = cookie;
	a = walk_post(&t.w, "test", "&start=yes");
	t.id = id_in(&a);
	t.page = arena_print(w.p->arena, "test/%s", t.id);
	if (*answer_header(&a, "Set-Cookie") != '\0')
		t.cookie = arena_print(w.p->arena, "%s; %.*s", cookie,
		    (int)strcspn(answer_header(&a, "Set-Cookie"), ";"), answer_header(&a, "Set-Cookie"));
	t.w.v.cookie = t.cookie;
	return t;
}

struct test_login
login_with(const char *profile, const char *strategy)
{
	struct walk w = walk_new(profile, TWO_CLIENTS);

	walk_to(&w, strategy, STEP_TEST);
	return started(w, w.v.cookie);
}

struct test_login
login_new(const char *strategy)
{
	return login_with(ALL_STRATEGIES, strategy);
}

struct test_login
login_again(const struct test_login *t)
{
	return started(t->w, t->cookie);
}

struct answer
login_get(struct test_login *t)
{
	return walk_get(&t->w, t->page);
}

struct answer
login_by_query(struct test_login *t, const char *query, const char *cookie)
{
	return ASK(t->w.p, .path = "/login/callback", .query = query, .cookie = cookie,
	    .sec_fetch_site = "cross-site", .is_once = true);
}

struct answer
login_by_form(struct test_login *t, const char *form)
{
	return ASK(t->w.p, .method = "POST", .path = "/login/callback", .type = FORM_TYPE, .body = form,
	    .sec_fetch_site = "cross-site", .origin = "https://idp.example.com", .is_once = true);
}

struct answer
login_follow(struct test_login *t, const struct answer *form, const char *cookie)
{
	static const char path[] = "/login/answer?a=";
	const char *location = answer_header(form, "Location");

	CHECK(form->code == 303 && strncmp(location, path, strlen(path)) == 0, "%d %s", form->code,
	    location);
	return ASK(t->w.p, .path = "/login/answer", .query = strchr(location, '?') + 1, .cookie = cookie,
	    .sec_fetch_site = "cross-site", .is_once = true);
}

const char *
login_row_state(struct test_login *t)
{
	return sql_text(t->w.p->arena, "SELECT state || coalesce(' ' || (outcome ->> 'failure'), '') FROM login "
	    "WHERE tenant_id = '%s' AND login_id = '%s'", t->w.p->tenant, t->id);
}

static const char *
json(struct test_login *t, const char *text)
{
	return text == NULL ? "NULL" : arena_print(t->w.p->arena, "$json$%s$json$", text);
}

void
login_ends(struct test_login *t, const char *state, const char *outcome, const char *claims,
    const char *profile)
{
	sql("UPDATE login SET state = '%s', outcome = %s, claims = %s, profile = %s, ended_at = now(), answer = NULL, "
	    "sealed_token = NULL, due_at = NULL WHERE tenant_id = '%s' AND login_id = '%s'", state, json(t, outcome),
	    json(t, claims), json(t, profile), t->w.p->tenant, t->id);
}
