/*
 * settings.h - the form about the provider, the check of it, and its outcome
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef WEB_ASSISTANT_SETTINGS_H
#define WEB_ASSISTANT_SETTINGS_H

#include "http/exchange.h"

enum status	 settings_show(struct exchange *x);
/* Keeps what was typed and asks postern-jobs to check it. */
enum status	 settings_save(struct exchange *x);

/* The fields whose texts may be as long as a document. */
bool		 settings_is_long(const char *name);

/* Shows progress first, then what was found, to be confirmed. */
enum status	 check_show(struct exchange *x);
/* The button Create Connection, or Check Again after a check that failed. */
enum status	 check_confirm(struct exchange *x);
/* Answers the script of a page that waits: see check_load() in store/wizard.h. */
enum status	 check_state(struct exchange *x);

#endif
