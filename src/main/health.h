/*
 * health.h - the door for programs that ask whether this worker can serve
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MAIN_HEALTH_H
#define MAIN_HEALTH_H

#include "http/door.h"

extern const struct door	 health_door;

#endif
