/* SPDX-License-Identifier: Apache-2.0 */
#include "store/wizard.h"

#include <string.h>

static enum status
changed(const struct rows *r, enum status st, struct fault *f)
{
	if (st == OK && r->count == 0)
		return fail(f, CONFLICT, "Someone else changed this meanwhile. "
		    "Please look at what is there now, and save again if yours is right.");
	return st;
}

enum status
wizard_choose(struct store *s, struct arena *a, const struct wizard_key *key,
    const char *strategy, struct fault *f)
{
	struct rows r;
	enum status st = store_query(s, a, Q_WIZARD_CHOOSE, ARGS(key->tenant_id, key->ticket_id,
	    key->session_hash, arena_print(a, "%ld", key->revision), strategy), &r, f);

	return changed(&r, st, f);
}

enum status
wizard_step(struct store *s, struct arena *a, const struct wizard_key *key, enum step from,
    enum step to, struct fault *f)
{
	struct rows r;
	enum status st = store_query(s, a, Q_WIZARD_STEP, ARGS(key->tenant_id, key->ticket_id,
	    key->session_hash, arena_print(a, "%ld", key->revision), step_name(from),
	    step_name(to)), &r, f);

	return changed(&r, st, f);
}

enum status
wizard_submit(struct store *s, struct arena *a, const struct wizard_key *key,
    const struct provider_settings *typed, const char *sealed_secret, struct fault *f)
{
	struct rows r;
	enum status st = store_query(s, a, Q_WIZARD_SUBMIT, ARGS(key->tenant_id, key->ticket_id,
	    key->session_hash, arena_print(a, "%ld", key->revision),
	    fields_encode(a, &provider_settings_shape, typed), sealed_secret), &r, f);

	return changed(&r, st, f);
}

enum status
draft_keep(struct store *s, struct arena *a, const struct wizard_key *key,
    const struct provider_settings *draft, struct fault *f)
{
	struct rows r;
	enum status st = store_query(s, a, Q_DRAFT_KEEP, ARGS(key->tenant_id, key->ticket_id,
	    key->session_hash, fields_encode(a, &provider_settings_shape, draft)), &r, f);

	return st == OK && r.count == 0 ? fail(f, NOT_FOUND, "Please open your link again.") : st;
}

enum status
check_load(struct store *s, struct arena *a, const char *host, const char *ticket_id,
    const char *session_hash, const char *domain, enum check_state *out, struct fault *f)
{
	struct rows r;
	enum status st = store_query(s, a, domain == NULL ? Q_CHECK_LOAD : Q_DOMAIN_CHECK_LOAD,
	    ARGS(host, ticket_id, session_hash, domain), &r, f);

	if (st != OK)
		return st;
	if (r.count == 0)
		return fail(f, STRANGER, "Please open your link again.");
	*out = check_state_parse(rows_text(&r, 0, C_CHECK_STATE));
	return OK;
}

enum status
check_wanted(struct store *s, struct arena *a, const char *tenant_id, const char *ticket_id,
    struct check *out, struct fault *f)
{
	struct rows r;
	const char *json;
	enum status st = store_query(s, a, Q_CHECK_WANTED, ARGS(tenant_id, ticket_id), &r, f);

	if (st != OK)
		return st;
	if (r.count == 0)
		return fail(f, NOT_FOUND, "There is nothing to check.");
	json = rows_text(&r, 0, C_CHECK_WANTED_INPUT);
	out->provider = provider_find(rows_text(&r, 0, C_CHECK_WANTED_STRATEGY));
	out->revision = rows_long(&r, 0, C_CHECK_WANTED_INPUT_REVISION);
	out->company = rows_text(&r, 0, C_CHECK_WANTED_NAME);
	return fields_decode(a, json, strlen(json), &provider_settings_shape, STORED, &out->typed, f);
}

enum status
check_found(struct store *s, struct arena *a, const char *tenant_id, const char *ticket_id,
    long revision, const struct found *found, struct fault *f)
{
	struct rows r;

	return store_query(s, a, Q_CHECK_FOUND, ARGS(tenant_id, ticket_id,
	    arena_print(a, "%ld", revision), fields_encode(a, &found_shape, found)), &r, f);
}

enum status
check_failed(struct store *s, struct arena *a, const char *tenant_id, const char *ticket_id,
    long revision, const char *problem, const char *hint, struct fault *f)
{
	struct rows r;

	return store_query(s, a, Q_CHECK_FAILED, ARGS(tenant_id, ticket_id,
	    arena_print(a, "%ld", revision), problem, hint), &r, f);
}
