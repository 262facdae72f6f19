/*
 * wizard.h - the assistant's progress, kept
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_WIZARD_H
#define STORE_WIZARD_H

#include "model/ticket/wizard.h"
#include "store/session.h"

/* A session's wizard, at the revision that was shown. */
struct wizard_key {
	const char	*ticket_id;
	const char	*session_hash;
	long		 revision;
};

/* Fails with CONFLICT: the settings are others than those that were shown. */
enum status
	 settings_changed(struct fault *f);

/* Fails with CONFLICT, code "test_required". */
enum status
	 test_required(struct fault *f);

/* As settings_changed() after a statement that saved nothing; but EXPIRED if the ticket has ended. */
enum status
	 settings_changed_or_ended(const struct act *act, const char *ticket_id);

/* From every function with a key: CONFLICT, another session saved since that revision;
 * EXPIRED, the ticket was revoked or has ended, even if the function waited for that. */
MUST_USE enum status
	 wizard_choose(const struct act *act, const struct wizard_key *key,
	    const char *strategy);
/* Goes on to the step to, if from is the step reached; otherwise nothing changes. */
MUST_USE enum status
	 wizard_step(const struct act *act, const struct wizard_key *key, enum step from,
	    enum step to);
/* Goes on from the step that tests, as long as the settings stay as they are. */
MUST_USE enum status
	 wizard_leave_test(const struct act *act, const struct wizard_key *key);
/* Keeps what was typed and asks for a check.  Without a sealed secret the former one
 * stays or, unless keeps_secret, goes.  After a CONFLICT the long texts are the session's draft. */
MUST_USE enum status
	 wizard_submit(const struct act *act, const struct wizard_key *key,
	    const struct provider_settings *typed, const char *sealed_secret,
	    bool keeps_secret);

/* Keeps the long texts of a form that was refused, for the next try; the key's
 * revision does not matter.  NOT_FOUND: the session ended, or the setup is finished. */
MUST_USE enum status
	 draft_keep(const struct act *act, const struct wizard_key *key,
	    const struct provider_settings *draft);

/* Reads the pulse again that a waiting page shows: that of the visit or, if domain is not NULL,
 * of that domain; "none" after the end of the ticket or the session.  It is no use of the
 * session.  STRANGER: there is no such session. */
MUST_USE enum status
	 check_load(const struct act *act, const char *host, const struct session_key *key,
	    const char *domain, const char **out);

/* The provider that postern-jobs is to look at. */
struct wanted_check {
	const struct provider		*asks;		/* NULL: a later version's */
	struct provider_settings	 typed;
	long				 revision;
	const char			*company;	/* the tenant's name */
};

/* NOT_FOUND: there is nothing to check any longer. */
MUST_USE enum status
	 check_wanted(const struct act *act, const char *ticket_id, struct wanted_check *out);
/* Both do nothing if something else was typed meanwhile, or the ticket has ended. */
MUST_USE enum status
	 check_found(const struct act *act, const char *ticket_id, long revision,
	    const struct found *found);
/* problem: struct sentence.  hint: for the operators, kept in the event only; NULL: none. */
MUST_USE enum status
	 check_failed(const struct act *act, const char *ticket_id, long revision,
	    const struct objects *problem, const char *hint);

#endif
