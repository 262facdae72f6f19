/* SPDX-License-Identifier: Apache-2.0 */
#include "api/caller.h"

struct caller *
caller(struct exchange *x)
{
	if (x->guest == NULL)
		x->guest = arena_alloc(x->arena, sizeof(struct caller));
	return x->guest;
}
