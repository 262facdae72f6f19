/*
 * doors.h - the doors of postern-web, and with them every path
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MAIN_DOORS_H
#define MAIN_DOORS_H

#include "http/door.h"

/* The doors in the order in which they are asked; NULL after the last. */
const struct door	*door_at(size_t index);
/* The door that has the path; if none has it, the last door, which has a page for that. */
const struct door	*door_of(const char *path);
/* Every route with its method and who may enter, as the command line prints it. */
char			*doors_print(struct arena *a);

#endif
