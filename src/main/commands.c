/* SPDX-License-Identifier: Apache-2.0 */
#include "main/commands.h"

#include <stdio.h>
#include <string.h>

#include "actions/tenant.h"
#include "actions/ticket.h"
#include "base/sentence.h"
#include "base/text.h"
#include "main/doors.h"
#include "model/rules.h"
#include "model/tenant/tenant.h"
#include "store/event.h"
#include "store/migrate.h"
#include "store/profile.h"
#include "store/tenant.h"
#include "store/ticket.h"

enum status
command_settings(const struct act *act, const struct options *o)
{
	(void)act;
	(void)o;
	settings_print(stdout);
	return OK;
}

enum status
command_routes(const struct act *act, const struct options *o)
{
	(void)o;
	fputs(doors_print(act->arena), stdout);
	return OK;
}

static enum status
print_event(void *arena, const void *item)
{
	const struct event_row *e = item;
	struct arena *a = arena;
	const char *problem = e->problem.count == 0 ? NULL : sentences_english(a, &e->problem);

	printf("%s  %-7s  %-28s  %s  %s\n", moment_iso(a, e->at), e->outcome, e->kind, e->actor,
	    fields_with_text(a, e->details, "problem", problem));
	return OK;
}

enum status
command_events(const struct act *act, const struct options *o)
{
	struct arena *one = arena_new();
	struct taker printer = { print_event, one, one };
	struct tenant tenant;
	enum status st = tenant_load(act, o->tenant, &tenant);

	if (st == OK)
		st = event_list(act, &printer);
	arena_free(one);
	return st;
}

static void
tell_migration(const char *name)
{
	printf("applied %s\n", name);
}

enum status
command_migrate(const struct act *act, const struct options *o)
{
	(void)o;
	return migrate(act->store, act->arena, tell_migration, act->fault);
}

static struct tenant
tenant_of(const struct options *o)
{
	return (struct tenant){ .id = o->tenant, .name = o->name, .support = o->support,
		.domain = o->domain, .domain_loss = o->domain_loss };
}

enum status
command_tenant_add(const struct act *act, const struct options *o)
{
	struct tenant t = tenant_of(o);
	enum status st = register_tenant(act, &t);

	if (st == OK)
		printf("%s\n", t.id);
	return st;
}

enum status
command_tenant_list(const struct act *act, const struct options *o)
{
	const struct tenant *rows;
	struct objects found;
	size_t i;
	enum status st = tenant_list(act, &found);

	(void)o;
	if (st != OK)
		return st;
	rows = found.items;
	printf("%-16s  %-32s  %s\n", "tenant", "domain", "name");
	for (i = 0; i < found.count; i++)
		printf("%-16s  %-32s  %s\n", rows[i].id, rows[i].domain, rows[i].name);
	return OK;
}

enum status
command_tenant_update(const struct act *act, const struct options *o)
{
	struct tenant t = tenant_of(o);

	return update_tenant(act, &t);
}

enum status
command_profile_list(const struct act *act, const struct options *o)
{
	struct slice slice = { .limit = COMMAND_MAX_ROWS };
	const struct profile *rows;
	struct objects found;
	struct tenant tenant;
	long total;
	size_t i;
	enum status st = tenant_load(act, o->tenant, &tenant);

	if (st == OK)
		st = profile_list(act, &slice, &found, &total);
	if (st != OK)
		return st;
	rows = found.items;
	printf("%-26s  %s\n", "profile", "name");
	for (i = 0; i < found.count; i++)
		printf("%-26s  %s\n", rows[i].id, rows[i].name);
	return OK;
}

/* The request that the API would take; the name is checked by its rows. */
static char *
ticket_json(struct arena *a, const struct options *o)
{
	struct texts clients = { 0 };

	if (o->clients != NULL)
		clients.count = text_split(a, o->clients, " ", &clients.items);
	return arena_print(a, "{\"connection_config\":{\"name\":\"%s\"},\"ttl_sec\":%ld,\"enabled_clients\":%s}",
	    o->connection, o->ttl_s, fields_encode_texts(a, &clients));
}

enum status
command_ticket_create(const struct act *act, const struct options *o)
{
	struct ticket_request wanted = { 0 };
	const char *url, *json = ticket_json(act->arena, o);
	enum status st;

	if (strpbrk(o->connection, "\"\\") != NULL)
		return fail(act->fault, INVALID,
		    "The name of a connection can contain only letters, digits and hyphens.");
	st = fields_decode(act->arena, json, strlen(json), &ticket_request_shape, CREATING,
	    &wanted, act->fault);
	if (st == OK)
		st = issue_ticket(act, o->profile, &wanted, NULL, &url);
	if (st == OK)
		printf("%s\n", url);
	return st;
}

enum status
command_ticket_list(const struct act *act, const struct options *o)
{
	struct ticket_row *rows;
	struct tenant tenant;
	size_t count, i;
	enum status st = tenant_load(act, o->tenant, &tenant);

	if (st == OK)
		st = ticket_list(act, &rows, &count);
	if (st != OK)
		return st;
	printf("%-12s  %-8s  %-6s  %-24s  %s\n", "ticket", "state", "uses", "until",
	    "connection");
	for (i = 0; i < count; i++)
		printf("%-12s  %-8s  %-6s  %-24s  %s\n", rows[i].id, rows[i].state,
		    arena_print(act->arena, "%ld/%ld", rows[i].uses, rows[i].uses_allowed),
		    moment_iso(act->arena, rows[i].until), rows[i].connection_name);
	return OK;
}

enum status
command_ticket_revoke(const struct act *act, const struct options *o)
{
	bool done = false;
	enum status st = revoke_ticket(act, NULL, o->word, &done);

	if (st == OK && !done)
		return fail(act->fault, NOT_FOUND,
		    "There is no such ticket, or it was revoked before.");
	return st;
}
