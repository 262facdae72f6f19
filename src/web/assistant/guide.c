/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assistant/guide.h"

#include <limits.h>

#include "actions/take_step.h"
#include "base/text.h"
#include "http/form.h"
#include "model/mapping.h"
#include "web/assistant/step.h"

/* Which guide of a provider a step shows. */
static const struct {
	const char		*strategy;
	enum template_name	 application, access;
} guides[] = {
	{ "okta", GUIDE_OKTA_APPLICATION, GUIDE_OKTA_ACCESS },
	{ "oidc", GUIDE_OIDC_APPLICATION, GUIDE_OIDC_ACCESS },
	{ "samlp", GUIDE_SAMLP_APPLICATION, GUIDE_SAMLP_ACCESS },
};

static size_t
guide_of(const struct provider *p)
{
	size_t i = sizeof(guides) / sizeof(guides[0]) - 1;

	while (i > 0 && !text_is(guides[i].strategy, p->strategy))
		i--;
	return i;
}

static enum status
next(struct exchange *x, enum step s)
{
	long revision;
	enum status st;

	if (!step_is_open(x, s))
		return OK;
	st = form_number(x->form, "revision", 0, INT_MAX, &revision, &x->fault);
	if (st == OK && x->visit.wizard.step == s)
		st = take_step(x->store, x->arena, &x->visit, x->session_token, s, revision, &x->fault);
	return st == OK || st == CONFLICT ? step_go(x, s + 1) : st;
}

enum status
application_show(struct exchange *x)
{
	struct view *guide;
	struct page p;

	if (!step_is_open(x, STEP_APPLICATION))
		return OK;
	p = step_page(x, APPLICATION, STEP_APPLICATION);
	guide = view_include(p.body, "GUIDE", guides[guide_of(x->visit.wizard.provider)].application);
	step_copy_ours(&p, guide);
	step_next(&p, p.body, step_path(x, STEP_APPLICATION), STEP_PROVIDER, "I have created it");
	return page_send(&p, 200);
}

enum status
application_next(struct exchange *x)
{
	return next(x, STEP_APPLICATION);
}

enum status
access_show(struct exchange *x)
{
	struct page p;

	if (!step_is_open(x, STEP_ACCESS))
		return OK;
	p = step_page(x, ACCESS, STEP_ACCESS);
	view_include(p.body, "GUIDE", guides[guide_of(x->visit.wizard.provider)].access);
	step_next(&p, p.body, step_path(x, STEP_ACCESS), STEP_MAPPING, "Continue");
	return page_send(&p, 200);
}

enum status
access_next(struct exchange *x)
{
	return next(x, STEP_ACCESS);
}

/* --- mapping --- */

static void
fill_attribute(struct page *p, struct view *group, const struct mapped *m, size_t index)
{
	struct view *v = view_section(group, "ATTRIBUTE");

	view_set(v, "NAME", m->name);
	if (m->description[0] != '\0')
		view_set(view_section(v, "DESCRIPTION"), "DESCRIPTION", m->description);
	step_copy(v, "COPY", arena_print(p->x->arena, "attribute-%zu", index),
	    arena_print(p->x->arena, "Name for %s", m->name), m->value);
}

static size_t
count_optional(const struct mapped *mapped, size_t count)
{
	size_t optional = 0, i;

	for (i = 0; i < count; i++)
		optional += mapped[i].is_optional;
	return optional;
}

static void
fill_group(struct page *p, struct view *group, const struct mapped *mapped, size_t count,
    bool is_optional)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (mapped[i].is_optional == is_optional)
			fill_attribute(p, group, &mapped[i], i);
}

static void
fill_mapping(struct page *p)
{
	const struct visit *v = &p->x->visit;
	struct mapped *mapped;
	size_t count = mapping_of(p->x->arena, v->wizard.provider, &v->brand.attributes, &mapped);
	size_t optional = count_optional(mapped, count);

	view_section(p->body, text_is(v->wizard.provider->protocol, "OIDC") ? "OIDC" : "SAML");
	if (optional < count)
		fill_group(p, view_section(p->body, "REQUIRED"), mapped, count, false);
	if (optional > 0)
		fill_group(p, view_section(p->body, v->brand.attributes.count == 0 ? "USUAL"
		    : "OPTIONAL"), mapped, count, true);
}

enum status
mapping_show(struct exchange *x)
{
	struct page p;

	if (!step_is_open(x, STEP_MAPPING))
		return OK;
	p = step_page(x, MAPPING, STEP_MAPPING);
	fill_mapping(&p);
	step_next(&p, p.body, step_path(x, STEP_MAPPING), STEP_SETTINGS, "Continue");
	return page_send(&p, 200);
}

enum status
mapping_next(struct exchange *x)
{
	return next(x, STEP_MAPPING);
}
