/*
 * operator.h - the people of a tenant
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_OPERATOR_H
#define ACTIONS_OPERATOR_H

#include "model/tenant/act.h"

/* A person of the tenant gets a password.  It must have 12 to 256 characters (NIST SP
 * 800-63B §5.1.1 asks for at least 8, and for no rules about which ones) and is kept as
 * Argon2id. */
MUST_USE enum status
	 register_operator(const struct act *act, const char *email, const char *password,
	    const char **operator_id);
/* who: an operator's id or email address. */
MUST_USE enum status
	 update_operator(const struct act *act, const char *who, const char *email);
MUST_USE enum status
	 set_operator_password(const struct act *act, const char *who, const char *password);
MUST_USE enum status
	 remove_operator(const struct act *act, const char *who);

#endif
