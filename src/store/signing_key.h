/*
 * signing_key.h - the keys that we sign with, kept
 *
 * postern-jobs makes some ahead for each tenant and kind; the statement that
 * needs one takes it, and asks for another to be made.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_SIGNING_KEY_H
#define STORE_SIGNING_KEY_H

#include "model/connection/signing_key.h"
#include "store/store.h"

/* A key that the tenant lacks: its kind, and the tenant's canonical domain.
 * NOT_FOUND: none, or there is no such tenant. */
MUST_USE enum status
	 key_wanted(const struct act *act, const char **kind, const char **domain);
/* The tenant's own if it has none, otherwise a spare one.  pair's private key
 * is not looked at: sealed_key is it. */
MUST_USE enum status
	 key_keep(const struct act *act, const char *key_id, const struct key_pair *pair,
	    const char *sealed_key);

/* The connection's, by state: current, next, previous.  NOT_FOUND: no such
 * connection; INVALID: connections of its strategy have no keys. */
MUST_USE enum status
	 connection_keys_list(const struct act *act, const char *connection_id,
	    struct connection_key **out, size_t *count);
/* The current and the next one.  Besides: CONFLICT, it has keys already;
 * UNAVAILABLE, none is spare right now. */
MUST_USE enum status
	 connection_keys_create(const struct act *act, const char *connection_id,
	    const char *algorithm, struct connection_key **out, size_t *count);
/* *out: the new next one; algorithm NULL: that of the former.  Besides:
 * INVALID, it has no keys yet; CONFLICT, someone else did it just now. */
MUST_USE enum status
	 connection_keys_rotate(const struct act *act, const char *connection_id,
	    const char *algorithm, struct connection_key *out);

/* For the tenant of that host; the name of a connection, which need not be
 * there yet, or NULL. */
MUST_USE enum status
	 service_provider_load(const struct act *act, const char *host,
	    const char *connection_name, struct service_provider *out);

#endif
