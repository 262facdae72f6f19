/*
 * step.h - the common parts of the steps' pages: the rail, the ways back and on
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef WEB_ASSISTANT_STEP_H
#define WEB_ASSISTANT_STEP_H

#include "http/exchange.h"
#include "web/assistant/page.h"

/* The product that this page's address names, of a guide for many; NULL: none. */
const char	*step_product(struct exchange *x);
/* The path of the step, below the ticket's overview. */
char		*step_path(struct exchange *x, enum step s);
/* The path of the page that waits for the check of the settings, and shows what came of it. */
char		*check_path(struct exchange *x);
/* The path of the step before s. */
char		*step_back(struct exchange *x, enum step s);
/* The path of the page of the visit's next step, and what the rail calls that. */
char		*step_next_path(struct exchange *x);
const char	*step_next_title(struct exchange *x);
/* Answers 303 to that step, or to the receipt after the last one. */
enum status	 step_go(struct exchange *x, enum step s);

/* Whether the visitor may be at that step, which asks for something of its own only until
 * the setup is done.  If not, a redirect to the next step, or to the choice of a provider,
 * is the answer. */
bool		 step_is_open(struct exchange *x, enum step s);
/* The POST of a step that asks for nothing: the step is done; answers 303 to the next. */
enum status	 step_leave(struct exchange *x, enum step s);

/* Ours, as the provider of the visit's connection must know it. */
struct ours {
	const char	*callback_url;		/* for OpenID Connect */
	const char	*acs_url, *entity_id, *metadata_url;	/* for SAML */
	const char	*origin, *host;
};
struct ours	 step_ours(struct page *p);

/* Makes the frame of a step's page with its rail. */
struct page	 step_page(struct exchange *x, enum template_name name, enum step s);
/* The page has a title of its own. */
void		 step_titled(struct page *p, const char *title);
/* The title of a page that tells of an error says so. */
void		 step_refused(struct page *p, enum step s);
/* Has the page loaded again: by its script, at POLL_HREF and STATE of v, when what it shows
 * (state) has changed, or without one after so many seconds; 0: never, because something is being
 * typed.  domain: the only one that is watched; NULL: anything. */
void		 step_watch(struct page *p, struct view *v, const char *domain, const char *state,
		    int seconds);
/* Sets the action and the hidden fields that every form of a step has. */
void		 step_form(struct page *p, struct view *v, const char *action);
/* Puts the form that leads on and the link that leads back at the include marker NEXT of
 * v. */
void		 step_ways(struct page *p, struct view *v, const char *action, const char *back,
		    const char *label);
/* The same for a step that has one page only; the label is a literal marked by N_(). */
void		 step_next(struct page *p, enum step s, const char *label);
/* Says at the include marker CANCELLED that the connection waits no more, and why, if it did. */
void		 step_cancelled(struct page *p, struct view *v);
/* Puts a value to copy at the include marker. */
void		 step_copy(struct view *v, const char *marker, const char *id, const char *label,
		    const char *value);
/* Puts a certificate of the provider at the include marker CERTIFICATE of v, once more.  In full,
 * its fingerprint is shown, too, and that it is good. */
void		 step_certificate(struct page *p, struct view *v, const struct found_certificate *c,
		    bool in_full);
/* Whether an ISO moment is over. */
bool		 step_is_past(struct page *p, const char *iso);
/* "1 of 2 domains are verified." */
char		*step_verified(struct page *p);
/* The day of an ISO moment. */
const char	*step_date(struct page *p, const char *iso);
/* Sets the values that the provider must be given, for the markers COPY_... of guides and
 * forms, and SIGNING_CERTIFICATE of those for SAML.  Our certificate is shown in full, or else
 * only to be downloaded: it is the longest thing of a page. */
void		 step_copy_ours(struct page *p, struct view *v, bool in_full);

#endif
