/*
 * intro.h - the page behind a ticket's URL, and Get started
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef WEB_ASSISTANT_INTRO_H
#define WEB_ASSISTANT_INTRO_H

#include "http/exchange.h"

/* Changes nothing, so a preview by a mail scanner spends no use. */
enum status	 intro_show(struct exchange *x);
/* The link's question mark became part of its path: leads to the link as it was. */
enum status	 intro_mend(struct exchange *x);
enum status	 intro_start(struct exchange *x);

#endif
