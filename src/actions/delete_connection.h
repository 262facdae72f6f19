/*
 * delete_connection.h - a program deletes a connection
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_DELETE_CONNECTION_H
#define ACTIONS_DELETE_CONNECTION_H

#include "store/store.h"

/* Its tickets are revoked with it.  OK also where there is none. */
MUST_USE enum status
	 delete_connection(const struct act *act, const char *id);

#endif
