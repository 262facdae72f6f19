/* SPDX-License-Identifier: Apache-2.0 */
#include "base/domain_name.h"

#include <string.h>

#include <idn2.h>

#include "base/typed.h"
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

/* Whether each xn-- label is exactly what its Unicode form encodes to (RFC 5890 2.3.2.1). */
static bool
are_labels(const char *name)
{
	char *unicode = NULL, *back = NULL;
	bool are = strstr(name, "xn--") == NULL
	    || (idn2_to_unicode_8z8z(name, &unicode, 0) == IDN2_OK
	    && idn2_to_ascii_8z(unicode, &back, IDN2_NONTRANSITIONAL) == IDN2_OK && text_is(back, name));

	idn2_free(unicode);
	idn2_free(back);
	return are;
}

char *
domain_name_clean(struct arena *a, const char *typed)
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
	return is_name(name) && are_labels(name) ? name : NULL;
}

char *
domain_name_given(struct arena *a, const char *given)
{
	const char *host;
	size_t length = domain_name_host(given, &host);

	return domain_name_clean(a, arena_copy(a, host, length));
}

size_t
domain_name_host(const char *given, const char **host)
{
	size_t scheme = strspn(given, TEXT_ALNUM "+.-");
	bool is_url = scheme > 0 && text_starts(given + scheme, "://");

	size_t whole, name;

	*host = is_url ? given + scheme + strlen("://") : given;
	whole = strcspn(*host, is_url ? "/?#" : "");
	name = strcspn(*host, is_url ? "/?#:" : "");
	return name == whole || strspn(*host + name + 1, "0123456789") == whole - name - 1 ? name : whole;
}

static const char *
behind(const char *text, const char *mark)
{
	const char *at = strstr(text, mark);

	return at == NULL ? text : at + strlen(mark);
}

char *
domain_name_typed(struct arena *a, const char *text)
{
	const char *start = behind(behind(typed_address(a, text), "<"), "//");
	char *typed = typed_text(a, arena_copy(a, start, strcspn(start, "/?#>")));

	if (domain_name_has_several(typed))
		return typed;
	if (strchr(typed, '@') != NULL)
		typed = strrchr(typed, '@') + 1;
	typed = arena_copy(a, typed, strcspn(typed, ":"));
	if (text_starts(text_lower(a, typed), "www.") && strchr(typed + strlen("www."), '.') != NULL)
		typed += strlen("www.");
	return typed;
}

bool
domain_name_has_several(const char *typed)
{
	return strpbrk(typed, ",;") != NULL || typed_has_blank(typed);
}

char *
domain_name_unicode(struct arena *a, const char *name)
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
	bool is = domain_name_clean(a, typed) != NULL;

	arena_free(a);
	return is;
}

bool
domain_name_is_at_or_below(const char *name, const char *other)
{
	size_t length = strlen(name), own = strlen(other);

	return length >= own && text_is(name + length - own, other)
	    && (length == own || name[length - own - 1] == '.');
}
