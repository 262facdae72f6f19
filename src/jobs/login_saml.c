/* SPDX-License-Identifier: Apache-2.0
 *
 * login_saml.c - SAML: the request is signed, the response is verified
 */
#include <string.h>

#include "actions/login.h"
#include "base/encode.h"
#include "base/text.h"
#include "jobs/inspect.h"
#include "jobs/login_secret.h"
#include "jobs/login_task.h"
#include "model/connection/source.h"
#include "model/login/request.h"
#include "sso/redirect_signature.h"
#include "sso/saml_metadata.h"
#include "sso/saml_response.h"

/* --- the request --- */

static enum status
sign_redirect(struct login_task *t, const char *xml, const char *key, struct login_request *out,
    struct fault *f)
{
	const char *query = authn_request_query(t->arena, xml, t->work->login.id), *signed_query;
	enum status st = redirect_sign(t->arena, query, key, t->settings.signature_algorithm,
	    &signed_query, f);

	if (st == OK)
		*out = (struct login_request){ .given = GIVEN_ALL,
			.url = authn_request_url(t->arena, t->settings.sign_in_url, signed_query) };
	return st;
}

static enum status
sign_post(struct login_task *t, const char *xml, const char *key, struct login_request *out,
    struct fault *f)
{
	const struct login_settings *s = &t->settings;
	const char *document;
	enum status st = saml_request_sign(t->arena, xml, key, t->work->key_certificate,
	    s->signature_algorithm, s->digest_algorithm, &document, f);

	if (st == OK)
		*out = (struct login_request){ .given = GIVEN_ALL, .url = s->sign_in_url,
			.saml_request = base64_encode(t->arena, document, strlen(document)),
			.relay_state = t->work->login.id };
	return st;
}

enum status
login_saml_sign(const struct act *act, struct login_task *t)
{
	const struct login_work *w = t->work;
	const char *xml = authn_request_xml(t->arena, &t->settings, w->login.id, clock_now(), w->login.forces);
	const char *key;
	struct login_request r;
	enum status st;

	if (w->sealed_key == NULL)
		return login_refuse(t->arena, &t->outcome, LOGIN_SETTINGS_INCOMPLETE, "signing_key", NULL);
	st = login_open(t->arena, t->tools->secret_key, w->key_subject, w->sealed_key, &key, act->fault);
	if (st == OK)
		st = t->settings.uses_redirect ? sign_redirect(t, xml, key, &r, act->fault)
		    : sign_post(t, xml, key, &r, act->fault);
	if (st == OK)
		st = login_signed(act, w, &r);
	t->is_over = st == OK;
	return st;
}

/* --- the response --- */

/* One that does not open was sealed to a key that is gone; what was encrypted to it is told as
 * encrypted to another. */
static struct texts
open_decryption_keys(struct login_task *t)
{
	const struct login_work *w = t->work;
	const struct texts *sealed = &w->sealed_decryption_keys;
	struct texts keys = { arena_array(t->arena, sealed->count, sizeof(*keys.items)), 0 };
	struct fault ignored;
	size_t i;

	for (i = 0; i < sealed->count && i < w->decryption_subjects.count; i++)
		if (login_open(t->arena, t->tools->secret_key, w->decryption_subjects.items[i],
		    sealed->items[i], &keys.items[keys.count], &ignored) == OK)
			keys.count++;
	return keys;
}

static enum status
verify_response(struct login_task *t, const struct texts *published, struct fault *f)
{
	const struct login_settings *s = &t->settings;
	const char *response = form_get(&t->answer, "SAMLResponse");
	const struct saml_expected e = { .now = clock_now(),
		.requested_at = t->work->login.started_at, .idp_entity_id = s->idp_entity_id,
		.certificates = s->certificates, .published = *published, .acs_url = s->acs_url,
		.entity_id = s->entity_id, .request_id = login_request_id(t->arena, t->work->login.id),
		.decryption_keys = open_decryption_keys(t), .allows_sha1 = s->allows_sha1 };

	t->outcome = (struct login_outcome){ 0 };
	return saml_response_verify(t->arena, &e, response, strlen(response), &t->claims, &t->outcome, f);
}

static struct texts
certificates_of(struct arena *a, const struct found *found)
{
	return texts_of(a, &found->certificates, sizeof(struct found_certificate),
	    offsetof(struct found_certificate, pem));
}

/* Verifies again, now that is known what the provider publishes; that alone lets nothing pass.
 * If it cannot be read today, nothing is said of it. */
static enum status
take_metadata(const struct act *act, struct login_task *t)
{
	struct found found = { 0 };
	struct texts published;
	struct fetched got;
	struct fault ignored;
	enum status st = exchange_result(t->exchange, &got, &ignored);

	if (st == OK)
		st = metadata_read(t->arena, got.body, got.length, clock_now(), &found, &ignored);
	if (st != OK)
		return INVALID;
	published = certificates_of(t->arena, &found);
	st = verify_response(t, &published, act->fault);
	return st == OK ? fail_broken(act->fault) : st;
}

/* For the diagnosis alone: whether the certificate is the provider's new one. */
static enum status
ask_metadata(struct login_task *t)
{
	static const struct texts none;
	const struct login_connection *c = &t->work->connection;
	struct fetch_request r = { .kind = &fetch_of_metadata };
	struct connection_source source;
	struct fault ignored;

	if (connection_source_read(t->arena, c->strategy, c->options, &none, &source, &ignored) != OK
	    || source.url == NULL)
		return INVALID;
	r.url = source.url;
	t->exchange = exchange_begin(t->tools->exchanges, t->arena, &r);
	t->next = take_metadata;
	return OK;
}

enum status
login_saml_begin(const struct act *act, struct login_task *t)
{
	static const struct texts none;
	enum status st;

	if (form_get(&t->answer, "SAMLResponse") == NULL)
		return login_refuse(t->arena, &t->outcome, LOGIN_ANSWER_MALFORMED, "SAMLResponse", NULL);
	st = verify_response(t, &none, act->fault);
	if (st == INVALID && text_is(t->outcome.failure, login_failure_name(LOGIN_SIGNED_BY_ANOTHER)))
		return ask_metadata(t);
	return st == OK ? login_verified(act, t) : st;
}
