/* SPDX-License-Identifier: Apache-2.0 */
#include "language/catalog.h"

#include <libintl.h>
#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char domain[] = "postern";

/* gettext translates in any locale but "C", into the language that LANGUAGE names.  The
 * process stays in "C", so that no library translates its messages for the log. */
static locale_t translating;

/* gettext's manual (11.2.7): after a change of this, gettext looks for its catalog again. */
extern int _nl_msg_cat_cntr;

void
catalog_open(const char *folder)
{
	if (translating == (locale_t)0)
		translating = newlocale(LC_MESSAGES_MASK | LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	bindtextdomain(domain, folder);
	bind_textdomain_codeset(domain, "UTF-8");
}

/* gettext looks for the last part of the language's folder. */
static void
speak(const struct language *l)
{
	static const char *spoken;
	const char *name = strrchr(l->folder, '/') + 1;

	if (spoken != NULL && strcmp(spoken, name) == 0)
		return;
	setenv("LANGUAGE", name, 1);
	spoken = getenv("LANGUAGE");
	_nl_msg_cat_cntr++;
}

static bool
has_none(const struct language *l, const char *id)
{
	/* The message "" is the head of a catalog. */
	return l->folder == NULL || id == NULL || *id == '\0' || translating == (locale_t)0;
}

const char *
catalog_find(const struct language *l, const char *id)
{
	locale_t before;
	const char *found;

	if (has_none(l, id))
		return id;
	speak(l);
	before = uselocale(translating);
	found = dgettext(domain, id);
	uselocale(before);
	return found;
}

const char *
catalog_find_counted(const struct language *l, const char *one, const char *many,
    unsigned long count)
{
	locale_t before;
	const char *found;

	if (has_none(l, one))
		return count == 1 ? one : many;
	speak(l);
	before = uselocale(translating);
	found = dngettext(domain, one, many, count);
	uselocale(before);
	return found;
}
