/*
 * arena.h - memory that lives exactly as long as one request
 *
 * Handlers allocate from the request's arena and free nothing by hand; the
 * whole arena is reset once the response has left.  No function here returns
 * NULL: running out of memory ends the process, and its supervisor starts
 * another.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

struct arena	*arena_new(void);
void		 arena_free(struct arena *a);
/* Wipe and free everything that was made since arena_new or the last reset. */
void		 arena_reset(struct arena *a);

/* Zeroed, aligned for any type. */
void		*arena_alloc(struct arena *a, size_t size_bytes);
void		*arena_array(struct arena *a, size_t count, size_t size_bytes);
char		*arena_copy(struct arena *a, const char *text, size_t length);
/* NULL stays NULL. */
char		*arena_text(struct arena *a, const char *text);
char		*arena_print(struct arena *a, const char *format, ...)
		    __attribute__((format(printf, 2, 3)));
char		*arena_vprint(struct arena *a, const char *format, va_list args)
		    __attribute__((format(printf, 2, 0)));

/* Run release(object) at the next reset, newest first: PGresult, json_t. */
void		 arena_defer(struct arena *a, void (*release)(void *), void *object);

#endif
