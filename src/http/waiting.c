/* SPDX-License-Identifier: Apache-2.0 */
#include "http/waiting.h"

#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>

struct waiting {
	long		 workers;
	atomic_bool	 is_taken[];
};

static size_t
size_bytes(long workers)
{
	return sizeof(struct waiting) + (size_t)workers * sizeof(atomic_bool);
}

struct waiting *
waiting_new(long workers)
{
	struct waiting *w = mmap(NULL, size_bytes(workers), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (w == MAP_FAILED)
		abort();
	w->workers = workers;
	return w;
}

void
waiting_free(struct waiting *w)
{
	munmap(w, size_bytes(w->workers));
}

static long
count(const struct waiting *w)
{
	long taken = 0, i;

	for (i = 0; i < w->workers; i++)
		taken += atomic_load(&w->is_taken[i]);
	return taken;
}

/* Of two that come at once both may be sent away, but never too many stay. */
bool
waiting_begin(struct waiting *w, long place)
{
	if (w == NULL)
		return false;
	atomic_store(&w->is_taken[place], true);
	if (count(w) <= w->workers / 2)
		return true;
	waiting_end(w, place);
	return false;
}

void
waiting_end(struct waiting *w, long place)
{
	atomic_store(&w->is_taken[place], false);
}
