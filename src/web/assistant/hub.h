/*
 * hub.h - the overview: the cards, and what is done already
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef WEB_ASSISTANT_HUB_H
#define WEB_ASSISTANT_HUB_H

#include "http/exchange.h"

enum status	 hub_show(struct exchange *x);

#endif
