/*
 * notice.h - the pages that say why a link or a page does not open
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef WEB_ASSISTANT_NOTICE_H
#define WEB_ASSISTANT_NOTICE_H

#include "http/exchange.h"

/* For a visitor with a link, according to the visit: the ticket has expired, is used up or
 * was revoked (410), or it is unknown (404, which tells nothing about any ticket). */
enum status	 notice_show(struct exchange *x);
/* 410, for a visitor whose session was ended or was not used for too long, although its
 * ticket lasts. */
enum status	 notice_session_over(struct exchange *x);
/* 200, for a visitor who has ended his session. */
enum status	 notice_done(struct exchange *x);
/* The same, without what only his session told; a choice of language leads there. */
enum status	 notice_done_again(struct exchange *x);
/* 404, for a visitor without a session on a ticket's page. */
enum status	 notice_stranger(struct exchange *x);
/* Any other failure, in the words of x->fault. */
enum status	 notice_error(struct exchange *x, int code);

#endif
