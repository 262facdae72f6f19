/*
 * operator.h - the people of a tenant, kept
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_OPERATOR_H
#define STORE_OPERATOR_H

#include "store/list.h"

/* CONFLICT: the address is another operator's. */
MUST_USE enum status
	 operator_add(const struct act *act, const char *id, const char *email,
	    const char *password_hash);

struct operator_row {
	const char	*id, *email;
	moment		 created_at;
};

/* struct operator_row, by address; COMMAND_MAX_ROWS at most. */
MUST_USE enum status
	 operator_list(const struct act *act, struct objects *out);
/* who: an id or an email address.  NULL members stay.  NOT_FOUND: there is no such operator;
 * CONFLICT: the address is another's. */
MUST_USE enum status
	 operator_change(const struct act *act, const char *who, const char *email,
	    const char *password_hash);
MUST_USE enum status
	 operator_remove(const struct act *act, const char *who);

#endif
