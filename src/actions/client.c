/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/client.h"

#include <string.h>

#include "base/hash.h"
#include "base/random.h"
#include "base/text.h"

enum { SECRET_LENGTH = 64, TOKEN_LENGTH = 43 };

static enum status
check_scopes(struct arena *a, const char *scopes, struct fault *f)
{
	const char **parts;
	size_t count = text_split(a, scopes, " ", &parts), i;

	for (i = 0; i < count; i++)
		if (!is_scope(parts[i]))
			return fail(f, INVALID, "There is no scope \"%s\". \"postern routes\" and "
			    "GET /api/v2/openapi.json list the scopes.", parts[i]);
	return OK;
}

static enum status
check_name(const char *name, struct fault *f)
{
	return name[0] == '\0' || text_chars(name) > 100 || strpbrk(name, "\t\r\n") != NULL
	    || !text_is_printable(name)
	    ? fail(f, INVALID, "A client's name has 1 to 100 characters, on one line.") : OK;
}

enum status
register_client(const struct act *act, const char *name, const char *scopes,
    const char **client_id, const char **secret)
{
	struct client c = { .tenant_id = act->tenant_id };
	const char *made = random_alnum(act->arena, SECRET_LENGTH);
	enum status st = check_scopes(act->arena, scopes, act->fault);

	if (st == OK)
		st = check_name(name, act->fault);
	if (st != OK)
		return st;
	c.id = random_alnum(act->arena, CLIENT_ID_LENGTH);
	c.scopes = scopes_among(act->arena, scopes, scopes);
	c.secret_hash = hash_text(act->arena, made);
	st = client_add(act, &c, name);
	if (st != OK)
		return st;
	*client_id = c.id;
	*secret = made;
	return OK;
}

/* --- what was given is changed, or taken back --- */

enum status
update_client(const struct act *act, const char *id, const char *name, const char *scopes,
    const char *giver, struct client_row *out)
{
	const char *each_once = scopes == NULL ? NULL : scopes_among(act->arena, scopes, scopes);
	enum status st = OK;

	if (name != NULL)
		st = check_name(name, act->fault);
	if (st == OK && scopes != NULL)
		st = check_scopes(act->arena, scopes, act->fault);
	return st == OK ? client_set(act, id, name, each_once, giver, out) : st;
}

enum status
rotate_client_secret(const struct act *act, const char *id, long overlap_s, const char *giver,
    const char **secret, struct client_row *out)
{
	const char *made = random_alnum(act->arena, SECRET_LENGTH);
	enum status st = client_rotate(act, id, hash_text(act->arena, made), overlap_s, giver, out);

	if (st == OK)
		*secret = made;
	return st;
}

enum status
remove_client(const struct act *act, const char *id)
{
	return client_remove(act, id);
}

enum status
revoke_client_tokens(const struct act *act, const char *id, long *tokens)
{
	return client_revoke_tokens(act, id, tokens);
}

/* --- tokens --- */

static bool
is_audience(struct arena *a, const char *audience, const char *domain)
{
	return text_is(audience, arena_print(a, "https://%s/api/v2/", domain));
}

/* The hash that the client has of the secret; NULL: it has none of it. */
static const char *
known_hash(struct arena *a, const struct client *c, const char *secret)
{
	const char *shown = hash_text(a, secret);

	if (c->secret_hash != NULL && hash_is(c->secret_hash, shown))
		return c->secret_hash;
	return c->former_secret_hash != NULL && hash_is(c->former_secret_hash, shown)
	    ? c->former_secret_hash : NULL;
}

static enum status
refuse_secret(const struct act *act, const char *tenant_id, const char *client_id,
    const char *address)
{
	enum status st = secret_wrong(act, tenant_id, client_id, address);

	return st == OK ? fail(act->fault, STRANGER, "Unauthorized") : st;
}

/* A secret that comes after too many wrong ones is not looked at.  Wrong secrets are refused
 * and counted alike, whether there is such a client or not. */
static enum status
check_secret(const struct act *act, const char *host, const struct credentials *c,
    struct client *out)
{
	const char *id = client_id_format.holds(c->client_id) ? c->client_id : "";
	enum status st = client_find(act, host, id, c->address, out);

	if (st != OK)
		return st == NOT_FOUND ? fail(act->fault, STRANGER, "Unauthorized") : st;
	if (out->allowance.left <= 0)
		return fail(act->fault, LIMITED, "Too many wrong secrets from your address.");
	out->secret_hash = known_hash(act->arena, out, c->client_secret);
	return out->secret_hash != NULL ? OK : refuse_secret(act, out->tenant_id, id, c->address);
}

enum status
issue_token(const struct act *act, const char *host, const struct credentials *c,
    const char **token, struct client *out)
{
	enum status st = check_secret(act, host, c, out);
	const char *secret;

	if (st != OK)
		return st;
	if (c->audience != NULL && !is_audience(act->arena, c->audience, out->domain)
	    && !is_audience(act->arena, c->audience, host))
		return fail(act->fault, FORBIDDEN, "Service not enabled within domain: %s",
		    c->audience);
	if (!client_holds(out, c->scopes))
		return fail(act->fault, INVALID,
		    "The client does not have all of these scopes: %s", c->scopes);
	if (c->scopes[0] != '\0')
		out->scopes = scopes_among(act->arena, out->scopes, c->scopes);
	secret = random_alnum(act->arena, TOKEN_LENGTH);
	st = token_add(act, out, hash_text(act->arena, secret));
	if (st == OK)
		*token = secret;
	return st;
}
