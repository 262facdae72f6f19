/* SPDX-License-Identifier: Apache-2.0 */
#include "forgotten.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "test.h"

/* build-aux/po/pseudo.py puts these around arguments; both are as long. */
#define OPENING "⟨"
#define CLOSING "⟩"

enum { MAX_OPEN = 64 };

/* Elements whose text is never words of a page. */
static const char *const data_elements[] = { "code", "textarea", "script", "style" };
static const char *const void_elements[] = { "br", "hr", "img", "input", "link", "meta" };
static const char *const read_attributes[] = { "alt", "aria-label", "placeholder", "title" };

struct element {
	const char	*name;
	bool		 is_data, is_other;	/* of another language */
};

struct reader {
	struct arena	*a;
	const char	*html;		/* the rest of the page */
	const char	*language;
	const struct texts *names;
	struct element	 open[MAX_OPEN];
	size_t		 depth;
	size_t		 words;
	char		*forgotten;
};

/* --- words --- */

static bool
is_one_of(const char *word, const char *const *list, size_t count)
{
	size_t i = 0;

	while (i < count && !text_is(word, list[i]))
		i++;
	return i < count;
}

/* Reads a character of UTF-8; the page is known to be whole. */
static unsigned
next_character(const char **text)
{
	const unsigned char *p = (const unsigned char *)*text;
	unsigned c = *p++;

	if (c >= 0xC0)
		c &= c >= 0xF0 ? 0x07 : c >= 0xE0 ? 0x0F : 0x1F;
	while ((*p & 0xC0) == 0x80)
		c = c << 6 | (*p++ & 0x3F);
	*text = (const char *)p;
	return c;
}

static bool
is_ascii_letter(unsigned c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_accented(unsigned c)
{
	return (c >= 0xC0 && c <= 0x2AF) || (c >= 0x1E00 && c <= 0x1EFF);
}

static bool
is_arabic(unsigned c)
{
	return c >= 0x620 && c <= 0x6FF;
}

static bool
is_of(const struct reader *r, unsigned c)
{
	return text_is(r->language, "ar-XB") ? is_arabic(c) : is_accented(c);
}

/* It has a digit, or a sign that a word has only at its ends. */
static bool
is_address(const char *word)
{
	size_t i;

	for (i = 0; word[i] != '\0'; i++)
		if ((word[i] >= '0' && word[i] <= '9')
		    || (i > 0 && word[i + 1] != '\0' && strchr("./:@_", word[i]) != NULL))
			return true;
	return false;
}

/* A run of letters, which ends before the first sign that is none. */
static char *
next_run(struct reader *r, const char **text, size_t *own, size_t *foreign)
{
	const char *begin = *text, *next = begin;
	unsigned c;

	*own = *foreign = 0;
	for (c = next_character(&next); is_ascii_letter(c) || is_accented(c) || is_arabic(c);
	    c = next_character(&next)) {
		*text = next;
		if (is_of(r, c))
			(*own)++;
		else
			(*foreign)++;
	}
	return arena_copy(r->a, begin, (size_t)(*text - begin));
}

static void
check_word(struct reader *r, const char *word, const char *around)
{
	size_t own, foreign;
	const char *rest = word, *run;

	while (*rest != '\0') {
		run = next_run(r, &rest, &own, &foreign);
		if (own + foreign == 0)
			next_character(&rest);
		r->words += own > 0;
		if (foreign > 1 && !is_address(word) && r->forgotten == NULL)
			r->forgotten = arena_print(r->a, "%s, in: %s", run, around);
	}
}

/* The character of an entity; pages have no others. */
static const char *
decoded(const char *entity, size_t *length)
{
	static const struct {
		const char	*entity, *text;
	} entities[] = {
		{ "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&#39;", "'" },
	};
	size_t i = 0;

	while (i < COUNT(entities) && !text_starts(entity, entities[i].entity))
		i++;
	CHECK(i < COUNT(entities), "no entity of ours: %.20s", entity);
	*length = strlen(entities[i].entity);
	return entities[i].text;
}

static char *
without_entities(struct arena *a, const char *text)
{
	struct buf b = buf_in(a);
	size_t length;

	buf_add(&b, "");
	for (; *text != '\0'; text += length) {
		length = strcspn(text, "&");
		buf_add_bytes(&b, text, length);
		if (length == 0)
			buf_add(&b, decoded(text, &length));
	}
	return b.text;
}

/* Arguments can have arguments. */
static char *
without_arguments(struct arena *a, const char *text)
{
	struct buf b = buf_in(a);
	size_t inside = 0, length;

	buf_add(&b, "");
	for (; *text != '\0'; text += length) {
		length = text_starts(text, OPENING) || text_starts(text, CLOSING) ? strlen(OPENING) : 1;
		inside += text_starts(text, OPENING);
		if (inside == 0)
			buf_add_char(&b, *text);
		CHECK(inside > 0 || !text_starts(text, CLOSING), "a mark closes nothing: %s", b.text);
		inside -= text_starts(text, CLOSING);
	}
	CHECK(inside == 0, "a mark closes nothing: %s", b.text);
	return b.text;
}

static char *
without_name(struct arena *a, const char *text, const char *name)
{
	struct buf b = buf_in(a);
	const char *found;

	for (found = strstr(text, name); found != NULL; found = strstr(text, name)) {
		buf_add_bytes(&b, text, (size_t)(found - text));
		text = found + strlen(name);
	}
	buf_add(&b, text);
	return b.text;
}

static const char *
without_data(struct reader *r, const char *text)
{
	const char *rest = without_arguments(r->a, without_entities(r->a, text));
	size_t i;

	for (i = 0; i < r->names->count; i++)
		rest = without_name(r->a, rest, r->names->items[i]);
	return rest;
}

static void
check_text(struct reader *r, const char *text)
{
	const struct element *within = &r->open[r->depth];
	const char **words;
	size_t count, i;

	if (within->is_data || within->is_other)
		return;
	count = text_split(r->a, without_data(r, text), " \t\n", &words);
	for (i = 0; i < count; i++)
		check_word(r, words[i], text_trim(r->a, text));
}

/* --- elements --- */

/* Reads name="value"; a tag's own name and an attribute without a value have NULL. */
static char *
next_attribute(struct arena *a, const char **tag, char **value)
{
	const char *begin = *tag + strspn(*tag, " \t\n/");
	size_t length = strcspn(begin, " \t\n/=");
	const char *end = begin + length;

	*value = NULL;
	if (text_starts(end, "=\"")) {
		*value = arena_copy(a, end + 2, strcspn(end + 2, "\""));
		end += 2 + strlen(*value) + 1;
	}
	*tag = end;
	return arena_copy(a, begin, length);
}

static void
read_attribute(struct reader *r, struct element *e, const char *name, const char *value)
{
	if (text_is(name, "translate"))
		e->is_data = text_is(value, "no") || e->is_data;
	if (text_is(name, "lang"))
		e->is_other = !text_is(value, r->language);
}

/* Attributes are read once the element is known; a button's words are its text. */
static void
open_element(struct reader *r, const char *tag)
{
	struct element e = r->open[r->depth];
	const char *rest = tag;
	char *name, *value;

	e.name = next_attribute(r->a, &rest, &value);
	e.is_data = e.is_data || is_one_of(e.name, data_elements, COUNT(data_elements));
	while (rest[strspn(rest, " \t\n/")] != '\0') {
		name = next_attribute(r->a, &rest, &value);
		read_attribute(r, &e, name, value);
	}
	CHECK(r->depth + 1 < MAX_OPEN, "too deep: %s", tag);
	r->open[++r->depth] = e;
	rest = tag;
	while (rest[strspn(rest, " \t\n/")] != '\0') {
		name = next_attribute(r->a, &rest, &value);
		if (value != NULL && is_one_of(name, read_attributes, COUNT(read_attributes)))
			check_text(r, value);
	}
	if (tag[strlen(tag) - 1] == '/' || is_one_of(e.name, void_elements, COUNT(void_elements)))
		r->depth--;
}

static void
close_element(struct reader *r, const char *name)
{
	CHECK(r->depth > 0 && text_is(r->open[r->depth].name, name), "</%s> ends a <%s>", name,
	    r->depth > 0 ? r->open[r->depth].name : "page");
	r->depth--;
}

/* No attribute of ours has a ">". */
static void
read_tag(struct reader *r)
{
	size_t length = strcspn(r->html, ">");
	char *tag = arena_copy(r->a, r->html + 1, length - 1);

	r->html += length + 1;
	if (*tag == '/')
		close_element(r, tag + 1);
	else if (*tag != '!')
		open_element(r, tag);
}

char *
forgotten_word(struct arena *a, const char *html, const char *language,
    const struct texts *names, size_t *words)
{
	struct reader r = { .a = a, .language = language, .names = names };
	size_t length;

	/* A place where a word may break is part of the word. */
	r.html = without_name(a, html, "<wbr>");
	while (*r.html != '\0') {
		length = strcspn(r.html, "<");
		check_text(&r, arena_copy(a, r.html, length));
		r.html += length;
		if (*r.html == '<')
			read_tag(&r);
	}
	CHECK(r.depth == 0, "<%s> does not end", r.open[r.depth].name);
	*words = r.words;
	return r.forgotten;
}
