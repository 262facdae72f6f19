/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "actions/login.h"
#include "base/text.h"
#include "http/form.h"
#include "language/words.h"
#include "model/connection/connection.h"
#include "model/login/diagnosis.h"
#include "model/login/result.h"
#include "web/assistant/guide.h"
#include "web/assistant/step.h"
#include "web/assistant/test.h"

/* A provider may send megabytes; a page of them would help nobody, and nginx could not hold it for a
 * slow reader.  The bytes are those of each list. */
enum { SHOWN_MAX_BYTES = 16 * 1024, SHOWN_MAX = 200, VALUE_MAX_CHARS = 300, VALUES_MAX = 30 };

/* Adds to *bytes what is shown of it. */
static const char *
shown(struct page *p, const char *text, size_t *bytes)
{
	const char *cut = text_cut(p->x->arena, text, VALUE_MAX_CHARS);

	*bytes += strlen(cut);
	return cut;
}

static const char *
more_words(struct page *p, size_t count)
{
	return worded(p->x, sentence_counted(p->x->arena, (long)count, "%zu more is not shown.",
	    "%zu more are not shown.", count));
}

/* --- why it failed --- */

/* A time is worded as a date; a second may be what differs. */
static void
fill_value(struct page *p, struct view *side, const char *value)
{
	struct view *v;
	moment m;

	if (!moment_read(value, &m)) {
		view_set(view_section(side, "TEXT"), "VALUE", value);
		return;
	}
	v = view_section(side, "TIME");
	view_set(v, "ISO", moment_iso(p->x->arena, m));
	view_set(v, "UTC", language_second(p->x->arena, p->x->language, m));
}

static void
fill_side(struct page *p, struct view *compared, const struct sentence *label, const char *value)
{
	struct view *v;

	if (label == NULL || value == NULL)
		return;
	v = view_section(compared, "SIDE");
	view_set(v, "LABEL", worded(p->x, label));
	fill_value(p, v, value);
}

/* Either side may be missing. */
static void
fill_compared(struct page *p, const struct diagnosis *d, const struct login_outcome *o)
{
	bool is_empty = (d->expected_label == NULL || o->expected == NULL)
	    && (d->came_label == NULL || o->came == NULL);
	struct view *v;

	if (is_empty)
		return;
	v = view_section(p->body, "COMPARED");
	fill_side(p, v, d->expected_label, o->expected);
	fill_side(p, v, d->came_label, o->came);
}

static void
fill_steps(struct page *p, const struct diagnosis *d)
{
	const struct sentence *steps = d->steps.items;
	struct view *v;
	size_t i;

	if (d->steps.count == 0)
		return;
	v = view_section(p->body, "FIX");
	for (i = 0; i < d->steps.count; i++)
		view_set(view_section(v, "FIX_STEP"), "TEXT", worded(p->x, &steps[i]));
}

static void
fill_mend(struct page *p, enum login_mend mend, bool is_quiet)
{
	struct view *v = NULL;

	if (mend == MEND_OPEN_SETTINGS) {
		v = view_section(p->body, "OPEN_SETTINGS");
		view_set(v, "SETTINGS_HREF", step_path(p->x, STEP_SETTINGS));
	} else if (mend == MEND_OPEN_MAPPING) {
		v = view_section(p->body, "OPEN_MAPPING");
		view_set(v, "MAPPING_HREF", step_path(p->x, STEP_MAPPING));
	}
	if (v != NULL && is_quiet)
		view_section(v, "QUIET");
}

/* The end of its time is noted later. */
static moment
ended_at(const struct login *l)
{
	return l->ended_at != 0 ? l->ended_at : l->started_at;
}

static void
fill_detail(struct page *p, const struct login *l, bool is_fallback)
{
	const struct login_outcome *o = &l->outcome;
	struct view *v = view_section(p->body, "DETAIL");

	if (is_fallback)
		view_section(v, "UNFOLDED");
	if (o->code != NULL)
		view_set(view_section(v, "CODE"), "CODE", o->code);
	if (o->detail != NULL)
		view_set(view_section(v, "WORDS"), "WORDS", o->detail);
	step_copy(v, "COPY_REPORT", "report", worded(p->x, sentence(p->x->arena, "Message to %s",
	    p->visit->tenant.name)), diagnosis_report(p->x->arena, o, l->id, p->visit->ticket.connection_name,
	    ended_at(l)));
}

/* *is_mended_here: a button that mends it is the one to press. */
static void
fill_failed(struct page *p, const struct login *l, bool *is_mended_here)
{
	struct diagnosis d = test_diagnosis(p, &l->outcome);

	view_set(view_section(p->body, "FAILED"), "HAPPENED", worded(p->x, d.happened));
	fill_compared(p, &d, &l->outcome);
	fill_steps(p, &d);
	*is_mended_here = l->is_of_live && (d.mend == MEND_OPEN_SETTINGS || d.mend == MEND_OPEN_MAPPING);
	fill_mend(p, d.mend, !*is_mended_here);
	fill_detail(p, l, d.is_fallback);
	guide_mistakes(p, view_include(p->body, "MISTAKES", PARTS_MISTAKES), true);
}

static void
fill_doubts(struct page *p, const struct login *l, const struct login_connection *c)
{
	struct objects doubts = login_doubts(p->x->arena, c->provider, l->profile, &l->received,
	    &l->outcome);
	const struct doubt *d = doubts.items;
	struct view *v;
	size_t i;

	if (doubts.count == 0)
		return;
	v = view_section(p->body, "DOUBTS");
	for (i = 0; i < doubts.count; i++)
		view_set(view_section(v, "DOUBT"), "TEXT", worded(p->x, d[i].said));
}

/* --- what is missing, and what could fill it --- */

static void
fill_candidates(struct page *p, const struct login *l, struct view *v, const struct missing_attribute *m)
{
	size_t i;

	step_form(p, v, arena_print(p->x->arena, "%s/claim",
	    test_login_path(p->x, p->visit->ticket.id, l->id)));
	view_set(v, "TARGET", m->attribute->target);
	for (i = 0; i < m->candidates.count; i++)
		view_set(view_section(v, "CANDIDATE"), "CANDIDATE", m->candidates.items[i]);
}

static void
fill_attribute(struct page *p, const struct login *l, struct view *v, const struct missing_attribute *m,
    size_t *bytes)
{
	size_t i;

	view_set(v, "NAME", m->attribute->has_our_name ? word(p->x, m->attribute->name) : m->attribute->name);
	if (m->candidates.count == 0 || !l->is_of_live || *bytes >= SHOWN_MAX_BYTES)
		return;
	fill_candidates(p, l, view_section(v, "USE"), m);
	for (i = 0; i < m->candidates.count; i++)
		*bytes += strlen(m->candidates.items[i]);
}

static void
fill_missing(struct page *p, const struct login *l, const struct login_connection *c)
{
	struct arena *a = p->x->arena;
	struct mapping asked = mapping_of(a, c->provider, &p->visit->brand.asked);
	struct objects missing = login_missing(a, &asked, l->profile, &l->received);
	const struct missing_attribute *m = missing.items;
	struct view *v;
	size_t i, bytes = 0;

	if (missing.count == 0)
		return;
	v = view_section(p->body, "MISSING");
	for (i = 0; i < missing.count; i++)
		fill_attribute(p, l, view_section(v, "ATTRIBUTE"), &m[i], &bytes);
}

/* --- what arrived --- */

/* Terms of the standards, in any language; NULL: it goes without saying. */
static const char *
source_shown(const char *source)
{
	if (text_is(source, "userinfo"))
		return "userinfo";
	return text_is(source, "id_token") ? "ID token" : NULL;
}

static size_t
fill_values(struct page *p, struct view *row, const struct texts *values)
{
	size_t i, bytes = 0;

	if (values->count > 0)
		view_section(row, "VALUED");
	for (i = 0; i < values->count && i < VALUES_MAX; i++)
		view_set(view_section(row, "VALUE"), "VALUE", shown(p, values->items[i], &bytes));
	if (values->count > VALUES_MAX)
		view_set(view_section(row, "MORE"), "TEXT", worded(p->x, sentence_counted(p->x->arena,
		    (long)(values->count - VALUES_MAX), "and %zu more", "and %zu more",
		    values->count - VALUES_MAX)));
	return bytes;
}

static size_t
fill_received(struct page *p, struct view *all, const struct received *r, const struct texts *fills)
{
	struct view *row = view_section(all, "CLAIM");
	size_t i, bytes = 0;

	view_set(row, "NAME", shown(p, r->name, &bytes));
	if (source_shown(r->source) != NULL)
		view_set(view_section(row, "SOURCE"), "SOURCE", source_shown(r->source));
	if (r->friendly_name != NULL)
		view_set(view_section(row, "FRIENDLY"), "FRIENDLY", shown(p, r->friendly_name, &bytes));
	if (fills->count > 0)
		view_section(row, "FILLING");
	for (i = 0; i < fills->count; i++)
		view_set(view_section(row, "TARGET"), "TARGET", fills->items[i]);
	return bytes + fill_values(p, row, &r->values);
}

/* The rows of what fills an attribute, or of the rest.  Past the first SHOWN_MAX or *left bytes, the rest
 * of them is counted. */
static void
fill_rows(struct page *p, struct view *all, const struct login *l, const struct texts *fills,
    bool is_used, size_t *left)
{
	const struct received *r = l->received.items;
	size_t i, bytes, more = 0, rows = 0;

	for (i = 0; i < l->received.count; i++) {
		if ((fills[i].count > 0) != is_used)
			continue;
		if (rows == SHOWN_MAX || *left == 0) {
			more++;
			continue;
		}
		rows++;
		bytes = fill_received(p, all, &r[i], &fills[i]);
		*left = bytes < *left ? *left - bytes : 0;
	}
	if (more > 0)
		view_set(view_section(all, "MORE_CLAIMS"), "TEXT", more_words(p, more));
}

static size_t
used(const struct texts *fills, size_t count)
{
	size_t i, n = 0;

	for (i = 0; i < count; i++)
		n += fills[i].count > 0;
	return n;
}

/* is_open: somebody looks for a claim to use. */
static struct view *
fill_unused(struct page *p, struct view *claims, size_t count, bool is_open)
{
	struct view *v = view_section(claims, "UNUSED");

	view_set(v, "COUNT", worded(p->x, sentence_counted(p->x->arena, (long)count,
	    "%zu value that fills no attribute", "%zu values that fill no attribute", count)));
	if (is_open)
		view_section(v, "UNFOLDED");
	return view_include(v, "ROWS", PARTS_TEST_CLAIMS);
}

static void
fill_claims(struct page *p, const struct login *l, const struct login_connection *c)
{
	const struct texts *fills = login_fills(p->x->arena, c, &l->received);
	const size_t count = l->received.count, filling = used(fills, count);
	size_t left = SHOWN_MAX_BYTES;
	struct view *all;

	if (count == 0)
		return;
	all = view_section(p->body, "CLAIMS");
	if (filling > 0)
		fill_rows(p, view_include(view_section(all, "FILLED"), "ROWS", PARTS_TEST_CLAIMS), l, fills, true,
		    &left);
	if (filling == count)
		return;
	fill_rows(p, fill_unused(p, all, count - filling, l->state != LOGIN_VERIFIED), l, fills, false, &left);
}

static void
fill_profile(struct page *p, const struct login *l)
{
	struct objects members = fields_members(p->x->arena, l->profile);
	const struct json_member *m = members.items;
	struct view *all = view_section(p->body, "PROFILE"), *v;
	size_t i, bytes = 0;

	for (i = 0; i < members.count && i < SHOWN_MAX && bytes < SHOWN_MAX_BYTES; i++) {
		v = view_section(all, "MEMBER");
		view_set(v, "NAME", shown(p, m[i].name, &bytes));
		view_set(v, "VALUE", shown(p, m[i].value.text != NULL ? m[i].value.text
		    : m[i].value.json == NULL ? "null" : m[i].value.json, &bytes));
	}
	if (i < members.count)
		view_set(view_section(all, "MORE_MEMBERS"), "TEXT", more_words(p, members.count - i));
}

static void
fill_brought(struct page *p, const struct login *l, const struct login_connection *c)
{
	if (l->profile == NULL) {
		if (l->state == LOGIN_VERIFIED)
			view_section(p->body, "FORGOTTEN");
		return;
	}
	fill_doubts(p, l, c);
	fill_missing(p, l, c);
	fill_profile(p, l);
	fill_claims(p, l, c);
}

/* A result that passed leads on to the next step, too. */
static void
fill_ways(struct page *p, bool goes_on)
{
	struct view *v = view_section(p->body, goes_on ? "ONWARD" : "BACK");

	if (goes_on)
		step_form(p, v, step_path(p->x, STEP_TEST));
	view_set(v, "TEST_HREF", step_path(p->x, STEP_TEST));
}

enum status
test_result_send(struct exchange *x, const struct login *l, const struct login_connection *c)
{
	bool is_passed = l->state == LOGIN_VERIFIED, is_done = is_passed && l->is_of_live, is_mended = false;
	struct page p = step_page(x, ASSISTANT_TEST_RESULT, STEP_TEST);

	step_titled(&p, word(x, is_passed ? N_("The test passed") : N_("The test failed")));
	page_time(&p, p.body, "ENDED_AT", ended_at(l));
	view_set(p.body, "BROWSER", page_browser(x, &(struct browser){ l->browser, l->system }));
	if (is_passed)
		view_section(p.body, "PASSED");
	else
		fill_failed(&p, l, &is_mended);
	if (!l->is_of_live)
		view_section(p.body, "CHANGED");
	fill_brought(&p, l, c);
	test_fill_start(&p, view_include(p.body, "START", PARTS_TEST_START), true, false,
	    is_done || is_mended);
	fill_ways(&p, is_done);
	return page_send(&p, 200);
}

/* --- use this claim for it --- */

enum status
test_use_claim(struct exchange *x)
{
	const struct visitor *v = visitor(x);
	const char *target = form_get(v->form, "attribute"), *claim = form_get(v->form, "claim");
	enum status st;

	if (!step_is_open(x, STEP_TEST))
		return OK;
	if (!login_is_id(x->parts[1]) || target == NULL || claim == NULL)
		return step_go(x, STEP_TEST);
	st = login_use_claim(&x->act, &v->visit, x->parts[1], target, claim);
	return st == OK ? step_go(x, STEP_TEST) : st;
}
