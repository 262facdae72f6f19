/*
 * login.h - what is done with a login
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_LOGIN_H
#define ACTIONS_LOGIN_H

#include "model/login/received.h"
#include "model/login/request.h"
#include "model/ticket/visit.h"
#include "store/login_change.h"

/* Starts a test of the visit's connection at its live revision; event ss_sso_try_connection_start.
 * needs_signature: postern-jobs makes the request.  CONFLICT: there is no connection, or too many
 * tests of it wait. */
MUST_USE enum status
	 login_start(const struct act *act, const struct visit *v, const char *login_id,
	    const char *browser_hash, bool needs_signature, bool forces);

/* A test cannot start, as the settings lack that option; event ss_sso_missing_configuration. */
MUST_USE enum status
	 login_cannot_start(const struct act *act, const struct visit *v, const char *missing);

/* A POST to the callback of that host: keeps the form under the hash of a fresh token.  login_id may be
 * NULL: then connection_name finds the connection, within a budget.  NOT_FOUND: nothing is known
 * of it, nothing is kept. */
MUST_USE enum status
	 login_post_keep(const struct act *act, const char *host, const char *login_id,
	    const char *connection_name, const char *token_hash, const char *form);

/* Gives the answer to its login and has it verified: a kept form by its token's hash, or a query that
 * came by GET.  browser_hash NULL: the browser has no cookie.  sealed_token: the browser's token, as in
 * struct login_work. */
MUST_USE enum status
	 login_claim_form(const struct act *act, const char *host, const char *token_hash,
	    const char *browser_hash, const char *sealed_token, struct login_claimed *out);
MUST_USE enum status
	 login_claim_query(const struct act *act, const char *host, const char *login_id, const char *query,
	    const char *browser_hash, const char *sealed_token, struct login_claimed *out);

/* The person saw no answer come back and says what the provider's page said: ends the login as
 * no_answer or as what the text is recognized as. */
MUST_USE enum status
	 login_give_up(const struct act *act, const struct visit *v, const char *login_id,
	    const struct login_outcome *outcome);

/* From now on that claim or attribute, which must have come in that login, fills one of our
 * attributes, which the profile must ask for: v has the mapping (VISIT_SETTINGS or
 * VISIT_MAPPING).  Makes a new live revision, so the next test is of that; event
 * ss_sso_connection_update.  NOT_FOUND: no such login of the ticket.  INVALID: it brought no such
 * claim, or its claims were deleted.  CONFLICT: the setup is done. */
MUST_USE enum status
	 login_use_claim(const struct act *act, const struct visit *v, const char *login_id,
	    const char *target, const char *name);

/* --- by postern-jobs --- */

/* The request is signed; the browser goes on.  NOT_FOUND: another worker has the login. */
MUST_USE enum status
	 login_signed(const struct act *act, const struct login_work *w, const struct login_request *r);
/* From now on the code counts as used. */
MUST_USE enum status
	 login_code_used(const struct act *act, const struct login_work *w);
/* Keeps a provider's key set for the next logins. */
MUST_USE enum status
	 login_keys_keep(const struct act *act, const struct login_work *w, const char *jwks_uri,
	    const char *jwks);
/* The kept keys lack one, so they are about to be fetched anew. */
MUST_USE enum status
	 login_keys_asked(const struct act *act, const struct login_work *w);
/* Ends the login, passed if the outcome says so; claims and profile may be NULL.  Deletes the raw
 * answer; event ss_sso_try_connection_end; wakes the browser that waits; has the claims deleted
 * claims_days later.  An assertion that was used before makes it fail as replayed, which the
 * outcome says then.  NOT_FOUND: another worker has the login. */
MUST_USE enum status
	 login_end(const struct act *act, const struct login_work *w,
	    struct login_outcome *outcome, const struct login_claims *claims,
	    const char *profile, long claims_days);
/* At the start of a worker in a place: what its predecessor had is due at once. */
MUST_USE enum status
	 login_release(const struct act *act, const char *taker);

#endif
