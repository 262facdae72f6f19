/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/client.h"

#include "base/hash.h"
#include "base/random.h"
#include "base/text.h"
#include "store/client.h"

enum { SECRET_LENGTH = 64, TOKEN_LENGTH = 43 };

static enum status
check_scopes(struct arena *a, const char *scopes, struct fault *f)
{
	const char **parts;
	size_t count = text_split(a, scopes, " ", &parts), i;

	for (i = 0; i < count; i++)
		if (!is_scope(parts[i]))
			return fail(f, INVALID, "There is no scope \"%s\". The scopes are: %s.", parts[i],
			    all_scopes);
	return OK;
}

enum status
register_client(const struct act *act, const char *name, const char *scopes,
    const char **client_id, const char **secret)
{
	struct client c = { .tenant_id = act->tenant_id, .scopes = scopes };
	const char *made = random_alnum(act->arena, SECRET_LENGTH);
	enum status st = check_scopes(act->arena, scopes, act->fault);

	if (st != OK)
		return st;
	if (name[0] == '\0' || text_chars(name) > 100)
		return fail(act->fault, INVALID, "A client's name has 1 to 100 characters.");
	c.id = random_alnum(act->arena, CLIENT_ID_LENGTH);
	c.secret_hash = hash_text(act->arena, made);
	st = client_add(act, &c, name);
	if (st != OK)
		return st;
	*client_id = c.id;
	*secret = made;
	return OK;
}

/* --- tokens --- */

static bool
is_audience(struct arena *a, const char *audience, const char *domain)
{
	return text_is(audience, arena_print(a, "https://%s/api/v2/", domain));
}

/* A secret that comes after too many wrong ones is not looked at. */
static enum status
check_secret(const struct act *act, const char *host, const struct credentials *c,
    struct client *out)
{
	enum status st = client_find(act, host, c->client_id, c->address, out);

	if (st != OK && st != NOT_FOUND)
		return st;
	if (st == OK && out->allowance.left <= 0)
		return fail(act->fault, LIMITED, "Too many wrong secrets from your address.");
	if (st == OK && hash_is(out->secret_hash, hash_text(act->arena, c->client_secret)))
		return OK;
	if (st == OK)
		st = secret_wrong(act, out, c->address);
	return st == OK || st == NOT_FOUND ? fail(act->fault, STRANGER, "Unauthorized") : st;
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
