/*
 * create_connection.h - an administrator confirms what was found
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_CREATE_CONNECTION_H
#define ACTIONS_CREATE_CONNECTION_H

#include "model/ticket/visit.h"
#include "store/store.h"

/* Makes the connection, without enabled clients, or its next revision.
 * CONFLICT: the name was taken meanwhile (code "already_exists"), or the same
 * was confirmed before. */
MUST_USE enum status
	 create_connection(const struct act *act, const struct visit *v, long revision);

#endif
