/*
 * act.h - the things that every call to the database needs
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
	struct arena	*arena;		/* the results of the call live here */
	const char	*tenant_id;	/* the owner of the data; NULL: the query finds it, or the
					   call names it */
	const char	*actor;		/* for events: client:ID, command:OS-USER, ...; NULL: the call
					   writes none, or its query names the actor */
	struct fault	*fault;		/* filled by a failure */
};

/* An act for a single call. */
#define ACT(...) (&(const struct act){ __VA_ARGS__ })

#endif
