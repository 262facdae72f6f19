/*
 * request_fuzz.c - a request's headers: cookies, host, media type, origin
 *
 * The input's lines are the cookie, the host, the media type, the origin and
 * a ticket's id.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/encode.h"
#include "base/text.h"
#include "http/cookie.h"
#include "model/ticket/ticket.h"

int	LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

static void
must(bool condition)
{
	if (!condition)
		abort();
}

static const char *
line(struct arena *a, const char **rest)
{
	size_t length = strcspn(*rest, "\n");
	const char *text = arena_copy(a, *rest, length);

	*rest += length + ((*rest)[length] == '\n');
	return text;
}

/* A token that is found stands in the header, after the whole name. */
static void
check_cookie(struct arena *a, const struct request *r, const char *id)
{
	const char *token = session_cookie(a, r, id);

	if (token == NULL)
		return;
	must(strchr(token, ';') == NULL);
	must(strstr(r->cookie, arena_print(a, "__Host-postern-%s=%s", id, token)) != NULL);
	must(csrf_is(a, token, csrf_token(a, token)));
}

static void
check_origin(struct arena *a, const struct request *r)
{
	struct fault f;
	enum status st = request_same_site(a, r, &f);

	must(st == OK || st == FORBIDDEN);
	must((st == OK) == text_is(r->origin, arena_print(a, "https://%s", r->host)));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	struct arena *a = arena_new();
	const char *text = arena_copy(a, (const char *)bytes, count), *id, *plain;
	struct request r = { .cookie = line(a, &text), .host = host_normalize(a, line(a, &text)),
		.content_type = line(a, &text), .origin = line(a, &text) };

	id = line(a, &text);
	must(text_is(host_normalize(a, "A:443"), "a"));
	must(text_is(text_lower(a, r.host), r.host));
	if (ticket_is_id(id))
		check_cookie(a, &r, id);
	check_origin(a, &r);
	must(!request_is(&r, "application/json") || strlen(r.content_type) >= 16);
	plain = base64_decode(a, r.cookie);
	must(plain == NULL || strlen(plain) <= strlen(r.cookie));
	plain = form_decode(a, r.content_type, strlen(r.content_type));
	must(plain == NULL || text_is_utf8(plain, strlen(plain)));
	arena_free(a);
	return 0;
}
