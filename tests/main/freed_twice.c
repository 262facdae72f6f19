/*
 * freed_twice.c - a piece of memory that is freed twice ends the program at once
 *
 * The free of main/memory.c wipes what is freed. It must not wipe by what glibc knows
 * such a fault: an attacker could otherwise make two owners of one piece.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "main/memory.h"

#ifndef __SANITIZE_ADDRESS__	/* which has a free of its own, as memory.c has none then */

static const size_t sizes[] = { 1, 16, 24, 100, 1000, 1032, 5000 };

/* The compiler would otherwise see the fault, and others lie around the piece. */
static void
free_twice(size_t size)
{
	void *volatile piece = malloc(size), *volatile neighbor = malloc(size);

	memset(piece, 'x', size);
	free(piece);
	free(piece);
	free(neighbor);
}

static int
end_of(size_t size)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		free_twice(size);
		_exit(0);
	}
	waitpid(child, &status, 0);
	return status;
}

static int
sizes_freed_twice(void)
{
	int failed = 0, status;
	size_t i;

	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		status = end_of(sizes[i]);
		if (WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT)
			continue;
		fprintf(stderr, "%zu bytes can be freed twice\n", sizes[i]);
		failed++;
	}
	return failed;
}

#else

static int
sizes_freed_twice(void)
{
	return 0;
}

#endif

int
main(void)
{
	if (memory_exceeds(1024 * 1024))	/* links memory.c */
		return EXIT_FAILURE;
	return sizes_freed_twice() == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
