/* SPDX-License-Identifier: Apache-2.0 */
#include "model/domain.h"

#include <stddef.h>
#include <string.h>

#include <idn2.h>

#include "base/text.h"

enum { MAX_NAME_CHARS = 253, MAX_LABEL_CHARS = 63 };

/* RFC 1123 2.1 */
static bool
is_name(const char *name)
{
	const char *c = name;
	size_t label;

	if (*name == '\0' || strlen(name) > MAX_NAME_CHARS)
		return false;
	for (;;) {
		label = strspn(c, "abcdefghijklmnopqrstuvwxyz0123456789-");
		if (label == 0 || label > MAX_LABEL_CHARS || c[0] == '-' || c[label - 1] == '-')
			return false;
		if (c[label] == '\0')
			return strspn(c, "0123456789") != label;	/* no top level is a number */
		if (c[label] != '.')
			return false;
		c += label + 1;
	}
}

char *
domain_clean(struct arena *a, const char *typed)
{
	size_t length = strlen(typed);
	char *ascii = NULL, *name;

	while (length > 0 && typed[length - 1] == '.')
		length--;
	name = arena_copy(a, typed, length);
	if (text_is_ascii(name))
		name = text_lower(a, name);
	else if (idn2_to_ascii_8z(name, &ascii, IDN2_NONTRANSITIONAL) == IDN2_OK)
		name = text_lower(a, ascii);
	idn2_free(ascii);
	return is_name(name) ? name : NULL;
}

char *
domain_typed(struct arena *a, const char *text)
{
	char *typed = text_trim(a, text);
	const char *start = strstr(typed, "://");

	start = start == NULL ? typed : start + strlen("://");
	if (strchr(start, '@') != NULL)
		start = strrchr(start, '@') + 1;
	return arena_copy(a, start, strcspn(start, "/?#"));
}

char *
domain_unicode(struct arena *a, const char *name)
{
	char *unicode = NULL, *copy;

	if (idn2_to_unicode_8z8z(name, &unicode, 0) != IDN2_OK)
		return arena_text(a, name);
	copy = arena_text(a, unicode);
	idn2_free(unicode);
	return copy;
}

bool
is_domain_name(const char *typed)
{
	struct arena *a = arena_new();
	bool is = domain_clean(a, typed) != NULL;

	arena_free(a);
	return is;
}
