/* SPDX-License-Identifier: Apache-2.0 */
#include "language/language.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/sentence.h"
#include "base/text.h"
#include "language/catalog.h"
#include "language/words.h"

enum { MAX_LANGUAGES = 64, MAX_WANTED = 32, MAX_RANGE_BYTES = 80 };

static const char unreadable[] = ENGLISH_("languages: %s cannot be read");

const struct language english = { 0, "en", NULL, "English", "ltr" };

/* --- the languages that are there --- */

static char *
tag_of(struct arena *a, const char *folder)
{
	char *tag = arena_text(a, folder), *p;

	for (p = tag; *p != '\0'; p++)
		if (*p == '_')
			*p = '-';
	return tag;
}

static enum status
take(struct arena *a, const char *parent, const char *name, struct languages *out,
    struct language *items, struct fault *f)
{
	struct language *l = &items[out->count];
	const char *catalog = arena_print(a, "%s/%s/LC_MESSAGES/postern.mo", parent, name);

	if (access(catalog, R_OK) != 0)
		return fail(f, INVALID, unreadable, catalog);
	*l = (struct language){ .index = out->count, .tag = tag_of(a, name),
		.folder = arena_print(a, "%s/%s", parent, name) };
	/* TRANSLATORS: the name of your language in itself, such as Deutsch. */
	l->name = language_text_of(a, l, NC_("language", "English"));
	/* Those for tests do not translate it: a catalog holds no empty translation. */
	if (text_is(l->name, english.name))
		l->name = "";
	/* TRANSLATORS: rtl if your language is written from right to left, else ltr. */
	l->direction = language_text_of(a, l, NC_("language", "ltr"));
	out->count++;
	return OK;
}

static int
compare(const void *one, const void *other)
{
	return strcmp(*(const char *const *)one, *(const char *const *)other);
}

/* The names are sorted, so that each start gives the languages the same index. */
static enum status
list_names(struct arena *a, const char *folder, const char *names[MAX_LANGUAGES], size_t *count,
    struct fault *f)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;

	if (dir == NULL)
		return fail(f, INVALID, unreadable, folder);
	for (entry = readdir(dir); entry != NULL; entry = readdir(dir))
		if (entry->d_name[0] != '.' && *count < MAX_LANGUAGES - 1)
			names[(*count)++] = arena_text(a, entry->d_name);
	closedir(dir);
	qsort(names, *count, sizeof(*names), compare);
	return OK;
}

enum status
languages_load(struct arena *a, const char *folder, struct languages *out, struct fault *f)
{
	struct language *items = arena_array(a, MAX_LANGUAGES, sizeof(*items));
	const char *names[MAX_LANGUAGES];
	size_t count = 0, i;
	enum status st = list_names(a, folder, names, &count, f);

	if (st != OK)
		return st;
	catalog_open(folder);
	items[0] = english;
	*out = (struct languages){ items, 1 };
	for (i = 0; i < count && st == OK; i++)
		st = take(a, folder, names[i], out, items, f);
	return st;
}

/* --- the choice of one --- */

const struct language *
language_find(const struct languages *all, const char *tag)
{
	size_t i;

	for (i = 0; i < all->count; i++)
		if (text_is_nocase(all->items[i].tag, tag))
			return &all->items[i];
	return NULL;
}

struct range {
	char	*tag;
	int	 weight;	/* thousandths */
};

/* "q=0.75" is 750; without a weight that can be read it is 1000. */
static int
weight_of(const char *parameter)
{
	int weight = 0, unit = 100;

	if (parameter == NULL || !text_starts(parameter, "q=0"))
		return 1000;
	for (parameter += strlen("q=0"); (*parameter == '.' && unit == 100)
	    || (*parameter >= '0' && *parameter <= '9' && unit > 0); parameter++)
		if (*parameter != '.') {
			weight += (*parameter - '0') * unit;
			unit /= 10;
		}
	return weight;
}

static size_t
read_ranges(struct arena *a, const char *header, struct range ranges[MAX_WANTED])
{
	const char **items, **parts;
	size_t count = text_split(a, header, ",", &items), words, i, n = 0;

	for (i = 0; i < count && n < MAX_WANTED; i++) {
		words = strlen(items[i]) > MAX_RANGE_BYTES ? 0 : text_split(a, items[i], "; \t", &parts);
		if (words == 0)
			continue;
		ranges[n].tag = arena_text(a, parts[0]);
		ranges[n].weight = weight_of(words > 1 ? parts[1] : NULL);
		n++;
	}
	return n;
}

/* Tries "de-AT-1996", then "de-AT", then "de". */
static const struct language *
look_up(const struct languages *all, char *tag)
{
	const struct language *found = language_find(all, tag);
	char *cut = strrchr(tag, '-');

	for (; found == NULL && cut != NULL; cut = strrchr(tag, '-')) {
		*cut = '\0';
		found = language_find(all, tag);
	}
	return found;
}

const struct language *
language_accepted(struct arena *a, const struct languages *all, const char *header)
{
	struct range ranges[MAX_WANTED];
	const struct language *best = NULL, *found;
	int weight = 0;
	size_t count = header == NULL ? 0 : read_ranges(a, header, ranges), i;

	for (i = 0; i < count; i++) {
		if (ranges[i].weight <= weight)
			continue;
		found = look_up(all, ranges[i].tag);
		if (found == NULL)
			continue;
		best = found;
		weight = ranges[i].weight;
	}
	return best;
}
