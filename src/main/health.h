/*
 * health.h - GET /healthz: can this worker serve?
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MAIN_HEALTH_H
#define MAIN_HEALTH_H

#include "http/exchange.h"

/* 200 "ok" after a round trip to the database, or 503. */
enum status	 health_show(struct exchange *x);

#endif
