/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "actions/operator.h"
#include "main/commands.h"
#include "store/operator.h"
#include "store/tenant.h"

/* Reads a line; if it is typed at a terminal, it is not echoed. */
static enum status
read_password(const struct act *act, char *line, int size_bytes)
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
	return is_read ? OK : fail(act->fault, INVALID,
	    "The password is missing. Write it to standard input, on one line.");
}

enum status
command_operator_add(const struct act *act, const struct options *o)
{
	const char *id;
	char password[1024];
	enum status st = read_password(act, password, sizeof(password));

	if (st == OK)
		st = register_operator(act, o->email, password, &id);
	explicit_bzero(password, sizeof(password));
	if (st == OK)
		printf("%s\n", id);
	return st;
}

enum status
command_operator_list(const struct act *act, const struct options *o)
{
	const struct operator_row *rows;
	struct objects found;
	struct tenant tenant;
	size_t i;
	enum status st = tenant_load(act, o->tenant, &tenant);

	if (st == OK)
		st = operator_list(act, &found);
	if (st != OK)
		return st;
	rows = found.items;
	printf("%-26s  %-24s  %s\n", "operator", "since", "email");
	for (i = 0; i < found.count; i++)
		printf("%-26s  %-24s  %s\n", rows[i].id, moment_iso(act->arena, rows[i].created_at),
		    rows[i].email);
	return OK;
}

enum status
command_operator_update(const struct act *act, const struct options *o)
{
	return update_operator(act, o->word, o->email);
}

enum status
command_operator_password(const struct act *act, const struct options *o)
{
	char password[1024];
	enum status st = read_password(act, password, sizeof(password));

	if (st == OK)
		st = set_operator_password(act, o->word, password);
	explicit_bzero(password, sizeof(password));
	return st;
}

enum status
command_operator_remove(const struct act *act, const struct options *o)
{
	return remove_operator(act, o->word);
}
