/* SPDX-License-Identifier: Apache-2.0 */
#include "language/words.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "language/catalog.h"

/* Unicode's isolates: the text between them is laid out in its own direction. */
#define ISOLATE "\xe2\x81\xa8"
#define END_ISOLATE "\xe2\x81\xa9"

/* --- literals --- */

const char *
language_text(const struct language *l, const char *id)
{
	return id == NULL ? NULL : catalog_find(l, id);
}

const char *
language_text_of(struct arena *a, const struct language *l, const char *context, const char *id)
{
	/* gettext keeps a context in this form. */
	const char *key = arena_print(a, "%s\004%s", context, id);
	const char *found = catalog_find(l, key);

	return found == key ? id : found;
}

/* --- arguments --- */

char *
language_number(struct arena *a, const struct language *l, const char *digits)
{
	size_t sign = *digits == '-', length = strlen(digits + sign), i;
	struct buf b = buf_in(a);

	if (length < 5)
		return arena_text(a, digits);
	buf_add_bytes(&b, digits, sign);
	for (i = 0; i < length; i++) {
		if (i > 0 && (length - i) % 3 == 0)
			/* TRANSLATORS: between groups of three digits of a number, such as 102,400. */
			buf_add(&b, language_text_of(a, l, NC_("language", ",")));
		buf_add_char(&b, digits[sign + i]);
	}
	return b.text;
}

static char *
isolated(struct arena *a, const struct language *l, const char *text)
{
	return text_is(l->direction, "rtl") ? arena_print(a, ISOLATE "%s" END_ISOLATE, text)
	    : arena_text(a, text);
}

static char *
say(const struct wording *w, struct arena *a, const char *arg, bool is_number)
{
	const struct language *l = w->language;
	struct texts items;
	moment m;

	if (is_number)
		return language_number(a, l, arg);
	if (dated_moment(arg, &m))
		return language_moment(a, l, m);
	if (translated_id(arg) != NULL)
		return isolated(a, l, language_text(l, translated_id(arg)));
	items = listed_items(a, arg);
	return items.count > 1 ? language_list(a, l, &items) : isolated(a, l, arg);
}

static char *
say_as_it_is(const struct wording *w, struct arena *a, const char *arg, bool is_number)
{
	(void)w;
	(void)is_number;
	return arena_text(a, arg);
}

/* --- sentences --- */

static void
add(struct buf *b, const struct language *l, const struct sentence *s)
{
	struct wording w = { .say = say, .language = l };
	const char *format = s->plural == NULL ? catalog_find(l, s->id)
	    : catalog_find_counted(l, s->id, s->plural, (unsigned long)labs(s->count));

	format_fill(b, format, &s->args, &w);
}

char *
language_sentence(struct arena *a, const struct language *l, const struct sentence *s)
{
	struct buf b = buf_in(a);

	add(&b, l, s);
	return b.text;
}

char *
language_sentences(struct arena *a, const struct language *l, const struct objects *list)
{
	const struct sentence *items = list->items;
	struct buf b = buf_in(a);
	size_t i;

	buf_add(&b, "");
	for (i = 0; i < list->count; i++) {
		buf_add(&b, i == 0 ? "" : " ");
		add(&b, l, &items[i]);
	}
	return b.text;
}

char *
language_to_copy(struct arena *a, const char *text)
{
	struct buf b = buf_in(a);

	buf_add(&b, "");
	while (*text != '\0')
		if (text_starts(text, ISOLATE))
			text += strlen(ISOLATE);
		else if (text_starts(text, END_ISOLATE))
			text += strlen(END_ISOLATE);
		else
			buf_add_char(&b, *text++);
	return b.text;
}

char *
language_fault(struct arena *a, const struct language *l, const struct fault *f)
{
	struct objects list = fault_sentences(a, f);

	return language_sentences(a, l, &list);
}

/* --- lists --- */

static char *
joined(struct arena *a, const char *format, const char *one, const char *other)
{
	const char *parts[] = { one, other };
	const struct texts args = { parts, 2 };
	struct wording as_it_is = { .say = say_as_it_is };
	struct buf b = buf_in(a);

	format_fill(&b, format, &args, &as_it_is);
	return b.text;
}

char *
language_list(struct arena *a, const struct language *l, const struct texts *items)
{
	char *text = items->count == 0 ? arena_text(a, "") : isolated(a, l, items->items[0]);
	const char *format;
	size_t i;

	for (i = 1; i < items->count; i++) {
		format = i + 1 < items->count
		    /* TRANSLATORS: the things of a list but for the last, one by one. */
		    ? language_text_of(a, l, NC_("list", "%1$s, %2$s"))
		    /* TRANSLATORS: a list and its last thing. */
		    : language_text_of(a, l, NC_("list", "%1$s and %2$s"));
		text = joined(a, format, text, isolated(a, l, items->items[i]));
	}
	return text;
}
