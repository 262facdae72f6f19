/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/register_client.h"

#include "base/hash.h"
#include "base/random.h"
#include "base/text.h"
#include "store/client.h"

enum { ID_LENGTH = 32, SECRET_LENGTH = 64 };

static enum status
check_scopes(struct arena *a, const char *scopes, struct fault *f)
{
	const char **parts;
	size_t count = text_split(a, scopes, " ", &parts), i;

	for (i = 0; i < count; i++)
		if (!is_scope(parts[i]))
			return fail(f, INVALID, "There is no scope \"%s\". There are: %s.", parts[i],
			    all_scopes);
	return OK;
}

enum status
register_client(struct store *s, struct arena *a, const char *tenant_id, const char *name,
    const char *scopes, const char **client_id, const char **secret, struct fault *f)
{
	struct client c = { .tenant_id = tenant_id, .scopes = scopes };
	const char *made = random_alnum(a, SECRET_LENGTH);
	enum status st = check_scopes(a, scopes, f);

	if (st == OK && (name[0] == '\0' || text_chars(name) > 100))
		return fail(f, INVALID, "A client's name has 1 to 100 characters.");
	c.id = random_alnum(a, ID_LENGTH);
	c.secret_hash = hash_text(a, made);
	if (st == OK)
		st = client_add(s, a, &c, name, f);
	if (st != OK)
		return st;
	*client_id = c.id;
	*secret = made;
	return OK;
}
