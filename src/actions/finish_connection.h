/*
 * finish_connection.h - an administrator enables the connection, or hands it over
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_FINISH_CONNECTION_H
#define ACTIONS_FINISH_CONNECTION_H

#include "model/ticket/visit.h"
#include "store/store.h"

/* Once: whoever is second gets CONFLICT and nothing changes. */
MUST_USE enum status
	 finish_connection(const struct act *act, const struct visit *v, long revision);

#endif
