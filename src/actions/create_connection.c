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
name_taken(struct store *s, struct arena *a, const struct visit *v, struct fault *f)
{
	enum status st = event_add(s, a, v->tenant.id, v->ticket.id, "ss_sso_connection_creation",
	    "The name is taken.", f);

	if (st != OK)
		return st;
	return fail_code(f, CONFLICT, "already_exists", "A connection named \"%s\" was made "
	    "meanwhile. Please ask %s for a new link, with another name.",
	    v->ticket.connection_name, v->tenant.name);
}

enum status
create_connection(struct store *s, struct arena *a, const struct visit *v,
    const char *session_token, long revision, struct fault *f)
{
	struct wizard_key key = { v->tenant.id, v->ticket.id, hash_text(a, session_token), revision };
	struct mapping mapping;
	const char *options;
	enum status st;

	if (v->wizard.found == NULL)
		return fail(f, CONFLICT, "The settings changed meanwhile. Please look at them again.");
	mapping = mapping_of(a, v->wizard.provider, &v->brand.asked);
	options = connection_options(a, v->wizard.provider, v->wizard.typed, v->wizard.found, &mapping);
	st = connection_create(s, a, &key, arena_print(a, "con_%s", random_alnum(a, 16)), options,
	    fields_encode_list(a, &found_certificate_shape, v->wizard.found->certificates.items,
	    v->wizard.found->certificates.count), f);
	if (st == CONFLICT && text_is(f->code, "already_exists"))
		return name_taken(s, a, v, f);
	return st;
}
