/*
 * page.h - the common parts of the assistant's pages: frame, brand, help
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef WEB_ASSISTANT_PAGE_H
#define WEB_ASSISTANT_PAGE_H

#include "base/sentence.h"
#include "http/exchange.h"
#include "view/view.h"
#include "web/assistant/visitor.h"

/* The path of the introduction, to which the link leads. */
#define INTRO "/self-service/connections-flow"

struct page {
	struct exchange	*x;
	const struct visit *visit;
	struct view	*frame;
	struct view	*body;
	bool		 posts_out;	/* its form goes to another site, which may redirect it to a third */
};

/* A literal, and a sentence, in the language of the page. */
const char	*word(struct exchange *x, const char *id);
char		*worded(struct exchange *x, const struct sentence *s);
/* The title of a page that belongs to the tenant: "Map attributes – Acme". */
char		*page_title(struct exchange *x, const char *title);
/* The same of a page that was sent back with an error. */
char		*page_title_error(struct exchange *x, const char *title);

/* Makes the frame with the tenant's brand, as far as the visit knows it, and the template
 * inside it. */
struct page	 page_new(struct exchange *x, enum template_name name, const char *title);
/* The page has the style sheet static/NAME.css, too. */
void		 page_style(struct page *p, const char *name);
/* Fill the tenant's contact, either in the body of the page or at its foot. */
void		 page_support(struct page *p);
void		 page_foot(struct page *p);
/* Sets a moment as NAME_ISO, NAME_UTC and NAME_RELATIVE in v. */
void		 page_time(struct page *p, struct view *v, const char *name, moment m);
/* "Firefox on Windows", or less if that is not known. */
const char	*page_browser(struct exchange *x, const struct browser *b);
/* "You can open this link 3 more times." */
char		*page_uses_left(struct page *p);
/* Says how the finished setup ended: ENABLED, TURNED_OFF or SUBMITTED. */
void		 page_outcome(struct page *p);
/* Says in v how to come back after the session: AGAIN by the link, or USED_UP. */
void		 page_way_back(struct page *p, struct view *v);
MUST_USE enum status
		 page_send(struct page *p, int code);

/* The path of a ticket's overview; its other pages lie below. */
char		*hub_path(struct exchange *x, const char *ticket_id);
/* The path of its receipt. */
char		*receipt_path(struct exchange *x, const char *ticket_id);
/* The path of the page that ends sessions of the visitor's ticket. */
char		*sessions_path(struct exchange *x);

#endif
