/*
 * pasted.h - text as people paste it, in one spelling
 *
 * Word processors, web pages, terminals and JSON change dashes, blanks and line
 * ends.  None of these means anything in a certificate or a key.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_PASTED_H
#define BASE_PASTED_H

#include <stddef.h>

#include "base/arena.h"

struct pasted {
	const char	*text;		/* a NUL follows, which length leaves out */
	size_t		 length;
};

/* UTF-16 becomes UTF-8; dashes of all kinds become "-", typographic quotes straight ones,
 * blanks of all kinds spaces; what nobody sees (zero width, marks, NUL) is left out.
 * "\n" and "\"" of JSON and line ends as XML references become what they stand for. */
struct pasted	 pasted_plain(struct arena *a, const char *bytes, size_t length);

#endif
