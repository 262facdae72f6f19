/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assistant/guide.h"

#include "base/text.h"
#include "model/attributes/mapping.h"
#include "web/assistant/step.h"

/* Whether its guide is for many products, of which the visitor chooses one. */
static bool
is_of_many(struct page *p, const struct provider *provider)
{
	return template_find(arena_print(p->x->arena, "guides/%s/products.html", provider->strategy)) != TEMPLATES;
}

/* The row whose guide leads: that of the chosen provider, or of the product that the page's address
 * names, if it has one. */
static const struct provider *
guide_leader(struct page *p)
{
	const struct provider *chosen = p->visit->wizard.provider, *asked = NULL;

	if (step_product(p->x) != NULL && is_of_many(p, chosen))
		asked = provider_find(step_product(p->x));
	return asked == NULL || asked->protocol != chosen->protocol ? chosen : asked;
}

static enum template_name
find_of(struct page *p, const struct provider *provider, const char *name)
{
	return template_find(arena_print(p->x->arena, "guides/%s/%s.html", provider->strategy, name));
}

static enum template_name
guide_find(struct page *p, const char *name)
{
	return find_of(p, guide_leader(p), name);
}

/* Sets what guides show of this connection, in figures and to copy. */
static void
fill_ours(struct page *p, struct view *guide)
{
	struct ours ours = step_ours(p);

	view_set(guide, "CALLBACK_URL", ours.callback_url);
	view_set(guide, "ACS_URL", ours.acs_url);
	view_set(guide, "ENTITY_ID", ours.entity_id);
	view_set(guide, "SP_METADATA_URL", ours.metadata_url);
	view_set(guide, "ORIGIN", ours.origin);
	view_set(guide, "HOST", ours.host);
	view_set(guide, "CONNECTION", p->visit->ticket.connection_name);
	step_copy_ours(p, guide, true);
	step_copy(guide, "COPY_ORIGIN", "origin", word(p->x, N_("Origin")), ours.origin);
}

/* Puts the guide at the include marker GUIDE of v. */
static void
fill_guide(struct page *p, struct view *v, enum template_name name)
{
	const struct provider *leader = guide_leader(p);
	struct view *guide = view_include(v, "GUIDE", PARTS_GUIDE), *reviewed;

	/* Guides are English in any language. */
	if (p->x->language->index != english.index)
		view_section(guide, "IN_ENGLISH");
	fill_ours(p, view_include(guide, "TEXT", name));
	if (leader->reviewed_on == NULL)
		return;
	reviewed = view_section(guide, "REVIEWED");
	view_set(reviewed, "PRODUCT", leader->product);
	view_set(reviewed, "REVIEWED_ON", step_date(p, arena_print(p->x->arena, "%sT12:00:00.000Z",
	    leader->reviewed_on)));
}

/* --- application --- */

/* The guide of the product that was asked for. */
static enum template_name
product_find(struct page *p, const char *product)
{
	const struct provider *chosen = p->visit->wizard.provider;
	enum template_name found = find_of(p, chosen, arena_print(p->x->arena, "products/%s", product));

	return found != TEMPLATES || guide_leader(p) == chosen ? found : guide_find(p, "application");
}

/* Of a guide for many products: that of the product that was chosen, or the question which it is
 * and the general one. */
static enum template_name
choose_guide(struct page *p)
{
	const char *asked = step_product(p->x);
	enum template_name product = asked == NULL ? TEMPLATES : product_find(p, asked);

	if (product == TEMPLATES) {
		view_include(view_section(p->body, "ASK"), "PRODUCTS", guide_find(p, "products"));
		return guide_find(p, "application");
	}
	view_section(p->body, "ANOTHER");
	return product;
}

enum status
application_show(struct exchange *x)
{
	struct page p;

	if (!step_is_open(x, STEP_APPLICATION))
		return OK;
	p = step_page(x, ASSISTANT_APPLICATION, STEP_APPLICATION);
	page_style(&p, "figures");
	fill_guide(&p, p.body, is_of_many(&p, p.visit->wizard.provider) ? choose_guide(&p)
	    : guide_find(&p, "application"));
	step_next(&p, STEP_APPLICATION, N_("I have created it"));
	return page_send(&p, 200);
}

enum status
application_next(struct exchange *x)
{
	return step_leave(x, STEP_APPLICATION);
}

/* --- access --- */

enum status
access_show(struct exchange *x)
{
	struct page p;

	if (!step_is_open(x, STEP_ACCESS))
		return OK;
	p = step_page(x, ASSISTANT_ACCESS, STEP_ACCESS);
	page_style(&p, "figures");
	fill_guide(&p, p.body, guide_find(&p, "access"));
	step_next(&p, STEP_ACCESS, N_("Continue"));
	return page_send(&p, 200);
}

enum status
access_next(struct exchange *x)
{
	return step_leave(x, STEP_ACCESS);
}

/* --- mistakes --- */

void
guide_mistakes(struct page *p, struct view *v, bool has_failed)
{
	const char *product = guide_leader(p)->product;

	/* TRANSLATORS: follows "common mistakes with" */
	view_set(v, "PRODUCT", product == NULL ? word(p->x, N_("your identity provider")) : product);
	view_section(v, has_failed ? "FAILED" : "AHEAD");
	fill_guide(p, v, guide_find(p, "mistakes"));
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

/* Where it is entered, and the usual value for it there. */
static void
fill_place(struct page *p, struct view *v, const struct mapped *m)
{
	const struct attribute_names *names = guide_leader(p)->attributes;
	const struct attribute_name *row = attribute_name_find(names, m->target);
	const char *where = row == NULL || row->where == NULL ? names->where : row->where;

	if (row != NULL && row->from != NULL)
		view_set(view_section(v, "FROM"), "FROM", row->from);
	if (where == NULL)
		view_section(v, "SENT");
	else
		view_set(view_section(v, "WHERE"), "TEXT", word(p->x, where));
}

static void
fill_attribute(struct page *p, struct view *group, const struct mapped *m)
{
	struct view *v = view_include(group, "ATTRIBUTE", PARTS_ATTRIBUTE);
	const char *name = m->has_our_name ? word(p->x, m->name) : m->name;

	view_set(v, "NAME", name);
	if (m->known_as != NULL)
		view_set(view_section(v, "KNOWN_AS"), "KNOWN_AS", m->known_as);
	if (m->description[0] != '\0')
		fill_description(p, view_section(v, "DESCRIPTION"), m);
	view_set(v, "ENTER", m->values.items[0]);
	view_set(v, "LABEL", worded(p->x, sentence(p->x->arena, "Name for %s", name)));
	fill_others(v, m, p->visit->wizard.provider->protocol == PROTOCOL_OPENID);
	fill_place(p, v, m);
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
			fill_attribute(p, group, &m->items[i]);
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
	if (guide_leader(p)->product == NULL)
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
	page_style(&p, "figures");
	fill_guide(&p, p.body, guide_find(&p, "mapping"));
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
