/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/saml_shape.h"

#include "base/text.h"
#include "sso/xml_strict.h"

struct count {
	size_t	 assertions;	/* of any kind, anywhere */
	size_t	 responses;
	size_t	 signatures;
	size_t	 strays;	/* parts of signatures outside one */
	size_t	 encrypted;	/* identifiers and attributes */
};

bool
is_saml(const struct xml *e, const char *name)
{
	return xml_is(e, SAML_ASSERTION, name);
}

static bool
is_one_of(const char *name, const char *const *names)
{
	for (; *names != NULL; names++)
		if (text_is(*names, name))
			return true;
	return false;
}

/* By their local names, so that no other namespace hides one from us. */
static void
count_element(const struct xml *e, bool is_in_signature, struct count *c)
{
	static const char *const assertions[] = { "Assertion", "EncryptedAssertion", NULL };
	static const char *const encrypted[] = { "EncryptedID", "NewEncryptedID", "EncryptedAttribute", NULL };
	static const char *const parts[] = { "SignedInfo", "SignatureValue", "Reference", "DigestValue",
		"CanonicalizationMethod", "SignatureMethod", "Transforms", "Transform", "Object", "Manifest",
		"SignatureProperties", NULL };
	const char *name = xml_name(e);

	c->assertions += is_one_of(name, assertions);
	c->responses += text_is(name, "Response");
	c->signatures += text_is(name, "Signature");
	c->encrypted += is_one_of(name, encrypted);
	c->strays += !is_in_signature && text_is(xml_namespace(e), XML_SIGNATURE) && is_one_of(name, parts);
}

/* It nests no deeper than XML_MAX_NESTING. */
static void
count_all(const struct xml *e, bool is_in_signature, struct count *c)
{
	const struct xml *child;

	count_element(e, is_in_signature, c);
	is_in_signature |= xml_is(e, XML_SIGNATURE, "Signature");
	for (child = xml_child(e, NULL, NULL); child != NULL; child = xml_next(child, NULL, NULL))
		count_all(child, is_in_signature, c);
}

static const struct xml *
signature_in(const struct xml *e)
{
	return e == NULL ? NULL : xml_child(e, XML_SIGNATURE, "Signature");
}

static void
find_parts(const struct xml *root, struct saml_shape *shape)
{
	bool is_assertion = is_saml(root, "Assertion");

	*shape = (struct saml_shape){ .root = root,
		.assertion = is_assertion ? root : xml_child(root, SAML_ASSERTION, "Assertion"),
		.encrypted = is_assertion ? NULL : xml_child(root, SAML_ASSERTION, "EncryptedAssertion"),
		.response_signature = is_assertion ? NULL : signature_in(root) };
	shape->assertion_signature = signature_in(shape->assertion);
}

static enum status
refuse(struct arena *a, struct login_outcome *out, enum login_failure w, const char *detail)
{
	return login_refuse_told(a, out, w, NULL, detail);
}

static enum status
check_places(struct arena *a, const struct saml_shape *s, const struct count *c,
    struct login_outcome *out)
{
	size_t assertions = (s->assertion != NULL) + (s->encrypted != NULL);
	size_t signatures = (s->response_signature != NULL) + (s->assertion_signature != NULL);

	if (c->assertions > 1)
		return refuse(a, out, LOGIN_ASSERTIONS_SEVERAL, NULL);
	if (c->signatures != signatures || c->strays > 0)
		return refuse(a, out, LOGIN_SIGNATURE_MISPLACED,
		    "A signature, or a part of one, is not a child of the Response or of its Assertion.");
	if (c->assertions != assertions || c->responses != (size_t)(s->root != s->assertion))
		return refuse(a, out, LOGIN_RESPONSE_FORBIDDEN,
		    "An Assertion or a Response stands where none belongs.");
	if (c->encrypted > 0)
		return refuse(a, out, LOGIN_ENCRYPTION_REFUSED,
		    "An identifier or an attribute is encrypted by itself; only whole assertions may be.");
	return OK;
}

static enum status
check_id(struct arena *a, const struct xml *e, struct login_outcome *out)
{
	if (e == NULL || xml_strict_id(a, e) != NULL)
		return OK;
	return refuse(a, out, LOGIN_RESPONSE_FORBIDDEN,
	    "The Response or its Assertion has no ID, several, or one that is no simple name.");
}

enum status
saml_shape_read(struct arena *a, const struct xml *root, struct saml_shape *shape,
    struct login_outcome *out)
{
	struct count c = { 0 };
	const char *why;
	enum status st;

	if (xml_strict_check(a, root, &why) != OK)
		return refuse(a, out, LOGIN_RESPONSE_FORBIDDEN, why);
	count_all(root, false, &c);
	find_parts(root, shape);
	st = check_places(a, shape, &c, out);
	if (st == OK)
		st = check_id(a, root, out);
	return st == OK ? check_id(a, shape->assertion, out) : st;
}
