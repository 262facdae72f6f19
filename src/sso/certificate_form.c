/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/certificate_form.h"

#include <string.h>
#include <strings.h>

#include "base/encode.h"
#include "base/text.h"
#include "base/utf16.h"
#include "model/provider/certificate_look.h"

enum { MAX_DEPTH = 3, LABEL_MAX = 40, JSON_MIN_CHARS = 64 };

struct reading {
	struct arena			*arena;
	struct certificate_list		*out;
	struct fault			*fault;
	int				 depth;		/* of base64 in base64 */
};

/* A part of a text. */
struct part {
	const char	*at, *end;
};

static enum status	 read_bytes(struct reading *r, const char *bytes, size_t length);

/* --- DER --- */

static enum status
keep(struct reading *r, struct der d)
{
	if (r->out->count == CERTIFICATES_MAX)
		return fail(r->fault, INVALID, "There are too many certificates. Use only the "
		    "signing certificate.");
	r->out->items[r->out->count++] = d;
	return OK;
}

/* Each value there; the rest of the bytes must be values, too. */
static enum status
keep_all(struct reading *r, struct der d)
{
	struct der all = d, value;
	unsigned char tag;
	enum status st = OK;

	while (st == OK && d.count > 0) {
		value.at = d.at;
		if (!der_next(&d, &tag, &all) || tag != DER_SEQUENCE)
			return fail(r->fault, INVALID, "There is more data after the certificate. Use one "
			    "certificate only.");
		value.count = (size_t)(d.at - value.at);
		st = keep(r, value);
	}
	return st;
}

/* RFC 2315, sections 7 and 9.1: the certificates of signed data; false: there are none. */
static bool
enter_pkcs7(struct der d, struct der *certificates)
{
	struct der content, signed_data, ignored;
	unsigned char tag;
	int i;

	if (!der_next(&d, &tag, &content) || !der_next(&content, &tag, &ignored) || tag != DER_OID
	    || !der_next(&content, &tag, &signed_data) || tag != DER_CONTEXT_0
	    || !der_next(&signed_data, &tag, &content) || tag != DER_SEQUENCE)
		return false;
	for (i = 0; i < 3; i++)		/* version, digestAlgorithms, contentInfo */
		if (!der_next(&content, &tag, &ignored))
			return false;
	return der_next(&content, &tag, certificates) && tag == DER_CONTEXT_0;
}

static enum status
take_der(struct reading *r, struct der d)
{
	struct der rest = d, value, certificates;
	unsigned char tag;

	if (enter_pkcs7(d, &certificates))
		return keep_all(r, certificates);
	if (d.at[0] == DER_SEQUENCE && !der_next(&rest, &tag, &value))
		return certificate_refuse_damaged(r->fault);
	return d.at[0] == DER_SEQUENCE ? keep_all(r, d) : certificate_refuse_der(d, r->fault);
}

/* OpenSSL writes how far it trusts a certificate behind it. */
static enum status
take_trusted(struct reading *r, struct der d)
{
	struct der rest = d, value;
	unsigned char tag;

	if (!der_next(&rest, &tag, &value))
		return certificate_refuse_damaged(r->fault);
	return keep(r, (struct der){ d.at, d.count - rest.count });
}

/* --- base64 --- */

/* That of a URL, too (RFC 4648, section 5); '\0': it is no digit. */
static char
digit(char c)
{
	if (c == '-' || c == '_')
		return c == '-' ? '+' : '/';
	return c != '\0' && strchr(base64_digits, c) != NULL ? c : '\0';
}

/* RFC 4648, section 3.5: the bits of the last digit that belong to no byte become zero. */
static char
without_spare_bits(char last, size_t count)
{
	long spare = count % 4 == 2 ? 16 : count % 4 == 3 ? 4 : 1;

	return base64_digits[(strchr(base64_digits, last) - base64_digits) / spare * spare];
}

static bool
is_blank(char c)
{
	return c != '\0' && strchr(" \t\r\n\f\v\"'", c) != NULL;
}

/* Decodes up to and with the padding, if there is any; false: it is not base64. */
static bool
decode_piece(struct arena *a, struct part *p, struct der *out)
{
	char *plain = arena_alloc(a, (size_t)(p->end - p->at) + 4);
	size_t count = 0, padding = 0;
	char *bytes;

	for (; p->at < p->end && (padding == 0 || *p->at == '=' || is_blank(*p->at)); p->at++) {
		padding += *p->at == '=';
		if (*p->at == '=' || is_blank(*p->at))
			continue;
		plain[count] = digit(*p->at);
		if (plain[count++] == '\0')
			return false;
	}
	if (count == 0 || padding > 2 || count % 4 == 1)
		return false;
	plain[count - 1] = without_spare_bits(plain[count - 1], count);
	memset(plain + count, '=', (4 - count % 4) % 4);
	bytes = base64_bytes(a, plain, &count);
	if (bytes == NULL)
		return false;
	*out = (struct der){ (const unsigned char *)bytes, count };
	return true;
}

static bool
is_text(struct der d)
{
	const char *text = (const char *)d.at;
	bool is_big;

	return utf16_is_marked(text, d.count, &is_big)
	    || (text_is_utf8(text, d.count) && memchr(text, '\0', d.count) == NULL
	    && (d.at[0] >= ' ' || is_blank(text[0])));
}

static enum status
take_bytes(struct reading *r, struct der d, bool is_trusted)
{
	enum status st;

	if (is_trusted)
		return take_trusted(r, d);
	if (!is_text(d) || r->depth == MAX_DEPTH)
		return take_der(r, d);
	r->depth++;
	st = read_bytes(r, (const char *)d.at, d.count);
	r->depth--;
	return st;
}

static enum status
refuse_characters(struct fault *f)
{
	return fail(f, INVALID, "The certificate contains characters that do not belong in it. "
	    "Copy it again, or upload the file.");
}

/* Some products write one certificate after another, each with its padding. */
static enum status
take_base64(struct reading *r, struct part p, bool is_trusted)
{
	size_t pieces = 0;
	enum status st = OK;
	struct der d;

	for (; st == OK && (p.at < p.end || pieces == 0); pieces++)
		st = pieces < CERTIFICATES_MAX && decode_piece(r->arena, &p, &d)
		    ? take_bytes(r, d, is_trusted) : refuse_characters(r->fault);
	return st;
}

/* --- PEM (RFC 7468) --- */

struct armor {
	struct part	 label, body;
	bool		 is_closed;
};

static const char *
skip(const char *at, const char *end, const char *characters)
{
	while (at < end && strchr(characters, *at) != NULL)
		at++;
	return at;
}

/* The words between BEGIN and dashes; false: there are none. */
static bool
read_label(const char *text, struct part rest, struct part *label)
{
	const char *at = rest.at, *end;

	while (at > text && at[-1] == ' ')
		at--;
	if (at == text || at[-1] != '-')
		return false;
	label->at = skip(rest.at + strlen("BEGIN"), rest.end, " \t\r\n");
	end = memchr(label->at, '-', (size_t)(rest.end - label->at));
	if (end == NULL || end - label->at > LABEL_MAX)
		return false;
	while (end > label->at && end[-1] == ' ')
		end--;
	label->end = end;
	return true;
}

/* Finds the next armor after *at, and moves it to the body's end. */
static bool
next_armor(const struct pasted *p, const char **at, struct armor *out)
{
	const char *end = p->text + p->length, *stop;

	for (*at = text_find(*at, (size_t)(end - *at), "BEGIN"); *at != NULL;
	    *at = text_find(*at, (size_t)(end - *at), "BEGIN")) {
		if (!read_label(p->text, (struct part){ *at, end }, &out->label)) {
			*at += strlen("BEGIN");
			continue;
		}
		out->body.at = skip(out->label.end, end, "- ");
		stop = memchr(out->body.at, '-', (size_t)(end - out->body.at));
		out->body.end = stop == NULL ? end : stop;
		stop = skip(out->body.end, end, "- ");
		out->is_closed = text_find(stop, (size_t)(end - stop) < 3 ? 0 : 3, "END") != NULL;
		*at = out->body.end;
		return true;
	}
	return false;
}

static bool
is_label(struct part label, const char *word)
{
	return (size_t)(label.end - label.at) == strlen(word)
	    && strncasecmp(label.at, word, strlen(word)) == 0;
}

static bool
is_certificate_label(struct part label)
{
	static const char *const words[] = { "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE",
		"PKCS7", "PKCS #7 SIGNED DATA", "CMS" };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (is_label(label, words[i]))
			return true;
	return false;
}

static enum status
take_armor(struct reading *r, const struct pasted *p, const struct armor *m)
{
	const char *end = p->text + p->length, *next = skip(m->body.end, end, "- ");

	if (!m->is_closed && m->body.end < end
	    && text_find(next, (size_t)(end - next) < 5 ? 0 : 5, "BEGIN") == NULL)
		return refuse_characters(r->fault);
	if (!m->is_closed)
		return certificate_refuse_unended(r->fault);
	return take_base64(r, m->body, is_label(m->label, "TRUSTED CERTIFICATE"));
}

/* NOT_FOUND: there is no PEM in it.  Text beside certificates is passed over. */
static enum status
read_pem(struct reading *r, const struct pasted *p)
{
	struct armor m, other = { 0 };
	const char *at = p->text;
	size_t former = r->out->count;
	enum status st = OK;

	while (st == OK && next_armor(p, &at, &m)) {
		if (is_certificate_label(m.label))
			st = take_armor(r, p, &m);
		else
			other = m;
	}
	if (st != OK || r->out->count > former)
		return st;
	return other.label.at == NULL ? NOT_FOUND
	    : certificate_refuse_label(other.label.at, (size_t)(other.label.end - other.label.at), r->fault);
}

/* --- XML and JSON --- */

/* The place after the next of that character, or the end. */
static const char *
after(const char *at, const char *end, char c)
{
	const char *found = memchr(at, c, (size_t)(end - at));

	return found == NULL ? end : found + 1;
}

/* NOT_FOUND: there is no such element. */
static enum status
read_elements(struct reading *r, const struct pasted *p)
{
	static const char name[] = "X509Certificate";
	const char *end = p->text + p->length, *at, *stop;
	enum status st = NOT_FOUND;

	for (at = text_find(p->text, p->length, name); at != NULL && (st == OK || st == NOT_FOUND);
	    at = text_find(at, (size_t)(end - at), name)) {
		at = after(at, end, '>');
		stop = after(at, end, '<') - 1;
		if (stop + 1 >= end || stop[1] != '/')
			return refuse_characters(r->fault);
		st = take_base64(r, (struct part){ at, stop }, false);
		at = after(stop, end, '>');
	}
	return st;
}

static bool
is_certificate_text(const char *at, const char *end)
{
	return end - at >= JSON_MIN_CHARS && (memcmp(at, "MI", 2) == 0 || memcmp(at, "LS0t", 4) == 0);
}

/* Any text in it that is one: the members' names differ ("x5c", "cert", "certificate"). */
static enum status
read_json(struct reading *r, const struct pasted *p)
{
	const char *end = p->text + p->length, *at, *stop;
	size_t former = r->out->count;
	enum status st = OK;

	for (at = memchr(p->text, '"', p->length); st == OK && at != NULL; at = stop) {
		stop = memchr(at + 1, '"', (size_t)(end - at - 1));
		if (stop != NULL && is_certificate_text(at + 1, stop))
			st = take_base64(r, (struct part){ at + 1, stop }, false);
	}
	return st != OK || r->out->count > former ? st : certificate_refuse_json(p, r->fault);
}

/* --- the whole --- */

static bool
is_json(const struct pasted *p)
{
	const char *at = skip(p->text, p->text + p->length, " \t\r\n");

	return at < p->text + p->length && (*at == '{' || *at == '[');
}

static bool
is_base64(const struct pasted *p)
{
	size_t count = 0, i;

	for (i = 0; i < p->length; i++) {
		if (digit(p->text[i]) != '\0')
			count++;
		else if (p->text[i] != '=' && !is_blank(p->text[i]))
			return false;
	}
	return count % 4 != 1;
}

static enum status
read_text(struct reading *r, const struct pasted *p)
{
	enum status st = certificate_refuse_lookalike(r->arena, p, r->fault);

	if (st != OK)
		return st;
	st = read_pem(r, p);
	if (st == NOT_FOUND)
		st = read_elements(r, p);
	if (st != NOT_FOUND)
		return st;
	st = certificate_refuse_text(p, r->fault);
	if (st != OK)
		return st;
	if (is_json(p))
		return read_json(r, p);
	if (!is_base64(p))
		return certificate_refuse_unknown(r->fault);
	return take_base64(r, (struct part){ p->text, p->text + p->length }, false);
}

/* A certificate is long enough that its length takes more than one byte. */
static bool
is_der(const char *bytes, size_t length)
{
	return length >= 2 && bytes[0] == DER_SEQUENCE && (unsigned char)bytes[1] > 0x7F;
}

static enum status
read_bytes(struct reading *r, const char *bytes, size_t length)
{
	struct pasted p;

	if (is_der(bytes, length))
		return take_der(r, (struct der){ (const unsigned char *)bytes, length });
	p = pasted_plain(r->arena, bytes, length);
	return p.length == 0 && length > 0 ? certificate_refuse_unknown(r->fault) : read_text(r, &p);
}

enum status
certificate_list_read(struct arena *a, const char *bytes, size_t length,
    struct certificate_list *out, struct fault *f)
{
	struct reading r = { .arena = a, .out = out, .fault = f };

	out->count = 0;
	return read_bytes(&r, bytes, length);
}
