/*
 * language.h - the languages that pages can be shown in
 *
 * English is in the code and in templates/.  Any other language is a folder made
 * by the build: languages/pt_BR/ has LC_MESSAGES/postern.mo with the sentences
 * and templates/ with the pages.  Each folder that is there is a language.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef LANGUAGE_LANGUAGE_H
#define LANGUAGE_LANGUAGE_H

#include "base/arena.h"
#include "base/status.h"

struct language {
	size_t		 index;		/* among the languages; English is 0 */
	const char	*tag;		/* as in HTML and HTTP: pt-BR (BCP 47) */
	const char	*folder;	/* with its catalog and templates; English: NULL */
	const char	*name;		/* in the language; "": for tests, not offered to anyone */
	const char	*direction;	/* ltr or rtl */
};

struct languages {
	const struct language	*items;
	size_t			 count;	/* at least English */
};

extern const struct language	english;

/* Reads the folder of languages, once, before workers fork: the catalogs stay as they
 * were then.  INVALID: it is not there, or a language in it lacks its catalog. */
MUST_USE enum status
	 languages_load(struct arena *a, const char *folder, struct languages *out, struct fault *f);

/* Finds a language by its tag, in any case; NULL: there is none. */
const struct language *
	 language_find(const struct languages *all, const char *tag);
/* Finds the language that an Accept-Language header (RFC 9110 §12.5.4) prefers, by the
 * lookup of RFC 4647 §3.4; NULL: none of its languages is here, or header is NULL. */
const struct language *
	 language_accepted(struct arena *a, const struct languages *all, const char *header);

#endif
