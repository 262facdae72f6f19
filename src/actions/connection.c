/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/connection.h"

#include "base/buf.h"
#include "base/random.h"
#include "base/seal.h"
#include "base/sentence.h"
#include "model/connection/options.h"
#include "model/connection/request.h"
#include "store/connection.h"
#include "store/revision.h"

/* Splits the options that a program sent into two parts.  *rest: those that are not
 * secrets.  *sealed: JSON, each secret by the name of its option, or null if it is to be
 * removed (it was "" or null).  A secret is sealed to the subject "NAME TENANT
 * CONNECTION".  INVALID: there is a private key where none belongs. */
static enum status
sealed_options(const struct act *act, const char *seal_key, const char *connection_id,
    const char *options, const char **rest, const char **sealed)
{
	struct arena *a = act->arena;
	struct objects secrets;
	enum status st = connection_options_part(a, options, &secrets, rest, act->fault);
	const struct parted *p = secrets.items;
	struct buf b = buf_in(a);
	const char *one;
	size_t i;

	buf_add_char(&b, '{');
	for (i = 0; i < secrets.count && st == OK; i++) {
		buf_print(&b, "%s\"%s\":", i == 0 ? "" : ",", p[i].name);
		if (p[i].value == NULL || p[i].value[0] == '\0') {
			buf_add(&b, "null");
			continue;
		}
		st = seal(a, seal_key, arena_print(a, "%s %s %s", p[i].name, act->tenant_id,
		    connection_id), p[i].value, &one, act->fault);
		if (st == OK)
			buf_add_json(&b, one);
	}
	buf_add_char(&b, '}');
	*sealed = b.text;
	return st;
}

enum status
create_connection(const struct act *act, const struct connection_request *wanted,
    const char *seal_key, struct connection *out)
{
	struct arena *a = act->arena;
	const char *id = arena_print(a, "con_%s", random_alnum(a, 16));
	const struct provider *kind;
	struct connection_change c = {
		.clients = fields_encode_texts(a, &wanted->enabled_clients),
		.config = connection_config_write(a, wanted),
	};
	enum status st = connection_provider_find(a, wanted->strategy, &kind, act->fault);

	if (st == OK)
		st = connection_request_check(a, wanted, act->fault);
	if (st == OK)
		st = connection_options_check(a, kind, wanted->given.whole, CREATING, act->fault);
	if (st == OK)
		st = sealed_options(act, seal_key, id,
		    wanted->options == NULL ? "{}" : wanted->options->given.whole, &c.options, &c.sealed);
	if (st != OK)
		return st;
	c.defaults = connection_defaults(a, kind, c.options);
	return connection_add(act, id, wanted->name, kind->strategy, &c, out);
}

/* Only the database knows the strategy, and asking for it first would cost another round
 * trip.  So the database gets the defaults of each strategy that the options suit, and
 * refuses if those of the connection's own strategy are not among them. */
static const char *
suiting_defaults(struct arena *a, const char *body, const char *options)
{
	struct buf b = buf_in(a);
	const struct provider *p;
	struct fault ignored;
	size_t i;

	buf_add_char(&b, '{');
	for (i = 0; i < connection_provider_count; i++) {
		p = connection_providers[i];
		if (connection_options_check(a, p, body, PATCHING, &ignored) == OK)
			buf_print(&b, "%s\"%s\":%s", b.length == 1 ? "" : ",", p->strategy,
			    connection_defaults(a, p, options));
	}
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
    const struct connection_request *change, const char *seal_key, struct connection *out)
{
	const char *body = change->given.whole;
	struct connection_change c = { .config = connection_config_write(act->arena, change),
		.defaults = "{}", .sealed = "{}" };
	bool refused;
	enum status st = connection_request_check(act->arena, change, act->fault);

	if (st != OK)
		return st;
	if (given_at(&change->given, REQUEST_ENABLED_CLIENTS))
		c.clients = fields_encode_texts(act->arena, &change->enabled_clients);
	if (change->options != NULL) {
		st = sealed_options(act, seal_key, id, change->options->given.whole, &c.options,
		    &c.sealed);
		c.defaults = suiting_defaults(act->arena, body, c.options);
	}
	if (st == OK)
		st = connection_change(act, id, &c, out, &refused);
	return st == OK && refused ? why_refused(act->arena, out->strategy, body, act->fault) : st;
}

enum status
delete_connection(const struct act *act, const char *id)
{
	return connection_remove(act, id);
}

enum status
restore_revision(const struct act *act, const char *connection_id, long revision,
    struct connection *out)
{
	return revision_restore(act, connection_id, revision, out);
}

enum status
change_connection_clients(const struct act *act, const char *id, const struct objects *changes)
{
	enum status st = client_changes_check(act->arena, changes, act->fault);
	const char *json;

	if (st != OK)
		return st;
	json = fields_encode_list(act->arena, client_changes_row.shape, changes->items,
	    changes->count);
	return connection_clients_change(act, id, json);
}

enum status
keep_derivation(const struct act *act, const char *connection_id, long revision,
    const char *derived)
{
	return derive_keep(act, connection_id, revision, derived);
}

enum status
refuse_derivation(const struct act *act, const char *connection_id, long revision,
    const struct fault *why)
{
	struct objects problem = fault_sentences(act->arena, why);

	return derive_fail(act, connection_id, revision, &problem);
}
