/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/change_connection.h"

#include "actions/sealed_options.h"
#include "base/buf.h"
#include "model/connection/options.h"

/* The strategy is known to the database only, and asking it first would be a
 * round trip more: so it gets the defaults of each strategy that the options
 * suit, and refuses if its own is not among them. */
static const char *
suiting_defaults(struct arena *a, const char *body)
{
	struct buf b = buf_in(a);
	struct fault ignored;
	size_t i;

	buf_add_char(&b, '{');
	for (i = 0; i < connection_provider_count; i++)
		if (connection_options_check(a, connection_providers[i], body, PATCHING, &ignored) == OK)
			buf_print(&b, "%s\"%s\":%s", b.length == 1 ? "" : ",",
			    connection_providers[i]->strategy, connection_providers[i]->defaults);
	buf_add_char(&b, '}');
	return b.text;
}

static enum status
why_refused(struct arena *a, const char *strategy, const char *body, struct fault *f)
{
	const struct provider *p;
	enum status st = connection_provider_find(a, strategy, &p, f);

	if (st == OK)
		st = connection_options_check(a, p, body, PATCHING, f);
	return st == OK ? fail_broken(f) : st;
}

enum status
change_connection(const struct act *act, const char *id,
    const struct connection_request *change, const char *seal_key, struct connection_row *out)
{
	const char *body = change->given.whole;
	struct connection_change c = { .config = connection_config_write(act->arena, change),
		.defaults = "{}", .sealed = "{}" };
	bool refused;
	enum status st = OK;

	if (given_at(&change->given, REQUEST_ENABLED_CLIENTS))
		c.clients = fields_encode_texts(act->arena, &change->enabled_clients);
	if (change->options != NULL) {
		c.defaults = suiting_defaults(act->arena, body);
		st = sealed_options(act->arena, seal_key, act->tenant_id, id,
		    change->options->given.whole, &c.options, &c.sealed, act->fault);
	}
	if (st == OK)
		st = connection_change(act, id, &c, out, &refused);
	return st == OK && refused ? why_refused(act->arena, out->strategy, body, act->fault)
	    : st;
}
