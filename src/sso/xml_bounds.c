/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/xml_bounds.h"

#include <stdbool.h>
#include <string.h>

#include "base/sentence.h"

enum { MISTAKE_BYTES = 4096 };	/* after a mistake, so that the parser sees all of it */

struct scan {
	const char	*at, *end;
	enum xml_excess	 excess;
	size_t		 elements, depth;
	size_t		 spaces;			/* namespaces declared around here */
	unsigned char	 declared[XML_MAX_NESTING];	/* by each open element */
};

/* --- steps; each returns false where the scan ends --- */

static bool
exceed(struct scan *s, enum xml_excess what)
{
	s->excess = what;
	return false;
}

static bool
begins(const struct scan *s, const char *with)
{
	size_t count = strlen(with);

	return (size_t)(s->end - s->at) >= count && memcmp(s->at, with, count) == 0;
}

static bool
skip_past(struct scan *s, const char *word)
{
	const char *found = memmem(s->at, (size_t)(s->end - s->at), word, strlen(word));

	s->at = found == NULL ? s->end : found + strlen(word);
	return found != NULL;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void
skip_blank(struct scan *s)
{
	while (s->at < s->end && is_blank(*s->at))
		s->at++;
}

static bool
is_name(char c)
{
	return c != '\0' && !is_blank(c) && strchr("<>/='\"", c) == NULL;
}

static bool
take_name(struct scan *s)
{
	size_t chars = 0;

	for (; s->at < s->end && is_name(*s->at); s->at++)
		chars += ((unsigned char)*s->at & 0xC0) != 0x80;
	if (chars > XML_MAX_NAME_CHARS)
		return exceed(s, XML_LONG_NAME);
	return chars > 0;
}

static bool
take_value(struct scan *s)
{
	char quote = s->at < s->end ? *s->at : '\0';
	const char *value = s->at + 1, *close;

	if (quote != '"' && quote != '\'')
		return false;
	close = memchr(value, quote, (size_t)(s->end - value));
	s->at = close == NULL ? s->end : close + 1;
	if ((size_t)(s->at - value) > XML_MAX_VALUE_BYTES)
		return exceed(s, XML_LONG_VALUE);
	return close != NULL;
}

static bool
take_attribute(struct scan *s, size_t *declared)
{
	const char *name = s->at;

	if (!take_name(s))
		return false;
	*declared += (s->at - name == 5 || (s->at - name > 5 && name[5] == ':'))
	    && memcmp(name, "xmlns", 5) == 0;
	skip_blank(s);
	if (!begins(s, "="))
		return false;
	s->at++;
	skip_blank(s);
	return take_value(s);
}

static bool
take_attributes(struct scan *s, size_t *declared)
{
	size_t count = 0;

	for (skip_blank(s); s->at < s->end && *s->at != '>' && *s->at != '/'; skip_blank(s)) {
		if (++count > XML_MAX_ATTRIBUTES)
			return exceed(s, XML_TOO_MANY_ATTRIBUTES);
		if (!take_attribute(s, declared))
			return false;
		if (s->spaces + *declared > XML_MAX_NAMESPACES)
			return exceed(s, XML_TOO_MANY_NAMESPACES);
	}
	return true;
}

static bool
take_element(struct scan *s)
{
	size_t declared = 0;

	if (s->depth == XML_MAX_NESTING)
		return exceed(s, XML_TOO_DEEP);
	if (++s->elements > XML_MAX_ELEMENTS)
		return exceed(s, XML_TOO_MANY_ELEMENTS);
	s->at++;
	if (!take_name(s) || !take_attributes(s, &declared))
		return false;
	if (begins(s, "/>"))
		return skip_past(s, "/>");
	if (!begins(s, ">"))
		return false;
	s->at++;
	s->declared[s->depth++] = (unsigned char)declared;
	s->spaces += declared;
	return true;
}

static bool
take_end(struct scan *s)
{
	if (s->depth == 0)
		return false;
	s->spaces -= s->declared[--s->depth];
	return skip_past(s, ">");
}

static bool
take_section(struct scan *s)
{
	const char *from = s->at;

	if (!skip_past(s, "]]>"))
		return false;
	return s->at - from <= XML_MAX_TEXT_BYTES || exceed(s, XML_LONG_TEXT);
}

static bool
take_text(struct scan *s)
{
	const char *from, *found;

	skip_blank(s);
	from = s->at;
	found = memchr(from, '<', (size_t)(s->end - from));
	s->at = found == NULL ? s->end : found;
	return s->at - from <= XML_MAX_TEXT_BYTES || exceed(s, XML_LONG_TEXT);
}

/* A DOCTYPE is a mistake here: the parser knows it, and stops there. */
static bool
take_next(struct scan *s)
{
	if (!begins(s, "<"))
		return take_text(s);
	if (begins(s, "</"))
		return take_end(s);
	if (begins(s, "<?"))
		return skip_past(s, "?>");
	if (begins(s, "<![CDATA["))
		return take_section(s);
	if (begins(s, "<!--")) {
		s->at += strlen("<!--");
		return skip_past(s, "-->");
	}
	return !begins(s, "<!") && take_element(s);
}

/* --- the whole --- */

static size_t
line_of(const char *from, const char *to)
{
	size_t line = 1;

	for (; from < to; from++)
		line += *from == '\n';
	return line;
}

void
xml_bounds_find(const struct xml_source *source, struct xml_bounds *out)
{
	struct scan s = { .at = source->text, .end = source->text + source->length };
	const char *from = s.at, *to;

	while (s.at < s.end) {
		from = s.at;
		if (!take_next(&s))
			break;
	}
	to = s.excess != XML_NO_EXCESS ? from : s.end - s.at > MISTAKE_BYTES ? s.at + MISTAKE_BYTES : s.end;
	*out = (struct xml_bounds){ .length = (size_t)(to - source->text), .excess = s.excess,
		.line = line_of(source->text, to) };
}

static enum status
refuse_count(const struct xml_bounds *b, struct fault *f)
{
	switch (b->excess) {
	case XML_TOO_DEEP:
		return fail_counted(f, INVALID, XML_MAX_NESTING,
		    "We cannot read the metadata, because its elements are nested more than %d level deep.",
		    "We cannot read the metadata, because its elements are nested more than %d levels deep.",
		    XML_MAX_NESTING);
	case XML_TOO_MANY_ELEMENTS:
		return fail_counted(f, INVALID, XML_MAX_ELEMENTS,
		    "We cannot read the metadata, because it has more than %d element.",
		    "We cannot read the metadata, because it has more than %d elements.", XML_MAX_ELEMENTS);
	case XML_TOO_MANY_ATTRIBUTES:
		return fail_counted(f, INVALID, XML_MAX_ATTRIBUTES,
		    "We cannot read the metadata, because the element on line %zu has more "
		    "than %d attribute.",
		    "We cannot read the metadata, because the element on line %zu has more "
		    "than %d attributes.",
		    b->line, XML_MAX_ATTRIBUTES);
	default:
		return fail_counted(f, INVALID, XML_MAX_NAMESPACES,
		    "We cannot read the metadata, because the element on line %zu and those "
		    "around it declare more than %d namespace.",
		    "We cannot read the metadata, because the element on line %zu and those "
		    "around it declare more than %d namespaces.", b->line, XML_MAX_NAMESPACES);
	}
}

static enum status
refuse_length(const struct xml_bounds *b, struct fault *f)
{
	switch (b->excess) {
	case XML_LONG_NAME:
		return fail_counted(f, INVALID, XML_MAX_NAME_CHARS,
		    "We cannot read the metadata, because the element on line %zu uses a name "
		    "of more than %d character.",
		    "We cannot read the metadata, because the element on line %zu uses a name "
		    "of more than %d characters.", b->line, XML_MAX_NAME_CHARS);
	case XML_LONG_VALUE:
		return fail(f, INVALID, "We cannot read the metadata, because the element on "
		    "line %zu has an attribute of more than %d KB.", b->line, XML_MAX_VALUE_BYTES / 1024);
	default:
		return fail(f, INVALID, "We cannot read the metadata, because the text that "
		    "begins on line %zu is longer than %d KB.", b->line, XML_MAX_TEXT_BYTES / 1024);
	}
}

enum status
xml_bounds_refuse(const struct xml_bounds *b, struct fault *f)
{
	enum status st = b->excess < XML_LONG_NAME ? refuse_count(b, f) : refuse_length(b, f);

	fault_add(f, "Use the metadata exactly as your identity provider offers it, and for "
	    "this provider only.");
	return st;
}
