/*
 * guide.h - the steps that only inform: application, mapping, access
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef WEB_ASSISTANT_GUIDE_H
#define WEB_ASSISTANT_GUIDE_H

#include "http/exchange.h"

enum status	 application_show(struct exchange *x);
enum status	 application_next(struct exchange *x);
enum status	 mapping_show(struct exchange *x);
enum status	 mapping_next(struct exchange *x);
enum status	 access_show(struct exchange *x);
enum status	 access_next(struct exchange *x);

#endif
