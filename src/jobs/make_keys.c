/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/make_keys.h"

#include <string.h>

#include "actions/signing_key.h"
#include "base/seal.h"
#include "sso/key_pair.h"
#include "store/signing_key.h"

/* The certificate's name: the tenant's host, without its port. */
static const char *
common_name(struct arena *a, const char *domain, const char *tenant_id)
{
	size_t length = strcspn(domain, ":");

	return length <= COMMON_NAME_MAX ? arena_copy(a, domain, length) : tenant_id;
}

static enum status
make_one(const struct act *act, const struct tools *tools, const char *kind, const char *name)
{
	struct key_pair pair;
	const char *seal_key;
	enum status st = key_pair_make(act->arena, kind, name, clock_now(), &pair, act->fault);

	if (st != OK)
		return st;
	st = seal_key_now(act->arena, tools->seal_key, &seal_key, act->fault);
	if (st == OK)
		st = keep_key(act, &pair, seal_key);
	explicit_bzero(pair.private_key, strlen(pair.private_key));
	return st;
}

enum status
make_keys(const struct act *act, const struct tools *tools, const struct job *j)
{
	const char *kind, *domain;
	enum status st = key_wanted(act, &kind, &domain);

	while (st == OK) {
		st = make_one(act, tools, kind, common_name(act->arena, domain, j->tenant_id));
		if (st == OK)
			st = key_wanted(act, &kind, &domain);
	}
	return st == NOT_FOUND ? OK : st;
}
