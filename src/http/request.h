/*
 * request.h - what was asked, as plain values
 *
 * FastCGI or a test makes it.  All texts live in the request's arena and are valid
 * UTF-8 or absent, except that the query and the body are as they came.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HTTP_REQUEST_H
#define HTTP_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"

enum method { GET, POST, PUT, PATCH, DELETE, OTHER_METHOD };	/* HEAD is a GET */

enum { BODY_MAX_BYTES = 1024 * 1024 };

struct request {
	enum method	 method;
	bool		 is_head;
	const char	*method_name;
	const char	*path;		/* decoded by nginx, no query */
	const char	*query;		/* raw, "" if none */
	const char	*host;		/* lower case, with a port unless 443 */
	const char	*address;	/* the client's, IPv4 or IPv6; NULL: not known */
	const char	*id;		/* of this request, in every log line */
	/* headers; NULL if absent */
	const char	*cookie;
	const char	*content_type;
	const char	*authorization;
	const char	*accept_language;
	const char	*user_agent;
	const char	*sec_fetch_site;
	const char	*origin;
	const char	*custom_domain;	/* auth0-custom-domain */
	const char	*body;
	size_t		 body_bytes;
	bool		 body_is_cut;	/* shorter than announced, or over the limit */
};

enum method	 method_parse(const char *name);
const char	*method_name(enum method m);	/* "" for OTHER_METHOD */
/* Lower case; ":443" is dropped. */
char		*host_normalize(struct arena *a, const char *host);
/* The address in its canonical form; an IPv4-mapped IPv6 address becomes the IPv4
 * address.  NULL: not an address. */
char		*address_normalize(struct arena *a, const char *address);
/* Whether the body has this media type, with or without parameters. */
bool		 request_is(const struct request *r, const char *media_type);
/* The value of a cookie, or NULL; the first if there are several. */
const char	*request_cookie(struct arena *a, const struct request *r, const char *name);
/* INVALID: its body is cut. */
MUST_USE enum status
		 request_is_whole(const struct request *r, struct fault *f);
/* FORBIDDEN for a POST that another site made a browser send (Fetch Metadata,
 * and Origin for browsers without it). */
MUST_USE enum status
		 request_same_site(struct arena *a, const struct request *r, struct fault *f);

#endif
