/*
 * door.h - the Management API's door: for programs with a token
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_DOOR_H
#define API_DOOR_H

#include "api/operation.h"
#include "http/door.h"
#include "store/client.h"

struct api_route {
	struct route		 at;
	const struct operation	*operation;	/* for the API's description; NULL: not in it */
	const char		*scopes;	/* the token needs them; as client_may takes them */
	/* Finds the caller and, in the same round trip, the data that the handler needs;
	 * NULL: only the caller is needed. */
	enum status		(*load)(struct exchange *x, const struct caller_key *key);
};

extern const struct door	 api_door;

/* All routes, in their order; NULL after the last. */
const struct api_route		*api_route_at(size_t index);
/* Whether anyone may call it without a token. */
bool				 api_route_is_open(const struct api_route *r);

#endif
