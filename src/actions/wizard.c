/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/wizard.h"

#include "base/random.h"
#include "base/seal.h"
#include "base/sentence.h"
#include "base/text.h"
#include "model/connection/connection.h"
#include "store/connection.h"
#include "store/event.h"
#include "store/wizard.h"

/* The key of this session, which saw the wizard at that revision. */
static struct wizard_key
key_of(const struct visit *v, long revision)
{
	return (struct wizard_key){ v->ticket.id, v->session_hash, revision };
}

static bool
is_offered(const struct brand *b, const char *strategy)
{
	size_t i;

	for (i = 0; i < b->strategies.count; i++)
		if (text_is(b->strategies.items[i], strategy))
			return true;
	return false;
}

enum status
choose_provider(const struct act *act, const struct visit *v, const char *strategy,
    long revision)
{
	struct wizard_key key = key_of(v, revision);

	if (strategy == NULL || !is_offered(&v->brand, strategy))
		return fail(act->fault, INVALID,
		    "Choose one of the identity providers below.");
	if (v->connection.id != NULL && !text_is(v->wizard.provider->strategy, strategy))
		return fail(act->fault, INVALID,
		    "The connection was already created for %s. To connect another provider, "
		    "ask %s for a link to a new setup.",
		    translated(act->arena, v->wizard.provider->name), v->tenant.name);
	return wizard_choose(act, &key, strategy);
}

enum status
take_step(const struct act *act, const struct visit *v, enum step from, long revision)
{
	struct wizard_key key = key_of(v, revision);

	return from == STEP_TEST ? wizard_leave_test(act, &key)
	    : wizard_step(act, &key, from, step_reached_after(from));
}

enum status
submit_settings(const struct act *act, const struct visit *v,
    const struct provider_settings *typed, const char *secret, const char *seal_key,
    long revision)
{
	struct wizard_key key = key_of(v, revision);
	const char *sealed = NULL, *subject = arena_print(act->arena, "client_secret %s %s",
	    v->tenant.id, v->ticket.id);
	const struct wizard *w = &v->wizard;
	bool keeps_secret = w->typed != NULL && w->revision == revision
	    && provider_settings_keep_secret(w->typed, typed);
	enum status st = OK;

	if (secret != NULL && secret[0] != '\0')
		st = seal(act->arena, seal_key, subject, secret, &sealed, act->fault);
	return st == OK ? wizard_submit(act, &key, typed, sealed, keeps_secret) : st;
}

enum status
keep_draft(const struct act *act, struct visit *v, const struct provider_settings *typed)
{
	struct provider_settings *draft = arena_alloc(act->arena, sizeof(*draft));
	struct wizard_key key = key_of(v, 0);
	enum status st;

	*draft = (struct provider_settings){ .given = GIVEN_ALL,
		.metadata_xml = typed->metadata_xml, .certificate = typed->certificate };
	st = draft_keep(act, &key, draft);
	if (st == OK)
		v->wizard.draft = draft;
	return st;
}

/* The refusal is an event, too, as the tenant's customer will ask for a new link.  The API
 * lists events, in English. */
static enum status
name_taken(const struct act *act, const struct visit *v)
{
	enum status st = event_tell(act, v->ticket.id, "ss_sso_connection_creation",
	    sentence_verbatim(act->arena, "A connection with this name already exists."));

	if (st != OK)
		return st;
	fail(act->fault, CONFLICT, "A connection named “%s” was created in the meantime. Ask %s for a new "
	    "link with another name.", v->ticket.connection_name, v->tenant.name);
	fault_code(act->fault, "already_exists");
	return CONFLICT;
}

enum status
confirm_settings(const struct act *act, const struct visit *v, long revision)
{
	struct wizard_key key = key_of(v, revision);
	const struct provider *asks = v->wizard.asks;
	const struct found *found = v->wizard.found;
	const char *id = arena_print(act->arena, "con_%s", random_alnum(act->arena, 16));
	const char *options, *certificates;
	struct mapping mapping;
	enum status st;

	if (found == NULL)
		return settings_changed(act->fault);
	mapping = mapping_of(act->arena, v->wizard.provider, &v->brand.asked);
	options = connection_options(act->arena, asks, v->tenant.domain, v->wizard.typed, found, &mapping);
	certificates = fields_encode_list(act->arena, &found_certificate_shape,
	    found->certificates.items, found->certificates.count);
	st = connection_confirm(act, &key, id, provider_makes(asks)->strategy, options,
	    certificates);
	if (st == CONFLICT && text_is(act->fault->code, "already_exists"))
		return name_taken(act, v);
	return st;
}

enum status
enable_when_verified(const struct act *act, const struct visit *v, long revision)
{
	struct wizard_key key = key_of(v, revision);
	enum status st = connection_enable_later(act, &key);

	/* A domain may have been verified before the button was pressed. */
	return st == OK ? connection_enable_waiting(act, v->connection.id) : st;
}

enum status
withdraw_enable(const struct act *act, const struct visit *v)
{
	struct wizard_key key = key_of(v, 0);

	return connection_enable_withdraw(act, &key);
}

enum status
finish_connection(const struct act *act, const struct visit *v, long revision)
{
	struct wizard_key key = key_of(v, revision);

	return connection_finish(act, &key);
}

enum status
pass_check(const struct act *act, const char *ticket_id, long revision,
    const struct found *found)
{
	return check_found(act, ticket_id, revision, found);
}

enum status
fail_check(const struct act *act, const char *ticket_id, long revision,
    const struct objects *problem, const char *hint)
{
	return check_failed(act, ticket_id, revision, problem, hint);
}
