/*
 * home_realm.h - the connection to which a domain leads
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_HOME_REALM_H
#define ACTIONS_HOME_REALM_H

#include "model/tenant/act.h"

/* An operator decides which of several connections a domain leads to.  name: in
 * A-labels.  NOT_FOUND: the connection does not have that domain. */
MUST_USE enum status
	 prefer_connection(const struct act *act, const char *name, const char *connection_id);

#endif
