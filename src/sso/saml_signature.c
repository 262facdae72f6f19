/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/saml_signature.h"

#include <string.h>

#include "base/buf.h"
#include "base/encode.h"
#include "base/text.h"
#include "sso/saml_shape.h"
#include "sso/verifying_key.h"
#include "sso/xml_signature.h"
#include "sso/xml_strict.h"

#define EXCLUSIVE "http://www.w3.org/2001/10/xml-exc-c14n#"
#define MORE "http://www.w3.org/2001/04/xmldsig-more#"

enum {
	SIGNERS_MAX = 3,	/* certificates of a KeyInfo that are looked at */
	PREFIXES_MAX_BYTES = 64,
};

/* --- the form of a signature --- */

static const char *const canonicalizations[] = { EXCLUSIVE, "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
	"http://www.w3.org/2006/12/xml-c14n11", NULL };
static const char *const signatures[] = { MORE "rsa-sha256", MORE "rsa-sha384", MORE "rsa-sha512",
	MORE "ecdsa-sha256", MORE "ecdsa-sha384", MORE "ecdsa-sha512", NULL };
static const char *const digests[] = { XML_ENCRYPTION "sha256", MORE "sha384", XML_ENCRYPTION "sha512", NULL };
static const char *const old_signatures[] = { XML_SIGNATURE "rsa-sha1", NULL };
static const char *const old_digests[] = { XML_SIGNATURE "sha1", NULL };
static const char *const enveloped[] = { XML_SIGNATURE "enveloped-signature", NULL };

struct form {
	struct arena			*arena;
	const struct saml_expected	*expected;
	struct login_outcome		*out;
	const struct xml		*signature, *signed_element;
};

static enum status
misplaced(struct form *m, const char *detail)
{
	return login_refuse_told(m->arena, m->out, LOGIN_SIGNATURE_MISPLACED, NULL, detail);
}

static bool
is_listed(const char *name, const char *const *names)
{
	for (; *names != NULL; names++)
		if (text_is(*names, name))
			return true;
	return false;
}

/* The element has exactly these children, the last of which may be missing if it ends in "?". */
static bool
has_children(const struct xml *e, const char *const *names)
{
	const struct xml *child = xml_child(e, NULL, NULL);
	size_t length;

	for (; *names != NULL; names++) {
		length = strcspn(*names, "?");
		if (child != NULL && text_is(xml_namespace(child), XML_SIGNATURE)
		    && strlen(xml_name(child)) == length && memcmp(xml_name(child), *names, length) == 0)
			child = xml_next(child, NULL, NULL);
		else if ((*names)[length] == '\0')
			return false;
	}
	return child == NULL;
}

static const struct xml *
part(const struct xml *e, const char *name)
{
	return xml_child(e, XML_SIGNATURE, name);
}

/* An algorithm of the list; of the second one, too, if the connection allows SHA-1. */
static enum status
check_algorithm(struct form *m, const struct xml *e, const char *const *allowed, const char *const *old)
{
	const char *named = xml_attribute(m->arena, e, "Algorithm");

	if (named != NULL && is_listed(named, allowed))
		return OK;
	if (named == NULL || old == NULL || !is_listed(named, old))
		return login_refuse(m->arena, m->out, LOGIN_ALGORITHM_REFUSED, allowed[0], named);
	if (!m->expected->allows_sha1)
		return login_refuse(m->arena, m->out, LOGIN_SHA1_REFUSED, allowed[0], named);
	login_doubt(m->arena, m->out, "sha1");
	return OK;
}

/* Only exclusive canonicalization has a parameter: prefixes that it looks for in each element. */
static bool
has_odd_parameter(struct form *m, const struct xml *e)
{
	const struct xml *child = xml_child(e, NULL, NULL);
	const char *prefixes;

	if (child == NULL)
		return false;
	prefixes = xml_attribute(m->arena, child, "PrefixList");
	return !xml_is(child, EXCLUSIVE, "InclusiveNamespaces") || xml_next(child, NULL, NULL) != NULL
	    || prefixes == NULL || strlen(prefixes) > PREFIXES_MAX_BYTES;
}

static enum status
check_transforms(struct form *m, const struct xml *transforms)
{
	static const char *const one[] = { "Transform", "Transform?", NULL };
	const struct xml *first = part(transforms, "Transform"), *second;
	enum status st;

	if (!has_children(transforms, one))
		return misplaced(m, "The signature has other transforms than the two usual ones.");
	second = xml_next(first, NULL, NULL);
	st = check_algorithm(m, first, enveloped, NULL);
	if (st == OK && second != NULL)
		st = check_algorithm(m, second, canonicalizations, NULL);
	if (st != OK)
		return st;
	if (xml_child(first, NULL, NULL) != NULL || (second != NULL && has_odd_parameter(m, second)))
		return misplaced(m, "A transform of the signature has parameters.");
	return OK;
}

static enum status
check_reference(struct form *m, const struct xml *reference)
{
	static const char *const parts[] = { "Transforms", "DigestMethod", "DigestValue", NULL };
	const char *uri = xml_attribute(m->arena, reference, "URI");
	const char *id = arena_print(m->arena, "#%s", xml_strict_id(m->arena, m->signed_element));
	enum status st;

	if (!has_children(reference, parts))
		return misplaced(m, "The signature's Reference does not have the usual parts.");
	if (!text_is(uri, id)) {
		st = misplaced(m, "The signature stands for something else than the element that it is in.");
		m->out->expected = id;
		m->out->came = uri == NULL ? "" : uri;
		return st;
	}
	st = check_transforms(m, part(reference, "Transforms"));
	return st != OK ? st : check_algorithm(m, part(reference, "DigestMethod"), digests, old_digests);
}

static enum status
check_form(struct form *m)
{
	static const char *const parts[] = { "SignedInfo", "SignatureValue", "KeyInfo?", NULL };
	static const char *const signed_parts[] = { "CanonicalizationMethod", "SignatureMethod", "Reference",
		NULL };
	const struct xml *info = part(m->signature, "SignedInfo"), *key = part(m->signature, "KeyInfo");
	enum status st;

	if (!has_children(m->signature, parts) || !has_children(info, signed_parts))
		return misplaced(m, "The signature does not have the usual parts.");
	if (key != NULL && part(key, "RetrievalMethod") != NULL)
		return misplaced(m, "The signature says that its key is to be fetched.");
	if (has_odd_parameter(m, part(info, "CanonicalizationMethod"))
	    || xml_child(part(info, "SignatureMethod"), NULL, NULL) != NULL)
		return misplaced(m, "The signature's method has parameters.");
	st = check_algorithm(m, part(info, "CanonicalizationMethod"), canonicalizations, NULL);
	if (st == OK)
		st = check_algorithm(m, part(info, "SignatureMethod"), signatures, old_signatures);
	return st == OK ? check_reference(m, part(info, "Reference")) : st;
}

/* --- by which key? --- */

static enum signature_state
try_key(struct form *m, const struct verifying_key *key, const char **bytes, size_t *length)
{
	return xml_signature_verify(m->arena, m->signature, m->signed_element, key, bytes, length);
}

/* The certificates that the signature itself names. */
static size_t
read_signers(struct form *m, struct verifying_key signers[SIGNERS_MAX])
{
	const struct xml *info = part(m->signature, "KeyInfo"), *data, *c;
	const char *text, *der;
	size_t count = 0, length;

	for (data = info == NULL ? NULL : part(info, "X509Data"); data != NULL && count < SIGNERS_MAX;
	    data = xml_next(data, XML_SIGNATURE, "X509Data"))
		for (c = part(data, "X509Certificate"); c != NULL && count < SIGNERS_MAX;
		    c = xml_next(c, XML_SIGNATURE, "X509Certificate")) {
			text = xml_text(m->arena, c);
			der = text == NULL ? NULL : base64_bytes_wrapped(m->arena, text, &length);
			count += der != NULL && verifying_key_of_der(m->arena, der, length, &signers[count]);
		}
	return count;
}

static bool
has_fingerprint(struct form *m, const struct texts *certificates, const char *sha256)
{
	struct verifying_key key;
	size_t i;

	for (i = 0; i < certificates->count; i++)
		if (verifying_key_of_pem(m->arena, certificates->items[i], &key) && text_is(key.sha256, sha256))
			return true;
	return false;
}

static const char *
fingerprints(struct form *m)
{
	const struct texts *ours = &m->expected->certificates;
	struct buf b = buf_in(m->arena);
	struct verifying_key key;
	size_t i;

	for (i = 0; i < ours->count; i++)
		if (verifying_key_of_pem(m->arena, ours->items[i], &key))
			buf_print(&b, "%s%s", b.length == 0 ? "" : ", ", key.sha256);
	return b.text;
}

static enum status
refuse_signer(struct form *m, const struct verifying_key *signer)
{
	enum status st = login_refuse(m->arena, m->out, LOGIN_SIGNED_BY_ANOTHER, fingerprints(m),
	    signer->sha256);

	m->out->is_in_metadata = has_fingerprint(m, &m->expected->published, signer->sha256);
	return st;
}

/* None of our certificates made it; is there one that did? */
static enum status
refuse_value(struct form *m)
{
	const struct texts *published = &m->expected->published;
	struct verifying_key signers[SIGNERS_MAX], key;
	size_t count = read_signers(m, signers), i, length;
	const char *bytes;

	for (i = 0; i < count; i++)
		if (try_key(m, &signers[i], &bytes, &length) == SIGNATURE_HOLDS)
			return refuse_signer(m, &signers[i]);
	for (i = 0; i < published->count; i++)
		if (verifying_key_of_pem(m->arena, published->items[i], &key)
		    && try_key(m, &key, &bytes, &length) == SIGNATURE_HOLDS)
			return refuse_signer(m, &key);
	return login_refuse_told(m->arena, m->out, LOGIN_SIGNATURE_WRONG, NULL,
	    "The signature's value fits no certificate of the provider, nor the one that it names itself.");
}

static enum status
read_signed(struct form *m, const char *bytes, size_t length, const struct xml **root)
{
	long line;

	if (xml_read_message(m->arena, bytes, length, root, &line) != XML_SOUND
	    || !xml_is(*root, xml_namespace(m->signed_element), xml_name(m->signed_element)))
		return login_refuse_told(m->arena, m->out, LOGIN_SIGNATURE_WRONG, NULL,
		    "What was signed cannot be read by itself.");
	return OK;
}

enum status
saml_signature_verify(struct arena *a, const struct saml_expected *e, const struct xml *signature,
    const struct xml *signed_element, const struct xml **signed_root, struct login_outcome *out)
{
	struct form m = { a, e, out, signature, signed_element };
	enum status st = check_form(&m);
	enum signature_state state;
	struct verifying_key key;
	const char *bytes;
	size_t i, length;

	for (i = 0; st == OK && i < e->certificates.count; i++) {
		if (!verifying_key_of_pem(a, e->certificates.items[i], &key))
			continue;
		state = try_key(&m, &key, &bytes, &length);
		if (state == SIGNATURE_HOLDS)
			return read_signed(&m, bytes, length, signed_root);
		if (state == SIGNATURE_OF_OTHER_BYTES)
			return login_refuse_told(a, out, LOGIN_SIGNATURE_WRONG, NULL,
			    "The content was changed after it was signed: its digest is another.");
	}
	return st == OK ? refuse_value(&m) : st;
}
