/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/make_keys.h"

#include <string.h>

#include "actions/job.h"
#include "actions/signing_key.h"
#include "base/seal.h"
#include "sso/key_pair.h"
#include "store/signing_key.h"

enum { PAUSE_S = 60 * 60 };	/* after keys that killed their worker */

/* The certificate's name: the tenant's host, without its port. */
static const char *
common_name(struct arena *a, const char *domain, const char *tenant_id)
{
	size_t length = strcspn(domain, ":");

	return length <= COMMON_NAME_MAX ? arena_copy(a, domain, length) : tenant_id;
}

static enum status
make_one(const struct act *act, const struct tools *tools, const struct job *j, const char *kind,
    const char *name)
{
	struct key_pair pair;
	const char *seal_key;
	enum status st = tools->next_step == NULL ? OK : tools->next_step(act, j);

	if (st == OK)
		st = key_pair_make(act->arena, kind, name, clock_now(), &pair, act->fault);
	if (st != OK)
		return st;
	st = seal_key_now(act->arena, tools->seal_key, &seal_key, act->fault);
	if (st == OK)
		st = keep_key(act, &pair, seal_key);
	explicit_bzero(pair.private_key, strlen(pair.private_key));
	return st;
}

/* Nobody waits for the outcome, and a tenant cannot be without keys for ever. */
enum status
end_keys(const struct act *act, const struct job *j, enum job_end why)
{
	(void)why;
	return repeat_job(act, j, PAUSE_S);
}

enum status
make_keys(const struct act *act, const struct tools *tools, const struct job *j)
{
	const char *kind, *domain;
	enum status st = key_wanted(act, &kind, &domain);

	while (st == OK) {
		st = make_one(act, tools, j, kind, common_name(act->arena, domain, j->tenant_id));
		if (st == OK)
			st = key_wanted(act, &kind, &domain);
	}
	return st == NOT_FOUND ? OK : st;
}
