/*
 * catalog.h - the messages of a language, read by gettext
 *
 * For src/language alone: words.h is the door.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef LANGUAGE_CATALOG_H
#define LANGUAGE_CATALOG_H

#include "language/language.h"

/* The folder that the languages' folders lie in. */
void		 catalog_open(const char *folder);
/* The translation, or the id itself. */
const char	*catalog_find(const struct language *l, const char *id);
const char	*catalog_find_counted(const struct language *l, const char *one, const char *many,
		    unsigned long count);

#endif
