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

enum status
issue_token(struct store *s, struct arena *a, const char *host, const struct credentials *c,
    const char **token, struct client *out, struct fault *f)
{
	struct client client;
	enum status st = client_find(s, a, host, c->client_id, &client, f);
	const char *secret;

	if (st != OK && st != NOT_FOUND)
		return st;
	if (st == NOT_FOUND || !hash_is(client.secret_hash, hash_text(a, c->client_secret)))
		return fail(f, STRANGER, "Unauthorized");
	if (c->audience != NULL && !is_audience(a, c->audience, client.domain)
	    && !is_audience(a, c->audience, host))
		return fail(f, FORBIDDEN, "Service not enabled within domain: %s", c->audience);
	secret = random_alnum(a, TOKEN_LENGTH);
	st = token_add(s, a, &client, hash_text(a, secret), f);
	if (st != OK)
		return st;
	*token = secret;
	*out = client;
	return OK;
}
