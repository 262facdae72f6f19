/*
 * step.h - what the pages of the steps share: the rail, the way back and on
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef WEB_ASSISTANT_STEP_H
#define WEB_ASSISTANT_STEP_H

#include "http/exchange.h"
#include "web/assistant/page.h"

/* Below the ticket's overview. */
char		*step_path(struct exchange *x, enum step s);
/* The step before s. */
char		*step_back(struct exchange *x, enum step s);
/* 303 to that step, or to the receipt once all is done. */
enum status	 step_go(struct exchange *x, enum step s);

/* Whether the visitor may be there.  If not, a redirect is the answer: to the
 * step reached, or to the choice of a provider. */
bool		 step_is_open(struct exchange *x, enum step s);
/* The POST of a step that asks for nothing: it is done, and 303 to the next one. */
enum status	 step_leave(struct exchange *x, enum step s);

/* The frame of a step's page with its rail. */
struct page	 step_page(struct exchange *x, enum template_name name, enum step s);
/* The hidden fields that every form of a step carries. */
void		 step_form(struct page *p, struct view *v, const char *action);
/* The form that leads on and the link that leads back, where the include marker
 * NEXT stands in v. */
void		 step_ways(struct page *p, struct view *v, const char *action, const char *back,
		    const char *label);
/* Those of a step whose page is all of it. */
void		 step_next(struct page *p, enum step s, const char *label);
/* One value to copy, where the include marker stands. */
void		 step_copy(struct view *v, const char *marker, const char *id, const char *label,
		    const char *value);
/* The day of an ISO moment. */
const char	*step_date(struct page *p, const char *iso);
/* The values that the provider must be given, for the markers COPY_... of guides and
 * forms, and SIGNING_CERTIFICATE of those for SAML. */
void		 step_copy_ours(struct page *p, struct view *v);

#endif
