/*
 * catalog.h - the messages of a language, read by gettext
 *
 * Only src/language includes this; everyone else includes words.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef LANGUAGE_CATALOG_H
#define LANGUAGE_CATALOG_H

#include "language/language.h"

/* folder: the one that has the languages' folders. */
void		 catalog_open(const char *folder);
/* The translation, or the id itself. */
const char	*catalog_find(const struct language *l, const char *id);
const char	*catalog_find_counted(const struct language *l, const char *one, const char *many,
		    unsigned long count);

#endif
