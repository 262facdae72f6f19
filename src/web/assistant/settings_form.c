/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assistant/settings_form.h"

#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "language/words.h"
#include "model/provider/form.h"
#include "web/assistant/step.h"

/* --- what the form asks for --- */

const struct long_text metadata_text = { "metadata_xml", "metadata_file", "metadata_draft",
	offsetof(struct provider_settings, metadata_xml) };
const struct long_text certificate_text = { "certificate", "certificate_file", "certificate_draft",
	offsetof(struct provider_settings, certificate) };

/* The choices that every form for SAML has under "Advanced". */
static const struct form_choice signing[] = {
	{ "yes", N_("Sign our requests"), NULL }, FORM_CHOICES_END };
static const struct form_choice bindings[] = {
	{ "redirect", "HTTP-Redirect", NULL }, { "post", "HTTP-POST", NULL }, FORM_CHOICES_END };
static const struct form_choice algorithms[] = {
	{ "rsa-sha256", "RSA-SHA256", NULL }, { "rsa-sha1", "RSA-SHA1", NULL }, FORM_CHOICES_END };
static const struct form_choice digests[] = {
	{ "sha256", "SHA-256", NULL }, { "sha1", "SHA-1", NULL }, FORM_CHOICES_END };

static const struct {
	const char			*field;
	const struct form_choice	*choices;
} advanced[] = {
	{ "sign_request", signing }, { "binding", bindings }, { "algorithm", algorithms },
	{ "digest", digests },
};

/* NULL: it is not one of them. */
static const struct form_choice *
advanced_choices(const char *field)
{
	size_t i;

	for (i = 0; i < sizeof(advanced) / sizeof(advanced[0]); i++)
		if (text_is(advanced[i].field, field))
			return advanced[i].choices;
	return NULL;
}

static const struct provider_form *
form_of(struct exchange *x)
{
	return visit_of(x)->wizard.asks->form;
}

const struct form_row *
settings_row(struct exchange *x, const char *field)
{
	return form_row_find(form_of(x), field);
}

const char *
settings_choice(struct exchange *x, const char *field, const char *value)
{
	const struct form_row *row = settings_row(x, field);
	const struct form_choice *choice = form_choice_find(row != NULL ? row->choices
	    : advanced_choices(field), value);

	return choice == NULL ? NULL : choice->label;
}

bool
settings_is_advanced(struct exchange *x, const char *field)
{
	const struct form_row *row = settings_row(x, field);

	return row != NULL ? row->rule == FORM_OPTIONAL_URL : advanced_choices(field) != NULL;
}

/* --- problems --- */

bool
problems_have(const struct problems *problems, const char *field)
{
	size_t i;

	for (i = 0; i < problems->count; i++)
		if (text_is(problems->items[i].field, field))
			return true;
	return false;
}

/* Of a conflict, the problems are what others saved: nothing is wrong with this one's values. */
static bool
is_wrong(const struct problems *problems, const char *field)
{
	return problems_have(problems, field) && !problems_have(problems, "settings");
}

static void
fill_summary(struct page *p, const struct problems *problems)
{
	struct view *summary, *v;
	size_t i;

	if (problems->count == 0)
		return;
	summary = view_section(p->body, "ERRORS");
	for (i = 0; i < problems->count; i++) {
		v = view_section(summary, "ERROR");
		view_set(v, "FIELD_ID", problems->items[i].field);
		view_set(v, "MESSAGE", language_sentences(p->x->arena, p->x->language,
		    &problems->items[i].said));
	}
}

/* --- a field --- */

struct filling {
	struct page			*page;
	const struct provider_form	*form;
	const struct provider_settings	*typed;
	const struct problems		*problems;
	bool				 secret_is_kept;
};

static const char *
value_of(const struct filling *f, const struct form_row *row)
{
	return row->rule == FORM_SECRET ? NULL
	    : *(const char *const *)((const char *)f->typed + row->offset);
}

static void
fill_problems(const struct filling *f, struct view *v, const char *field)
{
	struct exchange *x = f->page->x;
	const struct field_problem *problem;
	size_t i;

	for (i = 0; i < f->problems->count; i++) {
		problem = &f->problems->items[i];
		if (text_is(problem->field, field))
			view_set(view_section(v, "PROBLEM"), "MESSAGE", language_sentences(x->arena, x->language,
			    &problem->said));
	}
}

static void
fill_hint(struct exchange *x, struct view *v, const struct form_row *row)
{
	struct view *hint;

	if (row->hint == NULL && row->example == NULL)
		return;
	hint = view_section(v, "HINT");
	view_set(hint, "TEXT", word(x, row->hint));
	if (row->example != NULL)
		view_set(view_section(hint, "EXAMPLE"), "EXAMPLE", row->example);
}

static void
fill_words(const struct filling *f, struct view *v, const struct form_row *row)
{
	struct exchange *x = f->page->x;

	view_set(v, "NAME", row->name);
	view_set(v, "LABEL", word(x, row->label));
	fill_hint(x, v, row);
	fill_problems(f, v, row->name);
	if (row->where != NULL)
		view_set(view_section(v, "WHERE"), "TEXT", word(x, row->where));
}

static long
most_chars(const struct form_row *row)
{
	size_t i = 0;

	if (row->max != 0)
		return row->max;
	if (row->rule == FORM_SECRET)
		return SECRET_MAX_BYTES;
	while (provider_settings_shape.fields[i].offset != row->offset)
		i++;
	return provider_settings_shape.fields[i].max;
}

static void
fill_input(const struct filling *f, struct view *v, const struct form_row *row)
{
	bool is_optional = row->rule == FORM_OPTIONAL_URL;
	struct view *input;

	fill_words(f, v, row);
	view_set(v, "MOST", arena_print(f->page->x->arena, "%ld", most_chars(row)));
	if (row->rule == FORM_SECRET) {
		view_section(v, "SECRET");
		if (f->secret_is_kept)
			view_section(v, "SECRET_KEPT");
		return;
	}
	if (is_optional)
		view_section(v, "OPTIONAL");
	else if (row->is == NULL)
		view_section(v, "REQUIRED");
	input = view_section(v, row->rule == FORM_URL || is_optional ? "URL" : "TEXT");
	view_set(input, "VALUE", value_of(f, row));
	if (row->rule == FORM_ADDRESS || row->rule == FORM_METADATA_URL)
		view_section(input, "ADDRESS");
}

/* --- a long text --- */

const char *
long_text_in(const struct provider_settings *s, const struct long_text *l)
{
	const char *value = s == NULL ? NULL : *(const char *const *)((const char *)s + l->offset);

	return value == NULL || value[0] == '\0' ? NULL : value;
}

bool
long_text_is_kept(struct exchange *x, const struct provider_settings *s, const struct long_text *l)
{
	const char *value = long_text_in(s, l);

	return value != NULL && (strlen(value) > SHOWN_MAX_BYTES
	    || text_is(value, long_text_in(visit_of(x)->wizard.typed, l)));
}

/* Whether the last check found that it cannot be used. */
static bool
is_refused(const struct wizard *w, const char *value, const struct long_text *l)
{
	return w->check == CHECK_FAILED && text_is(value, long_text_in(w->typed, l))
	    && text_is(w->typed->source, l == &metadata_text ? "xml" : "manual");
}

static void
fill_refused(struct page *p, struct view *kept, const struct long_text *l)
{
	struct view *v = view_section(kept, "REFUSED");

	view_set(v, "TEXT", word(p->x, l == &metadata_text
	    ? N_("We could not use the metadata you provided.")
	    : N_("We could not use the certificate you provided.")));
	view_set(v, "REASON", language_sentences(p->x->arena, p->x->language,
	    &p->visit->wizard.problem));
}

static void
fill_saved(struct page *p, struct view *kept, const char *value, const struct long_text *l)
{
	struct arena *a = p->x->arena;
	size_t kilobytes = (strlen(value) + 1023) / 1024;

	view_set(view_section(kept, "SAVED"), "TEXT", worded(p->x, l == &metadata_text
	    ? sentence(a, "The metadata you provided before is saved (%zu KB). Provide it again only to "
	    "replace it.", kilobytes)
	    : sentence(a, "The certificate you provided before is saved (%zu KB). Provide it again only to "
	    "replace it.", kilobytes)));
}

/* A value that was refused just now is told at its field, and is not said to be saved. */
static void
fill_kept(struct page *p, struct view *kept, const char *value, const struct long_text *l,
    bool is_wrong)
{
	struct view *draft;

	if (is_refused(&p->visit->wizard, value, l))
		fill_refused(p, kept, l);
	else if (!is_wrong)
		fill_saved(p, kept, value, l);
	if (text_is(value, long_text_in(p->visit->wizard.typed, l)))
		return;
	draft = view_section(kept, "DRAFT");
	view_set(draft, "DRAFT_NAME", l->draft);
	view_set(draft, "DRAFT", hash_text(p->x->arena, value));
}

static void
fill_document(const struct filling *f, struct view *v, const struct form_row *row)
{
	const struct long_text *l = row->rule == FORM_METADATA ? &metadata_text : &certificate_text;
	const char *value = long_text_in(f->typed, l);

	fill_words(f, v, row);
	view_set(v, "FILE", l->file);
	view_section(v, l == &metadata_text ? "METADATA" : "CERTIFICATE");
	if (long_text_is_kept(f->page->x, f->typed, l))
		fill_kept(f->page, view_section(v, "KEPT"), value, l, is_wrong(f->problems, l->text));
	else
		view_set(v, "TYPED", value);
}

/* --- the fields --- */

static bool
is_document(const struct form_row *row)
{
	return row->rule == FORM_METADATA || row->rule == FORM_CERTIFICATE;
}

/* Of any row but a choice. */
static enum template_name
part_of(const struct form_row *row)
{
	return is_document(row) ? PARTS_FIELD_DOCUMENT : PARTS_FIELD;
}

static void
fill_row(const struct filling *f, struct view *v, const struct form_row *row)
{
	if (is_document(row))
		fill_document(f, v, row);
	else
		fill_input(f, v, row);
}

/* Shows the rows that are asked for with this choice below it. */
static void
fill_below(const struct filling *f, struct view *v, size_t i, const struct form_choice *choice)
{
	const struct form_row *row = &f->form->rows[i + 1], *end = row + form_rows_below(f->form, i);
	struct view *group = NULL;

	for (; row < end; row++) {
		if (!text_is(row->is, choice->value))
			continue;
		if (group == NULL)
			group = view_section(v, "GROUP");
		fill_row(f, view_include(group, "FIELD", part_of(row)), row);
	}
}

static void
fill_choice(const struct filling *f, size_t i)
{
	const struct form_row *row = &f->form->rows[i];
	const struct form_choice *choice, *chosen = form_choice_find(row->choices, value_of(f, row));
	struct view *v = view_include(f->page->body, "FIELD", PARTS_FIELD_CHOICE), *one, *hint;
	struct exchange *x = f->page->x;

	fill_words(f, v, row);
	for (choice = row->choices; choice->value != NULL; choice++) {
		one = view_section(v, "CHOICE");
		view_set(one, "VALUE", choice->value);
		view_set(one, "CHOICE_LABEL", word(x, choice->label));
		if (choice == (chosen == NULL ? row->choices : chosen))
			view_section(one, "CHOSEN");
		if (choice == row->choices && choice[1].value != NULL)
			view_section(one, "RECOMMENDED");
		if (choice->hint != NULL) {
			hint = view_section(one, "CHOICE_HINT");
			view_set(hint, "TEXT", word(x, choice->hint));
		}
		fill_below(f, one, i, choice);
	}
}

static void
fill_advanced_saml(const struct filling *f, struct view *parent)
{
	const struct provider_settings *s = f->typed;
	struct view *v = view_section(parent, "SAML");

	if (s->sign_request != NULL)
		view_section(v, "SIGN_REQUEST");
	view_section(v, text_is(s->binding, "post") ? "BINDING_POST" : "BINDING_REDIRECT");
	view_section(v, text_is(s->algorithm, "rsa-sha1") ? "ALGORITHM_SHA1" : "ALGORITHM_SHA256");
	view_section(v, text_is(s->digest, "sha1") ? "DIGEST_SHA1" : "DIGEST_SHA256");
}

static bool
has_advanced(const struct filling *f)
{
	size_t i;

	for (i = 0; i < f->form->count; i++)
		if (f->form->rows[i].rule == FORM_OPTIONAL_URL)
			return true;
	return f->page->visit->wizard.asks->protocol == PROTOCOL_SAML;
}

/* It is closed unless there is a problem in it. */
static void
fill_advanced(const struct filling *f)
{
	struct page *p = f->page;
	struct view *v = view_section(p->body, "ADVANCED");
	size_t i;

	for (i = 0; i < f->problems->count; i++)
		if (settings_is_advanced(p->x, f->problems->items[i].field)) {
			view_section(v, "OPEN");
			break;
		}
	if (p->visit->wizard.asks->protocol == PROTOCOL_SAML)
		fill_advanced_saml(f, v);
	for (i = 0; i < f->form->count; i++)
		if (f->form->rows[i].rule == FORM_OPTIONAL_URL)
			fill_row(f, view_include(v, "OPTIONAL_FIELD", PARTS_FIELD), &f->form->rows[i]);
}

static void
fill_rows(const struct filling *f)
{
	const struct form_row *row;
	struct view *v;
	size_t i;

	for (i = 0; i < f->form->count; i++) {
		row = &f->form->rows[i];
		if (row->rule == FORM_OPTIONAL_URL)
			continue;
		if (row->rule == FORM_CHOICE) {
			fill_choice(f, i);
			i += form_rows_below(f->form, i);
			continue;
		}
		v = view_include(f->page->body, "FIELD", part_of(row));
		fill_row(f, v, row);
		if (row->is != NULL)
			view_set(view_section(v, "ONLY_FOR"), "ONLY_FOR", row->is);
	}
}

void
settings_form_fill(struct page *p, const struct provider_settings *typed,
    const struct problems *problems, bool secret_is_kept)
{
	const struct filling f = { .page = p, .form = form_of(p->x), .typed = typed,
		.problems = problems, .secret_is_kept = secret_is_kept };
	bool is_saml = p->visit->wizard.asks->protocol == PROTOCOL_SAML;

	fill_summary(p, problems);
	fill_rows(&f);
	if (has_advanced(&f))
		fill_advanced(&f);
	if (is_saml)
		view_section(p->body, "TAKES_FILES");
	step_copy_ours(p, is_saml ? view_section(p->body, "OURS") : p->body, false);
}
