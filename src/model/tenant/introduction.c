/* SPDX-License-Identifier: Apache-2.0 */
#include "model/tenant/introduction.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"

enum { MAX_OPEN = 18, MAX_HREF = 1024 };

enum kind { INLINE, BLOCK, LIST, ITEM, LINK, VOID, SILENT };

struct tag {
	const char	*name;
	enum kind	 kind;
};

/* SILENT elements are dropped with all that is in them. */
static const struct tag tags[] = {
	{ "b", INLINE }, { "strong", INLINE }, { "i", INLINE }, { "em", INLINE }, { "u", INLINE },
	{ "br", VOID }, { "p", BLOCK }, { "ul", LIST }, { "ol", LIST }, { "li", ITEM }, { "a", LINK },
	{ "script", SILENT }, { "style", SILENT }, { "template", SILENT }, { "iframe", SILENT },
	{ "object", SILENT }, { "svg", SILENT }, { "math", SILENT }, { "title", SILENT },
};

struct writer {
	struct arena		*arena;
	struct buf		 out;
	const struct tag	*open[MAX_OPEN];
	size_t			 depth;
	const char		*last_end;	/* the text's last ">": no tag ends after it */
};

#define DIGITS "0123456789"
#define SPACE " \t\r\n"
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

static bool
is_letter(char c)
{
	return c != '\0' && strchr(LETTERS, c) != NULL;
}

static const struct tag *
find_tag(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
		if (text_is_nocase(tags[i].name, name))
			return &tags[i];
	return NULL;
}

/* --- writing --- */

static void
escape_char(struct buf *b, char c)
{
	switch (c) {
	case '<': buf_add(b, "&lt;"); break;
	case '>': buf_add(b, "&gt;"); break;
	case '&': buf_add(b, "&amp;"); break;
	case '"': buf_add(b, "&quot;"); break;
	case '\'': buf_add(b, "&#39;"); break;
	default:
		if ((unsigned char)c >= 0x20 || strchr("\t\n\r", c) != NULL)
			buf_add_char(b, c);
	}
}

static bool
is_open(const struct writer *w, enum kind kind)
{
	size_t i;

	for (i = 0; i < w->depth; i++)
		if (w->open[i]->kind == kind)
			return true;
	return false;
}

static const struct tag *
innermost(const struct writer *w)
{
	return w->depth == 0 ? NULL : w->open[w->depth - 1];
}

static void
close_one(struct writer *w)
{
	buf_print(&w->out, "</%s>", w->open[--w->depth]->name);
}

/* Closes the innermost tag of that kind and all inside it. */
static void
close_kind(struct writer *w, enum kind kind)
{
	bool is_last = false;

	while (w->depth > 0 && !is_last) {
		is_last = innermost(w)->kind == kind;
		close_one(w);
	}
}

static void
push(struct writer *w, const struct tag *tag)
{
	buf_print(&w->out, "<%s>", tag->name);
	w->open[w->depth++] = tag;
}

/* A list may hold only items, so anything else in it is put into an item. */
static void
enter_item(struct writer *w)
{
	if (w->depth > 0 && innermost(w)->kind == LIST && w->depth < MAX_OPEN)
		push(w, find_tag("li"));
}

static void
write_text(struct writer *w, const char *text, size_t length)
{
	size_t i;

	if (strspn(text, " \t\r\n") < length)
		enter_item(w);
	for (i = 0; i < length; i++)
		escape_char(&w->out, text[i]);
}

/* --- character references: "&amp;" is one character, "&" alone is another --- */

/* The length of the character reference at text; 0: there is none.  In text, a reference
 * stands for a character and never for markup. */
static size_t
reference_length(const char *text)
{
	const char *name = text + 1 + (text[1] == '#');
	size_t length = strspn(name, text[1] == '#' ? DIGITS : DIGITS LETTERS);

	if (length == 0 || length > 31 || name[length] != ';' || (text[1] != '#' && !is_letter(*name)))
		return 0;
	return (size_t)(name - text) + length + 1;
}

static size_t
write_reference(struct writer *w, const char *text)
{
	size_t length = reference_length(text);

	enter_item(w);
	if (length == 0)
		buf_add(&w->out, "&amp;");
	else
		buf_add_bytes(&w->out, text, length);
	return length == 0 ? 1 : length;
}

/* --- links --- */

static bool
is_link_target(const char *href)
{
	const char *c;

	for (c = href; *c != '\0'; c++)
		if ((unsigned char)*c <= 0x20 || strchr("\"'<>\\`", *c) != NULL)
			return false;
	return strlen(href) <= MAX_HREF && (strncasecmp(href, "https://", 8) == 0
	    || strncasecmp(href, "http://", 7) == 0 || strncasecmp(href, "mailto:", 7) == 0);
}

/* "&amp;" in the attribute becomes "&"; NULL: there is any other reference. */
static char *
plain_href(struct arena *a, const char *raw, size_t length)
{
	char *href = text_trim(a, arena_copy(a, raw, length)), *amp;

	for (amp = strchr(href, '&'); amp != NULL; amp = strchr(amp + 1, '&')) {
		if (text_starts(amp, "&amp;"))
			memmove(amp + 1, amp + 5, strlen(amp + 5) + 1);
		else if (reference_length(amp) > 0)
			return NULL;
	}
	return href;
}

/* The value of href among the attributes, or NULL. */
static char *
find_href(struct arena *a, const char *attributes, size_t length)
{
	const char *text = arena_copy(a, attributes, length), *value;
	size_t name, size;

	for (;;) {
		text += strspn(text, " \t\r\n/");
		name = strcspn(text, " \t\r\n/=");
		if (name == 0)
			return NULL;
		value = text + name + strspn(text + name, " \t\r\n");
		if (*value != '=') {
			text += name;
			continue;
		}
		value += 1 + strspn(value + 1, " \t\r\n");
		size = *value == '"' || *value == '\'' ? strcspn(value + 1, (char[]){ *value, '\0' })
		    : strcspn(value, " \t\r\n");
		if (name == 4 && strncasecmp(text, "href", 4) == 0)
			return plain_href(a, value + (*value == '"' || *value == '\''), size);
		text = value + size;
		text += *value == '"' || *value == '\'' ? (text[1] == '\0' ? 1 : 2) : 0;
	}
}

static void
open_link(struct writer *w, const struct tag *tag, const char *attributes, size_t length)
{
	const char *href = find_href(w->arena, attributes, length);

	if (href == NULL || !is_link_target(href) || is_open(w, LINK))
		return;
	enter_item(w);
	if (w->depth == MAX_OPEN)
		return;
	buf_add(&w->out, "<a href=\"");
	for (; *href != '\0'; href++)
		escape_char(&w->out, *href);
	buf_add(&w->out, "\">");
	w->open[w->depth++] = tag;
}

/* --- tags --- */

static void
open_item(struct writer *w, const struct tag *tag)
{
	if (!is_open(w, LIST))
		return;
	while (innermost(w)->kind != LIST)
		close_one(w);
	push(w, tag);
}

static void
open_tag(struct writer *w, const struct tag *tag, const char *attributes, size_t length)
{
	/* There must be room for an implied item, the tag, and an item implied by its text. */
	if (w->depth >= MAX_OPEN - 3 || tag->kind == SILENT)
		return;
	if ((tag->kind == BLOCK || tag->kind == LIST) && is_open(w, BLOCK))
		close_kind(w, BLOCK);
	if (tag->kind == LINK) {
		open_link(w, tag, attributes, length);
	} else if (tag->kind == ITEM) {
		open_item(w, tag);
	} else {
		enter_item(w);
		if (tag->kind == VOID)
			buf_add(&w->out, "<br>");
		else if (w->depth < MAX_OPEN)
			push(w, tag);
	}
}

static void
close_tag(struct writer *w, const struct tag *tag)
{
	size_t i = w->depth;

	while (i > 0 && w->open[i - 1] != tag)
		i--;
	while (i > 0 && w->depth >= i)
		close_one(w);
}

/* The length of the tag at text, quotes respected; 0: it does not end. */
static size_t
tag_length(const char *text)
{
	const char *c;
	char quote = '\0';

	for (c = text + 1; *c != '\0'; c++) {
		if (quote != '\0')
			quote = *c == quote ? '\0' : quote;
		else if (*c == '>')
			return (size_t)(c - text) + 1;
		else if ((*c == '"' || *c == '\'') && c[-1] == '=')
			quote = *c;
	}
	return 0;
}

/* The length of everything up to the end tag of a SILENT element, or of the rest. */
static size_t
silent_length(const char *text, const char *name)
{
	const char *end;

	for (end = strstr(text, "</"); end != NULL; end = strstr(end + 2, "</"))
		if (strncasecmp(end + 2, name, strlen(name)) == 0)
			return (size_t)(end - text);
	return strlen(text);
}

static size_t
read_tag(struct writer *w, const char *text)
{
	size_t length = text < w->last_end ? tag_length(text) : 0;
	size_t start = text[1] == '/' ? 2 : 1, name;
	const struct tag *tag;

	if (length == 0 || (strchr("/!?", text[1]) == NULL && !is_letter(text[1]))) {
		write_text(w, text, 1);
		return 1;
	}
	if (text_starts(text, "<!--"))
		return strstr(text, "-->") == NULL ? strlen(text)
		    : (size_t)(strstr(text, "-->") - text) + 3;
	name = strcspn(text + start, " \t\r\n/>");
	tag = find_tag(arena_copy(w->arena, text + start, name));
	if (tag == NULL)
		return length;
	if (start == 2) {
		close_tag(w, tag);
		return length;
	}
	open_tag(w, tag, text + start + name, length - start - name - 1);
	return tag->kind == SILENT ? length + silent_length(text + length, tag->name) : length;
}

static void
write_html(struct writer *w, const char *text)
{
	const char *end = strrchr(text, '>');
	size_t plain;

	w->last_end = end == NULL ? text : end;
	while (*text != '\0') {
		plain = strcspn(text, "<&");
		write_text(w, text, plain);
		text += plain;
		if (*text == '<')
			text += read_tag(w, text);
		else if (*text == '&')
			text += write_reference(w, text);
	}
	while (w->depth > 0)
		close_one(w);
}

/* Skips white space and returns how many lines end in it. */
static size_t
line_ends(const char **text)
{
	size_t count = 0;

	for (; **text != '\0' && strchr(SPACE, **text) != NULL; (*text)++)
		count += **text == '\n';
	return count;
}

/* One line of text without a tag. */
static void
write_line(struct writer *w, const char *text, size_t length)
{
	const char *end = text + length;
	size_t plain;

	while (text < end) {
		plain = strcspn(text, "&");
		if (plain > (size_t)(end - text))
			plain = (size_t)(end - text);
		write_text(w, text, plain);
		text += plain;
		if (text < end)
			text += write_reference(w, text);
	}
}

/* Text without a tag: an empty line ends a paragraph, a single line end becomes <br>. */
static void
write_plain(struct writer *w, const char *text)
{
	size_t length, ends;

	for (text += strspn(text, SPACE); *text != '\0'; text += strspn(text, SPACE)) {
		push(w, find_tag("p"));
		for (ends = 1; *text != '\0' && ends == 1;) {
			length = strcspn(text, "\r\n");
			write_line(w, text, length);
			text += length;
			ends = line_ends(&text);
			if (ends == 1 && *text != '\0')
				buf_add(&w->out, "<br>");
		}
		close_one(w);
	}
}

/* Whether there is something to see between the tags. */
static bool
is_visible(const char *html)
{
	bool in_tag = false;

	for (; *html != '\0'; html++) {
		if (!in_tag && *html != '<' && strchr(" \t\r\n", *html) == NULL)
			return true;
		in_tag = *html == '<' || (in_tag && *html != '>');
	}
	return false;
}

char *
introduction_html(struct arena *a, const char *text)
{
	struct writer w = { .arena = a, .out = buf_in(a) };

	if (strchr(text, '<') == NULL)
		write_plain(&w, text);
	else
		write_html(&w, text);
	return is_visible(w.out.text) ? w.out.text : NULL;
}
