/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/id_token.h"

#include <string.h>

#include "base/buf.h"
#include "base/domain_name.h"
#include "base/encode.h"
#include "base/hash.h"
#include "base/text.h"
#include "model/rules.h"
#include "sso/claims.h"
#include "sso/jws.h"

#define LATEST_S 1e11	/* of a time, to tell seconds from milliseconds and worse */

struct check {
	struct arena			*arena;
	const struct token_expected	*expected;
	const struct jws		*token;
	const struct json		*claims;
	struct login_outcome		*out;
};

static enum status
refuse(const struct check *c, enum login_failure w, const char *expected, const char *came)
{
	return login_refuse(c->arena, c->out, w, expected, came);
}

static const char *
shown(const struct check *c, const char *name)
{
	return json_member_shown(c->arena, c->claims, name);
}

/* --- algorithm --- */

static enum status
check_algorithm(struct arena *a, const struct token_expected *e, const struct jws *j,
    struct login_outcome *out)
{
	static const char *usual[] = { "RS256" };
	struct texts allowed = e->algorithms;

	if (allowed.count == 0)
		allowed = (struct texts){ usual, 1 };
	if (texts_hold(&allowed, j->algorithm->name))
		return OK;
	return login_refuse(a, out, LOGIN_ALGORITHM_REFUSED, texts_in_words(a, &allowed),
	    j->algorithm->name);
}

/* --- whose it is: Core 3.1.3.7, 2 to 5 --- */

static enum status
check_issuer(const struct check *c)
{
	const char *expected = c->expected->issuer;

	return text_is(json_member_text(c->claims, "iss"), expected) ? OK
	    : refuse(c, LOGIN_ISSUER_WRONG, expected, shown(c, "iss"));
}

/* One audience as it is, several with commas between them. */
static const char *
audiences(const struct check *c)
{
	const struct json *audience = json_member(c->claims, "aud");
	struct buf b = buf_in(c->arena);
	size_t i;

	if (!json_is_list(audience))
		return json_shown(c->arena, audience);
	for (i = 0; i < json_count(audience); i++)
		buf_print(&b, "%s%s", i == 0 ? "" : ", ", json_shown(c->arena, json_item(audience, i)));
	return b.text;
}

/* *is_alone: it is for nobody else. */
static bool
is_for(const struct json *audience, const char *client_id, bool *is_alone)
{
	bool is_ours = text_is(json_text(audience), client_id);
	size_t i;

	*is_alone = true;
	for (i = 0; i < json_count(audience); i++) {
		if (text_is(json_text(json_item(audience, i)), client_id))
			is_ours = true;
		else
			*is_alone = false;
	}
	return is_ours;
}

static enum status
check_audience(const struct check *c)
{
	const char *client_id = c->expected->client_id;
	bool is_alone;

	if (!is_for(json_member(c->claims, "aud"), client_id, &is_alone))
		return refuse(c, LOGIN_AUDIENCE_WRONG, client_id, audiences(c));
	if (is_alone && json_member(c->claims, "azp") == NULL)
		return OK;
	return text_is(json_member_text(c->claims, "azp"), client_id) ? OK
	    : refuse(c, LOGIN_AUTHORIZED_PARTY_WRONG, client_id, shown(c, "azp"));
}

static enum status
check_subject(const struct check *c)
{
	const char *subject = json_member_text(c->claims, "sub");

	if (subject != NULL && *subject != '\0' && text_chars(subject) <= SUBJECT_MAX_CHARS)
		return OK;
	return refuse(c, LOGIN_SUBJECT_MISSING, NULL, shown(c, "sub"));
}

static enum status
check_nonce(const struct check *c)
{
	const char *nonce = json_member_text(c->claims, "nonce");

	return nonce != NULL && hash_is(c->expected->nonce, nonce) ? OK
	    : refuse(c, LOGIN_NONCE_WRONG, NULL, NULL);
}

/* --- when: 9 and 10; RFC 7519 4.1.5 --- */

static enum status
read_time(const struct check *c, const char *name, bool is_required, moment *out)
{
	const struct json *value = json_member(c->claims, name);
	double seconds;

	*out = 0;
	if (value == NULL && !is_required)
		return OK;
	if (!json_number(value, &seconds) || seconds < 0 || seconds > LATEST_S)
		return login_refuse_told(c->arena, c->out, LOGIN_TOKEN_UNREADABLE, NULL,
		    arena_print(c->arena, value == NULL ? "The token has no %s."
		    : "The token's %s is not a time in seconds since 1970.", name));
	*out = (moment)seconds * 1000;
	return OK;
}

static enum status
refuse_time(const struct check *c, enum login_failure w, const char *name, moment came)
{
	moment now = c->expected->now;
	enum status st = refuse(c, w, moment_iso(c->arena, now), moment_iso(c->arena, came));

	c->out->detail = name;
	c->out->seconds = (long)((w == LOGIN_CLOCK_SKEW ? came - now : now - came) / 1000);
	return st;
}

/* The nonce is of this login, so a token from before it tells of a clock that is late; and as
 * tokens are issued when they are sent, its age is by how much. */
static enum status
refuse_expired(const struct check *c, moment expires, moment issued)
{
	moment started = c->expected->started_at;

	if (started > 0 && issued < started - LOGIN_CLOCK_TOLERANCE_S * 1000)
		return refuse_time(c, LOGIN_CLOCK_SKEW, "iat", issued);
	return refuse_time(c, LOGIN_ANSWER_EXPIRED, "exp", expires);
}

static enum status
check_times(const struct check *c)
{
	moment now = c->expected->now, tolerance = LOGIN_CLOCK_TOLERANCE_S * 1000;
	moment expires, issued, begins;
	enum status st = read_time(c, "exp", true, &expires);

	if (st == OK)
		st = read_time(c, "iat", true, &issued);
	if (st == OK)
		st = read_time(c, "nbf", false, &begins);
	if (st != OK)
		return st;
	if (issued > now + tolerance)
		return refuse_time(c, LOGIN_CLOCK_SKEW, "iat", issued);
	if (begins > now + tolerance)
		return refuse_time(c, LOGIN_CLOCK_SKEW, "nbf", begins);
	return now < expires + tolerance ? OK : refuse_expired(c, expires, issued);
}

/* --- what it came with: 3.1.3.6, 3.1.3.8, 3.3.2.11 --- */

static const char *
half_hash(const struct check *c, const char *value)
{
	struct bytes hash = signature_hash(c->arena, c->token->algorithm, value);

	return base64url_encode(c->arena, hash.at, hash.count / 2);
}

static enum status
check_hash(const struct check *c, const char *name, const char *value)
{
	const char *came = json_member_text(c->claims, name);

	if (value == NULL || json_member(c->claims, name) == NULL
	    || (came != NULL && hash_is(half_hash(c, value), came)))
		return OK;
	return login_refuse_told(c->arena, c->out, LOGIN_TOKEN_HASH_WRONG, name, NULL);
}

static enum status
check_domain(const struct check *c)
{
	const struct token_expected *e = c->expected;
	const char *came = e->domain_claim == NULL ? NULL : json_member_text(c->claims, e->domain_claim);
	const char *domain = came == NULL ? NULL : domain_name_clean(c->arena, came);

	if (e->domain_claim == NULL || (domain != NULL && texts_hold(&e->domains, domain)))
		return OK;
	return refuse(c, LOGIN_HOSTED_DOMAIN_WRONG, texts_in_words(c->arena, &e->domains),
	    shown(c, e->domain_claim));
}

static enum status
check_claims(const struct check *c)
{
	enum status st = check_issuer(c);

	if (st == OK)
		st = check_audience(c);
	if (st == OK)
		st = check_nonce(c);
	if (st == OK)
		st = check_times(c);
	if (st == OK)
		st = check_hash(c, "at_hash", c->expected->access_token);
	if (st == OK)
		st = check_hash(c, "c_hash", c->expected->code);
	if (st == OK)
		st = check_subject(c);
	if (st == OK)
		st = check_domain(c);
	return st;
}

static void
take(struct arena *a, const struct json *document, struct login_claims *claims)
{
	*claims = (struct login_claims){ .subject = json_member_text(document, "sub"),
		.id_token = json_shown(a, document) };
	claims_add(a, "id_token", document, &claims->received);
}

enum status
id_token_verify(struct arena *a, const struct token_expected *e, const char *token,
    const char *jwks, size_t jwks_length, struct login_claims *claims, struct login_outcome *out)
{
	struct jws j;
	const struct json *document;
	enum status st = jws_read(a, token, &j, out);

	if (st == OK)
		st = check_algorithm(a, e, &j, out);
	if (st == OK)
		st = jws_verify(a, &j, jwks, jwks_length, out);
	if (st != OK)
		return st;
	document = json_document_read(a, (const char *)j.payload.at, j.payload.count);
	if (document == NULL)
		return login_refuse_told(a, out, LOGIN_TOKEN_UNREADABLE, NULL,
		    "The token's claims are not valid JSON, or have a member twice.");
	st = check_claims(&(struct check){ a, e, &j, document, out });
	if (st == OK)
		take(a, document, claims);
	return st;
}
