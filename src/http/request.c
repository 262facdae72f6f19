/* SPDX-License-Identifier: Apache-2.0 */
#include "http/request.h"

#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

static const char *const methods[] = { [GET] = "GET", [POST] = "POST", [PUT] = "PUT",
	[PATCH] = "PATCH", [DELETE] = "DELETE", [OTHER_METHOD] = "" };

enum method
method_parse(const char *name)
{
	enum method m = GET;

	if (text_is(name, "HEAD"))
		return GET;
	while (m < OTHER_METHOD && !text_is(methods[m], name))
		m++;
	return m;
}

const char *
method_name(enum method m)
{
	return methods[m];
}

char *
host_normalize(struct arena *a, const char *host)
{
	char *lower = text_lower(a, host), *port = strrchr(lower, ':');

	if (text_is(port, ":443"))
		*port = '\0';
	return lower;
}

char *
address_normalize(struct arena *a, const char *address)
{
	struct in_addr four;
	struct in6_addr six;
	char text[INET6_ADDRSTRLEN];

	if (inet_pton(AF_INET, address, &four) == 1)
		return arena_text(a, inet_ntop(AF_INET, &four, text, sizeof(text)));
	if (inet_pton(AF_INET6, address, &six) != 1)
		return NULL;
	if (IN6_IS_ADDR_V4MAPPED(&six))
		return arena_text(a, inet_ntop(AF_INET, &six.s6_addr[12], text, sizeof(text)));
	return arena_text(a, inet_ntop(AF_INET6, &six, text, sizeof(text)));
}

bool
request_is(const struct request *r, const char *media_type)
{
	size_t length = strlen(media_type);

	return r->content_type != NULL && strncasecmp(r->content_type, media_type, length) == 0
	    && strchr("; \t", r->content_type[length]) != NULL;
}

const char *
request_cookie(struct arena *a, const struct request *r, const char *name)
{
	const char *text = r->cookie;
	size_t name_length = strlen(name), length;

	for (; text != NULL && *text != '\0'; text += length) {
		text += strspn(text, "; \t");
		length = strcspn(text, ";");
		if (length > name_length && strncmp(text, name, name_length) == 0
		    && text[name_length] == '=')
			return arena_copy(a, text + name_length + 1, length - name_length - 1);
	}
	return NULL;
}

enum status
request_is_whole(const struct request *r, struct fault *f)
{
	return r->body_is_cut ? fail(f, INVALID, "The request is too large or was cut off.") : OK;
}

enum status
request_same_site(struct arena *a, const struct request *r, struct fault *f)
{
	const char *own = arena_print(a, "https://%s", r->host);
	bool is_ours;

	if (r->sec_fetch_site != NULL)
		is_ours = text_is(r->sec_fetch_site, "same-origin") || text_is(r->sec_fetch_site, "none");
	else
		is_ours = r->origin == NULL || text_is(r->origin, own);
	if (is_ours)
		return OK;
	fail(f, FORBIDDEN, "This form was sent from another website. Open the page here and "
	    "send it again.");
	fault_code(f, "cross_site_form");
	return FORBIDDEN;
}
