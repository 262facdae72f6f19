/*
 * name.h - the names that a connection may have
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_CONNECTION_NAME_H
#define MODEL_CONNECTION_NAME_H

#include <stdbool.h>

#include "base/fields.h"

/* The contract's pattern: letters and digits, with single hyphens between them. */
bool			 is_connection_name(const char *name);
extern const struct format	connection_name_format;

#endif
