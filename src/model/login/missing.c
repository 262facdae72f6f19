/* SPDX-License-Identifier: Apache-2.0 */
#include "model/login/missing.h"

#include <string.h>

#include "base/text.h"
#include "model/attributes/expression.h"
#include "model/tenant/tenant.h"

enum { MAX_WORDS = 12, SCORE_SAME = 100, SCORE_SYNONYM = 60, SCORE_SHAPE = 30,
	NAME_MAX_CHARS = 300 };	/* of a candidate; longer ones are nobody's choice */

/* Names of the same thing, as plain_name() has them, the usual first; the OIDs are those of
 * inetOrgPerson (RFC 2798, RFC 4519) and eduPerson. */
static const char *const synonyms[][MAX_WORDS] = {
	{ "email", "mail", "emailaddress", "primaryemail", "workemail", "useremail", "emails",
	    "0.9.2342.19200300.100.1.3", "upn", "userprincipalname", "preferredusername" },
	{ "givenname", "firstname", "first", "fname", "forename", "2.5.4.42" },
	{ "familyname", "surname", "lastname", "last", "lname", "sn", "2.5.4.4" },
	{ "name", "displayname", "fullname", "commonname", "cn", "2.16.840.1.113730.3.1.241", "2.5.4.3" },
	{ "nickname", "displayname", "alias", "givenname", "mailnickname" },
	{ "preferredusername", "username", "upn", "userprincipalname", "login", "uid", "samaccountname",
	    "windowsaccountname", "userid", "0.9.2342.19200300.100.1.1", "1.3.6.1.4.1.5923.1.1.1.6" },
	{ "username", "preferredusername", "upn", "userprincipalname", "login", "uid", "samaccountname",
	    "windowsaccountname", "userid", "0.9.2342.19200300.100.1.1", "1.3.6.1.4.1.5923.1.1.1.6" },
	{ "phonenumber", "phone", "mobile", "mobilephone", "telephonenumber", "telephone", "workphone",
	    "homephone", "otherphone", "mobilenumber", "2.5.4.20" },
	{ "groups", "group", "memberof", "groupsid", "roles", "role", "1.3.6.1.4.1.5923.1.5.1.1" },
	{ "groupssaml", "groups", "group", "memberof", "roles", "role" },
	{ "role", "roles", "groups", "group" },
	{ "department", "dept", "departmentname", "ou" },
	{ "picture", "photo", "avatar", "thumbnailphoto" },
};

/* The last part of a URI or URN, or the name itself, in lower case without the marks between
 * words. */
static char *
plain_name(struct arena *a, const char *name)
{
	const char *last = name, *c;
	char *plain, *to;

	for (c = name; *c != '\0'; c++)
		if (strchr("/:#", *c) != NULL && c[1] != '\0')
			last = c + 1;
	to = plain = text_lower(a, last);
	for (c = plain; *c != '\0'; c++)
		if (strchr("_- ", *c) == NULL)
			*to++ = *c;
	*to = '\0';
	return plain;
}

/* Of our attribute: without the object in which it lies. */
static char *
plain_target(struct arena *a, const char *target)
{
	const char *dot = strrchr(target, '.');

	return plain_name(a, dot == NULL ? target : dot + 1);
}

static int
score_name(struct arena *a, const char *ours, const char *name)
{
	const char *theirs = plain_name(a, name);
	size_t row, i;

	if (text_is(ours, theirs))
		return SCORE_SAME;
	for (row = 0; row < sizeof(synonyms) / sizeof(synonyms[0]); row++)
		for (i = 1; text_is(synonyms[row][0], ours) && i < MAX_WORDS && synonyms[row][i] != NULL; i++)
			if (text_is(synonyms[row][i], theirs))
				return SCORE_SYNONYM - (int)i;
	return 0;
}

static int
max(int a, int b)
{
	return a > b ? a : b;
}

/* How well a value suits our attribute; an email address that is none does not. */
static int
score_shape(const char *ours, const struct texts *values)
{
	const bool is_address = is_email(values->items[0]);

	if (text_is(ours, "email"))
		return is_address ? SCORE_SHAPE : -SCORE_SYNONYM;
	if (text_is(ours, "groups") || text_is(ours, "groupssaml"))
		return values->count > 1 ? SCORE_SHAPE : 0;
	return is_address && strstr(ours, "name") != NULL && strstr(ours, "username") == NULL
	    ? -SCORE_SHAPE : 0;
}

static int
score(struct arena *a, const char *ours, const struct received *r)
{
	const int named = score_name(a, ours, r->name);
	const int friendly = r->friendly_name == NULL ? 0 : score_name(a, ours, r->friendly_name);

	return max(named, friendly) + score_shape(ours, &r->values);
}

/* --- candidates --- */

static const char *
candidate_name(const struct received *r)
{
	return text_is(r->source, "name_id") ? CLAIM_NAME_ID : r->name;
}

static bool
is_claim(const struct received *r)
{
	return text_is(r->source, "id_token") || text_is(r->source, "userinfo");
}

/* Whether an expression can name the claim: not one with a brace in its name. */
static bool
is_usable_claim(struct arena *a, const char *name)
{
	struct expression e;
	struct fault ignored;

	return !claim_is_of_protocol(name)
	    && expression_parse(a, arena_print(a, "${context.userinfo.%s}", name), &e, &ignored) == OK;
}

static bool
is_usable(struct arena *a, const struct received *r)
{
	return r->values.count > 0 && *r->values.items[0] != '\0' && text_chars(r->name) <= NAME_MAX_CHARS
	    && (!is_claim(r) || is_usable_claim(a, r->name));
}

/* Puts it before those with a lower score; the last falls off. */
static void
insert(struct texts *names, int *scores, const char *name, int is)
{
	size_t at = names->count, i;

	if (texts_hold(names, name))
		return;
	while (at > 0 && scores[at - 1] < is)
		at--;
	if (at == MISSING_MAX_CANDIDATES)
		return;
	if (names->count < MISSING_MAX_CANDIDATES)
		names->count++;
	for (i = names->count - 1; i > at; i--) {
		names->items[i] = names->items[i - 1];
		scores[i] = scores[i - 1];
	}
	names->items[at] = name;
	scores[at] = is;
}

static struct texts
candidates(struct arena *a, const char *target, const struct objects *received)
{
	struct texts names = { arena_array(a, MISSING_MAX_CANDIDATES, sizeof(char *)), 0 };
	const struct received *items = received->items;
	const char *ours = plain_target(a, target);
	int scores[MISSING_MAX_CANDIDATES];
	size_t i;

	for (i = 0; i < received->count; i++)
		if (is_usable(a, &items[i]))
			insert(&names, scores, candidate_name(&items[i]), score(a, ours, &items[i]));
	return names;
}

static bool
is_there(struct arena *a, const char *profile, const char *target)
{
	const struct json_value v = fields_value(a, profile, target);

	return v.json != NULL && !text_is(v.text, "") && !text_is(v.json, "[]");
}

struct objects
login_missing(struct arena *a, const struct mapping *asked, const char *profile,
    const struct objects *received)
{
	struct missing_attribute *items = arena_array(a, asked->count, sizeof(*items));
	size_t count = 0, i;

	for (i = 0; i < asked->count; i++)
		if (!asked->items[i].is_optional && !is_there(a, profile, asked->items[i].target))
			items[count++] = (struct missing_attribute){ &asked->items[i],
				candidates(a, asked->items[i].target, received) };
	return (struct objects){ items, count };
}

const char *
candidate_source(struct arena *a, const struct objects *received, const char *candidate)
{
	const struct received *items = received->items;
	size_t i;

	for (i = 0; i < received->count; i++) {
		if (!is_usable(a, &items[i]) || !text_is(candidate_name(&items[i]), candidate))
			continue;
		if (!is_claim(&items[i]))
			return candidate;
		return arena_print(a, "${context.%s.%s}", text_is(items[i].source, "id_token")
		    ? "tokenset" : "userinfo", candidate);
	}
	return NULL;
}
