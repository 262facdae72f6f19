/*
 * url.h - URLs that others give us
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_URL_H
#define BASE_URL_H

#include <stdbool.h>

#include "base/arena.h"

/* https, a host, no credentials, no space or control character (RFC 3986). */
bool	 is_https_url(const char *value);
/* Its scheme, host and port.  NULL: the host has other characters than DNS names and addresses,
 * so it is none. */
char	*url_origin(struct arena *a, const char *https_url);

#endif
