/* SPDX-License-Identifier: Apache-2.0 */
#include "base/url.h"

#include <string.h>

#define HOST_CHARS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-:[]"

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

char *
url_origin(struct arena *a, const char *https_url)
{
	const char *host = https_url + strlen("https://");
	size_t length = strcspn(host, "/?#");

	if (strspn(host, HOST_CHARS) < length)
		return NULL;
	return arena_copy(a, https_url, strlen("https://") + length);
}
