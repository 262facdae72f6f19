/* SPDX-License-Identifier: Apache-2.0 */
#include "base/sentence.h"

#include <stdio.h>
#include <string.h>

#include "base/format.h"
#include "base/text.h"

/* ASCII's separators of units, records and groups: no name, address or word has them. */
static const char separator[] = "\x1f", date_mark[] = "\x1e", literal_mark[] = "\x1d";

#define SENTENCE(name, type, rules) \
	{ #name, type, rules, offsetof(struct sentence, name) }

static const struct field sentence_fields[] = {
	SENTENCE(id, FIELD_TEXT, 0), SENTENCE(plural, FIELD_TEXT, NULLABLE),
	SENTENCE(count, FIELD_NUMBER, 0), SENTENCE(args, FIELD_TEXTS, 0),
};

const struct shape sentence_shape = SHAPE(struct sentence, sentence_fields);

/* --- making --- */

static size_t
count_conversions(const char *format)
{
	struct conversion c;
	size_t count = 0;

	for (c = conversion_next(format); c.length > 0; c = conversion_next(format)) {
		count += c.type != '%';
		format += c.before + c.length;
	}
	return count;
}

static char *
take(struct arena *a, const struct conversion *c, struct arguments *args)
{
	struct arguments ahead;
	char *text;
	int length;

	va_copy(ahead.list, args->list);
	length = conversion_take(c, &ahead, NULL, 0);
	va_end(ahead.list);
	text = arena_alloc(a, (size_t)length + 1);
	conversion_take(c, args, text, (size_t)length + 1);
	return text;
}

static struct texts
take_all(struct arena *a, const char *format, struct arguments *args)
{
	struct texts t = { arena_array(a, count_conversions(format), sizeof(*t.items)), 0 };
	struct conversion c;

	for (c = conversion_next(format); c.length > 0; c = conversion_next(format)) {
		if (c.type != '%')
			t.items[t.count++] = take(a, &c, args);
		format += c.before + c.length;
	}
	return t;
}

static struct sentence *
make(struct arena *a, struct sentence s, struct arguments *args)
{
	struct sentence *made = arena_alloc(a, sizeof(*made));

	*made = s;
	made->given = GIVEN_ALL;
	made->args = take_all(a, s.plural == NULL ? s.id : s.plural, args);
	return made;
}

struct sentence *
sentence(struct arena *a, const char *id, ...)
{
	struct arguments args;
	struct sentence *s;

	va_start(args.list, id);
	s = make(a, (struct sentence){ .id = id }, &args);
	va_end(args.list);
	return s;
}

struct sentence *
sentence_counted(struct arena *a, long count, const char *one, const char *many, ...)
{
	struct arguments args;
	struct sentence *s;

	va_start(args.list, many);
	s = make(a, (struct sentence){ .id = one, .plural = many, .count = count }, &args);
	va_end(args.list);
	return s;
}

struct sentence *
sentence_verbatim(struct arena *a, const char *text)
{
	/* It stands apart, so that the catalog does not get it. */
	static const char as_it_is[] = "%s";

	return sentence(a, as_it_is, text);
}

void
sentences_add(struct arena *a, struct objects *list, const struct sentence *s)
{
	struct sentence *items = arena_array(a, list->count + 1, sizeof(*items));

	if (list->count > 0)
		memcpy(items, list->items, list->count * sizeof(*items));
	items[list->count] = *s;
	*list = (struct objects){ items, list->count + 1 };
}

struct objects
fault_sentences(struct arena *a, const struct fault *f)
{
	struct sentence *items = arena_array(a, f->count, sizeof(*items));
	const char *arg = f->args, *last = f->args + f->used_bytes;
	size_t i, j;

	for (i = 0; i < f->count; i++) {
		items[i] = (struct sentence){ .given = GIVEN_ALL, .id = f->said[i].id,
			.plural = f->said[i].plural, .count = f->said[i].number,
			.args = { arena_array(a, f->said[i].args, sizeof(char *)), f->said[i].args } };
		for (j = 0; j < f->said[i].args; j++) {
			items[i].args.items[j] = arena_text(a, arg);
			arg += strlen(arg) + 1;
			if (arg > last)
				arg = last;	/* the rest did not fit */
		}
	}
	return (struct objects){ items, f->count };
}

/* --- lists --- */

char *
listed(struct arena *a, const struct texts *items)
{
	struct buf b = buf_in(a);
	size_t i;

	buf_add(&b, "");
	for (i = 0; i < items->count; i++)
		buf_print(&b, "%s%s", i == 0 ? "" : separator, items->items[i]);
	return b.text;
}

struct texts
listed_items(struct arena *a, const char *arg)
{
	struct texts t;

	t.count = text_split(a, arg, separator, &t.items);
	return t;
}

/* --- moments --- */

char *
dated(struct arena *a, moment m)
{
	return arena_print(a, "%s%s", date_mark, moment_iso(a, m));
}

bool
dated_moment(const char *arg, moment *out)
{
	return text_starts(arg, date_mark) && moment_read(arg + strlen(date_mark), out);
}

/* --- literals --- */

char *
translated(struct arena *a, const char *id)
{
	return arena_print(a, "%s%s", literal_mark, id);
}

const char *
translated_id(const char *arg)
{
	return text_starts(arg, literal_mark) ? arg + strlen(literal_mark) : NULL;
}

/* --- wording --- */

static void
put(struct buf *b, const struct conversion *c, const struct texts *args, size_t *next,
    const struct wording *w)
{
	size_t position = c->position > 0 ? c->position - 1 : (*next)++;

	if (position < args->count)
		buf_add(b, w->say(w, b->arena, args->items[position], conversion_is_number(c)));
}

void
format_fill(struct buf *b, const char *format, const struct texts *args,
    const struct wording *w)
{
	struct conversion c;
	size_t next = 0;

	buf_add(b, "");
	if (format == NULL)
		return;
	for (c = conversion_next(format); c.length > 0; c = conversion_next(format)) {
		buf_add_bytes(b, format, c.before);
		if (c.type == '%')
			buf_add_char(b, '%');
		else
			put(b, &c, args, &next, w);
		format += c.before + c.length;
	}
	buf_add(b, format);
}

static char *
say_in_english(const struct wording *w, struct arena *a, const char *arg, bool is_number)
{
	struct texts items;
	moment m;

	(void)w;
	if (dated_moment(arg, &m))
		return moment_utc(a, m);
	if (translated_id(arg) != NULL)
		return arena_text(a, translated_id(arg));
	if (is_number || strchr(arg, separator[0]) == NULL)
		return arena_text(a, arg);
	items = listed_items(a, arg);
	return texts_in_words(a, &items);
}

static void
add_english(struct buf *b, const struct sentence *s)
{
	static const struct wording english = { .say = say_in_english };

	format_fill(b, s->plural != NULL && s->count != 1 ? s->plural : s->id, &s->args, &english);
}

char *
sentence_english(struct arena *a, const struct sentence *s)
{
	struct buf b = buf_in(a);

	add_english(&b, s);
	return b.text;
}

char *
sentences_english(struct arena *a, const struct objects *list)
{
	const struct sentence *items = list->items;
	struct buf b = buf_in(a);
	size_t i;

	buf_add(&b, "");
	for (i = 0; i < list->count; i++) {
		buf_add(&b, i == 0 ? "" : " ");
		add_english(&b, &items[i]);
	}
	return b.text;
}

char *
fault_english(struct arena *a, const struct fault *f)
{
	struct objects list = fault_sentences(a, f);

	return sentences_english(a, &list);
}
