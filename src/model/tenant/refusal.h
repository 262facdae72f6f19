/*
 * refusal.h - a request that was refused, for those who watch over the tenant
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TENANT_REFUSAL_H
#define MODEL_TENANT_REFUSAL_H

#include "base/fields.h"

struct refusal {
	struct given	 given;
	const char	*reason;	/* a word of ours */
	const char	*address;	/* of the visitor */
	const char	*actor;		/* as in events; "stranger:ID" if the id is only claimed */
	const char	*method, *route, *request_id;
	long		 status;	/* of the answer: 401, 403 or 429 */
};

/* The members that an event keeps in its details. */
extern const struct shape	refusal_shape;

/* Whether an answer with that status is one. */
bool	 is_refusal(int status);

#endif
