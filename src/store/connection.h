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

/* Makes the connection from the check that was confirmed.  strategy: that of the
 * connection, which follows from the chosen provider; options: JSON of the identity
 * provider's settings; certificates: a JSON array of those found.  CONFLICT: the
 * wizard moved on, or (fault code "already_exists") the name is taken. */
MUST_USE enum status
	 connection_confirm(const struct act *act, const struct wizard_key *key,
	    const char *connection_id, const char *strategy, const char *options,
	    const char *certificates);
/* Enables the connection, or submits it if the ticket may not enable it.
 * CONFLICT: the wizard moved on, or this was done already; or test_required(). */
MUST_USE enum status
	 connection_finish(const struct act *act, const struct wizard_key *key);

/* Lets the connection be enabled as soon as a domain is verified.  CONFLICT: the
 * wizard moved on, or no domain is claimed; or test_required(). */
MUST_USE enum status
	 connection_enable_later(const struct act *act, const struct wizard_key *key);
/* Takes that back.  OK also if there is nothing to take back; the revision does not matter. */
MUST_USE enum status
	 connection_enable_withdraw(const struct act *act, const struct wizard_key *key);
/* Enables it, now that a domain is verified; nothing happens unless it waits for that. */
MUST_USE enum status
	 connection_enable_waiting(const struct act *act, const char *connection_id);

struct connection {
	const char	*id, *name, *strategy;
	const char	*config;		/* JSON: what the ticket gave */
	const char	*options;		/* JSON: the live revision; NULL: hidden */
	const char	*enabled_clients;	/* JSON array; NULL: hidden */
	const char	*domain;		/* the tenant's canonical one */
};

struct connection_filter {
	const char	*name;		/* NULL: any */
	const char	*strategies;	/* separated by spaces; NULL: any */
	const char	*hidden;	/* see connection_load */
};

/* struct connection, in the order of ids; *total counts all that match the filter. */
MUST_USE enum status
	 connection_list(const struct act *act, const struct connection_filter *filter,
	    const struct slice *slice, struct objects *out, long *total);
/* hidden: members of a connection, separated by spaces, that nobody will see; NULL: none.
 * They do not leave the database: config lacks them; options and enabled_clients are NULL. */
MUST_USE enum status
	 connection_load(const struct act *act, const char *id, const char *hidden,
	    struct connection *out);

/* A program's request, checked. */
struct connection_change {
	const char	*config;	/* JSON: the members outside the revisions, where given */
	const char	*options;	/* JSON without secrets; NULL: they stay */
	const char	*defaults;	/* JSON: those of the strategy, or by strategy */
	const char	*sealed;	/* JSON: secrets by option; null removes one */
	const char	*clients;	/* JSON array: it is enabled for these; NULL: they stay */
};

/* CONFLICT: the name is taken. */
MUST_USE enum status
	 connection_add(const struct act *act, const char *id, const char *name,
	    const char *strategy, const struct connection_change *c,
	    struct connection *out);
/* *refused: c->defaults has nothing for the connection's strategy, which is then in
 * out->strategy, so nothing changed.  INVALID: a secret was left out and would go
 * elsewhere than it was entered for; nothing changed, either. */
MUST_USE enum status
	 connection_change(const struct act *act, const char *id,
	    const struct connection_change *c, struct connection *out, bool *refused);
/* OK also if there is none. */
MUST_USE enum status
	 connection_remove(const struct act *act, const char *id);

/* The ids of the clients that it is enabled for, const char *, in order. */
MUST_USE enum status
	 connection_clients(const struct act *act, const char *id, const struct slice *slice,
	    struct objects *out);
/* changes: JSON, a list of {client_id, status}. */
MUST_USE enum status
	 connection_clients_change(const struct act *act, const char *id, const char *changes);

/* Fails with NOT_FOUND, as the contract words it. */
enum status
	 connection_missing(struct fault *f);
/* Reads the answer of a query that changes: the connection or, if *refused, its
 * first members only.  INVALID: as connection_change() says. */
MUST_USE enum status
	 connection_changed(const struct act *act, const struct rows *r,
	    struct connection *out, bool *refused);

#endif
