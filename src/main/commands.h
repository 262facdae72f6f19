/*
 * commands.h - the commands of the command line
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MAIN_COMMANDS_H
#define MAIN_COMMANDS_H

#include "base/settings.h"
#include "store/store.h"

/* NULL: not given. */
struct options {
	const char	*config;
	const char	*tenant;	/* --tenant or --id */
	const char	*name;
	const char	*domain;
	const char	*support;
	const char	*domain_loss;
	const char	*scopes;	/* all --scope, separated by spaces */
	const char	*clients;	/* all --client, likewise */
	const char	*email;
	const char	*profile;
	const char	*connection;
	const char	*key;
	const char	*overlap;	/* in seconds */
	long		 ttl_s;
	const char	*word;		/* the argument without an option */
	const struct settings *settings;	/* with the file that config names */
};

/* The things that must be there before a command runs. */
enum command_need {
	BARE_DATABASE,
	PREPARED_DATABASE,	/* with this version's schema: it runs queries */
	NO_DATABASE,		/* its store is not connected */
};

#define DATABASE_AWAY "the database cannot be reached (setting database)"

struct command {
	const char	*noun;
	const char	*verb;		/* NULL: the noun is enough */
	enum status	(*run)(const struct act *act, const struct options *o);
	enum command_need need;
	const char	*options;
	const char	*meaning;
	const char	*word;		/* the argument without an option; NULL: there is none */
};

/* False, with a line on stderr: there is an option that this command does not have, or
 * one that it needs is missing. */
bool		 options_read(struct arena *a, const struct command *c, int argc, char **argv,
		    struct options *out);

enum status	 command_migrate(const struct act *act, const struct options *o);
enum status	 command_settings(const struct act *act, const struct options *o);
enum status	 command_routes(const struct act *act, const struct options *o);
enum status	 command_key_create(const struct act *act, const struct options *o);
enum status	 command_key_rotate(const struct act *act, const struct options *o);
enum status	 command_key_retire(const struct act *act, const struct options *o);
enum status	 command_key_list(const struct act *act, const struct options *o);
enum status	 command_signing_key_list(const struct act *act, const struct options *o);
enum status	 command_signing_key_show(const struct act *act, const struct options *o);
enum status	 command_signing_key_rotate(const struct act *act, const struct options *o);
enum status	 command_events(const struct act *act, const struct options *o);
enum status	 command_tenant_add(const struct act *act, const struct options *o);
enum status	 command_tenant_list(const struct act *act, const struct options *o);
enum status	 command_tenant_update(const struct act *act, const struct options *o);
enum status	 command_client_add(const struct act *act, const struct options *o);
enum status	 command_client_list(const struct act *act, const struct options *o);
enum status	 command_client_update(const struct act *act, const struct options *o);
enum status	 command_client_rotate(const struct act *act, const struct options *o);
enum status	 command_client_remove(const struct act *act, const struct options *o);
enum status	 command_client_revoke_tokens(const struct act *act, const struct options *o);
enum status	 command_operator_add(const struct act *act, const struct options *o);
enum status	 command_operator_list(const struct act *act, const struct options *o);
enum status	 command_operator_update(const struct act *act, const struct options *o);
enum status	 command_operator_password(const struct act *act, const struct options *o);
enum status	 command_operator_remove(const struct act *act, const struct options *o);
enum status	 command_profile_list(const struct act *act, const struct options *o);
enum status	 command_ticket_create(const struct act *act, const struct options *o);
enum status	 command_ticket_list(const struct act *act, const struct options *o);
enum status	 command_ticket_revoke(const struct act *act, const struct options *o);

#endif
