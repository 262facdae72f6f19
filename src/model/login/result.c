/* SPDX-License-Identifier: Apache-2.0 */
#include "model/login/result.h"

#include <string.h>

#include "base/buf.h"
#include "base/domain_name.h"
#include "base/text.h"
#include "model/attributes/attribute_profile.h"
#include "model/attributes/expression.h"
#include "model/provider/options_rows.h"

#define USER_ID "user_id"
#define TOKEN_SHOWN "(access token)"

enum { PROFILE_MAX_BYTES = 512 * 1024 };	/* a mapping may name a long claim often */

struct entry {
	const char	*target, *json;
};

/* A profile in the making. */
struct making {
	struct arena			*arena;
	const struct login_connection	*connection;
	const struct login_claims	*claims;
	struct entry			*entries;
	size_t				 count, room;
	size_t				 bytes;		/* of all values */
	struct texts			*fills;
};

static const struct received *
item(const struct making *m, size_t i)
{
	return (const struct received *)m->claims->received.items + i;
}

static bool
has(const struct making *m, const char *target)
{
	size_t i;

	for (i = 0; i < m->count; i++)
		if (text_is(m->entries[i].target, target))
			return true;
	return false;
}

static void
make_room(struct making *m)
{
	struct entry *more;

	if (m->count < m->room)
		return;
	m->room = m->room == 0 ? 16 : 2 * m->room;
	more = arena_array(m->arena, m->room, sizeof(*more));
	if (m->count > 0)
		memcpy(more, m->entries, m->count * sizeof(*more));
	m->entries = more;
}

/* json NULL: there is no value. */
static void
put(struct making *m, const char *target, const char *json)
{
	size_t bytes = json == NULL ? 0 : strlen(json);

	if (json == NULL || has(m, target) || bytes > PROFILE_MAX_BYTES - m->bytes)
		return;
	make_room(m);
	m->entries[m->count++] = (struct entry){ target, json };
	m->bytes += bytes;
}

static void
mark(struct making *m, size_t i, const char *target)
{
	if (!texts_hold(&m->fills[i], target))
		texts_add(m->arena, &m->fills[i], target);
}

static char *
text_json(struct arena *a, const char *text)
{
	struct buf b = buf_in(a);

	buf_add_json(&b, text);
	return b.text;
}

/* --- OpenID Connect --- */

/* Whether the path leads to the claim or into it. */
static bool
leads_to(const char *path, const char *claim)
{
	const size_t length = strlen(claim);

	return strncmp(path, claim, length) == 0 && (path[length] == '\0' || path[length] == '.');
}

static void
mark_claim(struct making *m, const char *source, const char *path, const char *target)
{
	size_t count = m->claims->received.count, i, inside = count;

	for (i = 0; i < count; i++) {
		if (!text_is(item(m, i)->source, source))
			continue;
		if (text_is(item(m, i)->name, path)) {
			mark(m, i, target);
			return;
		}
		if (leads_to(path, item(m, i)->name))
			inside = i;
	}
	if (inside < count)
		mark(m, inside, target);
}

static void
mark_parts(struct making *m, const struct expression *e, const char *target)
{
	size_t i;

	for (i = 0; i < e->count; i++)
		if (e->parts[i].kind == PART_TOKENSET)
			mark_claim(m, "id_token", e->parts[i].text, target);
		else if (e->parts[i].kind == PART_USERINFO)
			mark_claim(m, "userinfo", e->parts[i].text, target);
}

static void
put_expression(struct making *m, const char *target, const char *text)
{
	const struct claims all = { .connection_id = m->connection->id,
		.strategy = m->connection->strategy, .id_token = m->claims->id_token,
		.userinfo = m->claims->userinfo,
		.access_token = m->claims->access_token == NULL ? NULL : TOKEN_SHOWN };
	struct expression e;
	struct fault ignored;
	const char *value;

	if (expression_parse(m->arena, text, &e, &ignored) != OK)
		return;
	value = expression_value(m->arena, &e, &all);
	if (value != NULL && !has(m, target))
		mark_parts(m, &e, target);
	put(m, target, value);
}

/* A company's own members, and those that we set, are not for a provider to fill. */
static bool
is_bound(const char *mode, const char *claim)
{
	static const char *const basic[] = { "name", "given_name", "family_name", "middle_name",
		"nickname", "preferred_username", "profile", "picture", "website", "gender", "birthdate",
		"zoneinfo", "locale", "updated_at", "email", "email_verified", NULL };
	static const char *const ours[] = { USER_ID, "app_metadata", "user_metadata", "identities",
		"blocked", "org_id", "org_name", NULL };
	const char *const *list = text_is(mode, "bind_all") ? ours : basic;
	size_t i = 0;

	while (list[i] != NULL && !text_is(list[i], claim))
		i++;
	return (list == basic) == (list[i] != NULL) && !claim_is_of_protocol(claim);
}

/* No more claims than are kept of what arrived. */
static void
bind(struct making *m, const char *mode, const char *source, const char *json)
{
	const struct objects members = fields_members(m->arena, json);
	const struct json_member *claims = members.items;
	size_t i;

	for (i = 0; i < members.count && i < RECEIVED_MAX; i++) {
		if (claims[i].value.json == NULL || !is_bound(mode, claims[i].name)
		    || has(m, claims[i].name))
			continue;
		mark_claim(m, source, claims[i].name, claims[i].name);
		put(m, claims[i].name, claims[i].value.json);
	}
}

/* Of the claim that the connection names, or the subject. */
static void
put_openid_id(struct making *m)
{
	const char *claim = fields_value(m->arena, m->connection->options, "userid_attribute").text;

	if (claim != NULL)
		put_expression(m, USER_ID, arena_print(m->arena, "${context.tokenset.%s}", claim));
	put_expression(m, USER_ID, "${context.tokenset.sub}");
}

/* --- whether the email address is the person's own --- */

static bool
is_claimed_true(struct arena *a, const char *claims, const char *name)
{
	const struct json_value v = fields_value(a, claims, name);

	return text_is(v.json, "true") || text_is(v.json, "1") || text_is(v.text, "1")
	    || (v.text != NULL && text_is_nocase(v.text, "true"));
}

static bool
is_of_verified_domain(const struct making *m, const char *email)
{
	const char *at = strrchr(email, '@');
	const char *domain = at == NULL ? NULL : domain_name_clean(m->arena, at + 1);

	return domain != NULL && texts_hold(&m->connection->verified_domains, domain);
}

/* The provider's proof is about its own claim email, whatever claim fills ours. */
static bool
is_proved(const struct making *m, const char *email)
{
	const char *trust = fields_value(m->arena, m->connection->options,
	    "should_trust_email_verified_connection").text;

	if (text_is(trust, EMAILS_ARE_VERIFIED) || is_of_verified_domain(m, email))
		return true;
	return text_is(fields_value(m->arena, m->claims->id_token, "email").text, email)
	    && is_claimed_true(m->arena, m->claims->id_token, m->connection->provider->email_proof);
}

static const char *
text_of(const struct making *m, const char *target)
{
	size_t i = 0;

	while (i < m->count && !text_is(m->entries[i].target, target))
		i++;
	return i == m->count ? NULL
	    : fields_value(m->arena, arena_print(m->arena, "{\"is\":%s}", m->entries[i].json), "is").text;
}

/* The first entry is that of email_verified, so that no claim could fill it. */
static void
settle_email(struct making *m)
{
	const char *email = text_of(m, "email");

	if (email != NULL) {
		m->entries[0].json = is_proved(m, email) ? "true" : "false";
		return;
	}
	m->count--;
	memmove(m->entries, m->entries + 1, m->count * sizeof(*m->entries));
}

static void
put_openid(struct making *m)
{
	const char *mode = fields_value(m->arena, m->connection->options,
	    "attribute_map.mapping_mode").text;
	const char *map = fields_value(m->arena, m->connection->options,
	    "attribute_map.attributes").json;
	const struct objects members = fields_members(m->arena, map);
	const struct json_member *attributes = members.items;
	size_t i;

	for (i = 0; i < members.count && i < RECEIVED_MAX; i++)
		if (attributes[i].value.text != NULL)
			put_expression(m, attributes[i].name, attributes[i].value.text);
	put_openid_id(m);
	if (text_is(mode, "use_map"))
		return;
	bind(m, mode, "id_token", m->claims->id_token);
	bind(m, mode, "userinfo", m->claims->userinfo);
}

static void
make_openid(struct making *m)
{
	const bool is_doubted = m->connection->provider->email_proof != NULL;

	if (is_doubted)
		put(m, "email_verified", "false");
	put_openid(m);
	if (is_doubted)
		settle_email(m);
}

/* --- SAML --- */

static bool
has_value(const struct received *r)
{
	size_t i = 0;

	while (i < r->values.count && *r->values.items[i] == '\0')
		i++;
	return i < r->values.count;
}

/* The place of the attribute of that name, or of the NameID; received.count: it did not arrive. */
static size_t
arrived(const struct making *m, const char *name)
{
	const bool is_name_id = text_is(name, CLAIM_NAME_ID);
	size_t count = m->claims->received.count, i, id = count;

	for (i = 0; i < count; i++) {
		if (!has_value(item(m, i)))
			continue;
		if (text_is(item(m, i)->source, "attribute") && text_is(item(m, i)->name, name))
			return i;
		if (is_name_id && text_is(item(m, i)->source, "name_id"))
			id = i;
	}
	return id;
}

/* Whether our attribute is a list by its nature. */
static bool
is_list(const char *target)
{
	static const char *const lists[] = { "groups", "groups_saml", "federated_groups", "role", "roles",
		"entitlements", NULL };
	const char *dot = strrchr(target, '.'), *last = dot == NULL ? target : dot + 1;
	size_t i = 0;

	while (lists[i] != NULL && !text_is(lists[i], last))
		i++;
	return lists[i] != NULL;
}

static void
put_names(struct making *m, const char *target, const struct texts *names)
{
	const struct texts *values;
	size_t i, at;

	for (i = 0; i < names->count && !has(m, target); i++) {
		at = arrived(m, names->items[i]);
		if (at == m->claims->received.count)
			continue;
		values = &item(m, at)->values;
		mark(m, at, target);
		put(m, target, is_list(target) ? fields_encode_texts(m->arena, values)
		    : text_json(m->arena, values->items[0]));
	}
}

static struct texts
names_of(struct arena *a, const struct json_value *v)
{
	struct texts names = { 0 };
	struct fault ignored;

	if (v->text != NULL)
		texts_add(a, &names, v->text);
	else if (v->json != NULL && fields_decode_texts(a, v->json, &names, &ignored) != OK)
		names = (struct texts){ 0 };
	return names;
}

static void
put_usual(struct making *m)
{
	const struct attribute_name *row;
	struct texts name;

	for (row = m->connection->provider->attributes->rows; row->ours != NULL; row++) {
		name = (struct texts){ (const char *[]){ row->theirs }, 1 };
		put_names(m, row->ours, &name);
	}
}

static void
make_saml(struct making *m)
{
	const struct json_value id = fields_value(m->arena, m->connection->options,
	    "user_id_attribute");
	const char *map = fields_value(m->arena, m->connection->options, "fieldsMap").json;
	const struct objects members = fields_members(m->arena, map);
	const struct json_member *fields = members.items;
	struct texts names = names_of(m->arena, &id);
	size_t i;

	put_names(m, USER_ID, &names);
	for (i = 0; i < members.count; i++) {
		names = names_of(m->arena, &fields[i].value);
		put_names(m, fields[i].name, &names);
	}
	if (map == NULL || fields_value(m->arena, map, USER_ID).json == NULL)
		put_names(m, USER_ID, &user_id_complete(m->arena, NULL)->saml);
	if (members.count == 0)
		put_usual(m);
}

/* --- written out --- */

/* The part of a target that names the object in which it lies; NULL: it lies in none. */
static const char *
object_of(const char *target)
{
	static const char *const objects[] = { "app_metadata.", "user_metadata." };
	size_t i;

	for (i = 0; i < sizeof(objects) / sizeof(objects[0]); i++)
		if (text_starts(target, objects[i]) && target[strlen(objects[i])] != '\0')
			return objects[i];
	return NULL;
}

/* The members of an object, if its first one is at that place. */
static void
write_object(struct buf *b, const struct making *m, size_t at, const char *object)
{
	size_t i;

	for (i = 0; i < at; i++)
		if (object_of(m->entries[i].target) == object)
			return;
	buf_next_member(b, arena_copy(m->arena, object, strlen(object) - 1));
	buf_add_char(b, '{');
	for (i = at; i < m->count; i++) {
		if (object_of(m->entries[i].target) != object)
			continue;
		buf_next_member(b, m->entries[i].target + strlen(object));
		buf_add(b, m->entries[i].json);
	}
	buf_add_char(b, '}');
}

static char *
write_profile(const struct making *m)
{
	struct buf b = buf_in(m->arena);
	const char *object;
	size_t i;

	buf_add_char(&b, '{');
	for (i = 0; i < m->count; i++) {
		object = object_of(m->entries[i].target);
		if (object != NULL) {
			write_object(&b, m, i, object);
			continue;
		}
		buf_next_member(&b, m->entries[i].target);
		buf_add(&b, m->entries[i].json);
	}
	buf_add_char(&b, '}');
	return b.text;
}

char *
login_profile(struct arena *a, const struct login_connection *c,
    const struct login_claims *claims, struct texts **fills)
{
	struct making m = { .arena = a, .connection = c, .claims = claims,
		.fills = arena_array(a, claims->received.count, sizeof(struct texts)) };

	if (c->provider->protocol == PROTOCOL_OPENID)
		make_openid(&m);
	else
		make_saml(&m);
	*fills = m.fills;
	return write_profile(&m);
}

/* --- of a login that was kept --- */

/* A claim that was kept as one value: an object or null as it is, anything else as a text. */
static void
add_claim(struct buf *b, const struct received *r)
{
	buf_next_member(b, r->name);
	if (r->values.count != 1)
		buf_add(b, fields_encode_texts(b->arena, &r->values));
	else if (text_is(r->values.items[0], "null")
	    || fields_members(b->arena, r->values.items[0]).count > 0)
		buf_add(b, r->values.items[0]);
	else
		buf_add_json(b, r->values.items[0]);
}

static char *
claims_of(struct arena *a, const struct objects *received, const char *source)
{
	const struct received *items = received->items;
	struct buf b = buf_in(a);
	size_t i;

	buf_add_char(&b, '{');
	for (i = 0; i < received->count; i++)
		if (text_is(items[i].source, source))
			add_claim(&b, &items[i]);
	buf_add_char(&b, '}');
	return b.text;
}

struct texts *
login_fills(struct arena *a, const struct login_connection *c, const struct objects *received)
{
	const struct login_claims claims = { .received = *received,
		.id_token = claims_of(a, received, "id_token"),
		.userinfo = claims_of(a, received, "userinfo") };
	struct texts *fills;

	login_profile(a, c, &claims, &fills);
	return fills;
}
