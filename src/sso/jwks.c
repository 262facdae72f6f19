/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/jwks.h"

#include <string.h>

#include "base/encode.h"
#include "base/text.h"
#include "sso/json_document.h"

/* --- the document --- */

static enum status
refuse_keys(struct arena *a, struct login_outcome *out, const char *why)
{
	return login_refuse_told(a, out, LOGIN_KEYS_UNREADABLE, NULL, why);
}

static enum status
read_set(struct arena *a, const char *json, size_t length, const struct json **keys,
    struct login_outcome *out)
{
	const struct json *document;

	if (length > JWKS_MAX_BYTES)
		return refuse_keys(a, out, arena_print(a, "The key set is larger than %d KB.",
		    JWKS_MAX_BYTES / 1024));
	if (text_is_html(json, length))
		return refuse_keys(a, out, "The key set is a web page (HTML), not JSON.");
	document = json_document_read(a, json, length);
	if (document == NULL)
		return refuse_keys(a, out, "The key set is not valid JSON, or has a member twice.");
	*keys = json_member(document, "keys");
	return json_is_list(*keys) ? OK : refuse_keys(a, out, "The key set has no list of keys.");
}

enum status
jwks_check(struct arena *a, const char *json, size_t length, struct login_outcome *out)
{
	const struct json *keys;

	return read_set(a, json, length, &keys, out);
}

/* --- does a key fit --- */

static bool
has_private_part(const struct json *key)
{
	static const char *const parts[] = { "d", "p", "q", "dp", "dq", "qi", "oth", "k", NULL };
	size_t i;

	for (i = 0; parts[i] != NULL; i++)
		if (json_member(key, parts[i]) != NULL)
			return true;
	return false;
}

/* A member that is not there agrees with anything. */
static bool
agrees(const struct json *key, const char *name, const char *value)
{
	return json_member(key, name) == NULL || text_is(json_member_text(key, name), value);
}

static bool
verifies(const struct json *key)
{
	const struct json *operations = json_member(key, "key_ops");
	size_t i;

	if (operations == NULL)
		return true;
	for (i = 0; i < json_count(operations); i++)
		if (text_is(json_text(json_item(operations, i)), "verify"))
			return true;
	return false;
}

/* For that algorithm, and to verify with. */
static bool
fits(const struct json *key, const struct signature_algorithm *g)
{
	return text_is(json_member_text(key, "kty"), g->key_type)
	    && (g->curve == NULL || text_is(json_member_text(key, "crv"), g->curve))
	    && agrees(key, "alg", g->name) && agrees(key, "use", "sig") && verifies(key);
}

static enum status
refuse_misfit(struct arena *a, const struct json *key, const struct signature_algorithm *g,
    struct login_outcome *out)
{
	if (!agrees(key, "use", "sig") || !verifies(key))
		return refuse_keys(a, out, "The key that the token names is not for signatures.");
	if (json_member(key, "alg") != NULL)
		return login_refuse(a, out, LOGIN_ALGORITHM_REFUSED, json_member_shown(a, key, "alg"),
		    g->name);
	return login_refuse(a, out, LOGIN_ALGORITHM_REFUSED, arena_print(a, "a key of the type %s",
	    json_member_shown(a, key, "kty")), g->name);
}

/* --- which key --- */

static const char *
ids_of(struct arena *a, const struct json *keys)
{
	struct texts ids = { arena_array(a, json_count(keys), sizeof(*ids.items)), 0 };
	const char *id;
	size_t i;

	for (i = 0; i < json_count(keys); i++) {
		id = json_member_text(json_item(keys, i), "kid");
		if (id != NULL)
			ids.items[ids.count++] = id;
	}
	return texts_in_words(a, &ids);
}

static enum status
choose(struct arena *a, const struct json *keys, const struct signature_algorithm *g,
    const char *key_id, const struct json **chosen, struct login_outcome *out)
{
	const struct json *key, *misfit = NULL;
	size_t i, count = 0;

	for (i = 0; i < json_count(keys); i++) {
		key = json_item(keys, i);
		if (key_id != NULL && !text_is(json_member_text(key, "kid"), key_id))
			continue;
		if (!fits(key, g)) {
			misfit = key;
			continue;
		}
		*chosen = key;
		count++;
	}
	if (count > 1)
		return login_refuse(a, out, LOGIN_KEY_AMBIGUOUS, NULL, key_id);
	if (count == 0 && key_id != NULL && misfit != NULL)
		return refuse_misfit(a, misfit, g, out);
	return count == 1 ? OK : login_refuse(a, out, LOGIN_KEY_UNKNOWN, ids_of(a, keys), key_id);
}

/* --- from a JWK to a key --- */

static struct bytes
number(struct arena *a, const struct json *key, const char *name)
{
	const char *text = json_member_text(key, name);
	struct bytes out = { 0 };

	if (text != NULL)
		out.at = base64url_bytes(a, text, strlen(text), &out.count);
	return out.at == NULL ? (struct bytes){ 0 } : out;
}

enum status
jwks_key(struct arena *a, const char *json, size_t length, const struct signature_algorithm *g,
    const char *key_id, const struct public_key **key, struct login_outcome *out)
{
	const struct json *keys, *chosen = NULL;
	struct public_key_parts parts;
	enum status st = read_set(a, json, length, &keys, out);

	if (st == OK)
		st = choose(a, keys, g, key_id, &chosen, out);
	if (st != OK)
		return st;
	if (has_private_part(chosen))
		return refuse_keys(a, out, "The key set shows the private part of the key: anyone could sign.");
	parts = (struct public_key_parts){ number(a, chosen, "n"), number(a, chosen, "e"),
		number(a, chosen, "x"), number(a, chosen, "y") };
	*key = public_key(a, g, &parts);
	return *key != NULL ? OK
	    : refuse_keys(a, out, "The key that the token names is damaged or too weak.");
}
