/*
 * act.h - what every call to the database travels with
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TENANT_ACT_H
#define MODEL_TENANT_ACT_H

#include "base/arena.h"
#include "base/status.h"

struct store;

struct act {
	struct store	*store;
	struct arena	*arena;		/* what the call makes lives here */
	const char	*tenant_id;	/* whose data; NULL: the query finds that out, or the call
					   names it */
	const char	*actor;		/* for events: client:ID, command:OS-USER, ...; NULL: the call
					   writes none, or its query names the actor */
	struct fault	*fault;		/* where a failure is told */
};

/* One for a single call. */
#define ACT(...) (&(const struct act){ __VA_ARGS__ })

#endif
