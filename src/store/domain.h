/*
 * domain.h - the e-mail domains of connections, kept
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_DOMAIN_H
#define STORE_DOMAIN_H

#include "model/domain/check.h"
#include "store/store.h"

/* claimed: by an administrator, to be shown by DNS.  associable: verified for
 * the organization already.  trusted: the tenant vouches for it. */
enum domain_kind { DOMAIN_CLAIMED, DOMAIN_ASSOCIABLE, DOMAIN_TRUSTED };

struct domain_row {
	enum domain_kind	 kind;
	const char		*name;		/* in A-labels */
	const char		*shown;		/* as it was entered, or in its own script */
	bool			 is_verified;
	bool			 is_missing;	/* its record is gone */
};

/* A claimed one, whole. */
struct claimed_domain {
	const char	*name, *shown;
	bool		 is_verified;
	const char	*challenge;		/* what the record must say */
	const char	*organization_id;	/* in the record's name; NULL: none */
	bool		 is_waiting;		/* somebody asked and no look is done yet */
	moment		 asked_at, looked_at;	/* 0: not yet */
	const char	*seen;			/* JSON of the last look; NULL: none */
	moment		 missing_since;		/* 0: it is there */
	moment		 ends_after;		/* if it stays missing; 0: never */
	bool		 is_associated;		/* verified before, for the organization */
	bool		 is_trusted;		/* the tenant vouches for it besides */
	bool		 is_last;		/* verified, alone, and one is required: it stays */
	bool		 is_given_up;		/* looked up no more by itself */
};

/* A domain of the connection that the ticket made. */
struct claim_key {
	const char	*ticket_id;
	const char	*session_hash;
	const char	*name;
};

MUST_USE enum status
	 domain_list(const struct act *act, const char *ticket_id, struct domain_row **out,
	    size_t *count);
/* A claimed one.  NOT_FOUND. */
MUST_USE enum status
	 domain_load(const struct act *act, const char *ticket_id, const char *name,
	    struct claimed_domain *out);
/* is_public: nobody has it alone, which only what the organization has verified
 * already may be.  FORBIDDEN: for that reason.  INVALID: too long for a record.
 * CONFLICT: someone else's, claimed already, or too many; the ticket ended. */
MUST_USE enum status
	 domain_add(const struct act *act, const struct claim_key *key, const char *typed,
	    bool is_public);
/* Looks it up before everything that may wait.  A claim that waits already goes on
 * waiting.  NOT_FOUND: nothing to verify. */
MUST_USE enum status
	 domain_ask(const struct act *act, const struct claim_key *key);
/* CONFLICT: the last verified one, where one is required.  NOT_FOUND. */
MUST_USE enum status
	 domain_remove(const struct act *act, const struct claim_key *key);

/* --- for postern-jobs --- */

struct domain_claim {
	const char	*connection_id, *name;
	/* filled by domain_wanted: */
	const char	*challenge, *organization_id;
	bool		 is_verified;
	long		 looks;
	bool		 is_given_up;	/* pending for DOMAIN_GIVE_UP_DAYS: no more looks by itself */
	const struct domain_value *others;	/* claimed for the same connection */
	size_t		 other_count;
	const char	*begun;		/* the database's clock, before the look */
};

/* NOT_FOUND: nobody wants to know any more. */
MUST_USE enum status
	 domain_wanted(const struct act *act, struct domain_claim *c);
/* These keep what the look found; seen is for the page.  Each may be repeated, and
 * changes nothing where the claim is not the one that was looked up any more. */
/* The record is there; c says whether the domain is verified now. */
MUST_USE enum status
	 domain_verified(const struct act *act, struct domain_claim *c, const char *seen);
/* It is not there yet, or nothing could be learnt of one that is gone. */
MUST_USE enum status
	 domain_seen(const struct act *act, const struct domain_claim *c, const char *seen);
/* That of a verified one is gone. */
MUST_USE enum status
	 domain_missed(const struct act *act, const struct domain_claim *c, const char *seen);

#endif
