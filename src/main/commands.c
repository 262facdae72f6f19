/* SPDX-License-Identifier: Apache-2.0 */
#include "main/commands.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "actions/client.h"
#include "actions/operator.h"
#include "actions/seal_key.h"
#include "actions/tenant.h"
#include "actions/ticket.h"
#include "base/seal.h"
#include "base/sentence.h"
#include "main/doors.h"
#include "model/tenant/client.h"
#include "model/tenant/tenant.h"
#include "store/event.h"
#include "store/migrate.h"
#include "store/tenant.h"
#include "store/ticket.h"

static enum status
make_folder(struct arena *a, const char *path, const char **folder, struct fault *f)
{
	*folder = dirname(arena_text(a, path));
	return mkdir(*folder, 0755) == 0 || errno == EEXIST ? OK
	    : fail(f, INVALID, "%s cannot be created: %s", *folder, strerror(errno));
}

/* Writes all of the file or nothing: a full disk leaves no half of a key behind, and a
 * file that exists is never replaced. */
static enum status
write_key(struct arena *a, const char *path, const char *key, mode_t mode, struct fault *f)
{
	const char *folder, *fresh = arena_print(a, "%s.new", path);
	enum status st = make_folder(a, path, &folder, f);
	bool is_kept;
	int fd, error;

	if (st != OK)
		return st;
	unlink(fresh);
	fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL, mode);
	is_kept = fd >= 0 && dprintf(fd, "%s\n", key) > 0 && fsync(fd) == 0 && link(fresh, path) == 0;
	error = errno;
	if (fd >= 0) {
		close(fd);
		unlink(fresh);
	}
	return is_kept ? OK : fail(f, INVALID, "%s cannot be created: %s", path, strerror(error));
}

/* With a new secret key, secrets that were sealed before could not be opened, so none is
 * made. */
static enum status
refuse_half(const struct settings *settings, struct fault *f)
{
	return fail(f, INVALID, "%s exists, but its other half, %s, does not. Restore that from a "
	    "backup. If nothing has been sealed yet, remove the file that exists.",
	    settings->seal_public_key, settings->seal_secret_key);
}

static enum status
complete_keys(struct arena *a, const struct settings *settings, const char **public_key,
    struct fault *f)
{
	const char *secret_key;
	enum status st = seal_key_read(a, settings->seal_secret_key, &secret_key, f);

	if (st != OK)
		return fail(f, st, "%s exists, but it cannot be read or holds no key. Restore it from a "
		    "backup, or move it away.", settings->seal_secret_key);
	*public_key = seal_public_half(a, secret_key);
	return write_key(a, settings->seal_public_key, *public_key, 0644, f);
}

static enum status
make_both_keys(struct arena *a, const struct settings *settings, const char **public_key,
    struct fault *f)
{
	const char *secret_key;
	enum status st;

	seal_keys(a, public_key, &secret_key);
	st = write_key(a, settings->seal_secret_key, secret_key, 0600, f);
	return st == OK ? write_key(a, settings->seal_public_key, *public_key, 0644, f) : st;
}

/* The keys are made before there is a database, so this event may fail. */
static void
tell_of_keys(const struct act *act, const char *public_key)
{
	struct fault why;
	struct act telling = *act;
	enum status st = store_connect(act->store, &why);

	telling.fault = &why;
	if (st == OK)
		st = tell_seal_key(&telling, public_key);
	if (st != OK)
		fprintf(stderr, "postern: The keys were made, but no event was written: %s\n",
		    st == UNAVAILABLE ? DATABASE_AWAY : fault_english(act->arena, &why));
}

/* A key that exists is never replaced, as the secrets that were sealed to it would be
 * lost.  This also finishes a pair of which an earlier try made only the secret key. */
static enum status
make_missing_keys(const struct act *act, const struct settings *settings)
{
	bool has_secret = access(settings->seal_secret_key, F_OK) == 0;
	bool has_public = access(settings->seal_public_key, F_OK) == 0;
	const char *public_key;
	enum status st;

	if (has_public)
		return has_secret ? OK : refuse_half(settings, act->fault);
	st = has_secret ? complete_keys(act->arena, settings, &public_key, act->fault)
	    : make_both_keys(act->arena, settings, &public_key, act->fault);
	if (st == OK)
		tell_of_keys(act, public_key);
	return st;
}

/* If two run at once, the second waits and finds the keys; otherwise the two files could
 * be halves of different pairs. */
enum status
command_key_create(const struct act *act, const struct options *o)
{
	const struct settings *settings = o->settings;
	const char *folder;
	enum status st;
	int fd;

	if (access(settings->seal_public_key, F_OK) == 0
	    && access(settings->seal_secret_key, F_OK) == 0)
		return OK;
	st = make_folder(act->arena, settings->seal_secret_key, &folder, act->fault);
	if (st != OK)
		return st;
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || flock(fd, LOCK_EX) != 0)
		st = fail(act->fault, INVALID, "%s cannot be locked: %s", folder, strerror(errno));
	else
		st = make_missing_keys(act, settings);
	if (fd >= 0)
		close(fd);
	return st;
}

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
command_tenant_update(const struct act *act, const struct options *o)
{
	struct tenant t = tenant_of(o);

	return update_tenant(act, &t);
}

enum status
command_client_add(const struct act *act, const struct options *o)
{
	const char *scopes = o->scopes == NULL ? all_scopes : o->scopes, *id, *secret;
	enum status st = register_client(act, o->name, scopes, &id, &secret);

	if (st == OK)
		printf("client_id=%s\nclient_secret=%s\n", id, secret);
	return st;
}

/* Reads a line; if it is typed at a terminal, it is not echoed. */
static bool
read_password(char *line, int size_bytes)
{
	struct termios before = { 0 }, silent;
	bool is_typed = tcgetattr(STDIN_FILENO, &before) == 0, is_read;

	if (is_typed) {
		silent = before;
		silent.c_lflag &= ~(tcflag_t)ECHO;
		fputs("Password: ", stderr);
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
	}
	is_read = fgets(line, size_bytes, stdin) != NULL;
	if (is_typed) {
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
		fputs("\n", stderr);
	}
	line[is_read ? strcspn(line, "\r\n") : 0] = '\0';
	return is_read;
}

enum status
command_operator_add(const struct act *act, const struct options *o)
{
	const char *id;
	char password[1024];
	enum status st;

	if (!read_password(password, sizeof(password)))
		return fail(act->fault, INVALID,
		    "No password was given: write it to standard input, on one line.");
	st = register_operator(act, o->email, password, &id);
	explicit_bzero(password, sizeof(password));
	if (st == OK)
		printf("%s\n", id);
	return st;
}

enum status
command_ticket_create(const struct act *act, const struct options *o)
{
	struct ticket_request wanted = { 0 };
	const char *url, *json = arena_print(act->arena,
	    "{\"connection_config\":{\"name\":\"%s\"},\"ttl_sec\":%ld}", o->connection, o->ttl_s);
	enum status st;

	if (strpbrk(o->connection, "\"\\") != NULL)
		return fail(act->fault, INVALID,
		    "A connection's name has letters, digits and hyphens.");
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
	enum status st = revoke_ticket(act, o->word, &done);

	if (st == OK && !done)
		return fail(act->fault, NOT_FOUND,
		    "There is no such ticket, or it is revoked already.");
	return st;
}
