/*
 * response.h - what is answered
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HTTP_RESPONSE_H
#define HTTP_RESPONSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/status.h"

enum {
	MAX_HEADERS = 16,
	RETRY_AFTER_S = 5,	/* after a 503; nginx/http.conf says the same for its own */
};

struct header {
	const char	*name;
	const char	*value;
};

struct response;

/* Where a long body goes while it is made. */
struct outlet {
	/* Sends the head, too, unless r->is_begun. */
	void	(*write)(struct outlet *o, const struct response *r, const char *bytes,
		    size_t count);
};

/* The caller zeroes it when the request begins, and may name an outlet. */
struct response {
	int		 code;
	struct header	 headers[MAX_HEADERS];
	size_t		 header_count;
	const char	*body;
	size_t		 body_bytes;
	const char	*request_id;
	struct outlet	*outlet;	/* NULL: each body is held as a whole */
	struct buf	 held;		/* of a body that is made in parts: what has not left */
	bool		 is_begun;	/* the head and parts of the body have left */
	bool		 is_cut;	/* the rest of the body will not come */
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
/* A body that is made in parts.  The parts stay here until response_pass_on, which
 * sends it once it is long, and the head with it: after that neither code nor headers can
 * change.  response_end completes the body. */
void	 response_begin(struct response *r, struct arena *a, int code, const char *type);
void	 response_add(struct response *r, const char *text);
void	 response_pass_on(struct response *r);
void	 response_end(struct response *r);
/* Adds the headers that every answer has; response_pass_on does that, too. */
void	 response_add_common(struct response *r);
/* 303 See Other: after every POST that did something. */
void	 response_see_other(struct response *r, const char *path);

#endif
