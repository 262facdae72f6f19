/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/saml_assertion.h"

#include "base/buf.h"
#include "base/text.h"
#include "model/rules.h"
#include "sso/saml_shape.h"
#include "sso/saml_time.h"

#define BEARER "urn:oasis:names:tc:SAML:2.0:cm:bearer"

enum { SECOND_MS = 1000, TOLERANCE_MS = LOGIN_CLOCK_TOLERANCE_S * SECOND_MS };

struct check {
	struct arena			*arena;
	const struct saml_expected	*expected;
	struct login_claims		*claims;
	struct login_outcome		*out;
	moment				 issued_at;
	bool				 is_answer;
};

static enum status
told(struct check *c, enum login_failure w, const char *detail)
{
	return login_refuse_told(c->arena, c->out, w, NULL, detail);
}

static const struct xml *
child(const struct xml *e, const char *name)
{
	return e == NULL ? NULL : xml_child(e, SAML_ASSERTION, name);
}

static const struct xml *
next(const struct xml *e, const char *name)
{
	return xml_next(e, SAML_ASSERTION, name);
}

/* --- times --- */

static enum status
refuse_time(struct check *c, enum login_failure w, long seconds, const char *came, const char *name)
{
	enum status st = login_refuse(c->arena, c->out, w, moment_iso(c->arena, c->expected->now), came);

	c->out->seconds = seconds;
	c->out->detail = name;
	return st;
}

static long
seconds_between(moment from, moment to)
{
	return (long)((to - from) / SECOND_MS);
}

/* *text: NULL if the element has no such time. */
static enum status
read_time(struct check *c, const struct xml *e, const char *name, const char **text, moment *at)
{
	*text = xml_attribute(c->arena, e, name);
	if (*text == NULL || saml_time_read(c->arena, *text, at))
		return OK;
	login_refuse(c->arena, c->out, LOGIN_RESPONSE_UNREADABLE, NULL, *text);
	c->out->detail = arena_print(c->arena, "%s is no time in UTC.", name);
	return INVALID;
}

/* An answer from the future comes from a clock that is ahead. */
static enum status
check_begun(struct check *c, const struct xml *e, const char *name, moment *at)
{
	const char *text;
	enum status st = read_time(c, e, name, &text, at);

	if (st != OK || text == NULL || *at <= c->expected->now + TOLERANCE_MS)
		return st;
	return refuse_time(c, LOGIN_CLOCK_SKEW, seconds_between(c->expected->now, *at), text, name);
}

/* It is over although it was just made, or made before we asked: the clock is behind. */
static bool
is_clock_behind(const struct check *c)
{
	return c->expected->requested_at != 0 && c->issued_at != 0
	    && c->issued_at + TOLERANCE_MS < c->expected->requested_at;
}

/* *until stays if the element does not say it. */
static enum status
check_lasting(struct check *c, const struct xml *e, const char *name, moment *until)
{
	moment now = c->expected->now, at = 0;
	const char *text;
	enum status st = read_time(c, e, name, &text, &at);

	if (st != OK || text == NULL)
		return st;
	*until = at;
	if (at + TOLERANCE_MS > now)
		return OK;
	return is_clock_behind(c)
	    ? refuse_time(c, LOGIN_CLOCK_SKEW, seconds_between(now, c->issued_at),
	    moment_iso(c->arena, c->issued_at), "IssueInstant")
	    : refuse_time(c, LOGIN_ANSWER_EXPIRED, seconds_between(at, now), text, name);
}

/* --- for whom --- */

enum status
saml_issuer_check(struct arena *a, const struct saml_expected *e, const struct xml *issuer,
    struct login_outcome *out)
{
	const char *came = issuer == NULL ? NULL : xml_text(a, issuer);

	if (e->idp_entity_id == NULL || text_is(came, e->idp_entity_id))
		return OK;
	return login_refuse(a, out, LOGIN_ISSUER_WRONG, e->idp_entity_id, came);
}

/* One of the restriction's audiences is us; *came gets all of them. */
static bool
is_for_us(struct check *c, const struct xml *restriction, struct buf *came)
{
	const struct xml *audience = child(restriction, "Audience");
	bool is_found = false;
	const char *text;

	for (; audience != NULL; audience = next(audience, "Audience")) {
		text = xml_text(c->arena, audience);
		is_found |= text_is(text, c->expected->entity_id);
		if (text != NULL && came->length < OUTCOME_TEXT_MAX_CHARS)
			buf_print(came, "%s%s", came->length == 0 ? "" : ", ", text);
	}
	return is_found;
}

static enum status
check_audience(struct check *c, const struct xml *conditions)
{
	const struct xml *restriction = child(conditions, "AudienceRestriction");
	struct buf came = buf_in(c->arena);

	if (restriction == NULL)
		return login_refuse(c->arena, c->out, LOGIN_AUDIENCE_WRONG, c->expected->entity_id, NULL);
	for (; restriction != NULL; restriction = next(restriction, "AudienceRestriction"))
		if (!is_for_us(c, restriction, &came))
			return login_refuse(c->arena, c->out, LOGIN_AUDIENCE_WRONG, c->expected->entity_id,
			    came.text);
	return OK;
}

/* 2.5.1.1: a condition that we do not know makes the assertion's validity unknown. */
static enum status
check_conditions(struct check *c, const struct xml *conditions, moment *until)
{
	const struct xml *e = conditions == NULL ? NULL : xml_child(conditions, NULL, NULL);
	enum status st = check_audience(c, conditions);
	moment begin;

	for (; st == OK && e != NULL; e = xml_next(e, NULL, NULL))
		if (!is_saml(e, "AudienceRestriction") && !is_saml(e, "OneTimeUse")
		    && !is_saml(e, "ProxyRestriction"))
			st = told(c, LOGIN_RESPONSE_FORBIDDEN, "The assertion has a condition that we do not know.");
	if (st == OK && next(conditions, "Conditions") != NULL)
		st = told(c, LOGIN_RESPONSE_FORBIDDEN, "The assertion has Conditions twice.");
	if (st == OK)
		st = check_begun(c, conditions, "NotBefore", &begin);
	return st == OK ? check_lasting(c, conditions, "NotOnOrAfter", until) : st;
}

/* --- who confirms the subject --- */

static enum status
check_answered(struct check *c, const struct xml *data)
{
	const char *request = xml_attribute(c->arena, data, "InResponseTo");

	if (request == NULL && !c->is_answer)
		return told(c, LOGIN_UNSOLICITED, "Nothing that was signed has InResponseTo.");
	if (request != NULL && !text_is(request, c->expected->request_id))
		return login_refuse(c->arena, c->out, LOGIN_REQUEST_OF_ANOTHER, c->expected->request_id, request);
	return OK;
}

static enum status
check_bearer(struct check *c, const struct xml *data, moment *until)
{
	const char *recipient = xml_attribute(c->arena, data, "Recipient");
	moment begin, end = 0;
	enum status st;

	if (!text_is(recipient, c->expected->acs_url))
		return login_refuse(c->arena, c->out, LOGIN_RECIPIENT_WRONG, c->expected->acs_url, recipient);
	st = check_answered(c, data);
	if (st == OK)
		st = check_begun(c, data, "NotBefore", &begin);
	if (st == OK)
		st = check_lasting(c, data, "NotOnOrAfter", &end);
	if (st == OK && end == 0)
		st = told(c, LOGIN_CONFIRMATION_MISSING, "SubjectConfirmationData has no NotOnOrAfter.");
	if (st == OK && end > *until)
		*until = end;
	return st;
}

/* One confirmation that holds is enough; else the first one's failure is told. */
static enum status
check_confirmations(struct check *c, const struct xml *subject, moment *until)
{
	const struct login_outcome clean = *c->out;
	const struct xml *confirmation = child(subject, "SubjectConfirmation"), *data;
	struct login_outcome first;
	size_t failed = 0;

	for (; confirmation != NULL; confirmation = next(confirmation, "SubjectConfirmation")) {
		data = child(confirmation, "SubjectConfirmationData");
		if (data == NULL || !text_is(xml_attribute(c->arena, confirmation, "Method"), BEARER))
			continue;
		*c->out = clean;
		if (check_bearer(c, data, until) == OK)
			return OK;
		if (failed++ == 0)
			first = *c->out;
	}
	if (failed == 0)
		return told(c, LOGIN_CONFIRMATION_MISSING, "The assertion has no SubjectConfirmation of the method bearer with data.");
	*c->out = first;
	return INVALID;
}

/* --- the whole --- */

static enum status
check_head(struct check *c, const struct xml *assertion)
{
	const char *version = xml_attribute(c->arena, assertion, "Version");
	const struct xml *issuer = child(assertion, "Issuer");
	enum status st = OK;

	if (!text_is(version, "2.0"))
		return login_refuse(c->arena, c->out, LOGIN_RESPONSE_UNREADABLE, "2.0", version);
	if (issuer == NULL || next(issuer, "Issuer") != NULL)
		st = told(c, LOGIN_RESPONSE_UNREADABLE, "The assertion has no Issuer, or several.");
	if (st == OK)
		st = saml_issuer_check(c->arena, c->expected, issuer, c->out);
	return st == OK ? check_begun(c, assertion, "IssueInstant", &c->issued_at) : st;
}

/* 4.1.4.2: a login is told by at least one AuthnStatement. */
static enum status
check_statements(struct check *c, const struct xml *assertion)
{
	const struct xml *statement = child(assertion, "AuthnStatement");
	enum status st = OK;

	if (statement == NULL)
		return told(c, LOGIN_CONFIRMATION_MISSING, "The assertion has no AuthnStatement: it tells of no login.");
	for (; st == OK && statement != NULL; statement = next(statement, "AuthnStatement"))
		st = check_lasting(c, statement, "SessionNotOnOrAfter", &c->claims->session_ends_at);
	return st;
}

enum status
saml_assertion_check(struct arena *a, const struct saml_expected *e, const struct xml *assertion,
    bool is_answer, struct login_claims *claims, struct login_outcome *out)
{
	struct check c = { .arena = a, .expected = e, .claims = claims, .out = out, .is_answer = is_answer };
	const struct xml *subject = child(assertion, "Subject");
	moment until = 0, conditions_until = 0;
	enum status st = check_head(&c, assertion);

	if (st == OK)
		st = check_conditions(&c, child(assertion, "Conditions"), &conditions_until);
	if (st == OK && (subject == NULL || next(subject, "Subject") != NULL))
		st = told(&c, LOGIN_NAME_ID_MISSING, "The assertion has no Subject, or several.");
	if (st == OK)
		st = check_confirmations(&c, subject, &until);
	if (st == OK)
		st = check_statements(&c, assertion);
	if (st != OK)
		return st;
	claims->assertion_id = xml_attribute(a, assertion, "ID");
	claims->used_until = (until > conditions_until ? until : conditions_until) + TOLERANCE_MS;
	return OK;
}
