/* SPDX-License-Identifier: Apache-2.0 */
#include "store/wizard.h"

#include <string.h>

#include "base/sentence.h"
#include "store/ticket.h"

enum status
settings_changed(struct fault *f)
{
	return fail(f, CONFLICT, "The settings changed in the meantime. Review them.");
}

enum status
test_required(struct fault *f)
{
	fail(f, CONFLICT, "A test with the current settings must pass first. Test the connection, and then "
	    "come back to this step.");
	fault_code(f, "test_required");
	return CONFLICT;
}

enum status
settings_changed_or_ended(const struct act *act, const char *ticket_id)
{
	enum status st = ticket_still_open(act, ticket_id);

	return st == OK ? settings_changed(act->fault) : st;
}

static enum status
changed(const struct act *act, const struct wizard_key *key, const struct rows *r, enum status st)
{
	if (st != OK || r->count > 0)
		return st;
	st = ticket_still_open(act, key->ticket_id);
	if (st == OK)
		return fail(act->fault, CONFLICT, "This was changed in the meantime, by someone else "
		    "or in another tab. Check the changes, and save again if you want to replace them.");
	return st;
}

enum status
wizard_choose(const struct act *act, const struct wizard_key *key, const char *strategy)
{
	struct rows r;
	enum status st = store_query(act, Q_WIZARD_CHOOSE, ARGS(act->tenant_id, key->ticket_id,
	    key->session_hash, arg_long(act, key->revision), strategy), &r);

	return changed(act, key, &r, st);
}

enum status
wizard_step(const struct act *act, const struct wizard_key *key, enum step from, enum step to)
{
	struct rows r;
	enum status st = store_query(act, Q_WIZARD_STEP, ARGS(act->tenant_id, key->ticket_id,
	    key->session_hash, arg_long(act, key->revision), step_name(from),
	    step_name(to)), &r);

	return changed(act, key, &r, st);
}

enum status
wizard_leave_test(const struct act *act, const struct wizard_key *key)
{
	struct rows r;
	enum status st = store_query(act, Q_WIZARD_LEAVE_TEST, ARGS(act->tenant_id, key->ticket_id,
	    key->session_hash, arg_long(act, key->revision)), &r);

	return changed(act, key, &r, st);
}

enum status
wizard_submit(const struct act *act, const struct wizard_key *key,
    const struct provider_settings *typed, const char *sealed_secret, bool keeps_secret)
{
	struct rows r;
	enum status st = store_query(act, Q_WIZARD_SUBMIT, ARGS(act->tenant_id, key->ticket_id,
	    key->session_hash, arg_long(act, key->revision),
	    fields_encode(act->arena, &provider_settings_shape, typed), sealed_secret,
	    keeps_secret ? "true" : "false"), &r);

	return changed(act, key, &r, st);
}

enum status
draft_keep(const struct act *act, const struct wizard_key *key,
    const struct provider_settings *draft)
{
	struct rows r;
	enum status st = store_query(act, Q_DRAFT_KEEP, ARGS(act->tenant_id, key->ticket_id,
	    key->session_hash, fields_encode(act->arena, &provider_settings_shape, draft)), &r);

	if (st == OK && r.count == 0)
		st = ticket_still_open(act, key->ticket_id);
	return st == OK && r.count == 0
	    ? fail(act->fault, NOT_FOUND, "Open your link again.") : st;
}

enum status
check_load(const struct act *act, const char *host, const struct session_key *key,
    const char *domain, const char **out)
{
	struct rows r;
	enum status st = store_query(act, domain == NULL ? Q_CHECK_LOAD : Q_DOMAIN_CHECK_LOAD,
	    ARGS(host, key->ticket_id, key->hash, arg_long(act, key->idle_s), domain), &r);

	if (st != OK)
		return st;
	if (r.count == 0)
		return fail(act->fault, STRANGER, "Open your link again.");
	*out = rows_text(&r, 0, C_CHECK_STATE);
	return OK;
}

enum status
check_wanted(const struct act *act, const char *ticket_id, struct wanted_check *out)
{
	struct rows r;
	const char *json;
	enum status st = store_query(act, Q_CHECK_WANTED, ARGS(act->tenant_id, ticket_id), &r);

	if (st != OK)
		return st;
	if (r.count == 0)
		return fail(act->fault, NOT_FOUND, "Open your link again.");
	json = rows_text(&r, 0, C_CHECK_WANTED_INPUT);
	out->asks = provider_asked(provider_find(rows_text(&r, 0, C_CHECK_WANTED_STRATEGY)),
	    rows_text(&r, 0, C_CHECK_WANTED_MADE));
	out->revision = rows_long(&r, 0, C_CHECK_WANTED_INPUT_REVISION);
	out->company = rows_text(&r, 0, C_CHECK_WANTED_NAME);
	return fields_decode(act->arena, json, strlen(json), &provider_settings_shape, STORED,
	    &out->typed, act->fault);
}

enum status
check_found(const struct act *act, const char *ticket_id, long revision,
    const struct found *found)
{
	struct rows r;

	return store_query(act, Q_CHECK_FOUND, ARGS(act->tenant_id, ticket_id,
	    arg_long(act, revision), fields_encode(act->arena, &found_shape, found),
	    arg_sentences(act, &found->warnings)), &r);
}

enum status
check_failed(const struct act *act, const char *ticket_id, long revision,
    const struct objects *problem, const char *hint)
{
	struct rows r;

	return store_query(act, Q_CHECK_FAILED, ARGS(act->tenant_id, ticket_id,
	    arg_long(act, revision), arg_sentences(act, problem), hint,
	    sentences_english(act->arena, problem)), &r);
}
