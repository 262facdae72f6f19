/* SPDX-License-Identifier: Apache-2.0 */
#include "store/refusal.h"

enum status
refusal_tell(const struct act *act, const char *host, const struct refusal *r)
{
	struct rows rows;

	return store_query(act, Q_REFUSAL_TELL, ARGS(host, r->reason, r->address, r->actor,
	    fields_encode(act->arena, &refusal_shape, r)), &rows);
}
