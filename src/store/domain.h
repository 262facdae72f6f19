/*
 * domain.h - the email domains of connections, kept
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_DOMAIN_H
#define STORE_DOMAIN_H

#include "model/domain/check.h"
#include "store/store.h"

/* claimed: an administrator claims it and proves it by DNS.  associable: it is verified
 * for the organization already.  trusted: the tenant vouches for it. */
enum domain_kind { DOMAIN_CLAIMED, DOMAIN_ASSOCIABLE, DOMAIN_TRUSTED };

struct domain_row {
	enum domain_kind	 kind;
	const char		*name;		/* in A-labels */
	const char		*shown;		/* as it was entered, or in its own script */
	bool			 is_verified;
	bool			 is_missing;	/* its record is gone */
};

/* All that is known of a claimed domain. */
struct claimed_domain {
	const char	*name, *shown;
	bool		 is_verified;
	const char	*challenge;		/* what the record must say */
	const char	*organization_id;	/* in the record's name; NULL: none */
	bool		 is_waiting;		/* somebody asked, and the lookup is not done yet */
	moment		 asked_at, looked_at;	/* 0: not yet */
	const char	*seen;			/* JSON of the last lookup; NULL: none */
	moment		 missing_since;		/* 0: it is there */
	moment		 ends_after;		/* if it stays missing; 0: never */
	bool		 is_associated;		/* verified before, for the organization */
	bool		 is_trusted;		/* the tenant vouches for it, too */
	bool		 is_last;		/* the only verified one, and required: it stays */
	bool		 is_given_up;		/* it is looked up only when somebody asks */
	const char	*pulse;			/* changes with what happens without the visitor */
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
/* Loads a claimed domain.  connection_waits: as the page's visit has it, so that the pulse is
 * that of the page.  NOT_FOUND: there is none of that name. */
MUST_USE enum status
	 domain_load(const struct act *act, const char *ticket_id, const char *name,
	    bool connection_waits, struct claimed_domain *out);
/* is_public: no customer can have the domain to itself (it is a mail provider's or a
 * vendor's).  FORBIDDEN: none can, and the organization has not verified it before.
 * INVALID: it is too long for a record.  CONFLICT: it is claimed already, there are too
 * many, or the ticket ended.  A domain that somebody else has is claimed like a free one. */
MUST_USE enum status
	 domain_add(const struct act *act, const struct claim_key *key, const char *typed,
	    bool is_public);
/* Has it looked up before all work that nobody waits for.  Nothing changes if it is
 * waiting already.  NOT_FOUND: there is nothing to verify. */
MUST_USE enum status
	 domain_ask(const struct act *act, const struct claim_key *key);
/* CONFLICT: it is the only verified one, and one is required.  NOT_FOUND: there is none. */
MUST_USE enum status
	 domain_remove(const struct act *act, const struct claim_key *key);

/* --- for postern-jobs --- */

struct domain_claim {
	const char	*connection_id, *name;
	/* filled by domain_wanted: */
	const char	*challenge, *organization_id;
	bool		 is_verified;
	long		 looks;
	bool		 is_given_up;	/* pending for DOMAIN_GIVE_UP_DAYS */
	const struct domain_value *others;	/* claimed for the same connection */
	size_t		 other_count;
	const char	*begun;		/* the database's clock before the lookup */
};

/* NOT_FOUND: the lookup is no longer wanted. */
MUST_USE enum status
	 domain_wanted(const struct act *act, struct domain_claim *c);
/* These keep what the lookup found; seen is for the page.  Each may be repeated, and
 * changes nothing if the claim is no longer the one that was looked up. */
/* The record is there; c is told whether the domain is verified now. */
MUST_USE enum status
	 domain_verified(const struct act *act, struct domain_claim *c, const char *seen);
/* The record is not there yet; or it is missing, and this lookup could not tell more. */
MUST_USE enum status
	 domain_seen(const struct act *act, const struct domain_claim *c, const char *seen);
/* The record of a verified domain is gone. */
MUST_USE enum status
	 domain_missed(const struct act *act, const struct domain_claim *c, const char *seen);

#endif
