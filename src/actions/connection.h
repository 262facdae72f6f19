/*
 * connection.h - what programs and postern-jobs can do to a connection
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_CONNECTION_H
#define ACTIONS_CONNECTION_H

#include "base/fields.h"
#include "model/connection/request.h"
#include "model/tenant/act.h"
#include "store/connection.h"

/* A program makes a connection.  postern-jobs derives the options that must be fetched
 * or parsed afterwards.  INVALID: the strategy or its options are not valid.  CONFLICT:
 * the name is taken. */
MUST_USE enum status
	 create_connection(const struct act *act, const struct connection_request *wanted,
	    const char *seal_key, struct connection *out);

/* A program changes a connection.  Options are replaced as a whole by a new live
 * revision, unless they are the same; but a secret or domain_aliases that were left
 * out stay.  INVALID: options that do not suit the strategy, or that move the issuer,
 * token endpoint or client ID for which a secret that was left out was entered.
 * NOT_FOUND: no such connection. */
MUST_USE enum status
	 change_connection(const struct act *act, const char *id,
	    const struct connection_request *change, const char *seal_key,
	    struct connection *out);

/* A program deletes a connection.  Its tickets are revoked with it.  OK also if there
 * is none. */
MUST_USE enum status
	 delete_connection(const struct act *act, const char *id);

/* Earlier settings of a connection become the live ones, as one more revision unless
 * they are the same.
 * NOT_FOUND: no such connection, or it has no such revision. */
MUST_USE enum status
	 restore_revision(const struct act *act, const char *connection_id, long revision,
	    struct connection *out);

/* --- the programs for which a connection is enabled --- */

/* changes: struct client_change.  INVALID: one client twice. */
MUST_USE enum status
	 change_connection_clients(const struct act *act, const char *id,
	    const struct objects *changes);

/* --- what a provider publishes is kept with its connection --- */

/* Neither does anything if that is no longer the live revision.  derived: JSON. */
MUST_USE enum status
	 keep_derivation(const struct act *act, const char *connection_id, long revision,
	    const char *derived);
MUST_USE enum status
	 refuse_derivation(const struct act *act, const char *connection_id, long revision,
	    const struct fault *why);

#endif
