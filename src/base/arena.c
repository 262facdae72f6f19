/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_BYTES = 64 * 1024 };

struct chunk {
	struct chunk	*next;
	size_t		 size_bytes;
	size_t		 used_bytes;
	alignas(max_align_t) char memory[];
};

struct deferred {
	struct deferred	*next;
	void		(*release)(void *);
	void		*object;
};

struct arena {
	struct chunk	*newest;
	struct deferred	*deferred;
};

static struct chunk *
chunk_new(struct chunk *next, size_t size_bytes)
{
	struct chunk *c = malloc(sizeof(*c) + size_bytes);

	if (c == NULL) {
		fputs("{\"level\":\"error\",\"message\":\"out of memory\"}\n", stderr);
		abort();
	}
	c->next = next;
	c->size_bytes = size_bytes;
	c->used_bytes = 0;
	return c;
}

struct arena *
arena_new(void)
{
	struct arena *a = calloc(1, sizeof(*a));

	if (a == NULL)
		abort();
	a->newest = chunk_new(NULL, CHUNK_BYTES);
	return a;
}

/* The bytes that were used may have held secrets of the request. */
static void
wipe(struct chunk *c)
{
	explicit_bzero(c->memory, c->used_bytes);
	c->used_bytes = 0;
}

void
arena_reset(struct arena *a)
{
	struct deferred *d;
	struct chunk *c;

	while (a->deferred != NULL) {
		d = a->deferred;
		a->deferred = d->next;
		d->release(d->object);
	}
	while (a->newest->next != NULL) {
		c = a->newest;
		a->newest = c->next;
		wipe(c);
		free(c);
	}
	wipe(a->newest);
}

void
arena_free(struct arena *a)
{
	arena_reset(a);
	free(a->newest);
	free(a);
}

/* Sizes are rounded up, so that what is left of a chunk stays aligned, too. */
static size_t
aligned(size_t size_bytes)
{
	const size_t align = alignof(max_align_t);

	return (size_bytes + align - 1) / align * align;
}

void *
arena_alloc(struct arena *a, size_t size_bytes)
{
	size_t wanted;
	void *memory;

	if (size_bytes > (size_t)-1 / 2)
		abort();
	wanted = aligned(size_bytes);
	if (a->newest->size_bytes - a->newest->used_bytes < wanted)
		a->newest = chunk_new(a->newest, wanted > CHUNK_BYTES ? wanted : CHUNK_BYTES);
	memory = a->newest->memory + a->newest->used_bytes;
	a->newest->used_bytes += wanted;
	return memset(memory, 0, wanted);
}

void *
arena_array(struct arena *a, size_t count, size_t size_bytes)
{
	size_t total;

	if (__builtin_mul_overflow(count, size_bytes, &total))
		abort();
	return arena_alloc(a, total);
}

char *
arena_copy(struct arena *a, const char *text, size_t length)
{
	char *copy = arena_alloc(a, length + 1);

	if (length > 0)
		memcpy(copy, text, length);
	return copy;
}

char *
arena_text(struct arena *a, const char *text)
{
	return text == NULL ? NULL : arena_copy(a, text, strlen(text));
}

/* Most texts fit where they will lie; only the others are printed twice. */
char *
arena_vprint(struct arena *a, const char *format, va_list args)
{
	size_t room = a->newest->size_bytes - a->newest->used_bytes;
	char *text = a->newest->memory + a->newest->used_bytes;
	va_list again;
	int length;

	va_copy(again, args);
	length = vsnprintf(text, room, format, again);
	va_end(again);
	if (length < 0)
		abort();
	if ((size_t)length < room) {
		a->newest->used_bytes += aligned((size_t)length + 1);
		return text;
	}
	explicit_bzero(text, room);
	text = arena_alloc(a, (size_t)length + 1);
	vsnprintf(text, (size_t)length + 1, format, args);
	return text;
}

char *
arena_print(struct arena *a, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = arena_vprint(a, format, args);
	va_end(args);
	return text;
}

void
arena_defer(struct arena *a, void (*release)(void *), void *object)
{
	struct deferred *d = arena_alloc(a, sizeof(*d));

	d->release = release;
	d->object = object;
	d->next = a->deferred;
	a->deferred = d;
}
