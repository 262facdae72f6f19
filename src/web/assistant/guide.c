/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assistant/guide.h"

#include "base/text.h"
#include "model/attributes/mapping.h"
#include "web/assistant/step.h"

/* The template of that name in the folder of the provider, or of the one that leads it. */
static enum template_name
guide_find(struct page *p, const char *name)
{
	return template_find(arena_print(p->x->arena, "guides/%s/%s.html",
	    provider_leader(p->visit->wizard.provider)->strategy, name));
}

/* Guides are English in any language. */
static struct view *
include_guide(struct page *p, const char *name)
{
	if (p->x->language->index != english.index)
		view_section(p->body, "IN_ENGLISH");
	return view_include(p->body, "GUIDE", guide_find(p, name));
}

static enum template_name
product_find(struct page *p, const char *name)
{
	return guide_find(p, arena_print(p->x->arena, "products/%s", name));
}

/* Of a guide for many products: the part of the product that was chosen, or the question which
 * it is. */
static void
fill_product_asked(struct page *p, struct view *guide, enum template_name all)
{
	const char *asked = step_product(p->x);
	enum template_name product = asked == NULL ? TEMPLATES : product_find(p, asked);

	if (product == TEMPLATES) {
		view_section(guide, "USUAL");
		view_include(view_section(p->body, "ASK"), "PRODUCTS", all);
		return;
	}
	view_section(p->body, "ANOTHER");
	view_include(guide, "PRODUCT", product);
}

static void
fill_product(struct page *p, struct view *guide)
{
	const struct provider *chosen = p->visit->wizard.provider;
	enum template_name all = guide_find(p, "products");

	if (chosen->led_by != NULL) {
		view_section(p->body, chosen->protocol == PROTOCOL_OPENID ? "LED_OIDC" : "LED_SAML");
		view_include(guide, "PRODUCT", product_find(p, chosen->mark));
	} else if (all != TEMPLATES)
		fill_product_asked(p, guide, all);
}

enum status
application_show(struct exchange *x)
{
	struct view *guide;
	struct page p;

	if (!step_is_open(x, STEP_APPLICATION))
		return OK;
	p = step_page(x, ASSISTANT_APPLICATION, STEP_APPLICATION);
	guide = include_guide(&p, "application");
	fill_product(&p, guide);
	step_copy_ours(&p, guide, true);
	step_next(&p, STEP_APPLICATION, N_("I have created it"));
	return page_send(&p, 200);
}

enum status
application_next(struct exchange *x)
{
	return step_leave(x, STEP_APPLICATION);
}

enum status
access_show(struct exchange *x)
{
	struct page p;

	if (!step_is_open(x, STEP_ACCESS))
		return OK;
	p = step_page(x, ASSISTANT_ACCESS, STEP_ACCESS);
	include_guide(&p, "access");
	step_next(&p, STEP_ACCESS, N_("Continue"));
	return page_send(&p, 200);
}

enum status
access_next(struct exchange *x)
{
	return step_leave(x, STEP_ACCESS);
}

/* --- mapping --- */

/* Fills the values after the first: other names of a SAML attribute, or further claims. */
static void
fill_others(struct view *v, const struct mapped *m, bool is_openid)
{
	struct view *others;
	size_t i;

	if (m->values.count < 2)
		return;
	others = view_section(v, is_openid ? "NEEDED" : "ACCEPTED");
	for (i = 1; i < m->values.count; i++)
		view_set(view_section(others, "OTHER"), "OTHER", m->values.items[i]);
}

static void
fill_description(struct page *p, struct view *v, const struct mapped *m)
{
	if (m->has_our_description)
		view_set(view_section(v, "OURS"), "TEXT", word(p->x, m->description));
	else
		view_set(view_section(v, "GIVEN"), "TEXT", m->description);
}

static void
fill_attribute(struct page *p, struct view *group, const struct mapped *m, size_t index)
{
	struct view *v = view_include(group, "ATTRIBUTE", PARTS_ATTRIBUTE);
	const char *name = m->has_our_name ? word(p->x, m->name) : m->name;

	view_set(v, "NAME", name);
	if (m->known_as != NULL)
		view_set(view_section(v, "KNOWN_AS"), "KNOWN_AS", m->known_as);
	if (m->description[0] != '\0')
		fill_description(p, view_section(v, "DESCRIPTION"), m);
	fill_others(v, m, p->visit->wizard.provider->protocol == PROTOCOL_OPENID);
	step_copy(v, "COPY", arena_print(p->x->arena, "attribute-%zu", index),
	    worded(p->x, sentence(p->x->arena, "Name for %s", name)), m->values.items[0]);
}

/* An attribute that the provider need not send is not shown. */
static bool
is_shown(const struct mapped *m, bool is_optional)
{
	return m->values.count > 0 && m->is_optional == is_optional;
}

static bool
has_shown(const struct mapping *m, bool is_optional)
{
	size_t i;

	for (i = 0; i < m->count; i++)
		if (is_shown(&m->items[i], is_optional))
			return true;
	return false;
}

static void
fill_group(struct page *p, struct view *group, const struct mapping *m, bool is_optional)
{
	size_t i;

	for (i = 0; i < m->count; i++)
		if (is_shown(&m->items[i], is_optional))
			fill_attribute(p, group, &m->items[i], i);
}

/* If there is a connection already, its mapping is shown, whatever the profile says now. */
static void
fill_mapping(struct page *p)
{
	const struct visit *v = p->visit;
	struct arena *a = p->x->arena;
	struct mapping m = mapping_of(a, v->wizard.provider, &v->brand.asked);

	if (v->connection.id != NULL)
		m = mapping_live(a, v->wizard.provider, &m, &v->connection.mapped);
	view_section(p->body, v->wizard.provider->protocol == PROTOCOL_OPENID ? "OIDC" : "SAML");
	if (has_shown(&m, false))
		fill_group(p, view_section(p->body, "REQUIRED"), &m, false);
	if (has_shown(&m, true))
		fill_group(p, view_section(p->body, m.is_usual ? "USUAL" : "OPTIONAL"), &m, true);
}

enum status
mapping_show(struct exchange *x)
{
	struct page p;

	if (!step_is_open(x, STEP_MAPPING))
		return OK;
	p = step_page(x, ASSISTANT_MAPPING, STEP_MAPPING);
	fill_mapping(&p);
	if (visit_has_step(p.visit, STEP_DOMAINS) && p.visit->connection.domain_count == 0)
		view_set(view_section(p.body, "DOMAINS"), "DOMAINS_HREF", step_path(x, STEP_DOMAINS));
	step_next(&p, STEP_MAPPING, N_("Continue"));
	return page_send(&p, 200);
}

enum status
mapping_next(struct exchange *x)
{
	return step_leave(x, STEP_MAPPING);
}
