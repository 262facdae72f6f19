/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/login_task.h"

#include <string.h>

#include "actions/login.h"
#include "base/log.h"
#include "base/sentence.h"
#include "base/text.h"
#include "model/login/result.h"
#include "net/diagnosis.h"

enum { MAX_ATTEMPTS = 3 };	/* of a login whose workers were killed */

/* --- the end --- */

static void
log_end(const struct act *act, const struct login_task *t)
{
	log_line(LOG_INFO, "login", "tenant", act->tenant_id, "connection", t->work->login.connection_id,
	    "login", t->work->login.id, "attempt", arena_print(act->arena, "%ld", t->work->attempts),
	    "result", t->outcome.failure, NULL);
}

static enum status
end(const struct act *act, struct login_task *t)
{
	enum status st = login_end(act, t->work, &t->outcome, t->profile == NULL ? NULL : &t->claims,
	    t->profile, t->tools->claims_days);

	if (st != OK)
		return st;
	log_end(act, t);
	t->is_over = true;
	return OK;
}

/* Its lease ends, and then it is tried again. */
static void
give_up(const struct act *act, struct login_task *t)
{
	log_line(LOG_ERROR, "a login cannot be ended", "tenant", act->tenant_id, "login",
	    t->work->login.id, NULL);
	t->is_over = true;
}

static enum status
end_broken(struct login_task *t)
{
	login_refuse_told(t->arena, &t->outcome, LOGIN_OTHER, NULL,
	    "This is a mistake of this service; its log says more.");
	return INVALID;
}

enum status
login_task_go_on(struct store *s, struct login_task *t)
{
	struct fault f = { 0 };
	const struct act act = { s, t->arena, t->work->connection.tenant_id, LOGIN_ACTOR,
		&f };
	enum status st = OK;
	bool was_end;

	while (!t->is_over && (t->exchange == NULL || exchange_is_over(t->exchange))) {
		was_end = t->next == end;
		st = t->next(&act, t);
		if (st == UNAVAILABLE)
			return st;
		if (st == NOT_FOUND)
			t->is_over = true;
		else if (st != OK && was_end)
			give_up(&act, t);
		else if (st != OK) {
			if (st != INVALID) {
				log_fault(LOG_ERROR, &f);
				end_broken(t);
			}
			t->exchange = NULL;
			t->next = end;
		}
	}
	return OK;
}

/* --- the beginning --- */

static enum status
read_answer(struct login_task *t)
{
	const char *text = t->work->answer;
	struct fault ignored;

	if (text == NULL || form_parse(t->arena, text, strlen(text), &t->answer, &ignored) != OK
	    || form_check_names(&t->answer, &ignored) != OK)
		return login_refuse(t->arena, &t->outcome, LOGIN_ANSWER_MALFORMED, NULL, NULL);
	return OK;
}

static enum status
read_settings(struct login_task *t)
{
	const char *missing = NULL;
	struct fault ignored;
	enum status st = login_settings_read(t->arena, &t->work->connection, &t->settings, &missing,
	    &ignored);

	return st == INVALID ? login_refuse(t->arena, &t->outcome, LOGIN_SETTINGS_INCOMPLETE, missing,
	    NULL) : st;
}

enum status
login_begin(const struct act *act, struct login_task *t)
{
	const struct login_work *w = t->work;
	enum status st;

	if (w->code_was_used || w->attempts > MAX_ATTEMPTS)
		return login_refuse(t->arena, &t->outcome, LOGIN_INTERRUPTED, NULL, NULL);
	st = read_settings(t);
	if (st == OK && w->login.state == LOGIN_SIGNING)
		return login_saml_sign(act, t);
	if (st == OK)
		st = read_answer(t);
	if (st != OK)
		return st;
	return w->connection.provider->protocol == PROTOCOL_SAML ? login_saml_begin(act, t)
	    : login_openid_begin(act, t);
}

/* --- what it brought --- */

static enum status
refuse_missing(struct login_task *t, const struct objects *missing)
{
	struct texts names = { arena_array(t->arena, missing->count, sizeof(*names.items)), 0 };
	const struct missing_attribute *m = missing->items;

	for (; names.count < missing->count; names.count++)
		names.items[names.count] = m[names.count].attribute->target;
	return login_refuse(t->arena, &t->outcome, LOGIN_ATTRIBUTE_MISSING,
	    texts_in_words(t->arena, &names), NULL);
}

/* The required ones alone, as their targets are all that counts here. */
static struct mapping
required(struct arena *a, const struct texts *targets)
{
	struct mapping m = { .items = arena_array(a, targets->count, sizeof(*m.items)) };

	for (; m.count < targets->count; m.count++)
		m.items[m.count] = (struct mapped){ .name = targets->items[m.count],
			.target = targets->items[m.count] };
	return m;
}

static enum status
check_required(struct login_task *t, struct fault *f)
{
	struct texts targets = { 0 };
	struct mapping asked;
	struct objects missing;
	enum status st = fields_decode_texts(t->arena, t->work->required_targets, &targets, f);

	if (st != OK)
		return st;
	asked = required(t->arena, &targets);
	missing = login_missing(t->arena, &asked, t->profile, &t->claims.received);
	return missing.count == 0 ? OK : refuse_missing(t, &missing);
}

static void
add_doubts(struct login_task *t)
{
	struct objects found = login_doubts(t->arena, t->work->connection.provider, t->profile, &t->claims.received, &t->outcome);
	const struct doubt *d = found.items;
	size_t i;

	for (i = 0; i < found.count; i++)
		login_doubt(t->arena, &t->outcome, d[i].name);
}

enum status
login_verified(const struct act *act, struct login_task *t)
{
	struct texts *ignored;

	t->outcome = (struct login_outcome){ .given = GIVEN_ALL, .doubts = t->outcome.doubts,
		.failure = login_failure_name(LOGIN_PASSED) };
	t->profile = login_profile(t->arena, &t->work->connection, &t->claims, &ignored);
	add_doubts(t);
	t->next = end;
	return check_required(t, act->fault);
}

/* --- a server that does not answer as it should --- */

enum status
login_refuse_server(struct login_task *t, enum status st, const struct fault *why,
    enum login_failure otherwise)
{
	enum login_failure w = text_is(why->code, FETCHED_UNTRUSTED) ? LOGIN_TLS_FAILED
	    : st == INVALID && diagnosis_hint(why) == NULL ? otherwise : LOGIN_UNREACHABLE;

	return st == BROKEN ? st
	    : login_refuse_told(t->arena, &t->outcome, w, NULL, fault_english(t->arena, why));
}
