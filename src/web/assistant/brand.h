/*
 * brand.h - a tenant's color and logo, served from here
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef WEB_ASSISTANT_BRAND_H
#define WEB_ASSISTANT_BRAND_H

#include "http/exchange.h"

/* The name of each follows from its content, so browsers may keep them. */
enum status	 brand_theme(struct exchange *x);
enum status	 brand_logo(struct exchange *x);

#endif
