/*
 * notice.h - the pages that say why a link or a page does not open
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef WEB_ASSISTANT_NOTICE_H
#define WEB_ASSISTANT_NOTICE_H

#include "http/exchange.h"

/* By the visit, for who came with a link: expired, used up or revoked (410),
 * or unknown (404, which tells nothing of any ticket). */
enum status	 notice_show(struct exchange *x);
/* 404 for who came to a ticket's page without a session. */
enum status	 notice_stranger(struct exchange *x);
/* Any other failure, in the words of x->fault. */
enum status	 notice_error(struct exchange *x, int code);

#endif
