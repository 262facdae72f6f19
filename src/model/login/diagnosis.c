/* SPDX-License-Identifier: Apache-2.0 */
#include "model/login/diagnosis.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "model/login/failure_rows.h"

enum { MINUTE_S = 60, MOST_IN_SECONDS = 2 * MINUTE_S };

/* A diagnosis in the making. */
struct making {
	struct arena			*arena;
	const struct login_outcome	*outcome;
	enum login_failure		 failure;
	const struct provider		*provider;
	const char			*company, *entity_id, *callback;
};

/* --- rows --- */

static const struct failure_row *
find(const struct failure_row *rows, const struct making *m)
{
	for (; rows->failure != LOGIN_PASSED; rows++)
		if (rows->failure == m->failure && (rows->when == NULL || rows->when(m->outcome)))
			return rows;
	return NULL;
}

/* A failure of the other protocol alone may have come from a pasted text. */
static const struct failure_row *
row_of(const struct making *m)
{
	const bool is_openid = m->provider->protocol == PROTOCOL_OPENID;
	const struct failure_row *const tables[] = {
		is_openid ? openid_failure_rows : saml_failure_rows, failure_rows,
		is_openid ? saml_failure_rows : openid_failure_rows };
	const struct failure_row *found = NULL;
	size_t i;

	for (i = 0; i < 3 && found == NULL; i++)
		found = find(tables[i], m);
	return found;
}

static const struct login_remedy *
remedy_in(const struct making *m, const struct provider *p)
{
	const enum remedy_for other = m->provider->protocol == PROTOCOL_OPENID ? REMEDY_FOR_SAML
	    : REMEDY_FOR_OPENID;
	const struct login_remedy *r = p->remedies;

	for (; r != NULL && r->failure != LOGIN_PASSED; r++)
		if (r->failure == m->failure && r->is_for != other)
			return r;
	return NULL;
}

/* The provider whose own codes begin like this one; NULL: none. */
static const struct provider *
provider_of_code(const char *code)
{
	size_t i;

	for (i = 0; code != NULL && i < provider_count; i++)
		if (providers[i]->code_prefix != NULL && text_starts(code, providers[i]->code_prefix))
			return providers[i];
	return NULL;
}

static const struct login_step *
steps_of(const struct making *m, const struct failure_row *row)
{
	const struct provider *const where[] = { provider_of_code(m->outcome->code), m->provider,
		provider_makes(m->provider) };
	const struct login_remedy *r = NULL;
	size_t i;

	for (i = 0; i < 3 && r == NULL; i++)
		if (where[i] != NULL)
			r = remedy_in(m, where[i]);
	return r != NULL ? r->steps : row->steps;
}

/* --- sentences --- */

static const char *
value(const struct making *m, char letter)
{
	const char *is = letter == 'c' ? m->company : letter == 'e' ? m->entity_id
	    : letter == 'u' ? m->callback : m->outcome->came;

	return is == NULL ? "" : is;
}

static struct sentence *
said(const struct making *m, const struct login_step *s)
{
	struct sentence *made = arena_alloc(m->arena, sizeof(*made));
	const char *letter;

	*made = (struct sentence){ .given = GIVEN_ALL, .id = s->text };
	for (letter = s->values; *letter != '\0'; letter++)
		texts_add(m->arena, &made->args, value(m, *letter));
	return made;
}

static struct sentence *
clock_is_off(struct arena *a, long seconds)
{
	long by = labs(seconds), minutes = (by + MINUTE_S / 2) / MINUTE_S;

	if (by >= MOST_IN_SECONDS)
		return seconds > 0 ? sentence_counted(a, minutes,
		    "The clock of your provider’s server is %ld minute ahead of ours.",
		    "The clock of your provider’s server is %ld minutes ahead of ours.", minutes)
		    : sentence_counted(a, minutes,
		    "The clock of your provider’s server is %ld minute behind ours.",
		    "The clock of your provider’s server is %ld minutes behind ours.", minutes);
	return seconds > 0 ? sentence_counted(a, by,
	    "The clock of your provider’s server is %ld second ahead of ours.",
	    "The clock of your provider’s server is %ld seconds ahead of ours.", by)
	    : sentence_counted(a, by,
	    "The clock of your provider’s server is %ld second behind ours.",
	    "The clock of your provider’s server is %ld seconds behind ours.", by);
}

static struct sentence *
expired_since(struct arena *a, long seconds)
{
	long minutes = (seconds + MINUTE_S / 2) / MINUTE_S;

	if (seconds >= MOST_IN_SECONDS)
		return sentence_counted(a, minutes,
		    "Your provider’s answer had expired %ld minute before it arrived.",
		    "Your provider’s answer had expired %ld minutes before it arrived.", minutes);
	return sentence_counted(a, seconds,
	    "Your provider’s answer had expired %ld second before it arrived.",
	    "Your provider’s answer had expired %ld seconds before it arrived.", seconds);
}

static const struct sentence *
what_happened(const struct making *m, const struct failure_row *row)
{
	if (m->failure == LOGIN_CLOCK_SKEW && m->outcome->seconds != 0)
		return clock_is_off(m->arena, m->outcome->seconds);
	if (m->failure == LOGIN_ANSWER_EXPIRED && m->outcome->seconds > 0)
		return expired_since(m->arena, m->outcome->seconds);
	return said(m, &row->happened);
}

static const struct sentence *
label(const struct making *m, const char *text, const char *is)
{
	const struct login_step s = { text, "" };

	return text == NULL || is == NULL ? NULL : said(m, &s);
}

struct diagnosis
login_diagnosis(struct arena *a, const struct login_outcome *o, const struct provider *p,
    const char *company, const char *our_entity_id, const char *our_callback)
{
	const struct making m = { a, o, login_failure_parse(o->failure), p, company, our_entity_id,
		our_callback };
	const struct failure_row *row = row_of(&m);
	const struct login_step *steps = steps_of(&m, row);
	struct diagnosis d = { .happened = what_happened(&m, row),
		.expected_label = label(&m, row->expected, o->expected),
		.came_label = label(&m, row->came, o->came),
		.mend = row->mend, .is_fallback = row->is_fallback };
	size_t i;

	for (i = 0; i < 2; i++)
		if (steps[i].text != NULL)
			sentences_add(a, &d.steps, said(&m, &steps[i]));
	return d;
}

/* --- the text to send --- */

static void
add_line(struct buf *b, const char *name, const char *is)
{
	if (is != NULL && *is != '\0')
		buf_print(b, "%s: %s\n", name, is);
}

char *
diagnosis_report(struct arena *a, const struct login_outcome *o, const char *login_id,
    const char *connection_name, moment at)
{
	struct buf b = buf_in(a);

	buf_print(&b, "Single sign-on test: %s\n", o->failure);
	add_line(&b, "Connection", connection_name);
	add_line(&b, "Test", login_id);
	add_line(&b, "Time", moment_iso(a, at));
	add_line(&b, "Expected", o->expected);
	add_line(&b, "Received", o->came);
	add_line(&b, "Provider's code", o->code);
	add_line(&b, "Detail", o->detail);
	if (o->seconds != 0)
		buf_print(&b, "Seconds: %ld\n", o->seconds);
	return b.text;
}
