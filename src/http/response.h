/*
 * response.h - what is answered
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HTTP_RESPONSE_H
#define HTTP_RESPONSE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"

enum { MAX_HEADERS = 16 };

struct header {
	const char	*name;
	const char	*value;
};

/* The caller zeroes it when the request begins. */
struct response {
	int		 code;
	struct header	 headers[MAX_HEADERS];
	size_t		 header_count;
	const char	*body;
	size_t		 body_bytes;
};

/* The one table from statuses to HTTP (RFC 9110 §15). */
int	 http_code(enum status st);
const char *http_reason(int code);

/* value must live as long as the response; a value with a line end becomes "". */
void	 response_header(struct response *r, const char *name, const char *value);
void	 response_text(struct response *r, int code, const char *type, const char *text);
void	 response_bytes(struct response *r, int code, const char *type, const void *bytes,
	    size_t count);
void	 response_empty(struct response *r, int code);
/* 303 See Other: after every POST that did something. */
void	 response_see_other(struct response *r, const char *path);

#endif
