/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/certificate.h"

#include <string.h>
#include <time.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "base/buf.h"
#include "base/private_key.h"
#include "base/sentence.h"
#include "base/text.h"
#include "sso/certificate_key.h"

enum { LINE_CHARS = 64, MAX_NAME_PARTS = 64 };

struct bytes {
	const unsigned char	*at;
	size_t			 count;
};

/* --- other things that people paste --- */

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

static enum status
refuse_unknown(struct fault *f)
{
	fail(f, INVALID, "We found no certificate here.");
	return ask(f);
}

static enum status
refuse_damaged(struct fault *f)
{
	return fail(f, INVALID, "The certificate is damaged or incomplete. "
	    "Download it from your identity provider again.");
}

/* Reads one tag-length-value of DER (X.690, 8.1); false: it does not fit. */
static bool
der_next(struct bytes *from, unsigned char *tag, struct bytes *value)
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
	*value = (struct bytes){ from->at + 2 + octets, length };
	*from = (struct bytes){ value->at + length, from->count - 2 - octets - length };
	return true;
}

/* Refuses DER that is not a certificate; its first tags tell what it is. */
static enum status
refuse_der(struct bytes der, struct fault *f)
{
	enum { INTEGER = 0x02, BIT_STRING = 0x03, OID = 0x06, SEQUENCE = 0x30 };
	struct bytes outer, first, inner, rest, ignored;
	unsigned char tag, second = 0, deep = 0;

	if (der.count < 2 || der.at[0] != SEQUENCE)
		return refuse_unknown(f);
	rest = der;
	if (!der_next(&rest, &tag, &outer) || !der_next(&outer, &tag, &first))
		return refuse_damaged(f);
	if (outer.count > 0)
		second = outer.at[0];
	if (tag == INTEGER && second == INTEGER && first.count > 1)
		return refuse_public_key(f);		/* RFC 8017, A.1.1 */
	if (tag == OID)
		return refuse_pkcs7(f);
	inner = first;
	if (tag != SEQUENCE || !der_next(&inner, &deep, &ignored))
		return refuse_damaged(f);
	if (deep == OID && second == BIT_STRING)
		return refuse_public_key(f);
	if (deep == INTEGER && second == SEQUENCE && ignored.count == 1 && ignored.at[0] == 0)
		return refuse_request(f);
	return refuse_damaged(f);
}

static const struct {
	const char	*label;
	enum status	(*refuse)(struct fault *);
} other_labels[] = {
	{ "-----BEGIN CERTIFICATE REQUEST-----", refuse_request },
	{ "-----BEGIN NEW CERTIFICATE REQUEST-----", refuse_request },
	{ "-----BEGIN PUBLIC KEY-----", refuse_public_key },
	{ "-----BEGIN RSA PUBLIC KEY-----", refuse_public_key },
	{ "-----BEGIN PKCS7-----", refuse_pkcs7 },
	{ "-----BEGIN CMS-----", refuse_pkcs7 },
	{ "---- BEGIN SSH2 PUBLIC KEY ----", refuse_public_key },
	{ "ssh-rsa ", refuse_public_key },
};

static enum status
refuse_text(const char *text, size_t length, struct fault *f)
{
	size_t blank, i;

	for (i = 0; i < sizeof(other_labels) / sizeof(other_labels[0]); i++)
		if (text_find(text, length, other_labels[i].label) != NULL)
			return other_labels[i].refuse(f);
	for (blank = 0; blank < length && text[blank] != '\0'
	    && strchr(" \t\r\n", text[blank]) != NULL; blank++)
		;
	if (text_find(text, length, "EntityDescriptor") != NULL)
		return fail(f, INVALID, "This is SAML metadata, not a certificate. "
		    "Enter it as the metadata instead: the certificate is already in it.");
	if (text_find(text, length, "<html") != NULL)
		return fail(f, INVALID, "This is a web page, not a certificate. "
		    "You may have to sign in to your identity provider before you download it.");
	if (blank == length)
		fail(f, INVALID, "The certificate is empty.");
	else if (text_find(text, length, "https://") == text + blank)
		fail(f, INVALID, "This is the address of a certificate, not the certificate itself.");
	else
		return refuse_unknown(f);
	return ask(f);
}

/* Files from Notepad or PowerShell are often in UTF-16, which its byte order mark shows. */
static bool
is_utf16(const char *bytes, size_t length)
{
	return length >= 2
	    && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0);
}

/* --- from text to DER --- */

static bool
is_base64(char c)
{
	return c != '\0' && strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789+/", c) != NULL;
}

/* The length of white space, or of "\n" or a quote from a JSON string or a spreadsheet. */
static size_t
blank_length(const char *text, size_t length)
{
	if (text[0] == '\\' && length > 1 && strchr("nrt", text[1]) != NULL && text[1] != '\0')
		return 2;
	return text[0] != '\0' && strchr(" \t\r\n\f\v\"'", text[0]) != NULL;
}

/* Decodes base64 with any blanks in it, padded or not; false: it is not base64. */
static bool
decode(struct arena *a, const char *text, size_t length, struct bytes *out)
{
	char *plain = arena_alloc(a, length + 4);
	size_t count = 0, padding = 0, step, i;
	unsigned char *der;

	for (i = 0; i < length; i += step) {
		step = blank_length(text + i, length - i);
		if (step > 0)
			continue;
		step = 1;
		padding += text[i] == '=';
		if (text[i] == '=')
			continue;
		if (padding > 0 || !is_base64(text[i]))
			return false;
		plain[count++] = text[i];
	}
	if (count == 0 || padding > 2 || count % 4 == 1)
		return false;
	padding = (4 - count % 4) % 4;
	memset(plain + count, 'A', padding);
	der = arena_alloc(a, (count + padding) / 4 * 3);
	EVP_DecodeBlock(der, (const unsigned char *)plain, (int)(count + padding));
	*out = (struct bytes){ der, (count + padding) / 4 * 3 - padding };
	return true;
}

struct armour {
	const char	*body;		/* of the first certificate; NULL: there is none */
	size_t		 length;	/* 0: its end is missing */
	size_t		 count;		/* certificates in all */
};

static struct armour
find_armour(const char *text, size_t length)
{
	static const char *const labels[] = { "-----BEGIN CERTIFICATE-----",
		"-----BEGIN X509 CERTIFICATE-----" };
	struct armour m = { NULL, 0, 0 };
	const char *end = text + length, *at, *stop;
	size_t i;

	for (i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
		for (at = text_find(text, length, labels[i]); at != NULL;
		    at = text_find(at, (size_t)(end - at), labels[i])) {
			at += strlen(labels[i]);
			m.count++;
			if (m.body != NULL && m.body < at)
				continue;
			m.body = at;
			stop = text_find(at, (size_t)(end - at), "-----END");
			m.length = stop == NULL ? 0 : (size_t)(stop - at);
		}
	}
	return m;
}

/* --- what a certificate says --- */

/* Said instead of a name; no name is like them, as each has an "=". */
static const char no_name[] = N_("(no name)");
static const char unshown_name[] = N_("(a name that cannot be shown)");

static const char *
name_text(struct arena *a, const X509_NAME *name)
{
	BIO *memory = BIO_new(BIO_s_mem());
	char *text, *copy;
	long length;

	X509_NAME_print_ex(memory, name, 0, (XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB)
	    | ASN1_STRFLGS_UTF8_CONVERT | ASN1_STRFLGS_ESC_CTRL);
	length = BIO_get_mem_data(memory, &text);
	copy = arena_copy(a, text, (size_t)length);
	BIO_free(memory);
	if (length == 0)
		return no_name;
	return strlen(copy) == (size_t)length && text_is_utf8(copy, (size_t)length) ? copy
	    : unshown_name;
}

/* --- a name's parts --- */

static const char *
part_name(struct arena *a, const X509_NAME_ENTRY *e)
{
	const ASN1_OBJECT *kind = X509_NAME_ENTRY_get_object(e);
	char digits[80];

	if (OBJ_obj2nid(kind) != NID_undef)
		return OBJ_nid2ln(OBJ_obj2nid(kind));
	OBJ_obj2txt(digits, sizeof(digits), kind, 1);
	return arena_text(a, digits);
}

/* NULL: not a text. */
static const char *
part_value(struct arena *a, const X509_NAME_ENTRY *e)
{
	unsigned char *text = NULL;
	int length = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(e));
	const char *copy = length < 0 ? NULL : arena_copy(a, (char *)text, (size_t)length);

	ERR_clear_error();
	OPENSSL_free(text);
	return copy != NULL && strlen(copy) == (size_t)length && text_is_utf8(copy, (size_t)length)
	    ? copy : NULL;
}

struct part {
	const char	*name, *value;
};

static size_t
read_parts(struct arena *a, const X509_NAME *name, struct part parts[MAX_NAME_PARTS])
{
	const X509_NAME_ENTRY *e;
	size_t count = 0;
	int i;

	for (i = 0; i < X509_NAME_entry_count(name) && count < MAX_NAME_PARTS; i++) {
		e = X509_NAME_get_entry(name, i);
		parts[count] = (struct part){ part_name(a, e), part_value(a, e) };
		count += parts[count].value != NULL;
	}
	return count;
}

/* Adds all values of the parts that have the name of first; no earlier part has it. */
static void
add_part(struct buf *b, const struct part *first, const struct part *end)
{
	const struct part *p;
	size_t values = 0;

	buf_add_json(b, first->name);
	buf_add(b, ":");
	for (p = first; p < end; p++)
		values += text_is(p->name, first->name);
	if (values > 1)
		buf_add(b, "[");
	for (p = first; p < end; p++) {
		if (!text_is(p->name, first->name))
			continue;
		if (p > first)
			buf_add(b, ",");
		buf_add_json(b, p->value);
	}
	if (values > 1)
		buf_add(b, "]");
}

static struct verbatim *
name_parts(struct arena *a, const X509_NAME *name)
{
	struct part parts[MAX_NAME_PARTS], *p, *former;
	struct part *end = parts + read_parts(a, name, parts);
	struct buf b = buf_in(a);

	buf_add(&b, "{");
	for (p = parts; p < end; p++) {
		for (former = parts; former < p && !text_is(former->name, p->name); former++)
			continue;
		if (former < p)
			continue;
		if (p > parts)
			buf_add(&b, ",");
		add_part(&b, p, end);
	}
	buf_add(&b, "}");
	return end == parts ? NULL : verbatim(a, b.text);
}

static char *
fingerprint(struct arena *a, const X509 *x, const EVP_MD *kind)
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	struct buf b = buf_in(a);
	unsigned count = 0, i;

	X509_digest(x, kind, digest, &count);
	for (i = 0; i < count; i++)
		buf_print(&b, "%s%02X", i == 0 ? "" : ":", digest[i]);
	return b.text;
}

static char *
armoured(struct arena *a, struct bytes der)
{
	char *line = arena_alloc(a, der.count / 3 * 4 + 5);
	struct buf b = buf_in(a);
	size_t length, i;

	EVP_EncodeBlock((unsigned char *)line, der.at, (int)der.count);
	length = strlen(line);
	buf_add(&b, "-----BEGIN CERTIFICATE-----\n");
	for (i = 0; i < length; i += LINE_CHARS)
		buf_print(&b, "%.*s\n", LINE_CHARS, line + i);
	buf_add(&b, "-----END CERTIFICATE-----\n");
	return b.text;
}

static bool
read_time(const ASN1_TIME *from, moment *out)
{
	struct tm t;

	if (ASN1_TIME_to_tm(from, &t) != 1)
		return false;
	*out = (moment)timegm(&t) * 1000;
	return true;
}

/* The subject as an argument of a sentence. */
static char *
said_name(struct arena *a, const struct found_certificate *c)
{
	return translated(a, text_excerpt(a, c->subject));
}

static void
warn_of_time(struct arena *a, struct found_certificate *c, moment start, moment end, moment now)
{
	c->is_expired = end < now;
	c->is_not_yet_valid = start > now;
	if (c->is_expired)
		sentences_add(a, &c->warnings, sentence(a, "The certificate for %s expired on %s. If your "
		    "identity provider still signs with it, create a new one there.",
		    said_name(a, c), dated(a, end)));
	if (c->is_not_yet_valid)
		sentences_add(a, &c->warnings, sentence(a, "The certificate for %s is not valid until %s.",
		    said_name(a, c), dated(a, start)));
}

static void
warn_of_digest(struct arena *a, struct found_certificate *c, X509 *x)
{
	int digest = NID_undef;

	X509_get_signature_info(x, &digest, NULL, NULL, NULL);
	if (digest == NID_sha1 || digest == NID_md5)
		sentences_add(a, &c->warnings, sentence(a, "The certificate for %s is signed with %s, which "
		    "is outdated. Replace it when your identity provider offers one with SHA-256.",
		    said_name(a, c), digest == NID_sha1 ? "SHA-1" : "MD5"));
}

static enum status
refuse_long(struct fault *f)
{
	return fail_counted(f, INVALID, CERTIFICATE_MAX_CHARS,
	    "This is too long for a certificate, which can have at most %d character. Use only the "
	    "signing certificate.",
	    "This is too long for a certificate, which can have at most %d characters. Use only the "
	    "signing certificate.", CERTIFICATE_MAX_CHARS);
}

static enum status
describe(struct arena *a, X509 *x, struct bytes der, moment now, struct found_certificate *out,
    struct fault *f)
{
	struct found_certificate c = { .given = GIVEN_ALL };
	moment start, end;
	enum status st = certificate_key_check(x, f);

	if (st != OK)
		return st;
	if (!read_time(X509_get0_notBefore(x), &start) || !read_time(X509_get0_notAfter(x), &end))
		return fail(f, INVALID, "The certificate has no valid start or end date. Create a new one in "
		    "your identity provider.");
	c.pem = armoured(a, der);
	if (strlen(c.pem) > CERTIFICATE_MAX_CHARS)
		return refuse_long(f);
	c.subject = name_text(a, X509_get_subject_name(x));
	c.subject_parts = name_parts(a, X509_get_subject_name(x));
	c.issuer = name_text(a, X509_get_issuer_name(x));
	c.not_before = moment_iso(a, start);
	c.not_after = moment_iso(a, end);
	c.sha1 = fingerprint(a, x, EVP_sha1());
	c.sha256 = fingerprint(a, x, EVP_sha256());
	warn_of_time(a, &c, start, end, now);
	warn_of_digest(a, &c, x);
	*out = c;
	return OK;
}

/* --- reading --- */

static enum status
read_der(struct arena *a, struct bytes der, moment now, struct found_certificate *out,
    struct fault *f)
{
	const unsigned char *at = der.at;
	X509 *x = d2i_X509(NULL, &at, (long)der.count);
	enum status st;

	ERR_clear_error();
	if (x == NULL)
		return refuse_der(der, f);
	if (at != der.at + der.count)
		st = fail(f, INVALID, "There is more data after the certificate. Use one certificate "
		    "only.");
	else
		st = describe(a, x, der, now, out, f);
	X509_free(x);
	ERR_clear_error();
	return st;
}

static enum status
read_pem(struct arena *a, struct armour m, moment now, struct found_certificate *out,
    struct fault *f)
{
	struct bytes der;
	enum status st;

	if (m.length == 0)
		return fail(f, INVALID, "The certificate is cut off: its END CERTIFICATE line is "
		    "missing. Copy all of it again.");
	if (!decode(a, m.body, m.length, &der))
		return fail(f, INVALID, "The certificate contains characters that do not belong in it. "
		    "Copy it again, or upload the file.");
	st = read_der(a, der, now, out, f);
	if (st == OK && m.count > 1)
		sentences_add(a, &out->warnings, sentence_counted(a, (long)m.count,
		    "You entered %zu certificate. We use the first one, for %s. Make sure that your identity "
		    "provider signs with it.",
		    "You entered %zu certificates. We use the first one, for %s. Make sure that your identity "
		    "provider signs with it.", m.count, said_name(a, out)));
	return st;
}

enum status
certificate_read(struct arena *a, const char *bytes, size_t length, moment now,
    struct found_certificate *out, struct fault *f)
{
	struct armour m;
	struct bytes der;

	if (private_key_refuse(bytes, length, f) != OK)
		return INVALID;
	if (length > CERTIFICATE_MAX_CHARS)
		return refuse_long(f);
	if (is_utf16(bytes, length))
		return fail(f, INVALID, "The file is saved as UTF-16. Save it as plain text (ANSI or UTF-8) "
		    "and upload it again.");
	if (length >= 2 && (unsigned char)bytes[0] == 0x30 && (unsigned char)bytes[1] > 0x7F)
		return read_der(a, (struct bytes){ (const unsigned char *)bytes, length }, now, out, f);
	m = find_armour(bytes, length);
	if (m.body != NULL)
		return read_pem(a, m, now, out, f);
	if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
		bytes += 3;
		length -= 3;
	}
	if (decode(a, bytes, length, &der))
		return read_der(a, der, now, out, f);
	return refuse_text(bytes, length, f);
}
