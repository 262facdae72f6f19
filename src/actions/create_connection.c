/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/create_connection.h"

#include "base/hash.h"
#include "base/random.h"
#include "base/text.h"
#include "model/connection/connection.h"
#include "store/connection.h"
#include "store/event.h"

/* The refusal is told to the tenant, too: its customer will ask for a new link. */
static enum status
name_taken(const struct act *act, const struct visit *v)
{
	enum status st = event_add(act, v->ticket.id, "ss_sso_connection_creation",
	    "The name is taken.");

	if (st != OK)
		return st;
	return fail_code(act->fault, CONFLICT, "already_exists",
	    "A connection named \"%s\" was made "
	    "meanwhile. Please ask %s for a new link, with another name.",
	    v->ticket.connection_name, v->tenant.name);
}

enum status
create_connection(const struct act *act, const struct visit *v, long revision)
{
	struct wizard_key key = { v->ticket.id, v->session_hash, revision };
	struct mapping mapping;
	const char *options;
	enum status st;

	if (v->wizard.found == NULL)
		return fail(act->fault, CONFLICT,
		    "The settings changed meanwhile. Please look at them again.");
	mapping = mapping_of(act->arena, v->wizard.provider, &v->brand.asked);
	options = connection_options(act->arena, v->wizard.provider, v->wizard.typed,
	    v->wizard.found, &mapping);
	st = connection_create(act, &key, arena_print(act->arena, "con_%s",
	    random_alnum(act->arena, 16)), options, fields_encode_list(act->arena,
	    &found_certificate_shape, v->wizard.found->certificates.items,
	    v->wizard.found->certificates.count));
	if (st == CONFLICT && text_is(act->fault->code, "already_exists"))
		return name_taken(act, v);
	return st;
}
