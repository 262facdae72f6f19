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
 * provider's settings; certificates: a JSON array of those found.  CONFLICT: the wizard moved on, or (fault code
 * "already_exists") the name is taken. */
MUST_USE enum status
	 connection_create(struct store *s, struct arena *a, const struct wizard_key *key,
	    const char *connection_id, const char *options, const char *certificates,
	    struct fault *f);
/* Enables it, or hands it over where the ticket may not enable.  CONFLICT:
 * the wizard moved on, or it is done already. */
MUST_USE enum status
	 connection_finish(struct store *s, struct arena *a, const struct wizard_key *key,
	    struct fault *f);

/* It enables itself when a domain is verified.  CONFLICT: the wizard moved on. */
MUST_USE enum status
	 connection_enable_later(struct store *s, struct arena *a, const struct wizard_key *key,
	    struct fault *f);
/* Now that one is; nothing happens if it does not wait for that (any more). */
MUST_USE enum status
	 connection_enable_waiting(struct store *s, struct arena *a, const char *tenant_id,
	    const char *connection_id, struct fault *f);

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

/* What a program sent, checked. */
struct connection_change {
	const char	*config;	/* JSON: what lies outside the revisions, where given */
	const char	*options;	/* JSON without secrets; NULL: they stay */
	const char	*defaults;	/* JSON: of the strategy, or by strategy */
	const char	*sealed;	/* JSON: secrets by option; null removes one */
	const char	*clients;	/* JSON array: enabled for these; NULL: they stay */
};

/* CONFLICT: the name is taken. */
MUST_USE enum status
	 connection_add(struct store *s, struct arena *a, const char *tenant_id, const char *id,
	    const char *name, const char *strategy, const struct connection_change *c,
	    const char *actor, struct connection_row *out, struct fault *f);
/* *refused: c->defaults has nothing for the connection's strategy, so nothing
 * changed; out->strategy tells it. */
MUST_USE enum status
	 connection_change(struct store *s, struct arena *a, const char *tenant_id,
	    const char *id, const struct connection_change *c, const char *actor,
	    struct connection_row *out, bool *refused, struct fault *f);
/* OK also where there is none. */
MUST_USE enum status
	 connection_remove(struct store *s, struct arena *a, const char *tenant_id,
	    const char *id, const char *actor, struct fault *f);

/* The ids that it is enabled for, in order, after one (NULL: from the first). */
MUST_USE enum status
	 connection_clients(struct store *s, struct arena *a, const char *tenant_id,
	    const char *id, const char *after, long limit, struct texts *out, struct fault *f);
/* changes: JSON, a list of {client_id, status}. */
MUST_USE enum status
	 connection_clients_change(struct store *s, struct arena *a, const char *tenant_id,
	    const char *id, const char *changes, const char *actor, struct fault *f);

/* NOT_FOUND in the contract's words. */
enum status
	 connection_missing(struct fault *f);
/* What a changing query answers: the connection, or (refused) its first members
 * alone. */
MUST_USE enum status
	 connection_changed(const struct rows *r, struct connection_row *out, bool *refused,
	    struct fault *f);

#endif
