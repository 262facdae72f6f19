/*
 * guide.h - the guides of providers, and the steps that only inform: application, mapping, access
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef WEB_ASSISTANT_GUIDE_H
#define WEB_ASSISTANT_GUIDE_H

#include "http/exchange.h"
#include "web/assistant/page.h"

enum status	 application_show(struct exchange *x);
enum status	 application_next(struct exchange *x);
enum status	 mapping_show(struct exchange *x);
enum status	 mapping_next(struct exchange *x);
enum status	 access_show(struct exchange *x);
enum status	 access_next(struct exchange *x);

/* Fills v, the part mistakes.html: those that are common with the provider. */
void		 guide_mistakes(struct page *p, struct view *v, bool has_failed);

#endif
