/*
 * pseudo.h - a page is asked for once more in each pseudo-language
 *
 * The figures of all pages are printed when the program ends.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef PSEUDO_H
#define PSEUDO_H

#include "ask.h"

/* Checks that the page is in the language and that no word was forgotten.  The request
 * must change nothing: it reads, or it is refused with that code. */
void	 check_languages(struct place *p, int code, struct ask how);

#endif
