/*
 * register_operator.h - a person of the tenant gets a password
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_REGISTER_OPERATOR_H
#define ACTIONS_REGISTER_OPERATOR_H

#include "store/store.h"

/* The password has 12 to 256 characters (NIST SP 800-63B §5.1.1 asks for at
 * least 8, and for no rules about which) and is kept as Argon2id. */
MUST_USE enum status
	 register_operator(const struct act *act, const char *email, const char *password,
	    const char **operator_id);

#endif
