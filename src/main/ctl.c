/*
 * ctl.c - postern: the command line for system administrators
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "base/log.h"
#include "base/sentence.h"
#include "base/settings.h"
#include "base/text.h"
#include "main/commands.h"

static const struct command commands[] = {
	{ "migrate", NULL, command_migrate, BARE_DATABASE,
	    "", "create or upgrade the database for this version; safe to repeat" },
	{ "settings", NULL, command_settings, NO_DATABASE,
	    "", "list every setting with its default" },
	{ "routes", NULL, command_routes, NO_DATABASE,
	    "", "list every path of postern-web, with its method and who can call it" },
	{ "key", "create", command_key_create, NO_DATABASE,
	    "", "create the key pair that secrets are sealed with, unless it exists.  The settings\n"
	    "      seal_public_key and seal_secret_key name its files" },
	{ "key", "rotate", command_key_rotate, PREPARED_DATABASE,
	    "", "create a new key and seal every secret to it, while Postern runs.  Run this as the user\n"
	    "      who owns the secret key; if it is interrupted, run it again" },
	{ "key", "retire", command_key_retire, PREPARED_DATABASE,
	    "", "remove the former keys, once no secret is sealed to them" },
	{ "key", "list", command_key_list, PREPARED_DATABASE,
	    "", "list the keys, with the number of secrets sealed to each" },
	{ "signing-key", "list", command_signing_key_list, PREPARED_DATABASE,
	    "--tenant ID", "list the keys that sign SAML requests: current, next and previous" },
	{ "signing-key", "show", command_signing_key_show, PREPARED_DATABASE,
	    "--tenant ID --key ID", "print the certificate of a key that signs SAML requests" },
	{ "signing-key", "rotate", command_signing_key_rotate, PREPARED_DATABASE,
	    "--tenant ID --key ID",
	    "start signing with the next key, whose ID you confirm with --key" },
	{ "events", NULL, command_events, PREPARED_DATABASE,
	    "--tenant ID", "list the latest events, newest first" },
	{ "tenant", "add", command_tenant_add, PREPARED_DATABASE,
	    "--id ID --name NAME --domain HOST[:PORT] [--support CONTACT] [--domain-loss warn|remove]",
	    "add a software company; CONTACT is an email address, an https URL or a sentence.\n"
	    "      If the DNS record of a customer's domain is missing for 14 days, the domain is\n"
	    "      kept (warn, the default) or removed (remove)" },
	{ "tenant", "list", command_tenant_list, PREPARED_DATABASE,
	    "", "list software companies with their domains" },
	{ "tenant", "update", command_tenant_update, PREPARED_DATABASE,
	    "--id ID [--name NAME] [--domain HOST[:PORT]] [--support CONTACT]\n"
	    "      [--domain-loss warn|remove]",
	    "change a software company; its former domain keeps working" },
	{ "client", "add", command_client_add, PREPARED_DATABASE,
	    "--tenant ID --name NAME --scope SCOPE...",
	    "add a program that can call the Management API with these scopes; \"all\" means\n"
	    "      every scope of this version.  Prints the client ID and the client secret, which is\n"
	    "      shown only once" },
	{ "client", "list", command_client_list, PREPARED_DATABASE,
	    "--tenant ID", "list programs and their scopes" },
	{ "client", "update", command_client_update, PREPARED_DATABASE,
	    "--tenant ID [--name NAME] [--scope SCOPE]...",
	    "change a program; the scopes you name replace its former ones, and its tokens lose\n"
	    "      the others immediately", "CLIENT" },
	{ "client", "rotate", command_client_rotate, PREPARED_DATABASE,
	    "--tenant ID [--overlap SECONDS]",
	    "give a program a new secret, which is shown only once.  The former one works for\n"
	    "      another day, or for the seconds of --overlap (0: it stops immediately)", "CLIENT" },
	{ "client", "remove", command_client_remove, PREPARED_DATABASE,
	    "--tenant ID", "remove a program; its tokens stop working immediately", "CLIENT" },
	{ "client", "revoke-tokens", command_client_revoke_tokens, PREPARED_DATABASE,
	    "--tenant ID", "revoke all tokens of a program and print how many were still valid", "CLIENT" },
	{ "operator", "add", command_operator_add, PREPARED_DATABASE,
	    "--tenant ID --email ADDRESS", "add an operator; the password is read from standard input" },
	{ "operator", "list", command_operator_list, PREPARED_DATABASE, "--tenant ID", "list operators" },
	{ "operator", "update", command_operator_update, PREPARED_DATABASE,
	    "--tenant ID --email ADDRESS",
	    "change an operator's email address; OPERATOR is an ID or the current address", "OPERATOR" },
	{ "operator", "password", command_operator_password, PREPARED_DATABASE,
	    "--tenant ID", "replace an operator's password; the new one is read from standard input",
	    "OPERATOR" },
	{ "operator", "remove", command_operator_remove, PREPARED_DATABASE,
	    "--tenant ID", "remove an operator", "OPERATOR" },
	{ "profile", "list", command_profile_list, PREPARED_DATABASE,
	    "--tenant ID", "list the self-service profiles created through the Management API" },
	{ "ticket", "create", command_ticket_create, PREPARED_DATABASE,
	    "--tenant ID --profile SSP_ID --connection NAME [--client CLIENT]... [--ttl SECONDS]",
	    "create an access ticket for a new connection and print its URL, which is shown only\n"
	    "      once.  The administrator can enable the connection for the clients you name; if\n"
	    "      you name none, the administrator can only submit it" },
	{ "ticket", "list", command_ticket_list, PREPARED_DATABASE,
	    "--tenant ID", "list tickets, newest first" },
	{ "ticket", "revoke", command_ticket_revoke, PREPARED_DATABASE,
	    "--tenant ID", "revoke a ticket; TICKET is its public ID (12 characters) or the whole ticket",
	    "TICKET" },
};

enum { COMMANDS = sizeof(commands) / sizeof(commands[0]) };

static void
print_usage(FILE *to, const char *noun, const char *verb)
{
	size_t i;

	fputs("usage:\n", to);
	for (i = 0; i < COMMANDS; i++) {
		if ((noun != NULL && !text_is(commands[i].noun, noun))
		    || (verb != NULL && commands[i].verb != NULL
		    && !text_is(commands[i].verb, verb)))
			continue;
		fprintf(to, "  postern %s%s%s%s%s%s%s\n      %s\n", commands[i].noun,
		    commands[i].verb == NULL ? "" : " ",
		    commands[i].verb == NULL ? "" : commands[i].verb,
		    commands[i].options[0] == '\0' ? "" : " ", commands[i].options,
		    commands[i].word == NULL ? "" : " ",
		    commands[i].word == NULL ? "" : commands[i].word, commands[i].meaning);
	}
	fputs("Every command also takes --config FILE and --help.\n", to);
}

static const struct command *
find(int argc, char **argv)
{
	size_t i;

	for (i = 0; argc > 1 && i < COMMANDS; i++)
		if (text_is(commands[i].noun, argv[1]) && (commands[i].verb == NULL
		    || (argc > 2 && text_is(commands[i].verb, argv[2]))))
			return &commands[i];
	return NULL;
}

/* Lets "postern ticket" show the usage of the ticket commands only. */
static const char *
known_noun(int argc, char **argv)
{
	size_t i;

	for (i = 0; argc > 1 && i < COMMANDS; i++)
		if (text_is(commands[i].noun, argv[1]))
			return argv[1];
	return NULL;
}

/* Without any word, the usage says it all. */
static void
refuse_command(int argc, char **argv)
{
	const char *noun = known_noun(argc, argv);

	if (argc > 1)
		fprintf(stderr, "postern: There is no command \"%s%s%s\".%s\n", argv[1],
		    argc > 2 ? " " : "", argc > 2 ? argv[2] : "",
		    noun == NULL ? " \"postern --help\" lists the commands." : "");
	if (argc < 2 || noun != NULL)
		print_usage(stderr, noun, NULL);
}

static bool
wants_help(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++)
		if (text_is(argv[i], "--help"))
			return true;
	return false;
}

/* The actor of events: the user of the operating system who runs the command. */
static char *
actor(struct arena *a)
{
	const struct passwd *user = getpwuid(getuid());

	return user == NULL ? arena_print(a, "command:%u", getuid())
	    : arena_print(a, "command:%s", user->pw_name);
}

static enum status
run_with_store(const struct command *c, struct act *act, const struct options *o)
{
	enum status st = OK;

	act->store = store_new(o->settings->database);
	if (c->need != NO_DATABASE)
		st = c->need == PREPARED_DATABASE ? store_connect(act->store, act->fault)
		    : store_connect_bare(act->store, act->fault);
	if (st == UNAVAILABLE)
		fail(act->fault, st, DATABASE_AWAY);
	if (st == OK)
		st = c->run(act, o);
	store_free(act->store);
	return st;
}

static int
run(const struct command *c, struct arena *a, struct options *o)
{
	struct settings settings;
	struct fault f = { 0 };
	struct act act = { .arena = a, .tenant_id = o->tenant, .actor = actor(a), .fault = &f };
	enum status st = settings_load(a, o->config, &settings, &f);

	o->settings = &settings;
	if (st == OK)
		st = run_with_store(c, &act, o);
	if (st != OK)
		fprintf(stderr, "postern: %s\n", fault_english(a, &f));
	return st == OK ? 0 : 1;
}

/* With a full disk or a closed pipe, a secret that is shown only once may be lost. */
static int
code_of_output(int code)
{
	if (fflush(stdout) == 0 && ferror(stdout) == 0)
		return code;
	fputs("postern: Some of the output could not be written.\n", stderr);
	return code == 0 ? 1 : code;
}

int
main(int argc, char **argv)
{
	const struct command *c = find(argc, argv);
	struct arena *a = arena_new();
	struct options o = { 0 };
	bool is_help = wants_help(argc, argv);
	int code = 2;

	log_open("postern");
	if (sodium_init() < 0)
		abort();
	if (is_help)
		print_usage(stdout, c != NULL ? c->noun : known_noun(argc, argv),
		    c == NULL ? NULL : c->verb);
	else if (c == NULL)
		refuse_command(argc, argv);
	else if (options_read(a, c, argc, argv, &o))
		code = run(c, a, &o);
	else
		print_usage(stderr, c->noun, c->verb);
	arena_free(a);
	return code_of_output(is_help ? 0 : code);
}
