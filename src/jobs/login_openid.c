/* SPDX-License-Identifier: Apache-2.0
 *
 * login_openid.c - OpenID Connect: keys, code, ID token, userinfo
 *
 * RFC 6749 4.1.3 and 5; RFC 7523 2.2; RFC 7636 4.5; RFC 9207 2.4; OpenID Connect Core 1.0, 3.1.3
 * and 5.3.
 */
#include <string.h>

#include "actions/login.h"
#include "base/buf.h"
#include "base/encode.h"
#include "base/text.h"
#include "jobs/login_secret.h"
#include "jobs/login_task.h"
#include "model/login/diagnosis.h"
#include "sso/client_assertion.h"
#include "sso/id_token.h"
#include "sso/jwks.h"

enum { KEYS_MAX_AGE_MS = 60 * 60 * 1000, KEYS_RENEWAL_MS = 5 * 60 * 1000 };

/* With patience: an answer may take as long as people wait for a page. */
#define TIMES .total_ms = 15000, .connect_ms = 5000, .slow_s = 15

static const struct fetch_kind of_keys = { .max_bytes = JWKS_MAX_BYTES, TIMES,
	.accept = "application/jwk-set+json, application/json, */*;q=0.1" },
	of_token = { .accept = "application/json", .max_bytes = TOKEN_RESPONSE_MAX_BYTES, TIMES },
	of_userinfo = { .accept = "application/json", .max_bytes = USERINFO_MAX_BYTES, TIMES };

/* --- userinfo --- */

static enum status
refuse_userinfo(struct login_task *t, const struct fetched *got)
{
	return login_refuse_told(t->arena, &t->outcome, LOGIN_USERINFO_FAILED, NULL,
	    arena_print(t->arena, "HTTP status %ld", got->status));
}

static enum status
take_userinfo(const struct act *act, struct login_task *t)
{
	struct fault why = { 0 };
	struct fetched got;
	enum status st = exchange_result(t->exchange, &got, &why);

	if (st != OK)
		return login_refuse_server(t, st, &why, LOGIN_USERINFO_FAILED);
	if (got.status != 200)
		return refuse_userinfo(t, &got);
	st = userinfo_read(t->arena, got.media_type, got.body, got.length, &t->claims, &t->outcome);
	t->exchange = NULL;
	return st == OK ? login_verified(act, t) : st;
}

static enum status
ask_userinfo(struct login_task *t)
{
	const struct fetch_request r = { t->settings.userinfo_endpoint, &of_userinfo,
		.authorization = arena_print(t->arena, "Bearer %s", t->tokens.access_token) };

	t->exchange = exchange_begin(t->tools->exchanges, t->arena, &r);
	t->next = take_userinfo;
	return OK;
}

/* --- the provider's keys --- */

static enum status	verify(const struct act *act, struct login_task *t);
static enum status	use_keys(const struct act *act, struct login_task *t);

/* For the logins that follow; this one goes on without that. */
static enum status
keep_keys(const struct act *act, struct login_task *t, const struct fetched *got)
{
	enum status st = strlen(got->body) != got->length ? OK
	    : login_keys_keep(act, t->work, t->settings.jwks_uri, got->body);

	return st == UNAVAILABLE ? st : OK;
}

static enum status
take_keys(const struct act *act, struct login_task *t)
{
	struct fault why = { 0 };
	struct fetched got;
	enum status st = exchange_result(t->exchange, &got, &why);

	if (st != OK)
		return login_refuse_server(t, st, &why, LOGIN_KEYS_UNREADABLE);
	st = jwks_check(t->arena, got.body, got.length, &t->outcome);
	if (st == OK)
		st = keep_keys(act, t, &got);
	if (st != OK)
		return st;
	t->jwks = got.body;
	t->jwks_length = got.length;
	t->exchange = NULL;
	t->next = t->asked_for_unknown_key ? verify : use_keys;
	return OK;
}

static enum status
ask_keys(struct login_task *t)
{
	const struct fetch_request r = { t->settings.jwks_uri, &of_keys };

	t->asked_for_keys = true;
	t->exchange = exchange_begin(t->tools->exchanges, t->arena, &r);
	t->next = take_keys;
	return OK;
}

/* The kept ones, for the same address, if it is young enough. */
static bool
has_keys(struct login_task *t)
{
	const struct login_work *w = t->work;

	if (w->jwks == NULL || !text_is(w->jwks_uri, t->settings.jwks_uri)
	    || clock_now() - w->jwks_at > KEYS_MAX_AGE_MS)
		return false;
	t->jwks = w->jwks;
	t->jwks_length = strlen(w->jwks);
	return true;
}

/* A key that the provider began to use since its keys were fetched; whoever forges tokens may
 * name any. */
static bool
may_ask_again(const struct login_task *t)
{
	return text_is(t->outcome.failure, login_failure_name(LOGIN_KEY_UNKNOWN)) && !t->asked_for_keys
	    && clock_now() - t->work->jwks_renewed_at > KEYS_RENEWAL_MS;
}

/* --- the ID token --- */

static enum status
verify_token(struct login_task *t)
{
	struct arena *a = t->arena;
	const char *id = t->work->login.id;
	const struct token_expected e = { .now = clock_now(),
		.started_at = t->work->login.started_at, .issuer = t->settings.token_issuer,
		.client_id = t->settings.client_id, .nonce = login_nonce(a, t->browser_token, id),
		.algorithms = t->settings.algorithms,
		.domain_claim = t->settings.domain_claim, .domains = t->settings.domains, .code = form_get(&t->answer, "code"),
		.access_token = t->tokens.access_token };

	t->outcome = (struct login_outcome){ 0 };
	return id_token_verify(a, &e, t->tokens.id_token, t->jwks, t->jwks_length, &t->claims,
	    &t->outcome);
}

/* That counts before it is known what comes of it: a provider that fails is asked no more often. */
static enum status
ask_keys_again(const struct act *act, struct login_task *t)
{
	enum status st = login_keys_asked(act, t->work);

	t->asked_for_unknown_key = true;
	return st == OK ? ask_keys(t) : st;
}

static enum status
verify(const struct act *act, struct login_task *t)
{
	enum status st = verify_token(t);

	if (st == INVALID && may_ask_again(t))
		return ask_keys_again(act, t);
	if (st != OK)
		return st;
	t->claims.access_token = t->tokens.access_token;
	return t->settings.needs_userinfo && t->tokens.access_token != NULL ? ask_userinfo(t)
	    : login_verified(act, t);
}

/* --- the code --- */

static enum status
take_token(const struct act *act, struct login_task *t)
{
	struct fault why = { 0 };
	struct fetched got;
	enum status st = exchange_result(t->exchange, &got, &why);

	(void)act;
	if (st != OK)
		return login_refuse_server(t, st, &why, LOGIN_NOT_JSON);
	st = token_answer_read(t->arena, (int)got.status, got.media_type, got.body, got.length,
	    &t->tokens, &t->outcome);
	t->exchange = NULL;
	t->next = verify;
	return st;
}

static void
add_field(struct buf *b, const char *name, const char *value)
{
	buf_print(b, "%s%s=%s", b->length > 0 ? "&" : "", name, url_encode(b->arena, value));
}

/* Of the places, whichever differ; only the client ID may do so, too. */
static enum status
refuse_place(struct login_task *t, const struct secret_place *to)
{
	const char *const names[] = { "token_endpoint", "issuer" };
	const char *const now[] = { to->token_endpoint, to->issuer };
	const char *place = t->work->secret_place == NULL ? "{}" : t->work->secret_place;
	const char *then;
	size_t i;

	for (i = 0; i < 2; i++) {
		then = fields_value(t->arena, place, names[i]).text;
		if (!text_is(then, now[i]))
			return login_refuse(t->arena, &t->outcome, LOGIN_SECRET_NOT_FOR_HERE, then, now[i]);
	}
	return login_refuse(t->arena, &t->outcome, LOGIN_SECRET_NOT_FOR_HERE, NULL, NULL);
}

static enum status
lack(struct login_task *t, const char *option)
{
	return login_refuse(t->arena, &t->outcome, LOGIN_SETTINGS_INCOMPLETE, option, NULL);
}

static enum status
prove_by_secret(struct login_task *t, struct buf *form, const char **authorization, struct fault *f)
{
	const struct login_settings *s = &t->settings;
	const struct secret_place to = { .issuer = s->issuer, .token_endpoint = s->token_endpoint,
		.client_id = s->client_id };
	struct arena *a = t->arena;
	const char *secret, *pair;
	enum status st;

	if (t->work->sealed_secret == NULL)
		return lack(t, "client_secret");
	st = login_open_client_secret(a, t->tools->secret_key, t->work, &to, &secret, f);
	if (st != OK)
		return st == FORBIDDEN ? refuse_place(t, &to) : st;
	if (text_is(s->auth_method, "client_secret_basic")) {
		pair = arena_print(a, "%s:%s", url_encode(a, s->client_id), url_encode(a, secret));
		*authorization = arena_print(a, "Basic %s", base64_encode(a, pair, strlen(pair)));
		return OK;
	}
	add_field(form, "client_id", s->client_id);
	add_field(form, "client_secret", secret);
	return OK;
}

static enum status
prove_by_key(struct login_task *t, struct buf *form, struct fault *f)
{
	const struct login_work *w = t->work;
	const char *key, *assertion;
	enum status st;

	if (w->sealed_key == NULL)
		return lack(t, "token_endpoint_auth_method");
	st = login_open(t->arena, t->tools->secret_key, w->key_subject, w->sealed_key, &key, f);
	if (st == OK)
		st = client_assertion_make(t->arena, t->settings.client_id, t->settings.assertion_audience,
		    key, w->key_id, w->key_algorithm, clock_now(), &assertion, f);
	if (st != OK)
		return st;
	add_field(form, "client_id", t->settings.client_id);
	add_field(form, "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
	add_field(form, "client_assertion", assertion);
	return OK;
}

/* The code counts as used before it leaves: it is sent once. */
static enum status
send_code(const struct act *act, struct login_task *t)
{
	const struct login_settings *s = &t->settings;
	struct fetch_request r = { .url = s->token_endpoint, .kind = &of_token };
	struct buf form = buf_in(t->arena);
	enum status st;

	add_field(&form, "grant_type", "authorization_code");
	add_field(&form, "code", form_get(&t->answer, "code"));
	add_field(&form, "redirect_uri", s->acs_url);
	if (s->uses_pkce)
		add_field(&form, "code_verifier", login_verifier(t->arena, t->browser_token, t->work->login.id));
	st = text_is(s->auth_method, "private_key_jwt") ? prove_by_key(t, &form, act->fault)
	    : prove_by_secret(t, &form, &r.authorization, act->fault);
	if (st == OK)
		st = login_code_used(act, t->work);
	if (st != OK)
		return st;
	r.form = form.text;
	t->exchange = exchange_begin(t->tools->exchanges, t->arena, &r);
	t->next = take_token;
	return OK;
}

static enum status
use_keys(const struct act *act, struct login_task *t)
{
	return t->settings.is_front_channel ? verify(act, t) : send_code(act, t);
}

/* --- what came back --- */

static enum status
refuse_error(struct login_task *t, const char *error)
{
	const char *words = form_get(&t->answer, "error_description"), *code = NULL;
	enum login_failure w = provider_error_read(t->arena, error, words, &code);

	return login_refuse_told(t->arena, &t->outcome, w == LOGIN_OTHER ? LOGIN_PROVIDER_ERROR : w,
	    code == NULL ? error : code, words);
}

/* What the error says is told, too: most likely the provider's document promises too much. */
static enum status
refuse_nameless(struct login_task *t, const char *error)
{
	(void)login_refuse_told(t->arena, &t->outcome, LOGIN_ISSUER_MISSING, error,
	    form_get(&t->answer, "error_description"));
	t->outcome.expected = t->settings.token_issuer;
	return INVALID;
}

/* RFC 9207 2.4: an answer that names its issuer is of that issuer, and a provider that announces
 * to name it always does.  An ID token in the answer names it, too. */
static enum status
check_issuer(struct login_task *t, const char *error)
{
	const char *issuer = form_get(&t->answer, "iss"), *expected = t->settings.token_issuer;

	if (issuer != NULL)
		return text_is(issuer, expected) ? OK
		    : login_refuse(t->arena, &t->outcome, LOGIN_ISSUER_WRONG, expected, issuer);
	return !t->settings.answers_name_issuer || form_get(&t->answer, "id_token") != NULL ? OK
	    : refuse_nameless(t, error);
}

static enum status
check_answer(struct login_task *t)
{
	const char *error = form_get(&t->answer, "error");
	const char *expected = t->settings.is_front_channel ? "id_token" : "code";

	if (check_issuer(t, error) != OK)
		return INVALID;
	if (error != NULL)
		return refuse_error(t, error);
	if (form_get(&t->answer, expected) == NULL)
		return login_refuse(t->arena, &t->outcome, LOGIN_ANSWER_MALFORMED, expected, NULL);
	return OK;
}

enum status
login_openid_begin(const struct act *act, struct login_task *t)
{
	enum status st = check_answer(t);

	if (st == OK)
		st = login_open(t->arena, t->tools->secret_key, LOGIN_TOKEN_SUBJECT, t->work->sealed_token,
		    &t->browser_token, act->fault);
	if (st != OK)
		return st;
	if (t->settings.is_front_channel)
		t->tokens.id_token = form_get(&t->answer, "id_token");
	t->next = use_keys;
	return has_keys(t) ? OK : ask_keys(t);
}
