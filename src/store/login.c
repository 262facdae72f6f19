/* SPDX-License-Identifier: Apache-2.0 */
#include "store/login.h"

#include <string.h>

#include "base/log.h"
#include "base/sentence.h"
#include "base/text.h"
#include "model/login/received.h"
#include "store/attribute_profile.h"
#include "store/connection.h"

static enum status
login_missing_here(struct fault *f)
{
	return fail_code(f, NOT_FOUND, "inexistent_login", "The login does not exist.");
}

/* The columns that all queries of logins begin with. */
static void
read_login(const struct rows *r, int row, struct login *out)
{
	*out = (struct login){
		.id = rows_text(r, row, C_LOGIN_ROW_LOGIN_ID),
		.connection_id = rows_text(r, row, C_LOGIN_ROW_CONNECTION_ID),
		.revision = rows_long(r, row, C_LOGIN_ROW_REVISION),
		.state = login_state_parse(rows_text(r, row, C_LOGIN_ROW_STATE)),
		.started_at = rows_moment(r, row, C_LOGIN_ROW_STARTED_AT),
		.answered_at = rows_moment(r, row, C_LOGIN_ROW_ANSWERED_AT),
		.ended_at = rows_moment(r, row, C_LOGIN_ROW_ENDED_AT),
		.browser = rows_text(r, row, C_LOGIN_ROW_BROWSER),
		.system = rows_text(r, row, C_LOGIN_ROW_SYSTEM),
		.forces = rows_bool(r, row, C_LOGIN_ROW_FORCES),
		.is_of_live = rows_bool(r, row, C_LOGIN_ROW_IS_OF_LIVE),
	};
}

static enum status
read_outcome(const struct act *act, const char *json, struct login_outcome *out)
{
	return json == NULL ? OK : fields_decode(act->arena, json, strlen(json), &login_outcome_shape,
	    STORED, out, act->fault);
}

static enum status
read_provider(const struct act *act, struct login_connection *c)
{
	return connection_provider_find(act->arena, c->strategy, &c->provider, act->fault);
}

enum status
login_load(const struct act *act, const char *ticket_id, const char *login_id,
    struct login *out, struct login_connection *c)
{
	struct rows r;
	const char *claims;
	enum status st = store_query(act, Q_LOGIN_LOAD, ARGS(act->tenant_id, ticket_id, login_id), &r);

	if (st != OK)
		return st;
	if (r.count == 0)
		return login_missing_here(act->fault);
	read_login(&r, 0, out);
	out->request = rows_text(&r, 0, C_LOGIN_LOAD_REQUEST);
	out->profile = rows_text(&r, 0, C_LOGIN_LOAD_PROFILE);
	*c = (struct login_connection){ .tenant_id = act->tenant_id, .id = out->connection_id,
		.domain = rows_text(&r, 0, C_LOGIN_LOAD_DOMAIN), .name = rows_text(&r, 0, C_LOGIN_LOAD_NAME),
		.strategy = rows_text(&r, 0, C_LOGIN_LOAD_STRATEGY),
		.options = rows_text(&r, 0, C_LOGIN_LOAD_OPTIONS) };
	claims = rows_text(&r, 0, C_LOGIN_LOAD_CLAIMS);
	st = read_outcome(act, rows_text(&r, 0, C_LOGIN_LOAD_OUTCOME), &out->outcome);
	if (st == OK && claims != NULL)
		st = fields_decode_objects(act->arena, claims, &received_shape, &out->received, act->fault);
	return st == OK ? read_provider(act, c) : st;
}

enum status
login_state_of(const struct act *act, const char *login_id, const char *browser_hash,
    enum login_state *out)
{
	struct rows r;
	enum status st = store_query(act, Q_LOGIN_STATE_OF, ARGS(act->tenant_id, login_id, browser_hash), &r);

	if (st == OK && r.count == 0)
		return login_missing_here(act->fault);
	if (st == OK)
		*out = login_state_parse(rows_text(&r, 0, C_LOGIN_STATE_OF_STATE));
	return st;
}

enum status
login_connection_load(const struct act *act, const char *ticket_id, struct login_connection *out)
{
	struct rows r;
	enum status st = store_query(act, Q_LOGIN_CONNECTION_LOAD, ARGS(act->tenant_id, ticket_id), &r);

	if (st != OK)
		return st;
	if (r.count == 0)
		return fail(act->fault, NOT_FOUND, "There is no connection yet.");
	*out = (struct login_connection){ .tenant_id = act->tenant_id,
		.id = rows_text(&r, 0, C_LOGIN_CONNECTION_LOAD_CONNECTION_ID),
		.domain = rows_text(&r, 0, C_LOGIN_CONNECTION_LOAD_DOMAIN),
		.name = rows_text(&r, 0, C_LOGIN_CONNECTION_LOAD_NAME),
		.strategy = rows_text(&r, 0, C_LOGIN_CONNECTION_LOAD_STRATEGY),
		.options = rows_text(&r, 0, C_LOGIN_CONNECTION_LOAD_OPTIONS) };
	return read_provider(act, out);
}

enum status
login_history(const struct act *act, const char *ticket_id, struct objects *out)
{
	struct rows r;
	enum status st = store_query(act, Q_LOGIN_HISTORY, ARGS(act->tenant_id, ticket_id), &r);
	struct login *l;
	int i;

	if (st != OK)
		return st;
	l = arena_array(act->arena, (size_t)r.count, sizeof(*l));
	for (i = 0; i < r.count && st == OK; i++) {
		read_login(&r, i, &l[i]);
		st = read_outcome(act, rows_text(&r, i, C_LOGIN_HISTORY_OUTCOME), &l[i].outcome);
	}
	*out = (struct objects){ l, (size_t)r.count };
	return st;
}

static enum status
read_row(const struct act *act, const struct rows *r, int row, void *out)
{
	const char *claims = rows_text(r, row, C_LOGIN_LIST_CLAIMS);
	struct login_row *l = out;
	enum status st = OK;

	*l = (struct login_row){ .cursor = rows_text(r, row, C_LOGIN_LIST_CURSOR),
		.purpose = rows_text(r, row, C_LOGIN_LIST_PURPOSE),
		.ticket_id = rows_text(r, row, C_LOGIN_LIST_TICKET) };
	read_login(r, row, &l->login);
	l->login.profile = rows_text(r, row, C_LOGIN_LIST_PROFILE);
	if (claims != NULL)
		st = fields_decode_objects(act->arena, claims, &received_shape, &l->login.received, act->fault);
	return st == OK ? read_outcome(act, rows_text(r, row, C_LOGIN_LIST_OUTCOME), &l->login.outcome) : st;
}

enum status
login_list(const struct act *act, const char *connection_id, const struct slice *slice,
    bool with_claims, struct objects *out)
{
	static const struct row_reader reader = { sizeof(struct login_row), C_LOGIN_LIST_CURSOR, read_row };
	struct listing l = { &reader, slice, out };
	enum status st = list_read(act, Q_LOGIN_LIST, ARGS(act->tenant_id, connection_id, slice->after,
	    arg_long(act, slice->limit), with_claims ? "true" : "false"), &l);

	return st == OK && !l.is_answered ? connection_missing(act->fault) : st;
}

/* --- for postern-jobs --- */

/* A connection of OpenID signs with a key of its own or not at all. */
static void
read_signing_key(struct arena *a, const struct rows *r, int row, struct login_work *w)
{
	const struct login_connection *c = &w->connection;
	bool is_tenants = false;

	w->sealed_key = rows_text(r, row, C_LOGIN_TAKE_SEALED_KEY);
	w->key_id = rows_text(r, row, C_LOGIN_TAKE_KEY_ID);
	w->key_algorithm = rows_text(r, row, C_LOGIN_TAKE_KEY_ALGORITHM);
	w->key_certificate = rows_text(r, row, C_LOGIN_TAKE_KEY_CERTIFICATE);
	if (c->provider->protocol == PROTOCOL_SAML) {
		w->sealed_key = rows_text(r, row, C_LOGIN_TAKE_OWN_KEY);
		w->key_certificate = fields_value(a, c->options, "signing_key.cert").text;
		is_tenants = w->sealed_key == NULL;
	}
	if (is_tenants) {
		w->sealed_key = rows_text(r, row, C_LOGIN_TAKE_SEALED_TENANT_KEY);
		w->key_id = rows_text(r, row, C_LOGIN_TAKE_TENANT_KEY_ID);
		w->key_certificate = rows_text(r, row, C_LOGIN_TAKE_TENANT_CERTIFICATE);
	}
	w->key_subject = w->key_id != NULL ? arena_print(a, "signing_key %s %s", c->tenant_id, w->key_id)
	    : arena_print(a, "signing_key.key %s %s", c->tenant_id, c->id);
}

/* The targets that the profile of the ticket requires. */
static enum status
read_required(const struct act *act, const struct rows *r, int row, struct login_work *w)
{
	const char *named = rows_text(r, row, C_LOGIN_TAKE_USER_ATTRIBUTES);
	struct asked_attributes asked = { 0 };
	struct mapping m;
	struct texts targets = { 0 };
	enum status st = asked_attributes_read(act->arena, named,
	    rows_text(r, row, C_LOGIN_TAKE_ATTRIBUTE_PROFILE), &asked, act->fault);
	size_t i;

	if (st != OK)
		return st;
	m = mapping_of(act->arena, w->connection.provider, &asked);
	targets.items = arena_array(act->arena, m.count, sizeof(*targets.items));
	for (i = 0; i < m.count; i++)
		if (!m.items[i].is_optional)
			targets.items[targets.count++] = m.items[i].target;
	w->required_targets = fields_encode_texts(act->arena, &targets);
	return OK;
}

static enum status
read_keys(const struct act *act, const struct rows *r, int row, struct login_work *w)
{
	const char *keys = rows_text(r, row, C_LOGIN_TAKE_DECRYPTION_KEYS);
	const char *subjects = rows_text(r, row, C_LOGIN_TAKE_DECRYPTION_SUBJECTS);
	enum status st = keys == NULL ? OK
	    : fields_decode_texts(act->arena, keys, &w->sealed_decryption_keys, act->fault);

	read_signing_key(act->arena, r, row, w);
	if (st == OK && subjects != NULL)
		st = fields_decode_texts(act->arena, subjects, &w->decryption_subjects, act->fault);
	return st;
}

static enum status
read_work(const struct act *act, const struct rows *r, int row, struct login_work *w)
{
	const char *domains = rows_text(r, row, C_LOGIN_TAKE_VERIFIED_DOMAINS);
	enum status st;

	*w = (struct login_work){
		.lease_id = rows_text(r, row, C_LOGIN_TAKE_LEASE_ID),
		.attempts = rows_long(r, row, C_LOGIN_TAKE_ATTEMPTS),
		.code_was_used = rows_bool(r, row, C_LOGIN_TAKE_CODE_WAS_USED),
		.kind = rows_text(r, row, C_LOGIN_TAKE_KIND),
		.answer = rows_text(r, row, C_LOGIN_TAKE_ANSWER),
		.sealed_token = rows_text(r, row, C_LOGIN_TAKE_SEALED_TOKEN),
		.sealed_secret = rows_text(r, row, C_LOGIN_TAKE_SEALED_SECRET),
		.secret_subject_ticket = rows_text(r, row, C_LOGIN_TAKE_TICKET),
		.secret_place = rows_text(r, row, C_LOGIN_TAKE_SECRET_PLACE),
		.jwks_uri = rows_text(r, row, C_LOGIN_TAKE_JWKS_URI),
		.jwks = rows_text(r, row, C_LOGIN_TAKE_JWKS),
		.jwks_at = rows_moment(r, row, C_LOGIN_TAKE_JWKS_AT),
		.jwks_renewed_at = rows_moment(r, row, C_LOGIN_TAKE_JWKS_RENEWED_AT),
	};
	read_login(r, row, &w->login);
	w->connection = (struct login_connection){ .id = w->login.connection_id,
		.tenant_id = rows_text(r, row, C_LOGIN_TAKE_TENANT_ID),
		.domain = rows_text(r, row, C_LOGIN_TAKE_DOMAIN), .name = rows_text(r, row, C_LOGIN_TAKE_NAME),
		.strategy = rows_text(r, row, C_LOGIN_TAKE_STRATEGY),
		.options = rows_text(r, row, C_LOGIN_TAKE_OPTIONS) };
	st = read_provider(act, &w->connection);
	if (st == OK && domains != NULL)
		st = fields_decode_texts(act->arena, domains, &w->connection.verified_domains, act->fault);
	if (st == OK)
		st = read_keys(act, r, row, w);
	return st == OK ? read_required(act, r, row, w) : st;
}

static void
tell_unread(const struct act *act, const struct rows *r, int row)
{
	log_line(LOG_ERROR, "a login cannot be read", "login", rows_text(r, row, C_LOGIN_ROW_LOGIN_ID),
	    "reason", fault_english(act->arena, act->fault), NULL);
}

enum status
login_take(const struct act *act, const char *taker, long count, struct objects *out)
{
	struct rows r;
	enum status st = store_query(act, Q_LOGIN_TAKE, ARGS(taker, arg_long(act, count)), &r);
	struct login_work *w;
	size_t taken = 0;
	int i;

	if (st != OK)
		return st;
	w = arena_array(act->arena, (size_t)r.count, sizeof(*w));
	for (i = 0; i < r.count; i++)
		if (read_work(act, &r, i, &w[taken]) == OK)
			taken++;
		else
			tell_unread(act, &r, i);
	*out = (struct objects){ w, taken };
	return OK;
}

enum status
login_next_due(const struct act *act, long *wait_ms)
{
	struct rows r;
	enum status st = store_query(act, Q_LOGIN_NEXT_DUE, NULL, &r);

	if (st == OK)
		*wait_ms = r.count == 0 ? -1 : rows_long(&r, 0, C_LOGIN_NEXT_DUE_WAIT_MS);
	return st;
}
