/*
 * client_list.h - programs of a tenant as lists show them: without secrets
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_CLIENT_LIST_H
#define STORE_CLIENT_LIST_H

#include "store/list.h"

struct client_row {
	const char	*id, *name, *grant_id;
	const char	*scopes;	/* a JSON array */
	const char	*domain;	/* the tenant's canonical one */
	moment		 former_until;	/* the secret before the present one goes on; 0: there is none */
};

struct client_row client_row_read(const struct rows *r, int row);
/* NOT_FOUND, with the contract's sentence. */
enum status	 fail_no_client(const struct act *act);

/* struct client_row, in the order of ids.  only: the id of the one that is wanted;
 * NULL: all. */
MUST_USE enum status
	 client_list(const struct act *act, const char *only, const struct slice *slice,
	    struct objects *out, long *total);
MUST_USE enum status
	 client_load(const struct act *act, const char *id, struct client_row *out);

#endif
