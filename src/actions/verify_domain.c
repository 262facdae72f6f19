/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/verify_domain.h"

#include "store/connection.h"

enum status
verify_domain(struct store *s, struct arena *a, struct domain_claim *c, const char *seen,
    struct fault *f)
{
	enum status st = domain_verified(s, a, c, seen, f);

	return st == OK && c->is_verified
	    ? connection_enable_waiting(s, a, c->tenant_id, c->connection_id, f) : st;
}

enum status
miss_domain(struct store *s, struct arena *a, const struct domain_claim *c, const char *seen,
    bool is_silent, struct fault *f)
{
	return c->is_verified && !is_silent ? domain_missed(s, a, c, seen, f)
	    : domain_seen(s, a, c, seen, f);
}
