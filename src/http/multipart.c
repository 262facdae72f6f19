/* SPDX-License-Identifier: Apache-2.0 */
#include "http/multipart.h"

#include <string.h>
#include <strings.h>

#include "base/encode.h"
#include "base/private_key.h"
#include "base/text.h"
#include "base/utf16.h"

enum { BOUNDARY_MAX = 70 };	/* RFC 2046 §5.1.1 */

struct part {
	const char	*head;		/* its header lines */
	const char	*body;
	size_t		 length;
};

static enum status
broken(struct fault *f)
{
	return fail(f, INVALID, "The form did not reach us correctly. Go back, reload the "
	    "page and try again.");
}

/* The place after the next semicolon that is not inside quotes, or NULL. */
static const char *
next_parameter(const char *at)
{
	bool is_quoted = false;

	for (; *at != '\0' && (is_quoted || *at != ';'); at++)
		is_quoted ^= *at == '"';
	return *at == '\0' ? NULL : at + 1 + strspn(at + 1, " \t");
}

/* The value of a parameter such as name="..." in a header, or NULL. */
static const char *
parameter(struct arena *a, const char *header, const char *name)
{
	size_t length = strlen(name);
	const char *at;

	for (at = next_parameter(header); at != NULL; at = next_parameter(at)) {
		if (strncasecmp(at, name, length) != 0 || at[length] != '=')
			continue;
		at += length + 1;
		return *at == '"' ? arena_copy(a, at + 1, strcspn(at + 1, "\""))
		    : arena_copy(a, at, strcspn(at, "; \t\r\n"));
	}
	return NULL;
}

static const char *
disposition(struct arena *a, const char *head)
{
	static const char name[] = "content-disposition:";
	const char *line;

	for (line = head; line != NULL; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (strncasecmp(line, name, sizeof(name) - 1) == 0)
			return arena_copy(a, line, strcspn(line, "\r\n"));
	}
	return NULL;
}

static bool
is_text(const char *bytes, size_t length)
{
	return text_is_utf8(bytes, length) && memchr(bytes, '\0', length) == NULL;
}

/* Files from Notepad or PowerShell are often in UTF-16.  NULL: it is not. */
static const char *
from_utf16(struct arena *a, const struct part *p)
{
	bool is_big;
	size_t length;
	char *text;

	if (p->length % 2 != 0 || !utf16_is_marked(p->body, p->length, &is_big))
		return NULL;
	text = utf16_text(a, p->body, p->length, is_big, &length);
	return is_text(text, length) ? text : NULL;
}

/* A certificate may come as DER, so bytes that are not text are passed on as base64.
 * A private key is dropped here; a line shows that there was one. */
static const char *
as_text(struct arena *a, const struct part *p)
{
	const char *text = private_key_label(p->body, p->length);

	if (text != NULL)
		return text;
	if (is_text(p->body, p->length))
		return arena_copy(a, p->body, p->length);
	text = from_utf16(a, p);
	return text != NULL ? text : base64_encode(a, p->body, p->length);
}

static enum status
take_part(struct arena *a, const struct part *p, struct form *out, struct fault *f)
{
	const char *header = disposition(a, p->head), *name;
	bool is_file;

	name = header == NULL ? NULL : parameter(a, header, "name");
	if (name == NULL || out->count == FORM_MAX_FIELDS || form_get(out, name) != NULL)
		return broken(f);
	is_file = parameter(a, header, "filename") != NULL;
	if (is_file && p->length == 0)
		return OK;
	if (!is_file && !is_text(p->body, p->length))
		return broken(f);
	out->pairs[out->count++] = (struct form_pair){ name, as_text(a, p) };
	return OK;
}

/* Reads a part, from just after a boundary to the next one; false: there is no next one. */
static bool
next_part(struct arena *a, const char **at, const char *end, const char *boundary, struct part *p)
{
	size_t length = strlen(boundary);
	const char *head = *at, *body, *close;

	body = memmem(head, (size_t)(end - head), "\r\n\r\n", 4);
	if (body == NULL)
		return false;
	body += 4;
	close = memmem(body, (size_t)(end - body), boundary, length);
	if (close == NULL)
		return false;
	p->head = arena_copy(a, head, (size_t)(body - head));
	p->body = body;
	p->length = (size_t)(close - body);
	*at = close + length;
	return true;
}

enum status
multipart_parse(struct arena *a, const struct request *r, struct form *out, struct fault *f)
{
	const char *end = r->body + r->body_bytes, *at, *boundary;
	struct part part;
	size_t parts = 0;
	enum status st = OK;

	out->count = 0;
	boundary = r->content_type == NULL ? NULL : parameter(a, r->content_type, "boundary");
	if (boundary == NULL || boundary[0] == '\0' || strlen(boundary) > BOUNDARY_MAX)
		return broken(f);
	boundary = arena_print(a, "\r\n--%s", boundary);
	if (r->body_bytes < strlen(boundary) || memcmp(r->body, boundary + 2, strlen(boundary) - 2) != 0)
		return broken(f);
	at = r->body + strlen(boundary) - 2;
	while (st == OK && !(end - at >= 2 && memcmp(at, "--", 2) == 0))
		st = parts++ < FORM_MAX_FIELDS && next_part(a, &at, end, boundary, &part)
		    ? take_part(a, &part, out, f) : broken(f);
	return st;
}
