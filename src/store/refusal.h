/*
 * refusal.h - requests that were refused
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_REFUSAL_H
#define STORE_REFUSAL_H

#include "model/tenant/refusal.h"
#include "store/store.h"

/* Counts it for the tenant of that host, and makes it an event as far as their number is
 * bounded; it is counted in vain if the host is nobody's. */
MUST_USE enum status	 refusal_tell(const struct act *act, const char *host,
			    const struct refusal *r);

#endif
