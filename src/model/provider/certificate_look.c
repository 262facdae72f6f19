/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/certificate_look.h"

#include <string.h>

#include "base/der.h"
#include "base/encode.h"
#include "base/text.h"

enum { SHA1_BYTES = 20, SHA256_BYTES = 32, MAX_WORDS_BEFORE = 5 };
/* Base64 that is enough for the tag and length in front of a certificate. */
enum { HEAD_DIGITS = 8, HEAD_BYTES = 6 };

/* --- sentences --- */

enum status
certificate_ask(struct fault *f)
{
	fault_add(f, "Paste the certificate as PEM text, from BEGIN CERTIFICATE to END CERTIFICATE, or "
	    "upload the .cer, .crt or .pem file.");
	return INVALID;
}

enum status
certificate_refuse_public_key(struct fault *f)
{
	return fail(f, INVALID, "This is a public key without its certificate. "
	    "Download the signing certificate (X.509) from your identity provider instead.");
}

enum status
certificate_refuse_unended(struct fault *f)
{
	return fail(f, INVALID, "The certificate is cut off: its END CERTIFICATE line is missing. "
	    "Copy the whole certificate, up to and including that line, or upload the file.");
}

static enum status
refuse_short(struct fault *f)
{
	return fail(f, INVALID, "The certificate is cut off: its last part is missing. "
	    "Copy the whole certificate again, or upload the file.");
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

enum status
certificate_refuse_lookalike(struct arena *a, const struct pasted *p, struct fault *f)
{
	const char *digest;

	if (text_find(p->text, p->length, "<") != NULL
	    && (text_find(p->text, p->length, "EntityDescriptor") != NULL
	    || text_find(p->text, p->length, "EntitiesDescriptor") != NULL))
		return fail(f, INVALID, "This is SAML metadata, not a certificate. "
		    "Enter it as the metadata instead: the certificate is already in it.");
	digest = fingerprint_of(a, p);
	if (digest == NULL)
		return OK;
	fail(f, INVALID, "This is the fingerprint of a certificate (%s), not the certificate itself.", digest);
	return certificate_ask(f);
}

enum status
certificate_refuse_text(const struct pasted *p, struct fault *f)
{
	const char *at = p->text, *end = p->text + p->length;
	size_t length;

	while (at < end && strchr(" \t\r\n\f\v", *at) != NULL)
		at++;
	length = (size_t)(end - at);
	if (text_find(at, length, "<html") != NULL || text_is_html(at, length))
		return fail(f, INVALID, "This is a web page, not a certificate. "
		    "You may have to sign in to your identity provider before you download it.");
	if (text_begins(at, length, "ssh-") || text_begins(at, length, "ecdsa-"))
		return certificate_refuse_public_key(f);
	if (length == 0)
		fail(f, INVALID, "The certificate is empty.");
	else if (text_begins(at, length, "https://") || text_begins(at, length, "http://"))
		fail(f, INVALID, "This is the address of a certificate, not the certificate itself.");
	else
		return OK;
	return certificate_ask(f);
}

/* --- the end --- */

/* Whether base64 ends before the value that it begins; anything else does not. */
static bool
ends_early(struct arena *a, const char *at, const char *end)
{
	char head[HEAD_DIGITS + 1] = "";
	size_t digits = 0, length;
	unsigned char tag;
	struct der d;

	for (; at < end && *at != '='; at++) {
		if (strchr(" \t\r\n\f\v\"'", *at) != NULL)
			continue;
		if (strchr(base64_digits, *at) == NULL && *at != '-' && *at != '_')
			return false;
		if (digits < HEAD_DIGITS)
			head[digits] = *at;
		digits++;
	}
	d.at = (const unsigned char *)base64_bytes(a, head, &d.count);
	return digits >= HEAD_DIGITS && d.at != NULL && d.at[1] != DER_INDEFINITE
	    && der_enter(&d, &tag, &length) && tag == DER_SEQUENCE
	    && length > digits * 3 / 4 - (HEAD_BYTES - d.count);
}

static const char *
skip_dashes(const char *at, const char *end)
{
	while (at < end && (*at == '-' || *at == ' '))
		at++;
	return at;
}

/* INVALID: a certificate in PEM stops before its end. */
static enum status
refuse_cut_pem(struct arena *a, const struct pasted *p, struct fault *f)
{
	static const char begin[] = "BEGIN CERTIFICATE-";
	const char *end = p->text + p->length, *at, *stop, *next;

	for (at = text_find(p->text, p->length, begin); at != NULL;
	    at = text_find(stop, (size_t)(end - stop), begin)) {
		at = skip_dashes(at + strlen(begin), end);
		stop = memchr(at, '-', (size_t)(end - at));
		if (stop == NULL)
			stop = end;
		next = skip_dashes(stop, end);
		if (next == end || text_begins(next, (size_t)(end - next), "BEGIN"))
			return certificate_refuse_unended(f);
		if (ends_early(a, at, stop))
			return refuse_short(f);
	}
	return OK;
}

/* --- all of it --- */

/* Whether there is something in it that may hold a certificate. */
static bool
may_hold_one(const struct pasted *p)
{
	static const char *const marks[] = { "BEGIN ", "X509Certificate", "x5c" };
	size_t i;

	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (text_find(p->text, p->length, marks[i]) != NULL)
			return true;
	return false;
}

enum status
certificate_look(struct arena *a, const char *text, struct fault *f)
{
	struct pasted p = pasted_plain(a, text, strlen(text));
	enum status st = certificate_refuse_lookalike(a, &p, f);

	if (st == OK && may_hold_one(&p))
		return refuse_cut_pem(a, &p, f);
	if (st == OK)
		st = certificate_refuse_text(&p, f);
	return st == OK && ends_early(a, p.text, p.text + p.length) ? refuse_short(f) : st;
}
