/* SPDX-License-Identifier: Apache-2.0 */
#include "api/cursor.h"

#include <string.h>

#include "base/encode.h"
#include "base/text.h"

char *
cursor_after(struct arena *a, const char *id)
{
	return base64url_encode(a, id, strlen(id));
}

enum status
cursor_read(struct exchange *x, const char *from, const char **id)
{
	*id = from == NULL ? NULL : base64url_decode(x->arena, from);
	if (from == NULL || (*id != NULL && text_is_utf8(*id, strlen(*id))))
		return OK;
	return fail_code(&x->fault, INVALID, "invalid_query_string", "Query validation error: "
	    "'The value is no cursor of this list' on property from (Optional Id from which to start "
	    "selection.).");
}
