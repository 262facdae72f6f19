/* SPDX-License-Identifier: Apache-2.0 */
#include "base/random.h"

#include <sodium.h>
#include <string.h>

#include "base/text.h"

static char *
draw(struct arena *a, const char *alphabet, size_t length)
{
	uint32_t letters = (uint32_t)strlen(alphabet);
	char *text = arena_alloc(a, length + 1);
	size_t i;

	for (i = 0; i < length; i++)
		text[i] = alphabet[randombytes_uniform(letters)];
	return text;
}

char *
random_alnum(struct arena *a, size_t length)
{
	return draw(a, TEXT_ALNUM, length);
}

char *
random_base58(struct arena *a, size_t length)
{
	return draw(a, "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", length);
}

char *
random_hex(struct arena *a, size_t length)
{
	return draw(a, "0123456789abcdef", length);
}

char *
random_id(struct arena *a, const char *prefix, size_t length)
{
	return arena_print(a, "%s%s", prefix, random_base58(a, length));
}
