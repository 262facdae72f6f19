/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/issue_token.h"

#include "base/hash.h"
#include "base/random.h"
#include "base/text.h"
#include "store/client.h"

enum { TOKEN_LENGTH = 43 };

static bool
is_audience(struct arena *a, const char *audience, const char *domain)
{
	return text_is(audience, arena_print(a, "https://%s/api/v2/", domain));
}

/* A secret that comes after too many wrong ones is not even looked at. */
static enum status
check_secret(struct store *s, struct arena *a, const char *host, const struct credentials *c,
    struct client *out, struct fault *f)
{
	enum status st = client_find(s, a, host, c->client_id, c->address, out, f);

	if (st != OK && st != NOT_FOUND)
		return st;
	if (st == OK && out->allowance.left <= 0)
		return fail(f, LIMITED, "Too many wrong secrets from your address.");
	if (st == OK && hash_is(out->secret_hash, hash_text(a, c->client_secret)))
		return OK;
	if (st == OK)
		st = secret_wrong(s, a, out, c->address, f);
	return st == OK || st == NOT_FOUND ? fail(f, STRANGER, "Unauthorized") : st;
}

enum status
issue_token(struct store *s, struct arena *a, const char *host, const struct credentials *c,
    const char **token, struct client *out, struct fault *f)
{
	enum status st = check_secret(s, a, host, c, out, f);
	const char *secret;

	if (st != OK)
		return st;
	if (c->audience != NULL && !is_audience(a, c->audience, out->domain)
	    && !is_audience(a, c->audience, host))
		return fail(f, FORBIDDEN, "Service not enabled within domain: %s", c->audience);
	if (!client_holds(out, c->scopes))
		return fail(f, INVALID, "The client does not have all of these scopes: %s", c->scopes);
	if (c->scopes[0] != '\0')
		out->scopes = scopes_among(a, out->scopes, c->scopes);
	secret = random_alnum(a, TOKEN_LENGTH);
	st = token_add(s, a, out, hash_text(a, secret), f);
	if (st == OK)
		*token = secret;
	return st;
}
