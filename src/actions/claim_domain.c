/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/claim_domain.h"

#include "base/domain_name.h"
#include "base/hash.h"
#include "base/text.h"
#include "model/domain/public_domain.h"
#include "store/domain.h"

static enum status
refuse(const char *typed, struct fault *f)
{
	if (domain_name_has_several(typed))
		return fail(f, INVALID, "Please add one domain at a time, without spaces.");
	if (text_starts(typed, "*."))
		return fail(f, INVALID, "Please enter the domain without *. A subdomain with addresses of its "
		    "own is added like any other.");
	return fail(f, INVALID, "This is not a domain. Please enter the part behind the @ of your "
	    "addresses, such as example.com.");
}

enum status
claim_domain(struct store *s, struct arena *a, const struct visit *v, const char *session_token,
    const char *typed, const char **name, struct fault *f)
{
	struct claim_key key = { v->tenant.id, v->ticket.id, hash_text(a, session_token), NULL };
	const char *bare = domain_name_typed(a, typed);
	struct fault why;
	bool is_public;
	enum status st;

	key.name = domain_name_clean(a, bare);
	if (key.name == NULL)
		return refuse(bare, f);
	is_public = public_domain_refuse(a, key.name, &why) != OK;
	st = domain_add(s, a, &key, bare, is_public, f);
	if (st == FORBIDDEN) {
		*f = why;
		return INVALID;
	}
	if (st == OK)
		*name = key.name;
	return st;
}
