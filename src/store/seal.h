/*
 * seal.h - every secret that is sealed to the key of postern-jobs
 *
 * The key belongs to no tenant, so these look at the secrets of all.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_SEAL_H
#define STORE_SEAL_H

#include "store/store.h"

/* One that is to be replaced. */
struct sealed_text {
	struct given	 given;
	const char	*tenant_id;
	const char	*place, *id, *part;	/* as the view sealed_text has them */
	const char	*sealed;
	const char	*renewed;		/* sealed to the newest key */
};

/* How much is sealed to a key. */
struct seal_count {
	const char	*key_id;
	long		 count;
};

/* There is a new key that secrets are sealed to: an event for each tenant. */
MUST_USE enum status
	 seal_key_tell(const struct act *act, const char *key_id);
/* Some of the texts that are sealed to one of these keys (ids with blanks between).
 * Copies of one text stand side by side. */
MUST_USE enum status
	 seal_stale(const struct act *act, const char *key_ids, struct sealed_text **out,
	    size_t *count);
/* Keeps what was renewed, with an event for each tenant.  A text that was replaced in
 * the meantime stays; *renewed: how many did not. */
MUST_USE enum status
	 seal_renew(const struct act *act, const char *key_id, const struct sealed_text *texts,
	    size_t count, long *renewed);
/* Counts the secrets that are sealed to other keys than that one, for each of these keys. */
MUST_USE enum status
	 seal_census(const struct act *act, const char *key_id, struct seal_count **out,
	    size_t *count);
/* From now on the database refuses what is sealed to one of these keys, with an event
 * for each tenant.  If secrets are still sealed to them, it changes nothing, and *remaining is
 * their count. */
MUST_USE enum status
	 seal_retire(const struct act *act, const char *key_ids, long *remaining);

#endif
