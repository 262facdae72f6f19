/* SPDX-License-Identifier: Apache-2.0 */
#include "base/private_key.h"

#include <stdbool.h>
#include <string.h>

#include "base/der.h"
#include "base/encode.h"
#include "base/pasted.h"
#include "base/text.h"

enum { LABEL_CHARS = 32, MAX_DEPTH = 3, MIN_BYTES = 8 };

/* The worse, the higher. */
enum secret { NO_SECRET, KEY_STORE, CERTIFICATE_STORE, PRIVATE_KEY };

static const char *const secret_labels[] = { NULL, "-----BEGIN KEY STORE-----",
	"-----BEGIN PKCS12-----", "-----BEGIN PRIVATE KEY-----" };

enum { KEY_BAG = 1, ENCRYPTED_KEY_BAG = 2 };

/* Finds the words in UTF-16, where a zero byte stands before or after each letter. */
static bool
has_wide_label(const char *text, size_t length)
{
	static const char word[] = "PRIVATE KEY";
	size_t i, j;

	for (i = 0; i + 2 * sizeof(word) <= length + 3; i++) {
		for (j = 0; word[j] != '\0' && text[i + 2 * j] == word[j]; j++)
			;
		if (word[j] == '\0')
			return true;
	}
	return false;
}

/* Finds BEGIN RSA PRIVATE KEY and its like, even if the dashes are lost. */
static bool
has_label(const char *text, size_t length, const char *first, const char *second)
{
	const char *end = text + length, *at, *from, *rest;

	for (at = text_find(text, length, first); at != NULL;
	    at = text_find(at + 1, (size_t)(end - at - 1), first)) {
		for (rest = at + strlen(first); rest < end && memchr(" \t\r\n", *rest, 4) != NULL; rest++)
			;
		if ((size_t)(end - rest) < strlen(second)
		    || text_find(rest, strlen(second), second) == NULL)
			continue;
		from = at - text > LABEL_CHARS ? at - LABEL_CHARS : text;
		if (text_find(from, (size_t)(at - from), "BEGIN") != NULL)
			return true;
	}
	return false;
}

/* RFC 7517: "d" is private in a key of any kind. */
static bool
has_jwk(const char *text, size_t length)
{
	const char *end = text + length, *at;

	if (text_find(text, length, "\"kty\"") == NULL)
		return false;
	for (at = text_find(text, length, "\"d\""); at != NULL;
	    at = text_find(at, (size_t)(end - at), "\"d\"")) {
		for (at += 3; at < end && memchr(" \t\r\n:", *at, 5) != NULL; at++)
			;
		if (at < end && *at == '"')
			return true;
	}
	return false;
}

/* XML Key Management 2.0, section 8.1, as .NET writes it */
static bool
has_key_value(const char *text, size_t length)
{
	return text_find(text, length, "RSAKeyValue") != NULL && text_find(text, length, "<D>") != NULL;
}

static bool
skip(struct der *d, size_t length)
{
	if (d->count < length)
		return false;
	d->at += length;
	d->count -= length;
	return true;
}

/* Keys and stores that begin with a version number: RFC 5208 section 5, RFC 5915
 * section 3, RFC 8017 A.1.2, RFC 7292 section 4. */
static bool
is_numbered_key(struct der d, size_t length)
{
	unsigned char version = d.count > 0 ? d.at[0] : 0xFF, tag;

	if (length != 1 || version > 3 || !skip(&d, 1) || !der_enter(&d, &tag, &length))
		return false;
	return tag == DER_SEQUENCE || ((tag == DER_INTEGER || tag == DER_OCTET_STRING) && version < 2);
}

/* RFC 5208 section 6 */
static bool
is_encrypted_key(struct der d, size_t length)
{
	struct der inner = d;
	unsigned char tag;
	size_t ignored;

	return der_enter(&inner, &tag, &ignored) && tag == DER_OID && skip(&d, length)
	    && der_enter(&d, &tag, &ignored) && tag == DER_OCTET_STRING;
}

/* RFC 7292, section 4.2: a complete store in which no bag is labeled as a key. */
static bool
is_certificate_store(struct der d, size_t length)
{
	static const char bags[] = "\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x0a\x01";
	const char *end = (const char *)d.at + length, *at = (const char *)d.at;

	if (length != d.count || length < 4 || memcmp(at, "\x02\x01\x03\x30", 4) != 0)
		return false;
	for (at = memmem(at, length, bags, sizeof(bags) - 1); at != NULL;
	    at = memmem(at, (size_t)(end - at), bags, sizeof(bags) - 1)) {
		at += sizeof(bags) - 1;
		if (at < end && (*at == KEY_BAG || *at == ENCRYPTED_KEY_BAG))
			return false;
	}
	return true;
}

static enum secret
look_at_der(const char *bytes, size_t count)
{
	struct der d = { (const unsigned char *)bytes, count };
	unsigned char tag;
	size_t length;

	if (count >= 4 && (memcmp(bytes, "\xFE\xED\xFE\xED", 4) == 0
	    || memcmp(bytes, "\xCE\xCE\xCE\xCE", 4) == 0))
		return KEY_STORE;
	if (!der_enter(&d, &tag, &length) || tag != DER_SEQUENCE)
		return NO_SECRET;
	if (is_certificate_store(d, length))
		return CERTIFICATE_STORE;
	if (!der_enter(&d, &tag, &length))
		return NO_SECRET;
	return (tag == DER_INTEGER && is_numbered_key(d, length))
	    || (tag == DER_SEQUENCE && is_encrypted_key(d, length)) ? PRIVATE_KEY : NO_SECRET;
}

/* Base64 with blanks in it, somewhere in a text. */
struct run {
	const char	*at, *end;
	char		*bytes;
	size_t		 count;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static const char *
digit_of(char c)
{
	return c == '\0' ? NULL : strchr(base64_digits, c);
}

/* A dash of base64url; the dashes of PEM stand together. */
static bool
is_lone_dash(const struct run *r)
{
	return *r->at == '-' && r->at[-1] != '-' && r->at + 1 < r->end && digit_of(r->at[1]) != NULL;
}

/* -1: the run is over. */
static int
sextet(const struct run *r)
{
	const char *digit = digit_of(*r->at);

	if (digit != NULL)
		return (int)(digit - base64_digits);
	return is_lone_dash(r) ? 62 : *r->at == '_' ? 63 : -1;
}

static void
decode(struct run *r, size_t length)
{
	const char *end = r->at + length;
	unsigned bits = 0, held = 0;

	for (r->count = 0; r->at < end; r->at++) {
		if (is_blank(*r->at))
			continue;
		bits = bits << 6 | (unsigned)sextet(r);
		held += 6;
		if (held < 8)
			continue;
		held -= 8;
		r->bytes[r->count++] = (char)(bits >> held);
		bits &= (1u << held) - 1;
	}
}

/* Finds the next run and decodes it; false: there is none. */
static bool
next_run(struct arena *a, struct run *r)
{
	struct run ahead;

	while (r->at < r->end && digit_of(*r->at) == NULL)
		r->at++;
	for (ahead = *r; ahead.at < r->end && (is_blank(*ahead.at) || sextet(&ahead) >= 0); ahead.at++)
		;
	if (ahead.at == r->at)
		return false;
	r->bytes = arena_alloc(a, (size_t)(ahead.at - r->at));
	decode(r, (size_t)(ahead.at - r->at));
	return true;
}

static enum secret
look_at_text(const char *text, size_t length)
{
	if (has_label(text, length, "PRIVATE", "KEY") || has_jwk(text, length)
	    || has_key_value(text, length) || text_find(text, length, "PuTTY-User-Key-File-") != NULL)
		return PRIVATE_KEY;
	if (has_label(text, length, "PKCS12", "-"))
		return CERTIFICATE_STORE;
	return has_label(text, length, "KEY", "STORE") ? KEY_STORE : NO_SECRET;
}

static enum secret
worse(enum secret one, enum secret other)
{
	return one > other ? one : other;
}

/* Base64 is decoded and looked at again, as far as MAX_DEPTH. */
static enum secret
look(struct arena *a, const char *bytes, size_t length, int depth)
{
	enum secret found = worse(look_at_der(bytes, length), look_at_text(bytes, length));
	struct pasted plain;
	struct run run;

	if (has_wide_label(bytes, length))
		return PRIVATE_KEY;
	plain = pasted_plain(a, bytes, length);
	found = worse(found, look_at_text(plain.text, plain.length));
	run = (struct run){ .at = plain.text, .end = plain.text + plain.length };
	while (depth < MAX_DEPTH && found < PRIVATE_KEY && next_run(a, &run))
		if (run.count >= MIN_BYTES)
			found = worse(found, look(a, run.bytes, run.count, depth + 1));
	return found;
}

static enum secret
find(const char *bytes, size_t length)
{
	struct arena *a = arena_new();
	enum secret found = look(a, bytes, length, 0);

	arena_free(a);
	return found;
}

const char *
private_key_label(const char *bytes, size_t length)
{
	return secret_labels[find(bytes, length)];
}

enum status
private_key_refuse(const char *bytes, size_t length, struct fault *f)
{
	switch (find(bytes, length)) {
	case NO_SECRET:
		break;
	case KEY_STORE:
		return fail(f, INVALID, "This is a Java keystore. It can contain private "
		    "keys, so we did not keep it. Export only the certificate from it as a "
		    ".cer, .crt or .pem file, and use that file.");
	case CERTIFICATE_STORE:
		return fail(f, INVALID, "This is a PKCS #12 file (.pfx or .p12). We see no "
		    "private key in it, but it could contain one, so we did not keep it. "
		    "Export only the certificate as a .cer, .crt or .pem file, and use that "
		    "file.");
	case PRIVATE_KEY:
		return fail(f, INVALID, "You sent us a private key. We did not keep it. Send "
		    "only the certificate. Others may know the key now, so replace it: create "
		    "a new key with a new certificate.");
	}
	return OK;
}
