/*
 * buf.h - text that grows, inside an arena
 *
 * buf.text is always a terminated string; it may move with every addition.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/arena.h"

struct buf {
	struct arena	*arena;
	char		*text;
	size_t		 length;
	size_t		 size_bytes;
};

struct buf	 buf_in(struct arena *a);
void		 buf_add(struct buf *b, const char *text);
void		 buf_add_bytes(struct buf *b, const void *bytes, size_t count);
void		 buf_add_char(struct buf *b, char c);
/* The text as a JSON string, quotes included. */
void		 buf_add_json(struct buf *b, const char *text);
/* Start the next item of a JSON array, or the next member of an object, with a
 * comma before all but the first. */
void		 buf_next_item(struct buf *b);
void		 buf_next_member(struct buf *b, const char *name);
void		 buf_print(struct buf *b, const char *format, ...)
		    __attribute__((format(printf, 2, 3)));

#endif
