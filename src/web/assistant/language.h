/*
 * language.h - which language a page is in, and the choice in its foot
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef WEB_ASSISTANT_LANGUAGE_H
#define WEB_ASSISTANT_LANGUAGE_H

#include "web/assistant/page.h"

/* Sets x->language: the one chosen in this browser, or else one that the browser asks for,
 * or else the profile's, as far as the visit is loaded, or else English.  Never fails. */
void		 language_choose(struct exchange *x);
/* The address that shows this page again, also if it answers a form; or the overview. */
const char	*page_again(struct exchange *x);
/* Shows the languages there are, if there are several. */
void		 language_fill(struct page *p);
/* Keeps the choice and leads back to the page that it was made on. */
enum status	 language_save(struct exchange *x);
/* GET where a choice was sent, after an error: only leads back. */
enum status	 language_return(struct exchange *x);

#endif
