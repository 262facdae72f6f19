/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "actions/client.h"
#include "base/text.h"
#include "main/commands.h"
#include "model/rules.h"
#include "store/tenant.h"

/* "all" is a word of the command line: the scopes of this version. */
static const char *
scopes_of(const struct options *o)
{
	return o->scopes != NULL && text_is(o->scopes, "all") ? all_scopes : o->scopes;
}

enum status
command_client_add(const struct act *act, const struct options *o)
{
	const char *id, *secret;
	enum status st = register_client(act, o->name, scopes_of(o), &id, &secret);

	if (st == OK)
		printf("client_id=%s\nclient_secret=%s\n", id, secret);
	return st;
}

static enum status
print_client(const struct act *act, const struct client_row *c)
{
	struct texts scopes;
	enum status st = fields_decode_texts(act->arena, c->scopes, &scopes, act->fault);
	const char *words = st == OK ? texts_joined(act->arena, &scopes) : NULL;

	if (st == OK)
		printf("%-32s  %-24s  %s  (%s)\n", c->id, c->former_until == 0 ? "-"
		    : moment_iso(act->arena, c->former_until), c->name, words == NULL ? "" : words);
	return st;
}

enum status
command_client_list(const struct act *act, const struct options *o)
{
	struct slice slice = { .limit = COMMAND_MAX_ROWS };
	struct objects found;
	struct tenant tenant;
	long total;
	size_t i;
	enum status st = tenant_load(act, o->tenant, &tenant);

	if (st == OK)
		st = client_list(act, NULL, &slice, &found, &total);
	if (st == OK)
		printf("%-32s  %-24s  %s\n", "client", "former secret until", "name (scopes)");
	for (i = 0; st == OK && i < found.count; i++)
		st = print_client(act, &((const struct client_row *)found.items)[i]);
	return st;
}

enum status
command_client_update(const struct act *act, const struct options *o)
{
	struct client_row ignored;

	return update_client(act, o->word, o->name, scopes_of(o), NULL, &ignored);
}

enum status
command_client_rotate(const struct act *act, const struct options *o)
{
	long overlap_s = SECRET_OVERLAP_S;
	struct client_row row;
	const char *secret;
	enum status st;

	if (o->overlap != NULL && !text_to_long(o->overlap, 0, SECRET_OVERLAP_MAX_S, &overlap_s))
		return fail(act->fault, INVALID, "--overlap takes a number of seconds, at most %d.",
		    SECRET_OVERLAP_MAX_S);
	st = rotate_client_secret(act, o->word, overlap_s, NULL, &secret, &row);
	if (st != OK)
		return st;
	printf("client_id=%s\nclient_secret=%s\n", row.id, secret);
	if (row.former_until != 0)
		printf("former_secret_until=%s\n", moment_iso(act->arena, row.former_until));
	return OK;
}

enum status
command_client_remove(const struct act *act, const struct options *o)
{
	return remove_client(act, o->word);
}

enum status
command_client_revoke_tokens(const struct act *act, const struct options *o)
{
	long tokens;
	enum status st = revoke_client_tokens(act, o->word, &tokens);

	if (st == OK)
		printf("%ld\n", tokens);
	return st;
}
