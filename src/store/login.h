/*
 * login.h - logins, kept
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_LOGIN_H
#define STORE_LOGIN_H

#include "model/login/login.h"
#include "model/login/settings.h"
#include "store/store.h"

/* A login that was started, for the page that leads on or tells the result. *c: its connection with
 * the options of its revision.  NOT_FOUND: no such login of this ticket. */
MUST_USE enum status
	 login_load(const struct act *act, const char *ticket_id, const char *login_id,
	    struct login *out, struct login_connection *c);
/* The state alone, for a page that waits.  NOT_FOUND: no such login of that browser. */
MUST_USE enum status
	 login_state_of(const struct act *act, const char *login_id, const char *browser_hash,
	    enum login_state *out);
/* The tests of the ticket's connection, the newest first, without claims: struct login. */
MUST_USE enum status
	 login_history(const struct act *act, const char *ticket_id, struct objects *out);

/* --- for postern-jobs --- */

/* A login that a worker has: to sign its request (state LOGIN_SIGNING) or to verify its answer. */
struct login_work {
	struct login		 login;
	struct login_connection	 connection;
	const char		*lease_id;
	long			 attempts;	/* this one included */
	bool			 code_was_used;	/* by a worker that was killed: the code is spent */
	const char		*kind;		/* of the answer: query, form */
	const char		*answer;	/* as it came: the query or the form, urlencoded */
	const char		*sealed_token;	/* the browser's token, sealed for LOGIN_TOKEN_SUBJECT
						   by the GET that claimed the answer; nonce and
						   verifier are derived from it */
	const char		*sealed_secret, *secret_subject_ticket;	/* the client secret; it is sealed for
						   "client_secret TENANT CONNECTION" or, if the assistant took it,
						   "client_secret TENANT TICKET" */
	const char		*secret_place;	/* of sealed_for; NULL */
	const char		*sealed_key, *key_id, *key_algorithm, *key_certificate;	/* the key that signs:
						   the connection's current (OpenID) or the tenant's (SAML); NULL */
	struct texts		 sealed_decryption_keys;	/* the tenant's pairs for encryption, the
						   current one first */
	struct texts		 decryption_key_ids;
	const char		*jwks;		/* as last fetched for this connection's jwks_uri; NULL */
	moment			 jwks_at, jwks_renewed_at;	/* fetched; fetched for an unknown key */
	const char		*required_targets;	/* JSON array: attributes that the profile requires */
};

/* Takes up to count logins that are due, at most LOGIN_MAX_PER_CONNECTION of a connection in work at once,
 * fair between tenants.  *out: struct login_work. */
MUST_USE enum status
	 login_take(const struct act *act, const char *taker, long count, struct objects *out);
/* The time until one may become due; -1: none waits. */
MUST_USE enum status
	 login_next_due(const struct act *act, long *wait_ms);

#endif
