/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/verify_domain.h"

#include "store/connection.h"

enum status
verify_domain(const struct act *act, struct domain_claim *c, const char *seen)
{
	enum status st = domain_verified(act, c, seen);

	return st == OK && c->is_verified ? connection_enable_waiting(act, c->connection_id)
	    : st;
}

enum status
miss_domain(const struct act *act, const struct domain_claim *c, const char *seen,
    bool is_silent)
{
	return c->is_verified && !is_silent ? domain_missed(act, c, seen)
	    : domain_seen(act, c, seen);
}
