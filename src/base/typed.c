/* SPDX-License-Identifier: Apache-2.0 */
#include "base/typed.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "base/unicode.h"

#define HTTPS "https://"

/* --- characters --- */

/* The length in bytes of the blank, of any script, with which text begins; 0: it begins
 * with none. */
static size_t
blank(const char *text)
{
	size_t bytes;

	return unicode_is_blank(unicode_first(text, &bytes)) ? bytes : 0;
}

bool
typed_has_blank(const char *text)
{
	while (*text != '\0' && blank(text) == 0)
		text++;
	return *text != '\0';
}

static size_t
edge(const char *text)
{
	size_t bytes;
	uint32_t point = unicode_first(text, &bytes);

	return unicode_is_blank(point) || unicode_is_unseen(point) || unicode_is_joiner(point) ? bytes : 0;
}

#define MARK_LENGTH(text, marks) mark_length(text, marks, sizeof(marks) / sizeof((marks)[0]))

/* That of the mark with which text begins, or of what nobody sees there. */
static size_t
mark_length(const char *text, const char *const *marks, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (text_starts(text, marks[i]))
			return strlen(marks[i]);
	return edge(text);
}

/* The quotes and brackets that programs and people put around what they quote. */
static size_t
wrapper_before(const char *text)
{
	static const char *const marks[] = { "\"", "'", "<", "`", "“", "„", "”", "‘", "‚", "«", "‹" };

	return MARK_LENGTH(text, marks);
}

static size_t
wrapper_behind(const char *text)
{
	static const char *const marks[] = { "\"", "'", ">", "`", ",", ";", "”", "“", "’", "‘", "»", "›" };

	return MARK_LENGTH(text, marks);
}

/* The bytes of text without its last characters, as long as they are of a kind. */
static size_t
cut_behind(const char *text, size_t (*kind)(const char *text))
{
	size_t length = strlen(text), begin;

	while (length > 0) {
		begin = length - 1;
		while (begin > 0 && length - begin < 3 && ((unsigned char)text[begin] & 0xC0) == 0x80)
			begin--;
		if (kind(text + begin) != length - begin)
			break;
		length = begin;
	}
	return length;
}

static char *
cut(struct arena *a, const char *text, size_t (*before)(const char *text),
    size_t (*behind)(const char *text))
{
	while (before(text) > 0)
		text += before(text);
	return arena_copy(a, text, cut_behind(text, behind));
}

/* --- texts --- */

char *
typed_text(struct arena *a, const char *text)
{
	char *out = cut(a, text, edge, edge), *to = out;
	const char *from;
	size_t bytes;

	for (from = out; *from != '\0'; from += bytes) {
		if (unicode_is_unseen(unicode_first(from, &bytes)))
			continue;
		memmove(to, from, bytes);
		to += bytes;
	}
	*to = '\0';
	return out;
}

/* The bytes before https:// that are no part of an address: a label, or another https://. */
static size_t
label_length(const char *text)
{
	const char *from = text, *at = text_find(from, strlen(from), HTTPS);

	while (at != NULL && strcspn(from, "/?#") == (size_t)(at - from) + strlen("https:")) {
		from = at + strlen(HTTPS);
		at = text_find(from, strlen(from), HTTPS);
	}
	return from == text ? 0 : (size_t)(from - text) - strlen(HTTPS);
}

static bool
is_document(const char *text)
{
	return *text == '{' || (*text == '<' && (text[1] == '?' || text[1] == '!' || strchr(text + 1, '<') != NULL));
}

char *
typed_address(struct arena *a, const char *text)
{
	char *seen = typed_text(a, text);
	const char *bare;

	if (is_document(seen))
		return seen;
	bare = cut(a, seen, wrapper_before, wrapper_behind);
	return arena_text(a, bare + label_length(bare));
}

/* A name with dots or a port: not "metadata", "urn:a" or "jane@acme.com". */
static bool
is_host_first(const char *text)
{
	const char *name = text_starts(text, "//") ? text + 2 : text;
	size_t length = strcspn(name, ":/?#@<{");

	if (length == 0 || name[length] == '@')
		return false;
	return memchr(name, '.', length) != NULL
	    || (name[length] == ':' && strspn(name + length + 1, "0123456789") > 0);
}

char *
typed_url(struct arena *a, const char *text)
{
	const char *bare = typed_address(a, text);

	if (strncasecmp(bare, "https:", 6) == 0)
		bare += 6;
	else if (!is_host_first(bare))
		return arena_text(a, bare);
	return arena_print(a, HTTPS "%s", bare + strspn(bare, "/"));
}
