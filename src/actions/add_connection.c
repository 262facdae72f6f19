/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/add_connection.h"

#include "actions/sealed_options.h"
#include "base/random.h"
#include "model/connection/options.h"

enum status
add_connection(const struct act *act, const struct connection_request *wanted,
    const char *seal_key, struct connection_row *out)
{
	const char *id = arena_print(act->arena, "con_%s", random_alnum(act->arena, 16));
	const struct provider *kind;
	struct connection_change c = { .clients = fields_encode_texts(act->arena,
	    &wanted->enabled_clients),
		.config = connection_config_write(act->arena, wanted) };
	enum status st = connection_provider_find(act->arena, wanted->strategy, &kind, act->fault);

	if (st == OK)
		st = connection_options_check(act->arena, kind, wanted->given.whole, CREATING,
		    act->fault);
	if (st == OK)
		st = sealed_options(act->arena, seal_key, act->tenant_id, id, wanted->options ==
		    NULL ? "{}" : wanted->options->given.whole, &c.options, &c.sealed,
		    act->fault);
	if (st != OK)
		return st;
	c.defaults = kind->defaults;
	return connection_add(act, id, wanted->name, kind->strategy, &c, out);
}
