/*
 * sessions.h - the page that ends sessions: this one, and others of the ticket
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef WEB_ASSISTANT_SESSIONS_H
#define WEB_ASSISTANT_SESSIONS_H

#include "http/exchange.h"

enum status	 sessions_show(struct exchange *x);
/* Ends one.  If it is the visitor's own, this browser forgets it and what it has cached
 * of this host, and the page that says so is the answer. */
enum status	 sessions_end(struct exchange *x);

#endif
