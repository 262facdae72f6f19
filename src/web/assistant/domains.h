/*
 * domains.h - the pages of email domains: the list, and a single one with its record
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef WEB_ASSISTANT_DOMAINS_H
#define WEB_ASSISTANT_DOMAINS_H

#include "http/exchange.h"
#include "store/domain.h"
#include "web/assistant/page.h"

enum status	 domains_show(struct exchange *x);
enum status	 domains_add(struct exchange *x);
enum status	 domain_show(struct exchange *x);
/* GET where a form was sent, after an error: leads to the domain's page. */
enum status	 domain_return(struct exchange *x);
enum status	 domain_verify(struct exchange *x);
enum status	 domain_take_out(struct exchange *x);

/* While the DNS is waited for without JavaScript, pages reload so seldom. */
enum { REFRESH_DNS_S = 30 };

/* Domains are claimed for a connection.  False: there is none yet, and a redirect to the
 * overview is the answer. */
bool		 domains_are_open(struct exchange *x);
char		*domains_path(struct exchange *x);
char		*domain_path(struct exchange *x, const char *name);
/* Says in PARTS_ONWARD how the setup goes on from a page of domains.  back NULL: no way back.  is_first:
 * there is nothing else to be done on the page. */
void		 domains_onward(struct page *p, struct view *v, const char *back, bool is_first);
/* The hidden fields that forms of these pages carry. */
void		 domains_form(struct page *p, struct view *v, const char *action);

#endif
