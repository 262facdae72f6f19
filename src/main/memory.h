/*
 * memory.h - how much memory a worker holds, and what it leaves there
 *
 * A program that links memory.c wipes each piece of memory that is freed, also by the
 * libraries, so that a secret of one request is not there when the next one is served.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MAIN_MEMORY_H
#define MAIN_MEMORY_H

#include <stdbool.h>

/* Whether this process holds more memory of its own than that, although it gave back what
 * is free. */
bool	 memory_exceeds(long mib);

#endif
