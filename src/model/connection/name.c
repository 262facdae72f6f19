/* SPDX-License-Identifier: Apache-2.0 */
#include "model/connection/name.h"

#include <string.h>

#include "base/text.h"

bool
is_connection_name(const char *value)
{
	const char *c;

	for (c = value; *c != '\0'; c++)
		if (!text_is_alnum((char[]){ *c, '\0' })
		    && (*c != '-' || c == value || c[1] == '-' || c[1] == '\0'))
			return false;
	return *value != '\0' && strlen(value) <= 128;
}

const struct format connection_name_format =
	{ "^[a-zA-Z0-9](-[a-zA-Z0-9]|[a-zA-Z0-9])*$", true, is_connection_name };
