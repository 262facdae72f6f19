/* SPDX-License-Identifier: Apache-2.0 */
#include "model/tenant/refusal.h"

static const struct field fields[] = {
	{ "method", FIELD_TEXT, 0, offsetof(struct refusal, method) },
	{ "route", FIELD_TEXT, 0, offsetof(struct refusal, route) },
	{ "status", FIELD_NUMBER, 0, offsetof(struct refusal, status) },
	{ "request_id", FIELD_TEXT, 0, offsetof(struct refusal, request_id) },
};
const struct shape refusal_shape = SHAPE(struct refusal, fields);

bool
is_refusal(int status)
{
	return status == 401 || status == 403 || status == 429;
}
