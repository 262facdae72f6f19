/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/make_keys.h"

#include <string.h>

#include "actions/keep_key.h"
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
make_one(struct store *s, const struct tools *tools, struct arena *a, const char *tenant_id,
    const char *kind, const char *name, struct fault *f)
{
	struct key_pair pair;
	enum status st = key_pair_make(a, kind, name, clock_now(), &pair, f);

	if (st != OK)
		return st;
	st = keep_key(s, a, tenant_id, &pair, tools->seal_key, f);
	explicit_bzero(pair.private_key, strlen(pair.private_key));
	return st;
}

enum status
make_keys(struct store *s, const struct tools *tools, struct arena *a, const struct job *j,
    struct fault *f)
{
	const char *kind, *domain;
	enum status st = key_wanted(s, a, j->tenant_id, &kind, &domain, f);

	while (st == OK) {
		st = make_one(s, tools, a, j->tenant_id, kind, common_name(a, domain, j->tenant_id), f);
		if (st == OK)
			st = key_wanted(s, a, j->tenant_id, &kind, &domain, f);
	}
	return st == NOT_FOUND ? OK : st;
}
