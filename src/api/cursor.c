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
cursor_read(struct exchange *x, const char *from, bool (*is_id)(const char *text),
    const char **id)
{
	const char *text = from == NULL ? NULL : base64url_decode(x->arena, from);

	if (from != NULL && (text == NULL || !text_is_utf8(text, strlen(text))
	    || (is_id != NULL && !is_id(text))))
		return fail_code(&x->fault, INVALID, "invalid_query_string",
		    "from must be the next of an earlier answer.");
	*id = text;
	return OK;
}
