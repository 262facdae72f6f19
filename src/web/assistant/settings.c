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
#include "web/assistant/step.h"

enum {
	SECRET_MAX_BYTES = 4096,
	SHOWN_MAX_BYTES = 512,		/* a longer text is kept here and not sent back */
};

/* The three fields of a text that may be too long to send back and forth: pasted; showned;
 * or kept here as a draft and named by its hash, so that another tab's is not taken. */
struct long_text {
	const char	*text, *file, *draft;
	size_t		 offset;
};

static const struct long_text metadata_text = { "metadata_xml", "metadata_file",
	"metadata_draft", offsetof(struct provider_settings, metadata_xml) };
static const struct long_text certificate_text = { "certificate", "certificate_file",
	"certificate_draft", offsetof(struct provider_settings, certificate) };

bool
settings_is_long(const char *name)
{
	return text_is(name, metadata_text.text) || text_is(name, metadata_text.file)
	    || text_is(name, certificate_text.text) || text_is(name, certificate_text.file);
}

enum { MAX_PROBLEMS = 2 * MAX_FIELD_PROBLEMS };	/* a conflict may be about every field */

struct problems {
	struct field_problem	 items[MAX_PROBLEMS];
	size_t			 count;
};

static bool
has_problem(const struct problems *problems, const char *field)
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
	return has_problem(problems, field) && !has_problem(problems, "settings");
}

/* The choices that stand under "Advanced", which is closed unless there is a problem. */
static bool
is_advanced(const char *field)
{
	static const char *const advanced[] = { "sign_request", "binding", "algorithm", "digest" };
	size_t i;

	for (i = 0; i < sizeof(advanced) / sizeof(advanced[0]); i++)
		if (text_is(advanced[i], field))
			return true;
	return false;
}

/* --- filling the form --- */

static void
fill_problems(struct page *p, const struct problems *problems)
{
	struct view *summary, *v;
	const char *message;
	bool is_open = false;
	size_t i;

	if (problems->count == 0)
		return;
	summary = view_section(p->body, "ERRORS");
	for (i = 0; i < problems->count; i++) {
		message = language_sentences(p->x->arena, p->x->language, &problems->items[i].said);
		v = view_section(summary, "ERROR");
		view_set(v, "FIELD_ID", problems->items[i].field);
		view_set(v, "MESSAGE", message);
		if (text_is(problems->items[i].field, "settings"))
			continue;
		if (is_advanced(problems->items[i].field)) {
			is_open = true;
			continue;
		}
		v = view_section(p->body, arena_print(p->x->arena, "%s_ERROR",
		    text_upper(p->x->arena, problems->items[i].field)));
		view_set(v, "MESSAGE", message);
	}
	if (is_open)
		view_section(p->body, "ADVANCED_OPEN");
}

/* NULL: there is none. */
static const char *
member(const struct provider_settings *s, const struct long_text *l)
{
	const char *value = s == NULL ? NULL : *(const char *const *)((const char *)s + l->offset);

	return value == NULL || value[0] == '\0' ? NULL : value;
}

static bool
is_kept(struct exchange *x, const struct provider_settings *s, const struct long_text *l)
{
	const char *value = member(s, l);

	return value != NULL && (strlen(value) > SHOWN_MAX_BYTES
	    || text_is(value, member(visit_of(x)->wizard.typed, l)));
}

/* Whether the last check found that it cannot be used. */
static bool
is_refused(const struct wizard *w, const char *value, const struct long_text *l)
{
	return w->check == CHECK_FAILED && text_is(value, member(w->typed, l))
	    && text_is(w->typed->source, l == &metadata_text ? "xml" : "manual");
}

static void
fill_refused(struct page *p, struct view *kept, const struct long_text *l)
{
	struct view *v = view_section(kept, "REFUSED");

	view_set(v, "TEXT", word(p->x, l == &metadata_text
	    ? N_("We could not use the metadata you provided.")
	    : N_("We could not use the certificate you provided.")));
	view_set(v, "PROBLEM", language_sentences(p->x->arena, p->x->language,
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
	if (is_refused(&p->visit->wizard, value, l))
		fill_refused(p, kept, l);
	else if (!is_wrong)
		fill_saved(p, kept, value, l);
	if (!text_is(value, member(p->visit->wizard.typed, l)))
		view_set(view_section(kept, "DRAFT"), "DRAFT", hash_text(p->x->arena, value));
}

/* Sets the values of all forms; each template shows those that it has. */
static void
fill_typed(struct page *p, const struct provider_settings *s, const struct problems *problems)
{
	view_set(p->body, "DOMAIN", s->domain);
	view_set(p->body, "DISCOVERY_URL", s->discovery_url);
	view_set(p->body, "CLIENT_ID", s->client_id);
	view_set(p->body, "ICON_URL", s->icon_url);
	view_section(p->body, text_is(s->type, "front_channel") ? "FRONT_CHANNEL" : "BACK_CHANNEL");
	view_section(p->body, text_is(s->source, "xml") ? "SOURCE_XML"
	    : text_is(s->source, "manual") ? "SOURCE_MANUAL" : "SOURCE_URL");
	view_set(p->body, "METADATA_URL", s->metadata_url);
	if (is_kept(p->x, s, &metadata_text))
		fill_kept(p, view_section(p->body, "METADATA_KEPT"), s->metadata_xml, &metadata_text,
		    is_wrong(problems, metadata_text.text));
	else
		view_set(p->body, "METADATA_XML", s->metadata_xml);
	view_set(p->body, "SIGN_IN_URL", s->sign_in_url);
	if (is_kept(p->x, s, &certificate_text))
		fill_kept(p, view_section(p->body, "CERTIFICATE_KEPT"), s->certificate, &certificate_text,
		    is_wrong(problems, certificate_text.text));
	else
		view_set(p->body, "CERTIFICATE", s->certificate);
	if (s->sign_request != NULL)
		view_section(p->body, "SIGN_REQUEST");
	view_section(p->body, text_is(s->binding, "post") ? "BINDING_POST" : "BINDING_REDIRECT");
	view_section(p->body, text_is(s->algorithm, "rsa-sha1") ? "ALGORITHM_SHA1"
	    : "ALGORITHM_SHA256");
	view_section(p->body, text_is(s->digest, "sha1") ? "DIGEST_SHA1" : "DIGEST_SHA256");
}

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
	const char *form = provider_form_of(visit_of(x)->wizard.asks)->name;
	const char *path = arena_print(x->arena, "assistant/settings_%s.html", form);
	struct page p = step_page(x, template_find(path), STEP_SETTINGS);

	step_form(&p, p.body, step_path(x, STEP_SETTINGS));
	view_set(p.body, "BACK_HREF", step_back(x, STEP_SETTINGS));
	step_copy_ours(&p, p.body, false);
	if (is_secret_kept(x, s) && secret_typed_now(x) == NULL)
		view_section(p.body, "SECRET_KEPT");
	fill_typed(&p, s, problems);
	fill_problems(&p, problems);
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
	if (visit_of(x)->wizard.typed == NULL) {
		shown.source = visit_of(x)->wizard.asks->usual_source;
		return show(x, 200, &shown, &none);
	}
	shown = *visit_of(x)->wizard.typed;
	if (text_is(x->request->query, "source=xml"))
		shown.source = "xml";
	return show(x, 200, &shown, &none);
}

/* --- reading the form --- */

/* If both were sent, the showned file counts. */
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
	const char *named = form_get(visitor(x)->form, l->draft), *draft = member(w->draft, l);

	if (given != NULL && typed_text(x->arena, given)[0] != '\0')
		return given;
	if (named == NULL)
		return member(w->typed, l);
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
	const char *value = member(typed, l);

	return is_kept(x, typed, l) && !text_is(value, member(visit_of(x)->wizard.typed, l))
	    && !text_is(value, member(visit_of(x)->wizard.draft, l));
}

/* A secret is never sent back, so it must be typed again. */
static enum status
refuse(struct exchange *x, int code, const struct provider_settings *typed,
    struct problems *problems)
{
	enum status st = OK;

	if (secret_typed_now(x) != NULL && !has_problem(problems, "client_secret"))
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

/* --- the choices --- */

static const struct {
	const char	*value, *shown;
} choices[] = {
	{ "back_channel", N_("Back channel") }, { "front_channel", N_("Front channel") },
	{ "url", N_("Metadata URL") }, { "xml", N_("Metadata file") }, { "manual", N_("Enter manually") },
	{ "yes", N_("Sign our requests") }, { "redirect", "HTTP-Redirect" }, { "post", "HTTP-POST" },
	{ "rsa-sha256", "RSA-SHA256" }, { "rsa-sha1", "RSA-SHA1" }, { "sha256", "SHA-256" },
	{ "sha1", "SHA-1" },
};

const char *
choice_shown(const char *value)
{
	size_t i;

	for (i = 0; i < sizeof(choices) / sizeof(choices[0]); i++)
		if (text_is(choices[i].value, value))
			return choices[i].shown;
	return NULL;
}

/* --- a conflict --- */

static const struct sentence *
theirs_said(struct exchange *x, const char *value)
{
	const char *shown = choice_shown(value);
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
		    translated(x->arena, "Sign our requests"));
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
			add_sentence(x, problems, f[i].name, theirs_said(x, b));
		else if (text_is(mine->source, theirs->source) || is_advanced(f[i].name))
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
