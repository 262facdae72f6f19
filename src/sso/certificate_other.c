/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/certificate_other.h"

#include <string.h>
#include <strings.h>

#include "base/encode.h"
#include "base/text.h"

enum { SHA1_BYTES = 20, SHA256_BYTES = 32, MAX_WORDS_BEFORE = 5 };

/* --- sentences --- */

/* Ends a failure with what to enter. */
static enum status
ask(struct fault *f)
{
	fault_add(f, "Paste the certificate as PEM text, from BEGIN CERTIFICATE to END CERTIFICATE, or "
	    "upload the .cer, .crt or .pem file.");
	return INVALID;
}

static enum status
refuse_public_key(struct fault *f)
{
	return fail(f, INVALID, "This is a public key without its certificate. "
	    "Download the signing certificate (X.509) from your identity provider instead.");
}

static enum status
refuse_request(struct fault *f)
{
	return fail(f, INVALID, "This is a certificate signing request (CSR), not a certificate. "
	    "Use the signing certificate that your identity provider shows.");
}

static enum status
refuse_pkcs7(struct fault *f)
{
	return fail(f, INVALID, "This is a PKCS #7 bundle (.p7b). Open it, export only the signing "
	    "certificate as Base-64 encoded X.509 (.cer), and use that.");
}

enum status
refuse_unknown(struct fault *f)
{
	fail(f, INVALID, "We found no certificate here.");
	return ask(f);
}

enum status
refuse_damaged(struct fault *f)
{
	return fail(f, INVALID, "The certificate is damaged or incomplete. "
	    "Download it from your identity provider again.");
}

/* --- DER --- */

bool
der_next(struct der *from, unsigned char *tag, struct der *value)
{
	size_t length, octets, i;

	if (from->count < 2)
		return false;
	*tag = from->at[0];
	length = from->at[1];
	octets = length > 0x80 ? length - 0x80 : 0;
	if (length == 0x80 || octets > 3 || from->count < 2 + octets)
		return false;
	for (i = 0, length = octets == 0 ? length : 0; i < octets; i++)
		length = length << 8 | from->at[2 + i];
	if (from->count - 2 - octets < length)
		return false;
	*value = (struct der){ from->at + 2 + octets, length };
	*from = (struct der){ value->at + length, from->count - 2 - octets - length };
	return true;
}

enum status
refuse_der(struct der d, struct fault *f)
{
	struct der outer, first, inner, rest, ignored;
	unsigned char tag, second = 0, deep = 0;

	if (d.count < 2 || d.at[0] != DER_SEQUENCE)
		return refuse_unknown(f);
	rest = d;
	if (!der_next(&rest, &tag, &outer) || !der_next(&outer, &tag, &first))
		return refuse_damaged(f);
	if (outer.count > 0)
		second = outer.at[0];
	if (tag == DER_INTEGER && second == DER_INTEGER && first.count > 1)
		return refuse_public_key(f);		/* RFC 8017, A.1.1 */
	if (tag == DER_OID)
		return refuse_pkcs7(f);
	inner = first;
	if (tag != DER_SEQUENCE || !der_next(&inner, &deep, &ignored))
		return refuse_damaged(f);
	if (deep == DER_OID && second == DER_BIT_STRING)
		return refuse_public_key(f);
	if (deep == DER_INTEGER && second == DER_SEQUENCE && ignored.count == 1 && ignored.at[0] == 0)
		return refuse_request(f);
	return refuse_damaged(f);
}

/* --- fingerprints --- */

/* The count of bytes, if hexadecimal digits with colons, dashes or blanks are all there is. */
static size_t
hex_bytes(const char *at, const char *end)
{
	size_t digits = 0;

	for (; at < end; at++) {
		if (hex_value(*at) >= 0)
			digits++;
		else if (strchr(":- \t\r\n", *at) == NULL)
			return 0;
	}
	return digits / 2;
}

/* As in "x5t": one word of base64 with its padding. */
static size_t
base64_count(struct arena *a, const char *at, const char *end)
{
	char *word = text_trim(a, arena_copy(a, at, (size_t)(end - at)));
	size_t count;

	return strchr(word, '=') != NULL && base64_bytes(a, word, &count) != NULL ? count : 0;
}

/* Words such as "SHA256 Fingerprint=" may stand before it. */
static const char *
fingerprint_of(struct arena *a, const struct pasted *p)
{
	const char *at = p->text, *end = p->text + p->length;
	size_t count = base64_count(a, at, end);
	int words;

	for (words = 0; words <= MAX_WORDS_BEFORE; words++) {
		if (count != SHA1_BYTES && count != SHA256_BYTES)
			count = hex_bytes(at, end);
		if (count == SHA1_BYTES || count == SHA256_BYTES)
			return count == SHA1_BYTES ? "SHA-1" : "SHA-256";
		while (at < end && strchr("=: \t\r\n", *at) == NULL)
			at++;
		while (at < end && strchr("=: \t\r\n", *at) != NULL)
			at++;
	}
	return NULL;
}

/* --- texts --- */

bool
is_no_certificate(struct arena *a, const struct pasted *p, struct fault *f)
{
	const char *digest;

	if (text_find(p->text, p->length, "<") != NULL
	    && (text_find(p->text, p->length, "EntityDescriptor") != NULL
	    || text_find(p->text, p->length, "EntitiesDescriptor") != NULL)) {
		fail(f, INVALID, "This is SAML metadata, not a certificate. "
		    "Enter it as the metadata instead: the certificate is already in it.");
		return true;
	}
	digest = fingerprint_of(a, p);
	if (digest == NULL)
		return false;
	fail(f, INVALID, "This is the fingerprint of a certificate (%s), not the certificate itself.", digest);
	ask(f);
	return true;
}

static const struct {
	const char	*label;
	enum status	(*refuse)(struct fault *);
} labels[] = {
	{ "CERTIFICATE REQUEST", refuse_request }, { "NEW CERTIFICATE REQUEST", refuse_request },
	{ "PUBLIC KEY", refuse_public_key }, { "RSA PUBLIC KEY", refuse_public_key },
	{ "EC PUBLIC KEY", refuse_public_key }, { "SSH2 PUBLIC KEY", refuse_public_key },
};

enum status
refuse_label(const char *label, size_t length, struct fault *f)
{
	size_t i;

	for (i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		if (strlen(labels[i].label) == length && strncasecmp(labels[i].label, label, length) == 0)
			return labels[i].refuse(f);
	return refuse_unknown(f);
}

static bool
begins(const char *at, const char *end, const char *word)
{
	return (size_t)(end - at) >= strlen(word) && strncasecmp(at, word, strlen(word)) == 0;
}

bool
is_other_text(const struct pasted *p, struct fault *f)
{
	const char *at = p->text, *end = p->text + p->length;

	while (at < end && strchr(" \t\r\n\f\v", *at) != NULL)
		at++;
	if (text_find(at, (size_t)(end - at), "<html") != NULL || begins(at, end, "<!doctype html"))
		fail(f, INVALID, "This is a web page, not a certificate. "
		    "You may have to sign in to your identity provider before you download it.");
	else if (begins(at, end, "ssh-") || begins(at, end, "ecdsa-"))
		refuse_public_key(f);
	else if (at == end)
		fail(f, INVALID, "The certificate is empty."), ask(f);
	else if (begins(at, end, "https://") || begins(at, end, "http://"))
		fail(f, INVALID, "This is the address of a certificate, not the certificate itself."), ask(f);
	else
		return false;
	return true;
}

enum status
refuse_json(const struct pasted *p, struct fault *f)
{
	if (text_find(p->text, p->length, "\"kty\"") != NULL)
		return refuse_public_key(f);
	fail(f, INVALID, "This is JSON, and there is no certificate in it.");
	return ask(f);
}
