/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/seal_key.h"

#include "base/seal.h"
#include "store/event.h"

enum status
tell_seal_key(const struct act *act, const char *public_key)
{
	return seal_key_tell(act, seal_key_id(act->arena, public_key));
}
