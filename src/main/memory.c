/* SPDX-License-Identifier: Apache-2.0 */
#include "main/memory.h"

#include <fcntl.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#ifndef __SANITIZE_ADDRESS__	/* which has a free of its own */

/* glibc's */
void	*__libc_calloc(size_t count, size_t size);
void	 __libc_free(void *memory);

/* The word, drawn by each process, that glibc writes into a small piece that is freed, to
 * know one that is freed twice; it then ends the program.  0: none. */
static uintptr_t freed_mark;

static uintptr_t
mark_of(const void *memory)
{
	uintptr_t words[2];

	memcpy(words, memory, sizeof(words));
	return words[1];
}

__attribute__((constructor)) static void
learn_freed_mark(void)
{
	void *piece = __libc_calloc(1, 2 * sizeof(uintptr_t));

	__libc_free(piece);
	if (piece != NULL)
		freed_mark = mark_of(piece);
}

/* A piece is never smaller than two words.  Wiping the mark would hide it from glibc. */
static bool
is_marked(const void *memory)
{
	return freed_mark != 0 && mark_of(memory) == freed_mark;
}

/* Stands before glibc's for the libraries, too. */
__attribute__((visibility("default"))) void
free(void *memory)
{
	if (memory != NULL && !is_marked(memory))
		explicit_bzero(memory, malloc_usable_size(memory));
	__libc_free(memory);
}

#endif

/* The memory that is resident and not shared with files; 0: not known. */
static long
private_mib(void)
{
	char text[128] = "", *rest = text;
	long pages[3] = { 0 };	/* in all, resident, shared */
	size_t i;
	int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return 0;
	if (read(fd, text, sizeof(text) - 1) > 0)
		for (i = 0; i < 3; i++)
			pages[i] = strtol(rest, &rest, 10);
	close(fd);
	return (pages[1] - pages[2]) / (1024 * 1024 / sysconf(_SC_PAGESIZE));
}

/* Whether it ever held that much, shared memory included: cheaper to ask than what it
 * holds now. */
static bool
has_exceeded(long mib)
{
	struct rusage use;

	return getrusage(RUSAGE_SELF, &use) != 0 || use.ru_maxrss / 1024 >= mib;
}

bool
memory_exceeds(long mib)
{
	if (!has_exceeded(mib) || private_mib() < mib)
		return false;
	malloc_trim(0);
	return private_mib() >= mib;
}
