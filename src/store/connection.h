/*
 * connection.h - connections and their revisions, kept
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_CONNECTION_H
#define STORE_CONNECTION_H

#include "base/fields.h"
#include "store/list.h"
#include "store/wizard.h"

/* From the check that was confirmed.  strategy: what the chosen provider
 * becomes; options: JSON of the identity provider's settings; certificates: a
 * JSON array of those found.  CONFLICT: the wizard moved on, or (fault code
 * "already_exists") the name is taken. */
MUST_USE enum status
	 connection_confirm(const struct act *act, const struct wizard_key *key,
	    const char *connection_id, const char *strategy, const char *options,
	    const char *certificates);
/* Enables it, or hands it over where the ticket may not enable.  CONFLICT:
 * the wizard moved on, or it is done already. */
MUST_USE enum status
	 connection_finish(const struct act *act, const struct wizard_key *key);

/* It enables itself when a domain is verified.  CONFLICT: the wizard moved on. */
MUST_USE enum status
	 connection_enable_later(const struct act *act, const struct wizard_key *key);
/* Now that one is; nothing happens if it does not wait for that (any more). */
MUST_USE enum status
	 connection_enable_waiting(const struct act *act, const char *connection_id);

struct connection {
	const char	*id, *name, *strategy;
	const char	*config;		/* JSON: what the ticket gave */
	const char	*options;		/* JSON: the live revision */
	const char	*enabled_clients;	/* JSON array */
	const char	*domain;		/* the tenant's canonical one */
};

struct connection_filter {
	const char	*name;		/* NULL: any */
	const char	*strategies;	/* separated by spaces; NULL: any */
};

/* struct connection, by id; *total counts all that the filter lets through. */
MUST_USE enum status
	 connection_list(const struct act *act, const struct connection_filter *filter,
	    const struct slice *slice, struct objects *out, long *total);
MUST_USE enum status
	 connection_load(const struct act *act, const char *id, struct connection *out);

/* A program's request, checked. */
struct connection_change {
	const char	*config;	/* JSON: what lies outside the revisions, where given */
	const char	*options;	/* JSON without secrets; NULL: they stay */
	const char	*defaults;	/* JSON: of the strategy, or by strategy */
	const char	*sealed;	/* JSON: secrets by option; null removes one */
	const char	*clients;	/* JSON array: enabled for these; NULL: they stay */
};

/* CONFLICT: the name is taken. */
MUST_USE enum status
	 connection_add(const struct act *act, const char *id, const char *name,
	    const char *strategy, const struct connection_change *c,
	    struct connection *out);
/* *refused: c->defaults has nothing for the connection's strategy, so nothing
 * changed; out->strategy tells it. */
MUST_USE enum status
	 connection_change(const struct act *act, const char *id,
	    const struct connection_change *c, struct connection *out, bool *refused);
/* OK also where there is none. */
MUST_USE enum status
	 connection_remove(const struct act *act, const char *id);

/* The ids that it is enabled for, const char *, in order. */
MUST_USE enum status
	 connection_clients(const struct act *act, const char *id, const struct slice *slice,
	    struct objects *out);
/* changes: JSON, a list of {client_id, status}. */
MUST_USE enum status
	 connection_clients_change(const struct act *act, const char *id, const char *changes);

/* NOT_FOUND in the contract's words. */
enum status
	 connection_missing(struct fault *f);
/* Reads what a changing query answers: the connection, or (refused) its first
 * members alone. */
MUST_USE enum status
	 connection_changed(const struct act *act, const struct rows *r,
	    struct connection *out, bool *refused);

#endif
