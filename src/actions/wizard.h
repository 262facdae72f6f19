/*
 * wizard.h - what an administrator does in the assistant, and its outcome
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_WIZARD_H
#define ACTIONS_WIZARD_H

#include "model/provider/found.h"
#include "model/tenant/act.h"
#include "model/ticket/visit.h"

/* An administrator chooses the identity provider.  INVALID: the profile does not offer
 * it.  CONFLICT: someone else chose since that revision. */
MUST_USE enum status
	 choose_provider(const struct act *act, const struct visit *v, const char *strategy,
	    long revision);

/* An administrator is done with a step that only informs or tests.  The assistant goes on from
 * that step; nothing changes if it is further already. */
MUST_USE enum status
	 take_step(const struct act *act, const struct visit *v, enum step from, long revision);

/* An administrator sends the provider's settings, which are then checked.  secret NULL
 * or "": the one typed before stays with the address and client ID that it was typed for,
 * and goes if they change.  It is sealed here, and only postern-jobs can open it. */
MUST_USE enum status
	 submit_settings(const struct act *act, const struct visit *v,
	    const struct provider_settings *typed, const char *secret, const char *seal_key,
	    long revision);

/* The long texts of a form that was refused, metadata and certificate, are kept
 * for the next try; they are v->wizard.draft from then on. */
MUST_USE enum status
	 keep_draft(const struct act *act, struct visit *v,
	    const struct provider_settings *typed);

/* An administrator confirms what was found.  This makes the connection, without
 * enabled clients, or its next revision.  CONFLICT: the name was taken
 * meanwhile (code "already_exists"), or the same was confirmed before. */
MUST_USE enum status
	 confirm_settings(const struct act *act, const struct visit *v, long revision);

/* An administrator leaves the last step to the DNS.  The connection is enabled, or submitted
 * where the ticket names no clients, as soon as a domain is verified, unless its settings
 * change or the ticket is revoked before.
 * CONFLICT: the wizard moved on, no domain is claimed, or the connection is enabled; with the code
 * "test_required": the profile asks for a passed test. */
MUST_USE enum status
	 enable_when_verified(const struct act *act, const struct visit *v, long revision);

/* An administrator takes that back.  Nothing changes if the connection does not wait, or
 * not any more. */
MUST_USE enum status
	 withdraw_enable(const struct act *act, const struct visit *v);

/* An administrator enables the connection, or submits it.  CONFLICT: someone did so
 * before, or, with the code "test_required", the profile asks for a passed test; nothing
 * changes. */
MUST_USE enum status
	 finish_connection(const struct act *act, const struct visit *v, long revision);

/* --- what the check of a provider found is kept for the page that waits --- */

/* Both do nothing if something else was typed meanwhile, or the ticket has ended. */
MUST_USE enum status
	 pass_check(const struct act *act, const char *ticket_id, long revision,
	    const struct found *found);
/* problem: struct sentence.  hint: for the operators, kept in the event only; NULL: none. */
MUST_USE enum status
	 fail_check(const struct act *act, const char *ticket_id, long revision,
	    const struct objects *problem, const char *hint);

#endif
