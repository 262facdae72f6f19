/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/add_connection.h"

#include "actions/sealed_options.h"
#include "base/random.h"
#include "model/connection/options.h"

enum status
add_connection(struct store *s, struct arena *a, const char *tenant_id,
    const struct connection_request *wanted, const char *seal_key, const char *actor,
    struct connection_row *out, struct fault *f)
{
	const char *id = arena_print(a, "con_%s", random_alnum(a, 16));
	const struct connection_kind *kind;
	struct connection_change c = { .clients = fields_encode_texts(a, &wanted->enabled_clients),
		.config = connection_config_write(a, wanted) };
	enum status st = connection_kind_find(wanted->strategy, &kind, f);

	if (st == OK)
		st = connection_options_check(a, kind, wanted->given.whole, CREATING, f);
	if (st == OK)
		st = sealed_options(a, seal_key, tenant_id, id, wanted->options == NULL ? "{}"
		    : wanted->options->given.whole, &c.options, &c.sealed, f);
	if (st != OK)
		return st;
	c.defaults = kind->defaults;
	return connection_add(s, a, tenant_id, id, wanted->name, kind->strategy, &c, actor, out, f);
}
