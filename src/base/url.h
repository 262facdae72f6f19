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
/* Whether both are of https and name the same host and port. */
bool	 urls_share_origin(const char *one, const char *other);

#endif
