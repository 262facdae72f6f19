/*
 * door.h - the assistant's door: for people in a browser
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef WEB_ASSISTANT_DOOR_H
#define WEB_ASSISTANT_DOOR_H

#include "http/door.h"

extern const struct door	 assistant_door;

/* Answers with the page for a failure, which has the tenant's name and contact. */
void	 assistant_refuse(struct exchange *x, enum status st, int code);

#endif
