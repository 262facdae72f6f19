/*
 * provider.h - the choice of the identity provider
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef WEB_ASSISTANT_PROVIDER_H
#define WEB_ASSISTANT_PROVIDER_H

#include "http/exchange.h"

enum status	 provider_show(struct exchange *x);
enum status	 provider_save(struct exchange *x);

#endif
