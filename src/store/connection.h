/*
 * connection.h - connections and their revisions, kept
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_CONNECTION_H
#define STORE_CONNECTION_H

#include "base/fields.h"
#include "store/store.h"
#include "store/wizard.h"

/* From the check that was confirmed.  options: JSON of the identity
 * provider's settings.  CONFLICT: the wizard moved on, or (fault code
 * "already_exists") the name is taken. */
MUST_USE enum status
	 connection_create(struct store *s, struct arena *a, const struct wizard_key *key,
	    const char *connection_id, const char *options, struct fault *f);
/* Enables it, or hands it over where the ticket may not enable.  CONFLICT:
 * the wizard moved on, or it is done already. */
MUST_USE enum status
	 connection_finish(struct store *s, struct arena *a, const struct wizard_key *key,
	    struct fault *f);

struct connection_row {
	const char	*id, *name, *strategy;
	const char	*config;		/* JSON: what the ticket gave */
	const char	*options;		/* JSON: the live revision */
	const char	*enabled_clients;	/* JSON array */
	const char	*domain;		/* the tenant's canonical one */
};

struct connection_filter {
	const char	*name;		/* NULL: any */
	const char	*strategies;	/* separated by spaces; NULL: any */
	const char	*after;		/* an id; NULL: from the first */
	long		 offset, limit;
};

/* By id; *total counts all that the filter lets through. */
MUST_USE enum status
	 connection_list(struct store *s, struct arena *a, const char *tenant_id,
	    const struct connection_filter *filter, struct connection_row **out, size_t *count,
	    long *total, struct fault *f);
MUST_USE enum status
	 connection_load(struct store *s, struct arena *a, const char *tenant_id, const char *id,
	    struct connection_row *out, struct fault *f);

#endif
