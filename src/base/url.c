/* SPDX-License-Identifier: Apache-2.0 */
#include "base/url.h"

#include <string.h>
#include <strings.h>

bool
is_https_url(const char *value)
{
	const char *host = value + strlen("https://"), *c;

	if (strncmp(value, "https://", 8) != 0 || strcspn(host, "/?#") == 0)
		return false;
	for (c = host; *c != '\0'; c++)
		if ((unsigned char)*c <= 0x20 || (unsigned char)*c == 0x7F
		    || strchr("\"<>\\^`{|}", *c) != NULL)
			return false;
	return memchr(host, '@', strcspn(host, "/?#")) == NULL;
}

bool
urls_share_origin(const char *one, const char *other)
{
	size_t scheme = strlen("https://"), length;

	if (strncasecmp(one, "https://", scheme) != 0 || strncasecmp(other, "https://", scheme) != 0)
		return false;
	length = scheme + strcspn(one + scheme, "/?#");
	return length == scheme + strcspn(other + scheme, "/?#") && strncasecmp(one, other, length) == 0;
}
