/*
 * commands.h - what the command line can do
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
	const char	*email;
	const char	*profile;
	const char	*connection;
	long		 ttl_s;
	const char	*word;		/* what stands alone */
	const struct settings *settings;	/* of the file that config names */
};

/* What must be there before a command runs. */
enum command_need {
	BARE_DATABASE,
	PREPARED_DATABASE,	/* with this version's schema: it runs queries */
	NO_DATABASE,		/* its store is NULL */
};

struct command {
	const char	*noun;
	const char	*verb;		/* NULL: the noun is enough */
	enum status	(*run)(struct store *s, struct arena *a, const struct options *o,
			    struct fault *f);
	enum command_need need;
	const char	*options;
	const char	*meaning;
};

/* False, with a line on stderr: an option that this command does not have, or
 * one that it needs is missing. */
bool		 options_read(struct arena *a, const struct command *c, int argc, char **argv,
		    struct options *out);

enum status	 command_migrate(struct store *s, struct arena *a, const struct options *o,
		    struct fault *f);
enum status	 command_settings(struct store *s, struct arena *a, const struct options *o,
		    struct fault *f);
enum status	 command_routes(struct store *s, struct arena *a, const struct options *o,
		    struct fault *f);
enum status	 command_key_create(struct store *s, struct arena *a, const struct options *o,
		    struct fault *f);
enum status	 command_events(struct store *s, struct arena *a, const struct options *o,
		    struct fault *f);
enum status	 command_tenant_add(struct store *s, struct arena *a, const struct options *o,
		    struct fault *f);
enum status	 command_tenant_update(struct store *s, struct arena *a, const struct options *o,
		    struct fault *f);
enum status	 command_client_add(struct store *s, struct arena *a, const struct options *o,
		    struct fault *f);
enum status	 command_operator_add(struct store *s, struct arena *a, const struct options *o,
		    struct fault *f);
enum status	 command_ticket_create(struct store *s, struct arena *a, const struct options *o,
		    struct fault *f);
enum status	 command_ticket_list(struct store *s, struct arena *a, const struct options *o,
		    struct fault *f);
enum status	 command_ticket_revoke(struct store *s, struct arena *a, const struct options *o,
		    struct fault *f);

#endif
