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
register_client(const struct act *act, const char *name, const char *scopes,
    const char **client_id, const char **secret)
{
	struct client c = { .tenant_id = act->tenant_id, .scopes = scopes };
	const char *made = random_alnum(act->arena, SECRET_LENGTH);
	enum status st = check_scopes(act->arena, scopes, act->fault);

	if (st == OK && (name[0] == '\0' || text_chars(name) > 100))
		return fail(act->fault, INVALID, "A client's name has 1 to 100 characters.");
	c.id = random_alnum(act->arena, ID_LENGTH);
	c.secret_hash = hash_text(act->arena, made);
	if (st == OK)
		st = client_add(act, &c, name);
	if (st != OK)
		return st;
	*client_id = c.id;
	*secret = made;
	return OK;
}
