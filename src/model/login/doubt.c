/* SPDX-License-Identifier: Apache-2.0 */
#include "model/login/doubt.h"

#include <string.h>

#include "base/text.h"
#include "model/tenant/tenant.h"

#define NAME_ID_FORMATS "urn:oasis:names:tc:SAML:"
#define TRANSIENT NAME_ID_FORMATS "2.0:nameid-format:transient"
#define UNSPECIFIED NAME_ID_FORMATS "1.1:nameid-format:unspecified"

enum { ENTRA_MAX_GROUPS = 200 };	/* in a JSON Web Token */

struct looking {
	struct arena		*arena;
	const struct provider	*provider;
	const char		*profile;
	const struct objects	*received;
	struct objects		 doubts;
};

static void
add(struct looking *l, const char *name, const char *target, const struct sentence *said)
{
	struct doubt *items = arena_array(l->arena, l->doubts.count + 1, sizeof(*items));

	if (l->doubts.count > 0)
		memcpy(items, l->doubts.items, l->doubts.count * sizeof(*items));
	items[l->doubts.count] = (struct doubt){ name, target, said };
	l->doubts = (struct objects){ items, l->doubts.count + 1 };
}

static const char *
value(const struct looking *l, const char *target)
{
	return fields_value(l->arena, l->profile, target).text;
}

/* --- the profile --- */

static void
look_at_names(struct looking *l)
{
	static const char *const names[] = { "given_name", "family_name", "name", "nickname" };
	const char *text;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		text = value(l, names[i]);
		if (text != NULL && is_email(text))
			add(l, "name_is_email", names[i], sentence(l->arena, "The attribute %s is an "
			    "email address instead of a name. Send another value for it, or map it to "
			    "another one.", names[i]));
	}
}

static bool
ends(const char *text, const char *end)
{
	const size_t length = strlen(text), wanted = strlen(end);

	return length >= wanted && text_is_nocase(text + length - wanted, end);
}

static void
tell_unverified(struct looking *l)
{
	const char *proof = l->provider->email_proof;

	if (proof == NULL)
		add(l, "email_is_unverified", "email", sentence(l->arena, "Your provider says that this "
		    "email address is not verified. The application may refuse it."));
	else
		add(l, "email_is_unproved", "email", sentence(l->arena, "This email address counts as "
		    "unverified, so the application may refuse it. Verify its domain for this connection, "
		    "or have your provider send the claim %s, which says that the domain is yours.", proof));
}

static void
look_at_email(struct looking *l)
{
	const char *email = value(l, "email");

	if (email == NULL)
		return;
	if (!is_email(email))
		add(l, "email_is_no_email", "email", sentence(l->arena, "The attribute %s is not an "
		    "email address. Map it to a claim or attribute that has one.", "email"));
	else if (ends(email, ".onmicrosoft.com"))
		add(l, "email_is_onmicrosoft", "email", sentence(l->arena, "The email address ends with "
		    "%s. It is the user principal name of an account without a mailbox or domain of its "
		    "own, so email to it may never arrive.", "onmicrosoft.com"));
	else if (text_is(fields_value(l->arena, l->profile, "email_verified").json, "false"))
		tell_unverified(l);
}

/* As Entra ID names groups: 8-4-4-4-12 hexadecimal digits. */
static bool
is_object_id(const char *text)
{
	size_t i;

	for (i = 0; i < 36; i++)
		if (text[i] == '\0' || strchr(i == 8 || i == 13 || i == 18 || i == 23 ? "-"
		    : "0123456789abcdefABCDEF", text[i]) == NULL)
			return false;
	return text[i] == '\0';
}

static void
look_at_groups(struct looking *l)
{
	static const char *const targets[] = { "groups", "groups_saml", "federated_groups" };
	struct json_value v;
	struct texts groups;
	struct fault ignored;
	size_t i;

	for (i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
		v = fields_value(l->arena, l->profile, targets[i]);
		groups = (struct texts){ 0 };
		if (v.json == NULL || *v.json != '['
		    || fields_decode_texts(l->arena, v.json, &groups, &ignored) != OK)
			continue;
		if (groups.count > 0 && is_object_id(groups.items[0]))
			add(l, "groups_are_ids", targets[i], sentence(l->arena, "The groups came as object "
			    "IDs, not as names. The application must know these IDs."));
	}
}

/* --- what came --- */

static const struct received *
found(const struct looking *l, const char *source, const char *name)
{
	const struct received *items = l->received->items;
	size_t i;

	for (i = 0; i < l->received->count; i++)
		if (text_is(items[i].source, source) && (name == NULL || text_is(items[i].name, name)))
			return &items[i];
	return NULL;
}

static void
look_at_name_id(struct looking *l)
{
	const struct received *id = found(l, "name_id", NULL);
	const char *user_id = value(l, "user_id");

	if (id == NULL || id->values.count == 0 || !text_is(id->values.items[0], user_id))
		return;
	if (text_is(id->format, TRANSIENT))
		add(l, "transient_name_id", "user_id", sentence(l->arena, "The NameID is transient: it "
		    "changes at every sign-in, so each sign-in makes a new user. Have your provider send a "
		    "persistent NameID or another value that stays the same."));
	else if ((id->format == NULL || text_is(id->format, UNSPECIFIED)) && is_email(user_id))
		add(l, "name_id_is_email", "user_id", sentence(l->arena, "The NameID is an email address. "
		    "A person whose address changes becomes a new user. A value that stays the same, such as "
		    "a user ID, is safer."));
}

static void
look_at_overage(struct looking *l)
{
	const struct received *names = found(l, "id_token", "_claim_names");
	const struct received *has = found(l, "id_token", "hasgroups");

	if (names != NULL && names->values.count > 0 && strstr(names->values.items[0], "\"groups\""))
		add(l, "groups_overage", "groups", sentence(l->arena, "This person is in more than %d groups, "
		    "so Microsoft left the groups out. In the app registration, open Token configuration, edit "
		    "the groups claim, and select Groups assigned to the application.", ENTRA_MAX_GROUPS));
	else if (has != NULL && has->values.count > 0 && text_is(has->values.items[0], "true"))
		add(l, "groups_overage", "groups", sentence(l->arena, "This person is in more groups than fit "
		    "in an ID token of the front channel, so Microsoft left the groups out. Choose the back "
		    "channel in the settings."));
}

static void
look_at_empty(struct looking *l)
{
	const struct received *items = l->received->items;
	size_t i;

	for (i = 0; i < l->received->count; i++)
		if (!text_is(items[i].source, "name_id") && !claim_is_of_protocol(items[i].name)
		    && (items[i].values.count == 0 || (items[i].values.count == 1
		    && *items[i].values.items[0] == '\0')))
			add(l, "value_is_empty", NULL, sentence(l->arena, "Your provider sent %s without a "
			    "value. Fill it in for this person in your directory, or map another one.",
			    items[i].name));
}

struct objects
login_doubts(struct arena *a, const struct provider *p, const char *profile, const struct objects *received,
    const struct login_outcome *o)
{
	struct looking l = { .arena = a, .provider = p, .profile = profile,
		.received = received };

	if (texts_hold(&o->doubts, "sha1"))
		add(&l, "sha1", NULL, sentence(a, "Your provider signs with SHA-1, which is no longer safe. "
		    "Change it to SHA-256 in your provider’s console."));
	if (profile != NULL) {
		look_at_names(&l);
		look_at_email(&l);
		look_at_groups(&l);
		look_at_name_id(&l);
	}
	look_at_overage(&l);
	look_at_empty(&l);
	return l.doubts;
}
