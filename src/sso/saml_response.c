/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/saml_response.h"

#include <string.h>

#include "base/encode.h"
#include "base/text.h"
#include "sso/saml_assertion.h"
#include "sso/saml_encrypted.h"
#include "sso/saml_shape.h"
#include "sso/saml_signature.h"
#include "sso/saml_status.h"
#include "sso/xml_signature.h"

struct verification {
	struct arena			*arena;
	const struct saml_expected	*expected;
	struct login_outcome		*out;
	struct saml_shape		 shape;		/* of what came */
	const struct xml		*response;	/* as it was signed; or as it came, and then it can
							   only be a reason to refuse */
	const struct xml		*assertion;	/* as it was signed */
	bool				 is_answer;	/* signed, and to our request */
};

static enum status
told(struct verification *v, enum login_failure w, const char *detail)
{
	return login_refuse_told(v->arena, v->out, w, NULL, detail);
}

/* --- reading --- */

static enum status
parse(struct verification *v, const char *bytes, size_t length, const struct xml **root)
{
	enum xml_flaw flaw;
	long line;

	flaw = xml_read_message(v->arena, bytes, length, root, &line);
	if (flaw == XML_SOUND)
		return OK;
	if (flaw == XML_HAS_DOCTYPE)
		return told(v, LOGIN_RESPONSE_FORBIDDEN, "The document has a DOCTYPE.");
	return told(v, LOGIN_RESPONSE_UNREADABLE, arena_print(v->arena, flaw == XML_TOO_LARGE
	    ? "The document has more parts or longer ones than we read (line %ld)."
	    : "The document is not well-formed XML 1.0 in UTF-8 (line %ld).", line));
}

static enum status
read_response(struct verification *v, const char *base64, size_t length)
{
	const struct xml *root = NULL;
	const char *bytes = NULL;
	size_t count = 0;
	enum status st;

	if (length > SAML_RESPONSE_MAX_BYTES)
		return told(v, LOGIN_RESPONSE_UNREADABLE, "The response is too long.");
	if (memchr(base64, '\0', length) == NULL)
		bytes = base64_bytes_wrapped(v->arena, arena_copy(v->arena, base64, length), &count);
	if (bytes == NULL)
		return told(v, LOGIN_RESPONSE_UNREADABLE, "SAMLResponse is not base64.");
	st = parse(v, bytes, count, &root);
	if (st != OK)
		return st;
	if (!xml_is(root, SAML_PROTOCOL, "Response"))
		return login_refuse(v->arena, v->out, LOGIN_NOT_A_RESPONSE, "Response", xml_name(root));
	return saml_shape_read(v->arena, root, &v->shape, v->out);
}

/* --- what is signed --- */

static enum status
verify(struct verification *v, const struct xml *signature, const struct xml *e, const struct xml **read)
{
	return saml_signature_verify(v->arena, v->expected, signature, e, read, v->out);
}

static enum status
take_response(struct verification *v)
{
	v->response = v->shape.root;
	if (v->shape.response_signature == NULL)
		return OK;
	return verify(v, v->shape.response_signature, v->shape.root, &v->response);
}

static enum status
take_plain(struct verification *v)
{
	v->assertion = xml_child(v->response, SAML_ASSERTION, "Assertion");
	if (v->shape.assertion_signature != NULL)
		return verify(v, v->shape.assertion_signature, v->shape.assertion, &v->assertion);
	if (v->shape.response_signature == NULL)
		return told(v, LOGIN_UNSIGNED, NULL);
	return v->assertion != NULL ? OK : told(v, LOGIN_ASSERTION_MISSING, NULL);
}

/* The encrypted part: an Assertion by itself, signed or inside a Response that was. */
static enum status
take_decrypted(struct verification *v, const char *text, size_t length)
{
	struct saml_shape inner;
	const struct xml *root = NULL;
	enum status st = parse(v, text, length, &root);

	if (st == OK && !is_saml(root, "Assertion"))
		st = login_refuse(v->arena, v->out, LOGIN_ASSERTION_MISSING, "Assertion", xml_name(root));
	if (st == OK)
		st = saml_shape_read(v->arena, root, &inner, v->out);
	if (st != OK)
		return st;
	v->assertion = root;
	if (inner.assertion_signature != NULL)
		return verify(v, inner.assertion_signature, root, &v->assertion);
	return v->shape.response_signature != NULL ? OK : told(v, LOGIN_UNSIGNED, NULL);
}

/* A signature by another key tells that the text is whole, as does one by ours. */
static bool
is_of_whole_text(const struct verification *v)
{
	return text_is(v->out->failure, login_failure_name(LOGIN_SIGNED_BY_ANOTHER));
}

static enum status
take_encrypted(struct verification *v)
{
	const struct xml *encrypted = xml_child(v->response, SAML_ASSERTION, "EncryptedAssertion");
	const char *text;
	bool is_intact;
	size_t length;
	enum status st;

	if (encrypted == NULL)
		return told(v, LOGIN_ASSERTION_MISSING, NULL);
	st = saml_decrypt(v->arena, encrypted, &v->expected->decryption_keys, &text, &length, &is_intact,
	    v->out);
	if (st != OK)
		return st;
	st = take_decrypted(v, text, length);
	if (st == OK || is_intact || v->shape.response_signature != NULL || is_of_whole_text(v))
		return st;
	return saml_refuse_cbc(v->arena, v->out);
}

static enum status
take_assertion(struct verification *v)
{
	if (v->shape.encrypted != NULL)
		return take_encrypted(v);
	if (v->shape.assertion != NULL)
		return take_plain(v);
	return told(v, LOGIN_ASSERTION_MISSING, NULL);
}

/* --- what it says --- */

static enum status
check_answered(struct verification *v)
{
	const char *request = xml_attribute(v->arena, v->response, "InResponseTo");

	if (request != NULL && !text_is(request, v->expected->request_id))
		return login_refuse(v->arena, v->out, LOGIN_REQUEST_OF_ANOTHER, v->expected->request_id, request);
	v->is_answer = request != NULL && v->shape.response_signature != NULL;
	return OK;
}

static enum status
check_response(struct verification *v)
{
	const char *version = xml_attribute(v->arena, v->response, "Version");
	const char *destination = xml_attribute(v->arena, v->response, "Destination");
	const struct xml *issuer = xml_child(v->response, SAML_ASSERTION, "Issuer");
	enum status st = OK;

	if (!text_is(version, "2.0"))
		return login_refuse(v->arena, v->out, LOGIN_RESPONSE_UNREADABLE, "2.0", version);
	if (issuer != NULL)
		st = saml_issuer_check(v->arena, v->expected, issuer, v->out);
	if (st == OK && destination != NULL && !text_is(destination, v->expected->acs_url))
		st = login_refuse(v->arena, v->out, LOGIN_DESTINATION_WRONG, v->expected->acs_url, destination);
	return st == OK ? check_answered(v) : st;
}

static enum status
check_all(struct verification *v, struct login_claims *claims)
{
	enum status st = take_response(v);

	if (st == OK)
		st = saml_status_check(v->arena, v->response, v->out);
	if (st == OK)
		st = take_assertion(v);
	if (st == OK)
		st = check_response(v);
	if (st == OK)
		st = saml_assertion_check(v->arena, v->expected, v->assertion, v->is_answer, claims, v->out);
	return st == OK ? saml_assertion_read(v->arena, v->assertion, claims, v->out) : st;
}

enum status
saml_response_verify(struct arena *a, const struct saml_expected *e, const char *base64, size_t length,
    struct login_claims *claims, struct login_outcome *out, struct fault *f)
{
	struct verification v = { .arena = a, .expected = e, .out = out };
	struct login_claims found = { 0 };
	enum status st;

	(void)f;
	if (e->certificates.count == 0)
		return told(&v, LOGIN_SETTINGS_INCOMPLETE, "The connection has no certificate.");
	st = read_response(&v, base64, length);
	if (st == OK)
		st = check_all(&v, &found);
	if (st != OK)
		return st;
	*claims = found;
	*out = (struct login_outcome){ .given = GIVEN_ALL, .doubts = out->doubts,
		.failure = login_failure_name(LOGIN_PASSED) };
	return OK;
}

/* --- our own requests --- */

/* The base64 between the lines of PEM; xmlsec does not look at it. */
static const char *
pem_body(struct arena *a, const char *pem)
{
	const char *body = strchr(pem, '\n'), *end = body == NULL ? NULL : strstr(body, "\n-----END");

	return end == NULL ? "" : arena_copy(a, body + 1, (size_t)(end - body - 1));
}

enum status
saml_request_sign(struct arena *a, const char *xml, const char *key, const char *certificate,
    const char *algorithm, const char *digest, const char **out, struct fault *f)
{
	return xml_sign(a, xml, key, pem_body(a, certificate), algorithm, digest, out, f);
}
