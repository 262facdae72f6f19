/* SPDX-License-Identifier: Apache-2.0 */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "main/commands.h"
#include "model/rules.h"

enum { TTL = 'T', SCOPE = 'S', CLIENT = 'C' };

/* The place of each text option; --scope, --client and --ttl need more than a place. */
static const struct {
	const char	*name;
	size_t		 offset;
} texts[] = {
	{ "config", offsetof(struct options, config) },
	{ "id", offsetof(struct options, tenant) },
	{ "tenant", offsetof(struct options, tenant) },
	{ "name", offsetof(struct options, name) },
	{ "domain", offsetof(struct options, domain) },
	{ "support", offsetof(struct options, support) },
	{ "domain-loss", offsetof(struct options, domain_loss) },
	{ "email", offsetof(struct options, email) },
	{ "profile", offsetof(struct options, profile) },
	{ "connection", offsetof(struct options, connection) },
	{ "key", offsetof(struct options, key) },
	{ "overlap", offsetof(struct options, overlap) },
};

enum { TEXTS = sizeof(texts) / sizeof(texts[0]) };

static const char **
place(struct options *o, size_t index)
{
	return (const char **)((char *)o + texts[index].offset);
}

/* The command's usage tells which options it has: "--name" must be given, "[--name" may
 * be given.  NULL: it does not have that option. */
static const char *
mention(struct arena *a, const struct command *c, const char *name)
{
	return strstr(c->options, arena_print(a, "--%s ", name));
}

/* True, with a line on stderr: the option must be given, and was not. */
static bool
is_missing(struct arena *a, const struct command *c, const char *name, const char *value)
{
	const char *found = mention(a, c, name);

	if (value != NULL || found == NULL || (found > c->options && found[-1] == '['))
		return false;
	fprintf(stderr, "postern: --%s is missing.\n", name);
	return true;
}

static bool
is_complete(struct arena *a, const struct command *c, struct options *o)
{
	size_t i;

	for (i = 0; i < TEXTS; i++)
		if (is_missing(a, c, texts[i].name, *place(o, i)))
			return false;
	if (is_missing(a, c, "scope", o->scopes))
		return false;
	if ((c->word != NULL) == (o->word != NULL))
		return true;
	if (o->word != NULL)
		fputs("postern: There are too many arguments.\n", stderr);
	else
		fprintf(stderr, "postern: The %s is missing.\n", text_lower(a, c->word));
	return false;
}

/* An option that may be given several times: its values, with blanks between. */
static bool
take_another(struct arena *a, const char *value, const char **values)
{
	*values = *values == NULL ? value : arena_print(a, "%s %s", *values, value);
	return true;
}

static bool
take(struct arena *a, int option, const char *value, struct options *o)
{
	if (option == SCOPE || option == CLIENT)
		return take_another(a, value, option == SCOPE ? &o->scopes : &o->clients);
	if (option == TTL && !text_to_long(value, 0, TICKET_TTL_MAX_S, &o->ttl_s)) {
		fprintf(stderr, "postern: --ttl takes a number of seconds, at most %d.\n", TICKET_TTL_MAX_S);
		return false;
	}
	if (option >= 0 && option < TEXTS)
		*place(o, (size_t)option) = value;
	return option == TTL || (option >= 0 && option < TEXTS);
}

/* The table for getopt of the options that this command has. */
static const struct option *
known_options(struct arena *a, const struct command *c)
{
	struct option *known = arena_array(a, TEXTS + 4, sizeof(*known)), *next = known;
	size_t i;

	for (i = 0; i < TEXTS; i++)
		if (text_is(texts[i].name, "config") || mention(a, c, texts[i].name) != NULL)
			*next++ = (struct option){ texts[i].name, required_argument, NULL, (int)i };
	if (mention(a, c, "scope") != NULL)
		*next++ = (struct option){ "scope", required_argument, NULL, SCOPE };
	if (mention(a, c, "client") != NULL)
		*next++ = (struct option){ "client", required_argument, NULL, CLIENT };
	if (mention(a, c, "ttl") != NULL)
		*next++ = (struct option){ "ttl", required_argument, NULL, TTL };
	return known;
}

bool
options_read(struct arena *a, const struct command *c, int argc, char **argv, struct options *out)
{
	const struct option *known = known_options(a, c);
	int option;

	optind = c->verb == NULL ? 2 : 3;
	for (option = getopt_long(argc, argv, "", known, NULL); option != -1;
	    option = getopt_long(argc, argv, "", known, NULL))
		if (!take(a, option, optarg, out))
			return false;
	if (optind < argc)
		out->word = argv[optind++];
	if (optind < argc) {
		fputs("postern: There are too many arguments.\n", stderr);
		return false;
	}
	return is_complete(a, c, out);
}
