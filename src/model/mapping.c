/* SPDX-License-Identifier: Apache-2.0 */
#include "model/mapping.h"

#include "base/buf.h"
#include "base/fields.h"
#include "base/text.h"

#define CLAIMS "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"

/* Standard claims (OpenID Connect Core §5.1) and the names that SAML providers
 * send for the same (OASIS Identity Metasystem Interoperability §7.5).  The
 * first USUAL ones are shown where a profile names none. */
static const struct {
	const char	*name, *description, *claim, *attribute;
} known[] = {
	{ "email", "E-mail address", "email", CLAIMS "emailaddress" },
	{ "given_name", "First name", "given_name", CLAIMS "givenname" },
	{ "family_name", "Last name", "family_name", CLAIMS "surname" },
	{ "name", "Full name", "name", CLAIMS "name" },
	{ "nickname", "Nickname", "nickname", "nickname" },
	{ "preferred_username", "User name", "preferred_username", CLAIMS "upn" },
	{ "username", "User name", "preferred_username", CLAIMS "upn" },
	{ "phone_number", "Telephone number", "phone_number", CLAIMS "homephone" },
	{ "groups", "Groups", "groups", "http://schemas.xmlsoap.org/claims/Group" },
};

enum { USUAL = 4, KNOWN = sizeof(known) / sizeof(known[0]) };

static bool
is_oidc(const struct provider *p)
{
	return text_is(p->protocol, "OIDC");
}

static const char *
value_of(const struct provider *p, const char *name)
{
	size_t i;

	for (i = 0; i < KNOWN; i++)
		if (text_is(known[i].name, name))
			return is_oidc(p) ? known[i].claim : known[i].attribute;
	return name;
}

static size_t
usual(struct arena *a, const struct provider *p, struct mapped **out)
{
	size_t i;

	*out = arena_array(a, USUAL, sizeof(**out));
	for (i = 0; i < USUAL; i++)
		(*out)[i] = (struct mapped){ known[i].name, known[i].description,
			value_of(p, known[i].name), true };
	return USUAL;
}

size_t
mapping_of(struct arena *a, const struct provider *p, const struct objects *attributes,
    struct mapped **out)
{
	const struct user_attribute *wanted = attributes->items;
	size_t i;

	if (attributes->count == 0)
		return usual(a, p, out);
	*out = arena_array(a, attributes->count, sizeof(**out));
	for (i = 0; i < attributes->count; i++)
		(*out)[i] = (struct mapped){ wanted[i].name, wanted[i].description,
			value_of(p, wanted[i].name), wanted[i].is_optional };
	return attributes->count;
}

/* A profile may name an attribute twice; an object may not. */
static bool
stands_before(const struct mapped *mapped, size_t index)
{
	size_t i;

	for (i = 0; i < index; i++)
		if (text_is(mapped[i].name, mapped[index].name))
			return true;
	return false;
}

char *
mapping_json(struct arena *a, const struct provider *p, const struct objects *attributes)
{
	struct mapped *mapped;
	size_t count = mapping_of(a, p, attributes, &mapped), i;
	struct buf b = buf_in(a);

	buf_add_char(&b, '{');
	for (i = 0; i < count; i++) {
		if (stands_before(mapped, i))
			continue;
		if (i > 0)
			buf_add_char(&b, ',');
		buf_add_json(&b, mapped[i].name);
		buf_add_char(&b, ':');
		buf_add_json(&b, is_oidc(p) ? arena_print(a, "${context.tokenset.%s}", mapped[i].value)
		    : mapped[i].value);
	}
	buf_add_char(&b, '}');
	return b.text;
}
