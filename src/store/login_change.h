/*
 * login_change.h - a login goes on: as actions/login.h says, which calls these
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_LOGIN_CHANGE_H
#define STORE_LOGIN_CHANGE_H

#include "model/login/received.h"
#include "model/login/request.h"
#include "store/login.h"

/* The session that acts. */
struct login_visit {
	const char	*ticket_id, *session_hash;
};

MUST_USE enum status
	 login_add(const struct act *act, const struct login_visit *v, const char *login_id,
	    const char *browser_hash, bool needs_signature, bool forces);
MUST_USE enum status
	 login_missing_tell(const struct act *act, const struct login_visit *v, const char *missing);
MUST_USE enum status
	 login_answer_keep(const struct act *act, const char *host, const char *login_id,
	    const char *connection_name, const char *token_hash, const char *form);

/* The outcome of an answer.  AGAIN: it was answered before.  OF_ANOTHER: that browser did not
 * start it, or has no cookie; the login is ended as another_browser. */
enum login_claim { CLAIM_TAKEN, CLAIM_UNKNOWN, CLAIM_OF_ANOTHER, CLAIM_AGAIN, CLAIM_TOO_LATE };
struct login_claimed {
	enum login_claim claim;
	const char	*tenant_id;		/* NULL: the host is no tenant's */
	const char	*login_id, *ticket_id;	/* NULL: not known */
};
MUST_USE enum status
	 login_form_claim(const struct act *act, const char *host, const char *token_hash,
	    const char *browser_hash, const char *sealed_token, struct login_claimed *out);
MUST_USE enum status
	 login_query_claim(const struct act *act, const char *host, const char *login_id,
	    const char *query, const char *browser_hash, const char *sealed_token,
	    struct login_claimed *out);
MUST_USE enum status
	 login_abandon(const struct act *act, const struct login_visit *v, const char *login_id,
	    const struct login_outcome *outcome);

/* source: an expression, or the name of a SAML attribute.  CONFLICT: the setup is done. */
MUST_USE enum status
	 claim_use(const struct act *act, const struct login_visit *v, const char *login_id,
	    const char *target, const char *source);

/* --- of a login that a worker has --- */

MUST_USE enum status
	 login_request_keep(const struct act *act, const struct login_work *w,
	    const struct login_request *r);
MUST_USE enum status
	 login_code_mark(const struct act *act, const struct login_work *w);
MUST_USE enum status
	 provider_keys_keep(const struct act *act, const struct login_work *w, const char *jwks_uri,
	    const char *jwks);
MUST_USE enum status
	 provider_keys_mark(const struct act *act, const struct login_work *w);
MUST_USE enum status
	 login_close(const struct act *act, const struct login_work *w,
	    struct login_outcome *outcome, const struct login_claims *claims,
	    const char *profile, long claims_days);
MUST_USE enum status
	 login_lease_release(const struct act *act, const char *taker);

#endif
