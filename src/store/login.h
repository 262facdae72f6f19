/*
 * login.h - logins, kept
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_LOGIN_H
#define STORE_LOGIN_H

#include "model/login/login.h"
#include "model/login/settings.h"
#include "store/list.h"

/* A login that was started, for the page that leads on or tells the result.  *c: its connection
 * with the options of its revision.  NOT_FOUND: no such login of this ticket. */
MUST_USE enum status
	 login_load(const struct act *act, const char *ticket_id, const char *login_id,
	    struct login *out, struct login_connection *c);
/* The state alone, for a page that waits.  NOT_FOUND: no such login of that browser. */
MUST_USE enum status
	 login_state_of(const struct act *act, const char *login_id, const char *browser_hash,
	    enum login_state *out);
/* The ticket's connection with the options of its live revision, for a login that is to start.
 * NOT_FOUND: it has none yet. */
MUST_USE enum status
	 login_connection_load(const struct act *act, const char *ticket_id,
	    struct login_connection *out);
/* The tests of the ticket's connection, the newest first, without claims: struct login. */
MUST_USE enum status
	 login_history(const struct act *act, const char *ticket_id, struct objects *out);

/* A login as programs see it. */
struct login_row {
	const char	*cursor;
	const char	*purpose;		/* test */
	const char	*ticket_id;
	struct login	 login;			/* without its request */
};

/* The connection's logins, newest first; with_claims: also received and profile.  NOT_FOUND: no
 * such connection. */
MUST_USE enum status
	 login_list(const struct act *act, const char *connection_id, const struct slice *slice,
	    bool with_claims, struct objects *out);

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
	/* The client secret; it is sealed for "client_secret TENANT CONNECTION" or, if the assistant
	 * took it, "client_secret TENANT TICKET". */
	const char		*sealed_secret, *secret_subject_ticket;
	const char		*secret_place;	/* of sealed_for; NULL */
	/* The key that signs: of OpenID the connection's current one, of SAML the one that a program
	 * gave the connection or else the tenant's; sealed_key NULL: none. */
	const char		*sealed_key, *key_subject;	/* for which it is sealed */
	const char		*key_id, *key_algorithm, *key_certificate;
	/* The keys that decrypt, with the subjects for which they are sealed: the one that a program
	 * gave the connection, and the tenant's current, next and previous one. */
	struct texts		 sealed_decryption_keys, decryption_subjects;
	const char		*jwks_uri, *jwks;	/* as last fetched for this connection; NULL */
	moment			 jwks_at, jwks_renewed_at;	/* fetched; fetched for an unknown key */
	const char		*required_targets;	/* JSON array: attributes that the profile requires */
};

/* Takes up to count logins that are due, at most LOGIN_MAX_PER_CONNECTION of a connection and
 * LOGIN_MAX_PER_TENANT of a tenant in work at once, fair between tenants.  Also ends logins that are over and deletes what was kept for
 * a time.  taker: a place, see login_release().  One that this program cannot read, as a newer one
 * wrote it, is left to other workers.  *out: struct login_work. */
MUST_USE enum status
	 login_take(const struct act *act, const char *taker, long count, struct objects *out);
/* The time until login_take() may have something to do; -1: nothing waits. */
MUST_USE enum status
	 login_next_due(const struct act *act, long *wait_ms);

#endif
