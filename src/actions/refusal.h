/*
 * refusal.h - tells those who watch over a tenant that a request was refused
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_REFUSAL_H
#define ACTIONS_REFUSAL_H

#include "model/tenant/refusal.h"
#include "store/store.h"

/* Each is a line of the log; how many are events is bounded (sql/queries/refusal.sql).
 * host: the one that was asked. */
void	 report_refusal(const struct act *act, const char *host, const struct refusal *r);

#endif
