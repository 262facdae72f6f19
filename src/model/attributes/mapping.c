/* SPDX-License-Identifier: Apache-2.0 */
#include "model/attributes/mapping.h"

#include "base/buf.h"
#include "base/sentence.h"
#include "base/text.h"
#include "model/attributes/expression.h"
#include "model/rules.h"

#define USER_ID "user_id"
#define USERINFO_SCOPE "openid profile email"

/* If a profile names none, the first USUAL of these are shown. */
static const struct {
	const char	*name, *description;
} known[] = {
	{ "email", N_("Email address") },
	{ "given_name", N_("First name") },
	{ "family_name", N_("Last name") },
	{ "name", N_("Full name") },
	{ "nickname", N_("Nickname") },
	{ "preferred_username", N_("Username") },
	{ "username", N_("Username") },
	{ "phone_number", N_("Phone number") },
	{ "groups", N_("Groups") },
};

enum { USUAL = 4, KNOWN = sizeof(known) / sizeof(known[0]) };

static bool
is_openid(const struct provider *p)
{
	return p->protocol == PROTOCOL_OPENID;
}

static struct mapped *
find(struct mapping *m, const char *target)
{
	size_t i;

	for (i = 0; i < m->count; i++)
		if (text_is(m->items[i].target, target))
			return &m->items[i];
	return NULL;
}

static struct texts
one(struct arena *a, const char *value)
{
	struct texts t = { arena_array(a, 1, sizeof(char *)), 1 };

	t.items[0] = value;
	return t;
}

/* --- from names alone --- */

static void
add_named(struct arena *a, const struct provider *p, struct mapping *m, const char *name,
    const char *description, bool is_optional)
{
	const char *value = attribute_name_of(p->attributes, name);

	if (find(m, name) != NULL)
		return;
	m->items[m->count++] = (struct mapped){ .name = name, .description = description,
		.target = name, .values = one(a, value), .is_optional = is_optional,
		.expression = arena_print(a, "${context.tokenset.%s}", value),
		.has_our_description = m->is_usual };
}

static struct mapping
mapping_of_names(struct arena *a, const struct provider *p, const struct objects *attributes)
{
	const struct user_attribute *wanted = attributes->items;
	struct mapping m = { .is_usual = attributes->count == 0 };
	size_t i;

	m.items = arena_array(a, attributes->count + USUAL, sizeof(*m.items));
	for (i = 0; i < attributes->count; i++)
		add_named(a, p, &m, wanted[i].name, wanted[i].description, wanted[i].is_optional);
	for (i = 0; m.is_usual && i < USUAL; i++)
		add_named(a, p, &m, known[i].name, known[i].description, true);
	return m;
}

/* --- from a user attribute profile --- */

/* The text was checked when it was saved, so it parses. */
static struct texts
claims_of(struct arena *a, const char *text)
{
	struct expression e;
	struct fault ignored;

	if (expression_parse(a, text, &e, &ignored) != OK)
		return (struct texts){ 0 };
	return expression_claims(a, &e);
}

static void
map_oidc(struct arena *a, const struct oidc_mapping *from, struct mapped *to)
{
	to->expression = expression_of_claim(a, from->mapping);
	to->values = claims_of(a, to->expression);
	if (to->values.count != 1 || !text_is(to->values.items[0], from->display_name))
		to->known_as = from->display_name;
}

static void
add_names(struct arena *a, const struct texts *from, struct texts *to)
{
	struct texts all = { arena_array(a, MAPPING_MAX_NAMES, sizeof(char *)), to->count };
	size_t i;

	for (i = 0; i < to->count; i++)
		all.items[i] = to->items[i];
	for (i = 0; i < from->count && all.count < MAPPING_MAX_NAMES; i++)
		if (!texts_hold(&all, from->items[i]))
			all.items[all.count++] = from->items[i];
	*to = all;
}

static void
add_attribute(struct arena *a, const struct provider *p, struct mapping *m,
    const struct attribute *at)
{
	struct source from = attribute_for(at, p->strategy);
	struct mapped *to = find(m, at->target);

	if (is_openid(p) ? from.oidc == NULL : from.saml.count == 0)
		return;
	if (to == NULL) {
		to = &m->items[m->count++];
		*to = (struct mapped){ .name = at->label, .description = at->description,
			.target = at->target, .is_optional = true };
	}
	to->is_optional = to->is_optional && !at->is_required;
	if (!is_openid(p))
		add_names(a, &from.saml, &to->values);
	else if (to->expression == NULL)
		map_oidc(a, from.oidc, to);
}

static void
add_user_id(struct arena *a, const struct provider *p, struct mapping *m, const struct user_id *u)
{
	struct source from = user_id_for(u, p->strategy);
	struct mapped *to = &m->items[m->count++];

	*to = (struct mapped){ .name = N_("User ID"), .has_our_name = true, .target = USER_ID,
		.description = N_("The value that identifies a person. Most providers send it "
		"as the NameID, so there is usually nothing to add."), .has_our_description = true, .is_optional = true };
	add_names(a, &from.saml, &to->values);
}

/* Leaves out optional ones from the end until the rest has room; then, if need be, any. */
static void
leave_out(struct mapping *m, size_t most)
{
	size_t over = m->count > most ? m->count - most : 0, i, kept = 0;

	for (i = m->count; i-- > 0 && over > 0;)
		if (m->items[i].is_optional && !text_is(m->items[i].target, USER_ID)) {
			m->items[i].target = NULL;
			over--;
		}
	for (i = 0; i < m->count; i++)
		if (m->items[i].target != NULL)
			m->items[kept++] = m->items[i];
	m->count = kept < most ? kept : most;
}

static struct mapping
mapping_of_profile(struct arena *a, const struct provider *p, const struct attribute_profile *u)
{
	const struct attribute *at = u->attributes.items;
	struct mapping m = { .has_lists = true };
	size_t i;

	m.items = arena_array(a, u->attributes.count + 1, sizeof(*m.items));
	if (!is_openid(p))
		add_user_id(a, p, &m, u->user_id);
	for (i = 0; i < u->attributes.count; i++)
		add_attribute(a, p, &m, &at[i]);
	if (!is_openid(p))
		leave_out(&m, MAPPING_MAX_FIELDS);
	return m;
}

struct mapping
mapping_of(struct arena *a, const struct provider *p, const struct asked_attributes *asked)
{
	return asked->profile != NULL ? mapping_of_profile(a, p, asked->profile)
	    : mapping_of_names(a, p, &asked->named);
}

/* --- as a connection keeps it --- */

char *
mapping_json(struct arena *a, const struct provider *p, const struct mapping *m)
{
	struct buf b = buf_in(a);
	size_t i;

	buf_add_char(&b, '{');
	for (i = 0; i < m->count; i++) {
		if (i > 0)
			buf_add_char(&b, ',');
		buf_add_json(&b, m->items[i].target);
		buf_add_char(&b, ':');
		if (is_openid(p))
			buf_add_json(&b, m->items[i].expression);
		else if (m->has_lists)
			buf_add(&b, fields_encode_texts(a, &m->items[i].values));
		else
			buf_add_json(&b, m->items[i].values.items[0]);
	}
	buf_add_char(&b, '}');
	return b.text;
}

const char *
mapping_userinfo_scope(struct arena *a, const struct mapping *m,
    const struct texts *scopes_supported)
{
	bool is_asked = false, has_groups = false;
	struct expression e;
	struct fault ignored;
	struct texts claims;
	size_t i;

	for (i = 0; i < m->count; i++) {
		if (expression_parse(a, m->items[i].expression, &e, &ignored) != OK
		    || !expression_needs_userinfo(&e))
			continue;
		is_asked = true;
		claims = expression_claims(a, &e);
		has_groups = has_groups || texts_hold(&claims, "groups");
	}
	if (!is_asked)
		return NULL;
	return has_groups && texts_hold(scopes_supported, "groups") ? USERINFO_SCOPE " groups"
	    : USERINFO_SCOPE;
}

/* --- what a connection has --- */

static const struct field mapped_live_fields[] = {
	{ "target", FIELD_TEXT, 0, offsetof(struct mapped_live, target) },
	{ "values", FIELD_TEXTS, 0, offsetof(struct mapped_live, values) },
};
const struct shape mapped_live_shape = SHAPE(struct mapped_live, mapped_live_fields);

static void
take_live(struct arena *a, const struct provider *p, const struct mapped_live *live,
    struct mapped *to)
{
	if (live->values.count == 0
	    || (is_openid(p) && text_is(to->expression, live->values.items[0])))
		return;
	to->expression = live->values.items[0];
	to->values = is_openid(p) ? claims_of(a, to->expression) : live->values;
}

/* An attribute of the connection that the profile no longer has. */
static struct mapped
unknown(const struct mapped_live *live)
{
	struct mapped m = { .name = live->target, .description = "", .target = live->target,
		.is_optional = true };
	size_t i;

	for (i = 0; i < KNOWN; i++)
		if (text_is(known[i].name, live->target)) {
			m.description = known[i].description;
			m.has_our_description = true;
		}
	return m;
}

static const struct mapped_live *
find_live(const struct objects *live, const char *target)
{
	const struct mapped_live *items = live->items;
	size_t i;

	for (i = 0; i < live->count; i++)
		if (text_is(items[i].target, target))
			return &items[i];
	return NULL;
}

struct mapping
mapping_live(struct arena *a, const struct provider *p, const struct mapping *m,
    const struct objects *live)
{
	const struct mapped_live *items = live->items, *found;
	struct mapping out = { .is_usual = m->is_usual, .has_lists = m->has_lists };
	size_t i;

	out.items = arena_array(a, live->count, sizeof(*out.items));
	for (i = 0; i < m->count; i++) {
		found = find_live(live, m->items[i].target);
		if (found == NULL)
			continue;
		out.items[out.count] = m->items[i];
		take_live(a, p, found, &out.items[out.count++]);
	}
	for (i = 0; i < live->count; i++) {
		if (find(&out, items[i].target) != NULL)
			continue;
		out.items[out.count] = unknown(&items[i]);
		take_live(a, p, &items[i], &out.items[out.count++]);
		out.is_usual = false;
	}
	return out;
}

/* --- SCIM --- */

size_t
mapping_scim(struct arena *a, const struct attribute_profile *p, const char *strategy,
    struct scim_mapped **out)
{
	const struct attribute *at = p->attributes.items;
	size_t count = 0, i;
	const char *scim;

	*out = arena_array(a, p->attributes.count, sizeof(**out));
	for (i = 0; i < p->attributes.count; i++) {
		scim = attribute_for(&at[i], strategy).scim;
		if (scim != NULL)
			(*out)[count++] = (struct scim_mapped){ at[i].target, scim };
	}
	return count;
}
