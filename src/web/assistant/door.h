/*
 * door.h - the assistant's door: for people in a browser
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef WEB_ASSISTANT_DOOR_H
#define WEB_ASSISTANT_DOOR_H

#include "http/door.h"

extern const struct door	 assistant_door;

/* The page that says what went wrong, with the tenant's name and whom to ask. */
void	 assistant_refuse(struct exchange *x, enum status st, int code);

#endif
