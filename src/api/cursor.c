/* SPDX-License-Identifier: Apache-2.0 */
#include "api/cursor.h"

#include <string.h>

#include "base/encode.h"
#include "base/text.h"

static const struct field query_fields[] = {
	{ "from", FIELD_TEXT, 0, offsetof(struct cursor_query, from), .max = 1000,
	    .about = "Optional Id from which to start selection." },
	{ "take", FIELD_NUMBER, 0, offsetof(struct cursor_query, take), .min = 1, .max = 100,
	    .about = "Number of results per page. Defaults to 50." },
};
const struct shape cursor_query_shape = SHAPE(struct cursor_query, query_fields);

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
