/* SPDX-License-Identifier: Apache-2.0 */
#include "base/private_key.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"

#define BASE64 "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

enum { LABEL_CHARS = 32, HEAD_BYTES = 192 };
enum { INTEGER = 0x02, OCTET_STRING = 0x04, OID = 0x06, SEQUENCE = 0x30 };

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
has_label(const char *text, size_t length)
{
	const char *end = text + length, *at, *from;

	for (at = text_find(text, length, "PRIVATE KEY"); at != NULL;
	    at = text_find(at + 1, (size_t)(end - at - 1), "PRIVATE KEY")) {
		from = at - text > LABEL_CHARS ? at - LABEL_CHARS : text;
		if (text_find(from, (size_t)(at - from), "BEGIN") != NULL)
			return true;
	}
	return false;
}

/* The beginning of a document in DER (X.690, 8.1): where one value starts. */
struct der {
	const unsigned char	*at;
	size_t			 left;
};

/* Steps into the value; false if the bytes end before it. */
static bool
enter(struct der *d, unsigned char *tag, size_t *length)
{
	size_t octets, i;

	if (d->left < 2)
		return false;
	*tag = d->at[0];
	*length = d->at[1];
	octets = *length > 0x80 ? *length - 0x80 : 0;
	if (octets > 3 || d->left < 2 + octets)
		return false;
	for (i = 0, *length = octets == 0 ? *length : 0; i < octets; i++)
		*length = *length << 8 | d->at[2 + i];
	d->at += 2 + octets;
	d->left -= 2 + octets;
	return true;
}

static bool
skip(struct der *d, size_t length)
{
	if (d->left < length)
		return false;
	d->at += length;
	d->left -= length;
	return true;
}

/* Keys and stores that begin with a version number: RFC 5208 section 5, RFC 5915
 * section 3, RFC 8017 A.1.2, RFC 7292 section 4. */
static bool
is_numbered_key(struct der d, size_t length)
{
	unsigned char version = d.left > 0 ? d.at[0] : 0xFF, tag;

	if (length != 1 || version > 3 || !skip(&d, 1) || !enter(&d, &tag, &length))
		return false;
	return tag == SEQUENCE || ((tag == INTEGER || tag == OCTET_STRING) && version < 2);
}

/* RFC 5208 section 6 */
static bool
is_encrypted_key(struct der d, size_t length)
{
	struct der inner = d;
	unsigned char tag;
	size_t ignored;

	return enter(&inner, &tag, &ignored) && tag == OID && skip(&d, length)
	    && enter(&d, &tag, &ignored) && tag == OCTET_STRING;
}

static bool
is_der_key(const unsigned char *bytes, size_t count)
{
	struct der d = { bytes, count };
	unsigned char tag;
	size_t length;

	if (!enter(&d, &tag, &length) || tag != SEQUENCE || !enter(&d, &tag, &length))
		return false;
	return tag == INTEGER ? is_numbered_key(d, length)
	    : tag == SEQUENCE && is_encrypted_key(d, length);
}

/* Decodes the first bytes of bare base64, in which blanks may stand; 0: it is not base64. */
static size_t
decode_head(const char *text, size_t length, unsigned char *head, size_t size)
{
	unsigned bits = 0, held = 0;
	size_t count = 0, i;
	const char *digit;

	for (i = 0; i < length && count < size; i++) {
		if (text[i] != '\0' && strchr(" \t\r\n\"'", text[i]) != NULL)
			continue;
		digit = text[i] == '\0' ? NULL : strchr(BASE64, text[i]);
		if (digit == NULL)
			return text[i] == '=' ? count : 0;
		bits = bits << 6 | (unsigned)(digit - BASE64);
		held += 6;
		if (held < 8)
			continue;
		held -= 8;
		head[count++] = (unsigned char)(bits >> held);
		bits &= (1u << held) - 1;
	}
	return count;
}

/* A Java key store. */
static bool
is_key_store(const char *bytes, size_t length)
{
	return length >= 4 && memcmp(bytes, "\xFE\xED\xFE\xED", 4) == 0;
}

enum status
private_key_refuse(const char *bytes, size_t length, struct fault *f)
{
	size_t mark = length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	unsigned char head[HEAD_BYTES] = { 0 };
	size_t count = decode_head(bytes + mark, length - mark, head, sizeof(head));
	bool is_key = has_label(bytes, length) || has_wide_label(bytes, length)
	    || is_key_store(bytes, length) || is_der_key((const unsigned char *)bytes, length)
	    || is_der_key(head, count);

	explicit_bzero(head, sizeof(head));
	if (!is_key)
		return OK;
	return fail(f, INVALID, "There is a private key in what you sent. We did not keep it. "
	    "Send only the certificate. Others may know that key now, so replace it: create a new "
	    "key with a new certificate.");
}
