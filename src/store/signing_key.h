/*
 * signing_key.h - the keys that we sign with, kept
 *
 * postern-jobs makes some in advance for each tenant and kind; the statement that
 * needs a key takes one and asks for another to be made.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_SIGNING_KEY_H
#define STORE_SIGNING_KEY_H

#include "model/connection/signing_key.h"
#include "store/store.h"

/* Finds a kind of key that the tenant lacks, and the tenant's canonical domain.
 * NOT_FOUND: it lacks none, or there is no such tenant. */
MUST_USE enum status
	 key_wanted(const struct act *act, const char **kind, const char **domain);
/* Keeps the key as the tenant's own or next one of its purpose if that is missing, otherwise as a
 * spare one.  pair's private key is not looked at; sealed_key holds it. */
MUST_USE enum status
	 key_keep(const struct act *act, const char *key_id, const struct key_pair *pair,
	    const char *sealed_key);

/* The connection's keys in the order current, next, previous.  NOT_FOUND: no such
 * connection.  INVALID: connections of its strategy have no keys. */
MUST_USE enum status
	 connection_keys_list(const struct act *act, const char *connection_id,
	    struct connection_key **out, size_t *count);
/* Takes a current and a next key.  Fails as connection_keys_list does, and with
 * CONFLICT: it has keys already; UNAVAILABLE: no spare key is there right now. */
MUST_USE enum status
	 connection_keys_create(const struct act *act, const char *connection_id,
	    const char *algorithm, struct connection_key **out, size_t *count);
/* *out: the new next key; algorithm NULL: that of the former one.  Fails as
 * connection_keys_list does, and with INVALID: it has no keys yet; CONFLICT: someone
 * else rotated them just now; UNAVAILABLE: no spare key is there right now. */
MUST_USE enum status
	 connection_keys_rotate(const struct act *act, const char *connection_id,
	    const char *algorithm, struct connection_key *out);

/* The tenant's own keys in the order current, next, previous.  NOT_FOUND: no such
 * tenant. */
MUST_USE enum status
	 tenant_keys_list(const struct act *act, struct tenant_key **out, size_t *count);
/* The next key becomes the current one.  NOT_FOUND: no such tenant.  CONFLICT: that key
 * is not the next one. */
MUST_USE enum status
	 tenant_key_rotate(const struct act *act, const char *next_key_id);

/* For the tenant of that host; connection_name NULL: for no connection. */
MUST_USE enum status
	 service_provider_load(const struct act *act, const char *host,
	    const char *connection_name, struct service_provider *out);

#endif
