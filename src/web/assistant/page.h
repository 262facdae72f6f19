/*
 * page.h - what all pages of the assistant share: frame, brand, help
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef WEB_ASSISTANT_PAGE_H
#define WEB_ASSISTANT_PAGE_H

#include "http/exchange.h"
#include "view/view.h"
#include "web/assistant/visitor.h"

struct page {
	struct exchange	*x;
	const struct visit *visit;
	struct view	*frame;
	struct view	*body;
};

/* The frame with the tenant's brand, as far as the visit knows it, and the
 * template in it. */
struct page	 page_new(struct exchange *x, enum template_name name, const char *title);
/* Where a page shows whom to ask: in its body, or at the foot. */
void		 page_support(struct page *p);
void		 page_foot(struct page *p);
/* A moment as NAME_ISO, NAME_UTC and NAME_RELATIVE in v. */
void		 page_time(struct page *p, struct view *v, const char *name, moment m);
MUST_USE enum status
		 page_send(struct page *p, int code);

/* The path of a ticket's overview; its other pages lie below. */
char		*hub_path(struct exchange *x, const char *ticket_id);

#endif
