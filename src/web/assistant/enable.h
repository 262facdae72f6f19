/*
 * enable.h - the last step: enable the connection or submit it; the receipt
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef WEB_ASSISTANT_ENABLE_H
#define WEB_ASSISTANT_ENABLE_H

#include "http/exchange.h"

enum status	 enable_show(struct exchange *x);
enum status	 enable_confirm(struct exchange *x);
/* Takes back what was left to the DNS. */
enum status	 enable_withdraw(struct exchange *x);
char		*enable_withdraw_path(struct exchange *x);
enum status	 receipt_show(struct exchange *x);

#endif
