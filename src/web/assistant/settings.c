/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assistant/settings.h"

#include <limits.h>
#include <string.h>

#include "actions/wizard.h"
#include "base/hash.h"
#include "base/typed.h"
#include "base/seal.h"
#include "base/text.h"
#include "http/form.h"
#include "language/words.h"
#include "model/connection/connection.h"
#include "model/provider/form.h"
#include "store/visit.h"
#include "web/assistant/settings_form.h"
#include "web/assistant/step.h"

bool
settings_is_long(const char *name)
{
	return text_is(name, metadata_text.text) || text_is(name, metadata_text.file)
	    || text_is(name, certificate_text.text) || text_is(name, certificate_text.file);
}

/* --- showing the form --- */

/* NULL: none was typed. */
static const char *
secret_typed_now(struct exchange *x)
{
	const struct form *form = visitor(x)->form;
	const char *secret = form == NULL ? NULL : form_get(form, "client_secret");

	secret = secret == NULL ? "" : typed_text(x->arena, secret);
	return secret[0] == '\0' ? NULL : secret;
}

/* Whether the secret that was typed before is for these settings, too. */
static bool
is_secret_kept(struct exchange *x, const struct provider_settings *s)
{
	const struct wizard *w = &visit_of(x)->wizard;

	return w->has_secret && w->typed != NULL && provider_settings_keep_secret(w->typed, s);
}

static enum status
show(struct exchange *x, int code, const struct provider_settings *s,
    const struct problems *problems)
{
	const struct provider *asks = visit_of(x)->wizard.asks;
	struct page p = step_page(x, ASSISTANT_SETTINGS, STEP_SETTINGS);

	view_set(p.body, "LEAD", word(x, asks->lead));
	step_form(&p, p.body, step_path(x, STEP_SETTINGS));
	view_set(p.body, "BACK_HREF", step_back(x, STEP_SETTINGS));
	settings_form_fill(&p, s, problems, secret_typed_now(x) == NULL && is_secret_kept(x, s));
	if (visit_of(x)->connection.waits_for_domain)
		view_section(view_section(p.body, "WILL_CANCEL"), visit_of(x)->ticket.may_enable ? "ENABLES_ITSELF"
		    : "SUBMITS_ITSELF");
	if (problems->count > 0)
		step_refused(&p, STEP_SETTINGS);
	return page_send(&p, code);
}

enum status
settings_show(struct exchange *x)
{
	static const struct problems none;
	struct provider_settings shown = { .given = GIVEN_ALL };

	if (!step_is_open(x, STEP_SETTINGS))
		return OK;
	if (visit_of(x)->wizard.typed == NULL)
		return show(x, 200, &shown, &none);
	shown = *visit_of(x)->wizard.typed;
	if (text_is(x->request->query, "source=xml"))
		shown.source = "xml";
	return show(x, 200, &shown, &none);
}

/* --- reading the form --- */

/* If both were sent, the uploaded file counts. */
static const char *
either(const struct form *form, const char *file, const char *text)
{
	const char *value = form_get(form, file);

	return value != NULL ? value : form_get(form, text);
}

/* The text that was sent now; otherwise the stored one or the draft, as the form says. */
static const char *
read_long(struct exchange *x, const struct long_text *l)
{
	const struct wizard *w = &visit_of(x)->wizard;
	const char *given = either(visitor(x)->form, l->file, l->text);
	const char *named = form_get(visitor(x)->form, l->draft), *draft = long_text_in(w->draft, l);

	if (given != NULL && typed_text(x->arena, given)[0] != '\0')
		return given;
	if (named == NULL)
		return long_text_in(w->typed, l);
	return draft != NULL && text_is(hash_text(x->arena, draft), named) ? draft : NULL;
}

static struct provider_settings
read_form(struct exchange *x)
{
	const struct form *form = visitor(x)->form;
	struct provider_settings s = { .given = GIVEN_ALL };
	const struct field *field;
	const char *value;
	size_t i;

	for (i = 0; i < provider_settings_shape.count; i++) {
		field = &provider_settings_shape.fields[i];
		value = form_get(form, field->name);
		if (value != NULL && value[0] != '\0')
			*(const char **)((char *)&s + field->offset) = value;
	}
	s.metadata_xml = read_long(x, &metadata_text);
	s.certificate = read_long(x, &certificate_text);
	provider_settings_clean(x->arena, visit_of(x)->wizard.asks, &s);
	return s;
}

static enum typed_secret
typed_secret(struct exchange *x, const struct provider_settings *s)
{
	if (secret_typed_now(x) != NULL || is_secret_kept(x, s))
		return SECRET_TYPED;
	return visit_of(x)->wizard.has_secret ? SECRET_OF_ANOTHER : SECRET_MISSING;
}

static bool
secret_is_too_long(struct exchange *x)
{
	const char *secret = secret_typed_now(x);

	return secret != NULL && strlen(secret) > SECRET_MAX_BYTES;
}

static void
add_problem(struct problems *problems, const char *field, struct objects said)
{
	if (problems->count < MAX_PROBLEMS)
		problems->items[problems->count++] = (struct field_problem){ field, said };
}

static void
add_sentence(struct exchange *x, struct problems *problems, const char *field, const struct sentence *s)
{
	struct objects said = { 0 };

	sentences_add(x->arena, &said, s);
	add_problem(problems, field, said);
}

/* Whether the next page must name the text as a draft and it is neither stored nor drafted
 * yet. */
static bool
wants_draft(struct exchange *x, const struct provider_settings *typed,
    const struct long_text *l)
{
	const char *value = long_text_in(typed, l);

	return long_text_is_kept(x, typed, l) && !text_is(value, long_text_in(visit_of(x)->wizard.typed, l))
	    && !text_is(value, long_text_in(visit_of(x)->wizard.draft, l));
}

/* A secret is never sent back, so it must be typed again. */
static enum status
refuse(struct exchange *x, int code, const struct provider_settings *typed,
    struct problems *problems)
{
	enum status st = OK;

	if (secret_typed_now(x) != NULL && !problems_have(problems, "client_secret"))
		add_sentence(x, problems, "client_secret", sentence(x->arena, "Enter the "
		    "client secret again."));
	if (wants_draft(x, typed, &metadata_text) || wants_draft(x, typed, &certificate_text))
		st = keep_draft(&x->act, visit_of(x), typed);
	return st == OK ? show(x, code, typed, problems) : st;
}

static bool
is_stored(struct exchange *x, const struct provider_settings *typed)
{
	const struct provider_settings *stored = visit_of(x)->wizard.typed;

	return stored != NULL && text_is(fields_encode(x->arena, &provider_settings_shape, stored),
	    fields_encode(x->arena, &provider_settings_shape, typed));
}

static enum status
go_to_check(struct exchange *x)
{
	response_see_other(x->response, check_path(x));
	return OK;
}

/* --- a conflict --- */

static const struct sentence *
theirs_said(struct exchange *x, const char *field, const char *value)
{
	const char *shown = settings_choice(x, field, value);
	struct arena *a = x->arena;

	if (shown != NULL)
		return sentence(a, "“%s” was saved in the meantime.", translated(a, shown));
	if (strlen(value) > SHOWN_MAX_BYTES)
		return sentence(a, "Another text (%zu KB) was saved here in the meantime.",
		    (strlen(value) + 1023) / 1024);
	return sentence(a, "“%s” was saved here in the meantime.", value);
}

static const struct sentence *
left_out(struct exchange *x, const char *field)
{
	if (text_is(field, "sign_request"))
		return sentence(x->arena, "“%s” was turned off in the meantime.",
		    translated(x->arena, settings_choice(x, field, "yes")));
	return sentence(x->arena, "This field was emptied in the meantime.");
}

/* Says of each field what was saved in the meantime, if it differs.  The fields of another
 * source of the metadata are left out. */
static void
add_theirs(struct exchange *x, const struct provider_settings *mine, struct problems *problems)
{
	const struct provider_settings *theirs = visit_of(x)->wizard.typed;
	const struct field *f = provider_settings_shape.fields;
	const char *a, *b;
	size_t i;

	for (i = 0; theirs != NULL && i < provider_settings_shape.count; i++) {
		a = *(const char *const *)((const char *)mine + f[i].offset);
		b = *(const char *const *)((const char *)theirs + f[i].offset);
		if (text_is(a == NULL ? "" : a, b == NULL ? "" : b))
			continue;
		if (b != NULL && b[0] != '\0')
			add_sentence(x, problems, f[i].name, theirs_said(x, f[i].name, b));
		else if (text_is(mine->source, theirs->source) || settings_is_advanced(x, f[i].name))
			add_sentence(x, problems, f[i].name, left_out(x, f[i].name));
	}
}

/* Shows the newer state: someone else was faster, or the same form came twice. */
static enum status
show_newer(struct exchange *x, const struct provider_settings *typed)
{
	struct problems problems = { .count = 0 };
	struct fault reloading;

	add_problem(&problems, "settings", fault_sentences(x->arena, &x->fault));
	if (visitor_load(x, VISIT_SETTINGS, true, &reloading) != OK)
		return fail_unavailable(&x->fault);
	if (!visit_of(x)->has_session)
		return fail(&x->fault, EXPIRED, "This session has ended.");
	if (!step_is_open(x, STEP_SETTINGS))
		return OK;
	if (is_stored(x, typed))
		return go_to_check(x);
	add_theirs(x, typed, &problems);
	return refuse(x, 409, typed, &problems);
}

static void
check_typed(struct exchange *x, struct provider_settings *typed, struct problems *problems)
{
	const struct visit *v = visit_of(x);
	const struct settings_about about = { .provider = v->wizard.asks,
		.secret = typed_secret(x, typed), .secret_text = secret_typed_now(x),
		.our_domains = v->our_domains, .our_certificate = v->our_certificate,
		.our_entity_id = visit_entity_id(x->arena, v) };

	problems->count = provider_settings_check(x->arena, &about, typed, problems->items);
}

enum status
settings_save(struct exchange *x)
{
	struct provider_settings typed;
	struct problems problems = { .count = 0 };
	const char *seal_key;
	long revision;
	enum status st;

	if (!step_is_open(x, STEP_SETTINGS))
		return OK;
	st = form_number(visitor(x)->form, "revision", 0, INT_MAX, &revision, &x->fault);
	if (st != OK)
		return st;
	typed = read_form(x);
	check_typed(x, &typed, &problems);
	if (secret_is_too_long(x))
		add_sentence(x, &problems, "client_secret", sentence(x->arena, "This is too long for a client secret."));
	if (problems.count > 0)
		return refuse(x, 400, &typed, &problems);
	st = seal_key_now(x->arena, x->site->seal_key, &seal_key, &x->fault);
	if (st == OK)
		st = submit_settings(&x->act, visit_of(x), &typed, secret_typed_now(x), seal_key, revision);
	if (st == CONFLICT)
		return show_newer(x, &typed);
	return st == OK ? go_to_check(x) : st;
}
