/* SPDX-License-Identifier: Apache-2.0 */
#include "http/response.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"

enum { PART_BYTES = 64 * 1024 };	/* a body up to this length leaves as a whole */

int
http_code(enum status st)
{
	switch (st) {
	case OK: return 200;
	case INVALID: return 400;
	case STRANGER: return 401;
	case FORBIDDEN: return 403;
	case NOT_FOUND: return 404;
	case EXPIRED: return 410;
	case CONFLICT: return 409;
	case LIMITED: return 429;
	case UNAVAILABLE: return 503;
	case BROKEN: return 500;
	}
	return 500;
}

const char *
http_reason(int code)
{
	static const struct {
		int		 code;
		const char	*reason;
	} reasons[] = { { 200, "OK" }, { 201, "Created" }, { 202, "Accepted" }, { 204, "No Content" },
		{ 303, "See Other" }, { 400, "Bad Request" }, { 401, "Unauthorized" },
		{ 403, "Forbidden" }, { 404, "Not Found" }, { 405, "Method Not Allowed" },
		{ 409, "Conflict" }, { 410, "Gone" }, { 413, "Payload Too Large" },
		{ 415, "Unsupported Media Type" }, { 429, "Too Many Requests" },
		{ 500, "Internal Server Error" }, { 503, "Service Unavailable" } };
	size_t i;

	for (i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (reasons[i].code == code)
			return reasons[i].reason;
	return "Unknown";
}

void
response_header(struct response *r, const char *name, const char *value)
{
	assert(r->header_count < MAX_HEADERS);
	r->headers[r->header_count].name = name;
	r->headers[r->header_count].value = strpbrk(value, "\r\n") == NULL ? value : "";
	r->header_count++;
}

void
response_bytes(struct response *r, int code, const char *type, const void *bytes, size_t count)
{
	r->code = code;
	r->body = bytes;
	r->body_bytes = count;
	response_header(r, "Content-Type", type);
}

void
response_text(struct response *r, int code, const char *type, const char *text)
{
	response_bytes(r, code, type, text, strlen(text));
}

void
response_empty(struct response *r, int code)
{
	r->code = code;
	r->body = "";
	r->body_bytes = 0;
}

void
response_see_other(struct response *r, const char *path)
{
	response_empty(r, 303);
	response_header(r, "Location", path);
}

/* --- a body in parts --- */

void
response_begin(struct response *r, struct arena *a, int code, const char *type)
{
	r->held = buf_in(a);
	response_bytes(r, code, type, "", 0);
}

void
response_add(struct response *r, const char *text)
{
	buf_add(&r->held, text);
}

static void
send_held(struct response *r)
{
	if (!r->is_begun)
		response_add_common(r);
	r->outlet->write(r->outlet, r, r->held.text, r->held.length);
	r->is_begun = true;
	r->held.length = 0;
}

void
response_pass_on(struct response *r)
{
	if (r->outlet != NULL && r->held.length > PART_BYTES)
		send_held(r);
}

void
response_end(struct response *r)
{
	if (r->is_begun) {
		send_held(r);
		return;
	}
	r->body = r->held.text;
	r->body_bytes = r->held.length;
}

/* --- the common part of every answer --- */

static bool
has_header(const struct response *r, const char *name)
{
	size_t i;

	for (i = 0; i < r->header_count; i++)
		if (text_is(r->headers[i].name, name))
			return true;
	return false;
}

void
response_add_common(struct response *r)
{
	response_header(r, "X-Content-Type-Options", "nosniff");
	/* With no-referrer, browsers would send "Origin: null" with our own forms. */
	response_header(r, "Referrer-Policy", "strict-origin");
	response_header(r, "X-Request-Id", r->request_id);
	if (!has_header(r, "Cache-Control"))
		response_header(r, "Cache-Control", "no-store");
	if (!has_header(r, "Content-Security-Policy"))
		response_header(r, "Content-Security-Policy",
		    "default-src 'none'; frame-ancestors 'none'");
}
