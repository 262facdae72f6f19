/*
 * wizard.h - the assistant's progress, kept
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_WIZARD_H
#define STORE_WIZARD_H

#include "model/wizard.h"
#include "store/store.h"

/* Whose wizard, and as it was when it was shown. */
struct wizard_key {
	const char	*tenant_id;
	const char	*ticket_id;
	const char	*session_hash;
	long		 revision;
};

/* CONFLICT, of all with a key: another session saved since that revision, or
 * the ticket ended meanwhile. */
MUST_USE enum status
	 wizard_choose(struct store *s, struct arena *a, const struct wizard_key *key,
	    const char *strategy, struct fault *f);
/* Onwards, if from is the step reached; otherwise nothing changes. */
MUST_USE enum status
	 wizard_step(struct store *s, struct arena *a, const struct wizard_key *key, enum step from,
	    enum step to, struct fault *f);
/* Keeps what was typed and asks for a check; a NULL secret keeps the former. */
MUST_USE enum status
	 wizard_submit(struct store *s, struct arena *a, const struct wizard_key *key,
	    const struct provider_settings *typed, const char *sealed_secret, struct fault *f);

/* For postern-jobs.  NOT_FOUND: nothing to check any more. */
MUST_USE enum status
	 check_wanted(struct store *s, struct arena *a, const char *tenant_id,
	    const char *ticket_id, const struct provider **provider,
	    struct provider_settings *typed, long *revision, struct fault *f);
/* Nothing happens if something else was typed meanwhile. */
MUST_USE enum status
	 check_found(struct store *s, struct arena *a, const char *tenant_id,
	    const char *ticket_id, long revision, const struct found *found, struct fault *f);
MUST_USE enum status
	 check_failed(struct store *s, struct arena *a, const char *tenant_id,
	    const char *ticket_id, long revision, const char *problem, struct fault *f);

#endif
