/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assistant/brand.h"

#include <string.h>

#include "base/text.h"
#include "model/tenant/color.h"
#include "store/logo.h"

static const char keep[] = "public, max-age=31536000, immutable";

/* The name in the path without its ending: "0b6457" of "0b6457.css".  NULL: there is none. */
static const char *
stem(struct exchange *x, const char *ending)
{
	const char *name = x->parts[0];
	size_t length = strlen(name), cut = strlen(ending);

	if (length <= cut || !text_is(name + length - cut, ending))
		return NULL;
	return arena_copy(x->arena, name, length - cut);
}

enum status
brand_theme(struct exchange *x)
{
	const char *color = stem(x, ".css");
	const char *css = color == NULL ? NULL : theme_css(x->arena, color);

	if (css == NULL)
		return fail(&x->fault, NOT_FOUND, "There is no such color.");
	response_text(x->response, 200, "text/css; charset=utf-8", css);
	response_header(x->response, "Cache-Control", keep);
	return OK;
}

enum status
brand_logo(struct exchange *x)
{
	const char *type, *bytes;
	size_t count;
	enum status st;

	if (!text_is_hex(x->parts[0], 64))
		return fail(&x->fault, NOT_FOUND, "There is no such image.");
	st = image_load(&x->act, x->request->host, x->parts[0], &type, &bytes, &count);
	if (st != OK)
		return st;
	response_bytes(x->response, 200, type, bytes, count);
	response_header(x->response, "Cache-Control", keep);
	response_header(x->response, "Content-Security-Policy", "default-src 'none'; sandbox");
	return OK;
}
