/*
 * domain.h - the e-mail domains of connections, kept
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_DOMAIN_H
#define STORE_DOMAIN_H

#include "model/domain_check.h"
#include "store/store.h"

/* claimed: by an administrator, to be shown by DNS.  associable: verified for
 * the organization already.  trusted: the tenant vouches for it. */
enum domain_kind { DOMAIN_CLAIMED, DOMAIN_ASSOCIABLE, DOMAIN_TRUSTED };

struct domain_row {
	enum domain_kind	 kind;
	const char		*name;		/* in A-labels */
	const char		*typed;		/* as it was entered */
	bool			 is_verified;
	const char		*challenge;	/* what the record must say */
	const char		*organization_id;	/* in the record's name; NULL: none */
	long			 looks;		/* since it was last asked for */
	bool			 is_waiting;	/* somebody asked and no look is done yet */
	moment			 looked_at;	/* 0: not yet */
	const char		*seen;		/* JSON of the last look; NULL: none */
	moment			 added_at;
	moment			 missing_since;	/* 0: it is there */
};

/* Whose domains: those of the connection that the ticket made. */
struct claim_key {
	const char	*tenant_id;
	const char	*ticket_id;
	const char	*session_hash;
	const char	*name;
};

MUST_USE enum status
	 domain_list(struct store *s, struct arena *a, const char *tenant_id,
	    const char *ticket_id, struct domain_row **out, size_t *count, struct fault *f);
/* CONFLICT: someone else's, claimed already, or too many; the ticket ended. */
MUST_USE enum status
	 domain_add(struct store *s, struct arena *a, const struct claim_key *key,
	    const char *typed, struct fault *f);
/* Looks it up before everything that may wait.  NOT_FOUND: nothing to verify. */
MUST_USE enum status
	 domain_ask(struct store *s, struct arena *a, const struct claim_key *key,
	    struct fault *f);
/* CONFLICT: the last verified one, where one is required.  NOT_FOUND. */
MUST_USE enum status
	 domain_remove(struct store *s, struct arena *a, const struct claim_key *key,
	    struct fault *f);

/* --- for postern-jobs --- */

struct domain_claim {
	const char	*tenant_id, *connection_id, *name;
	const char	*challenge, *organization_id;
	bool		 is_verified;
	long		 looks;
	bool		 is_given_up;	/* 30 days went by */
	const struct domain_value *others;	/* of the same connection */
	size_t		 other_count;
};

/* NOT_FOUND: it was removed. */
MUST_USE enum status
	 domain_wanted(struct store *s, struct arena *a, struct domain_claim *c, struct fault *f);
/* The record is there; *is_verified is false if somebody else was faster. */
MUST_USE enum status
	 domain_verified(struct store *s, struct arena *a, const struct domain_claim *c,
	    const char *seen, bool *is_verified, struct fault *f);
/* It is not there yet. */
MUST_USE enum status
	 domain_seen(struct store *s, struct arena *a, const struct domain_claim *c,
	    const char *seen, struct fault *f);
/* Of a verified one: still there / gone. */
MUST_USE enum status
	 domain_kept(struct store *s, struct arena *a, const struct domain_claim *c,
	    struct fault *f);
MUST_USE enum status
	 domain_missed(struct store *s, struct arena *a, const struct domain_claim *c,
	    struct fault *f);

#endif
