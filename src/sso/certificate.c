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
#include "sso/certificate_form.h"
#include "sso/certificate_key.h"
#include "sso/certificate_other.h"

enum { LINE_CHARS = 64, MAX_NAME_PARTS = 64 };

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
armoured(struct arena *a, struct der der)
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
describe(struct arena *a, X509 *x, struct der der, moment now, struct found_certificate *out,
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

/* All that was pasted at once. */
struct pile {
	struct certificate_list	 list;
	X509			*certificates[CERTIFICATES_MAX];	/* of the list; NULL: unreadable */
	struct der		 ends[CERTIFICATES_MAX];
	X509			*leaves[CERTIFICATES_MAX];	/* the ones that issued no other */
	size_t			 count;				/* of leaves */
};

static enum status
parse_all(struct pile *p, struct fault *f)
{
	const unsigned char *at;
	enum status st = OK;
	size_t i;

	for (i = 0; i < p->list.count && st == OK; i++) {
		at = p->list.items[i].at;
		p->certificates[i] = d2i_X509(NULL, &at, (long)p->list.items[i].count);
		if (p->certificates[i] == NULL || at != p->list.items[i].at + p->list.items[i].count)
			st = certificate_refuse_der(p->list.items[i], f);
	}
	ERR_clear_error();
	return st;
}

/* XML-Signature 4.4.4: in a chain only the last, which issued none of the others, signs. */
static bool
issued_another(const struct pile *p, const X509 *x)
{
	const X509_NAME *subject = X509_get_subject_name(x);
	size_t i;

	for (i = 0; i < p->list.count; i++)
		if (X509_NAME_cmp(X509_get_issuer_name(p->certificates[i]), subject) == 0
		    && X509_NAME_cmp(X509_get_subject_name(p->certificates[i]), subject) != 0)
			return true;
	return false;
}

static void
add_leaf(struct pile *p, size_t i)
{
	p->ends[p->count] = p->list.items[i];
	p->leaves[p->count++] = p->certificates[i];
}

/* A certificate that comes twice counts once.  Of those that name each other as their
 * issuer, none is the last, and the first counts. */
static void
find_leaves(struct pile *p)
{
	size_t i, j;

	for (i = 0; i < p->list.count; i++) {
		for (j = 0; j < p->count && X509_cmp(p->leaves[j], p->certificates[i]) != 0; j++)
			;
		if (j == p->count && !issued_another(p, p->certificates[i]))
			add_leaf(p, i);
	}
	if (p->count == 0)
		add_leaf(p, 0);
}

static enum status
read_pile(struct arena *a, const char *bytes, size_t length, struct pile *p, struct fault *f)
{
	enum status st = private_key_refuse(bytes, length, f);

	*p = (struct pile){ .count = 0 };
	if (st == OK && length > CERTIFICATE_MAX_CHARS)
		st = refuse_long(f);
	if (st == OK)
		st = certificate_list_read(a, bytes, length, &p->list, f);
	if (st == OK)
		st = parse_all(p, f);
	if (st == OK)
		find_leaves(p);
	return st;
}

static void
free_pile(struct pile *p)
{
	size_t i;

	for (i = 0; i < p->list.count; i++)
		X509_free(p->certificates[i]);
	ERR_clear_error();
}

static void
warn_of_others(struct arena *a, struct found_certificate *c, const struct pile *p)
{
	if (p->leaves[0] == p->certificates[0])
		sentences_add(a, &c->warnings, sentence_counted(a, (long)p->list.count,
		    "You entered %zu certificate. We use the first one, for %s. Make sure that your identity "
		    "provider signs with it.",
		    "You entered %zu certificates. We use the first one, for %s. Make sure that your identity "
		    "provider signs with it.", p->list.count, said_name(a, c)));
	else
		sentences_add(a, &c->warnings, sentence_counted(a, (long)p->list.count,
		    "You entered %zu certificate. We use the one for %s. Make sure that your identity provider "
		    "signs with it.",
		    "You entered %zu certificates. We use the one for %s. Make sure that your identity provider "
		    "signs with it.", p->list.count, said_name(a, c)));
}

enum status
certificate_read(struct arena *a, const char *bytes, size_t length, moment now,
    struct found_certificate *out, struct fault *f)
{
	struct pile p;
	enum status st = read_pile(a, bytes, length, &p, f);

	if (st == OK)
		st = describe(a, p.leaves[0], p.ends[0], now, out, f);
	if (st == OK && p.count > 1)
		warn_of_others(a, out, &p);
	free_pile(&p);
	return st;
}

enum status
certificates_read(struct arena *a, const char *bytes, size_t length, moment now,
    struct found_certificates *out, struct fault *f)
{
	struct pile p;
	enum status st = read_pile(a, bytes, length, &p, f), each;
	struct fault why;
	size_t i;

	out->count = 0;
	for (i = 0; st == OK && i < p.count; i++) {
		each = describe(a, p.leaves[i], p.ends[i], now, &out->items[out->count], &why);
		if (each == OK)
			out->count++;
		else
			*f = why;
	}
	free_pile(&p);
	return st == OK && out->count < p.count ? INVALID : st;
}
