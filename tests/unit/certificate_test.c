/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/certificate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/encode.h"
#include "base/private_key.h"
#include "base/sentence.h"
#include "base/text.h"
#include "test.h"

#define NOW INT64_C(1798761600000)	/* 2027-01-01T00:00:00Z */
#define BYTES(text) text, sizeof(text) - 1

/* The beginnings of keys; none is a key of anything. */
#define ZEROES "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
#define RSA_OID "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\0"
#define PKCS8 "\x30\x26\x02\x01\0\x30\x0d" RSA_OID "\x04\x12" ZEROES
#define PKCS8_V2 "\x30\x26\x02\x01\1\x30\x0d" RSA_OID "\x04\x12" ZEROES
#define PKCS1 "\x30\x82\x04\xa4\x02\x01\0\x02\x82\x01\x01\0\xb3" ZEROES
#define EC_KEY "\x30\x77\x02\x01\1\x04\x20" ZEROES
#define ENCRYPTED_KEY "\x30\x82\x05\x35\x30\x0f" RSA_OID "\x05\0" "\x04\x82\x05\x20" ZEROES
#define PKCS12 "\x30\x82\x09\xef\x02\x01\3\x30\x82\x09\xb5" ZEROES
#define RSA_PUBLIC "\x30\x0a\x02\x03\1\0\1\x02\x03\1\0\1"

static char *
load(struct arena *a, const char *name, size_t *length)
{
	const char *source = getenv("srcdir");
	char *path = arena_print(a, "%s/tests/unit/certificate/%s", source == NULL ? "." : source, name);
	FILE *from = fopen(path, "rb");
	struct stat about;
	char *bytes;

	CHECK(from != NULL && fstat(fileno(from), &about) == 0, "%s cannot be read", path);
	*length = (size_t)about.st_size;
	bytes = arena_alloc(a, *length + 1);
	assert_int_equal(fread(bytes, 1, *length, from), *length);
	fclose(from);
	return bytes;
}

static char *
load_text(struct arena *a, const char *name)
{
	size_t length;

	return load(a, name, &length);
}

/* At the end of a block of its own, so that a read past it is seen. */
static enum status
read_bytes(struct arena *a, const char *bytes, size_t length, struct found_certificate *out,
    struct fault *f)
{
	char *block = malloc(length == 0 ? 1 : length);
	enum status st;

	assert_non_null(block);
	memcpy(block, bytes, length);
	st = certificate_read(a, block, length, NOW, out, f);
	free(block);
	return st;
}

static enum status
read_text(struct arena *a, const char *text, struct found_certificate *out, struct fault *f)
{
	return read_bytes(a, text, strlen(text), out, f);
}

static char *
replace(struct arena *a, const char *text, const char *from, const char *to)
{
	struct buf b = buf_in(a);
	const char *at;

	for (at = strstr(text, from); at != NULL; at = strstr(text, from)) {
		buf_add_bytes(&b, text, (size_t)(at - text));
		buf_add(&b, to);
		text = at + strlen(from);
	}
	buf_add(&b, text);
	return b.text;
}

static char *
bare(struct arena *a, const char *pem)
{
	const char *start = strstr(pem, "-----\n") + 6;

	return arena_copy(a, start, (size_t)(strstr(start, "-----END") - start));
}

TEST(certificate_is_described)
{
	struct arena *a = arena_new();
	struct found_certificate c;
	struct fault f;
	char *pem = load_text(a, "rsa.pem");

	assert_int_equal(read_text(a, pem, &c, &f), OK);
	assert_string_equal(c.pem, pem);
	assert_string_equal(c.subject, "C = DE, O = Acme GmbH, CN = idp.example.com");
	assert_string_equal(c.issuer, c.subject);
	assert_string_equal(c.subject_parts->given.whole, "{\"countryName\":\"DE\","
	    "\"organizationName\":\"Acme GmbH\",\"commonName\":\"idp.example.com\"}");
	assert_string_equal(c.not_before, "2025-01-01T00:00:00.000Z");
	assert_string_equal(c.not_after, "2045-01-01T00:00:00.000Z");
	assert_int_equal(strlen(c.sha1), 20 * 3 - 1);
	assert_int_equal(strlen(c.sha256), 32 * 3 - 1);
	assert_true(c.sha256[2] == ':' && !c.is_expired && !c.is_not_yet_valid);
	assert_int_equal(c.warnings.count, 0);
	arena_free(a);
}

TEST(certificate_shows_all_parts_of_its_subject)
{
	struct arena *a = arena_new();
	struct found_certificate c;
	struct fault f;

	assert_int_equal(read_text(a, load_text(a, "names.pem"), &c, &f), OK);
	assert_string_equal(c.subject_parts->given.whole, "{\"countryName\":\"DE\","
	    "\"organizationName\":\"M\xc3\xbcller, \\\"S\xc3\xb6hne\\\" AG\","
	    "\"organizationalUnitName\":[\"one\",\"two\"],\"1.2.3.4\":\"own\","
	    "\"commonName\":\"idp.example.com/x\",\"emailAddress\":\"it@example.com\"}");
	assert_int_equal(read_text(a, load_text(a, "noname.pem"), &c, &f), OK);
	assert_null(c.subject_parts);
	arena_free(a);
}

/* As people paste one and the same certificate. */
static const char *
forms(struct arena *a, const char *pem, size_t i)
{
	switch (i) {
	case 0: return replace(a, pem, "\n", "\r\n");
	case 1: return replace(a, pem, "\n", "\n    ");
	case 2: return replace(a, pem, "\n", " ");
	case 3: return replace(a, pem, "\n", "\\n");
	case 4: return replace(a, pem, "\n", "\\r\\n");
	case 5: return arena_print(a, "\"%s\"", replace(a, pem, "\n", "\\n"));
	case 6: return arena_print(a, "Bag Attributes\n  friendlyName: x\n%s\nAnd a note.\n", pem);
	case 7: return arena_print(a, "\xef\xbb\xbf%s", pem);
	case 8: return bare(a, pem);
	case 9: return replace(a, bare(a, pem), "\n", "");
	case 10: return replace(a, bare(a, pem), "\n", "\r\n\t");
	case 11: return arena_print(a, "\xef\xbb\xbf%s", bare(a, pem));
	case 12: return replace(a, replace(a, bare(a, pem), "\n", ""), "=", "");
	case 13: return replace(a, pem, "CERTIFICATE", "X509 CERTIFICATE");
	case 14: return replace(a, pem, "-----BEGIN CERTIFICATE", "-----begin certificate");
	case 15: return replace(a, pem, "-----", "\xe2\x80\x94\xe2\x80\x93-");
	case 16: return replace(a, replace(a, pem, " ", "\xc2\xa0"), "\n", "\xe2\x80\x8b\n");
	case 17: return replace(a, pem, "-----", "\x97\x96");
	case 18: return base64_encode(a, pem, strlen(pem));
	case 19: return replace(a, replace(a, replace(a, bare(a, pem), "+", "-"), "/", "_"), "=", "");
	case 20: return arena_print(a, "<ds:X509Certificate>%s</ds:X509Certificate>", bare(a, pem));
	case 21: return arena_print(a, "<X509Certificate xmlns=\"http://www.w3.org/2000/09/xmldsig#\">%s"
	    "</X509Certificate>", replace(a, bare(a, pem), "\n", "&#13;\n"));
	case 22: return arena_print(a, "<KeyDescriptor use=\"signing\"><KeyInfo><X509Data>"
	    "<X509Certificate>%s</X509Certificate></X509Data></KeyInfo></KeyDescriptor>",
	    base64_encode(a, pem, strlen(pem)));
	case 23: return arena_print(a, "{\"kty\":\"RSA\",\"n\":\"AQ\",\"x5c\":[\"%s\"]}",
	    replace(a, bare(a, pem), "\n", ""));
	case 24: return arena_print(a, "{\"keys\":[{\"kty\":\"RSA\",\"x5c\":[\"%s\",\"%s\"]}]}",
	    replace(a, replace(a, bare(a, pem), "\n", ""), "/", "\\/"), replace(a, bare(a, pem), "\n", ""));
	case 25: return arena_print(a, "[\"%s\"]", replace(a, pem, "\n", "\\n"));
	case 26: return arena_print(a, "SAML_CERT=\"%s\"", replace(a, pem, "\n", "\\n"));
	case 27: return load_text(a, "pkcs7.pem");
	case 28: return bare(a, load_text(a, "pkcs7.pem"));
	case 29: return load_text(a, "trusted.pem");
	case 30: return arena_print(a, "%s%s", pem, pem);
	case 31: return base64_encode(a, load_text(a, "pkcs7.pem"), strlen(load_text(a, "pkcs7.pem")));
	default: return NULL;
	}
}

/* As PowerShell and Notepad write files, with a byte order mark and without. */
TEST(certificate_is_read_in_utf16)
{
	struct arena *a = arena_new();
	struct found_certificate c;
	struct fault f;
	char *pem = load_text(a, "rsa.pem"), *wide = arena_alloc(a, 2 * strlen(pem) + 3);
	size_t length = strlen(pem), i, order;

	for (order = 0; order < 2; order++) {
		memset(wide, 0, 2 * length + 2);
		memcpy(wide, order == 0 ? "\xff\xfe" : "\xfe\xff", 2);
		for (i = 0; i < length; i++)
			wide[2 + 2 * i + order] = pem[i];
		CHECK(read_bytes(a, wide, 2 * length + 2, &c, &f) == OK, "order %zu: %s", order, said(&f));
		assert_string_equal(c.pem, pem);
		CHECK(read_bytes(a, wide + 2, 2 * length, &c, &f) == OK, "order %zu: %s", order, said(&f));
		CHECK(read_text(a, base64_encode(a, wide, 2 * length + 2), &c, &f) == OK, "order %zu: %s",
		    order, said(&f));
		assert_string_equal(c.pem, pem);
	}
	arena_free(a);
}

TEST(certificate_is_read_in_many_forms)
{
	struct arena *a = arena_new();
	struct found_certificate wanted, c;
	struct fault f;
	char *pem = load_text(a, "rsa.pem"), *der;
	const char *form;
	size_t length, i;

	assert_int_equal(read_text(a, pem, &wanted, &f), OK);
	for (i = 0, form = forms(a, pem, i); form != NULL; form = forms(a, pem, ++i)) {
		CHECK(read_text(a, form, &c, &f) == OK, "form %zu: %s", i, said(&f));
		CHECK(text_is(c.sha256, wanted.sha256) && text_is(c.pem, wanted.pem), "form %zu", i);
		CHECK(c.warnings.count == 0, "form %zu: %s", i, sentences_english(a, &c.warnings));
	}
	assert_true(i > 30);
	der = load(a, "rsa.der", &length);
	assert_int_equal(read_bytes(a, der, length, &c, &f), OK);
	assert_string_equal(c.pem, wanted.pem);
	arena_free(a);
}

TEST(certificate_warns)
{
	static const struct {
		const char *file, *warning;
		bool is_expired, is_not_yet_valid;
	} rows[] = {
		{ "expired.pem", "The certificate for CN = old.example.com expired on Wednesday 1 January "
		    "2020, 00:00 UTC.", true, false },
		{ "future.pem", "The certificate for CN = next.example.com is not valid until Sunday 1 "
		    "January 2040, 00:00 UTC.", false, true },
		{ "sha1.pem", "The certificate for CN = sha1.example.com is signed with SHA-1, which is "
		    "outdated.", false, false },
		{ "ecdsa.pem", NULL, false, false },
		{ "leaf.pem", NULL, false, false },
		{ "noname.pem", NULL, false, false },
	};
	struct arena *a = arena_new();
	struct found_certificate c;
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(read_text(a, load_text(a, rows[i].file), &c, &f) == OK, "%s: %s", rows[i].file,
		    said(&f));
		CHECK(c.is_expired == rows[i].is_expired
		    && c.is_not_yet_valid == rows[i].is_not_yet_valid, "%s", rows[i].file);
		CHECK(c.warnings.count == (rows[i].warning != NULL), "%s: %zu warnings", rows[i].file,
		    c.warnings.count);
		CHECK(rows[i].warning == NULL || text_starts(sentences_english(a, &c.warnings), rows[i].warning),
		    "%s: %s", rows[i].file, sentences_english(a, &c.warnings));
	}
	arena_free(a);
}

TEST(certificate_names_are_utf8)
{
	struct arena *a = arena_new();
	struct found_certificate c;
	struct fault f;

	assert_int_equal(read_text(a, load_text(a, "ecdsa.pem"), &c, &f), OK);
	assert_string_equal(c.subject, "O = Müller & Söhne, CN = ecdsa.example.com");
	assert_int_equal(read_text(a, load_text(a, "noname.pem"), &c, &f), OK);
	assert_string_equal(c.subject, "(no name)");
	arena_free(a);
}

TEST(certificate_the_first_of_several_is_used)
{
	struct arena *a = arena_new();
	struct found_certificate c;
	struct fault f;
	char *chain = arena_print(a, "%s%s%s", load_text(a, "leaf.pem"), load_text(a, "ca.pem"),
	    load_text(a, "rsa.pem"));

	assert_int_equal(read_text(a, chain, &c, &f), OK);
	assert_string_equal(c.subject, "O = Acme GmbH, CN = signing.idp.example.com");
	assert_int_equal(c.warnings.count, 1);
	assert_string_equal(sentences_english(a, &c.warnings), "You entered 3 certificates. "
	    "We use the first one, for O = Acme GmbH, CN = signing.idp.example.com. Make sure "
	    "that your identity provider signs with it.");
	arena_free(a);
}

/* In any order, also as DER one after another in base64, each padded or not. */
TEST(certificates_that_name_each_other_as_issuer_count_as_the_first)
{
	struct arena *a = arena_new();
	struct found_certificates all;
	struct found_certificate c;
	struct fault f;
	const char *both = load_text(a, "circle.pem");

	assert_int_equal(read_text(a, both, &c, &f), OK);
	assert_string_equal(c.subject, "CN = X");
	assert_int_equal(certificates_read(a, both, strlen(both), NOW, &all, &f), OK);
	assert_int_equal(all.count, 1);
	arena_free(a);
}

TEST(certificate_that_issued_another_is_passed_over)
{
	struct arena *a = arena_new();
	struct found_certificate c;
	struct found_certificates all;
	struct fault f;
	char *leaf = load_text(a, "leaf.pem"), *ca = load_text(a, "ca.pem"), *rsa = load_text(a, "rsa.pem");
	const char *const chains[] = { arena_print(a, "%s%s", ca, leaf), arena_print(a, "%s%s", leaf, ca),
		arena_print(a, "%s%s", bare(a, leaf), bare(a, ca)),
		arena_print(a, "[\"%s\",\"%s\"]", replace(a, bare(a, leaf), "\n", ""), replace(a, bare(a, ca), "\n", "")) };
	size_t i;

	for (i = 0; i < COUNT(chains); i++) {
		CHECK(read_text(a, chains[i], &c, &f) == OK, "chain %zu: %s", i, said(&f));
		assert_string_equal(c.subject, "O = Acme GmbH, CN = signing.idp.example.com");
		CHECK(c.warnings.count == 0, "chain %zu: %s", i, sentences_english(a, &c.warnings));
	}
	assert_int_equal(read_text(a, arena_print(a, "%s%s%s", ca, rsa, leaf), &c, &f), OK);
	assert_string_equal(sentences_english(a, &c.warnings), "You entered 3 certificates. "
	    "We use the one for C = DE, O = Acme GmbH, CN = idp.example.com. Make sure "
	    "that your identity provider signs with it.");
	leaf = arena_print(a, "%s%s%s", rsa, leaf, load_text(a, "weak.pem"));
	assert_int_equal(certificates_read(a, leaf, strlen(leaf), NOW, &all, &f), INVALID);
	assert_int_equal(all.count, 2);
	assert_non_null(strstr(said(&f), "because its RSA key is too weak: it has only 1024 "
	    "bits"));
	arena_free(a);
}

static void
check_refused(struct arena *a, const char *bytes, size_t length, const char *sentence)
{
	struct found_certificate c = { .pem = "unchanged" };
	struct fault f = { 0 };

	CHECK(read_bytes(a, bytes, length, &c, &f) == INVALID, "taken: %.40s", bytes);
	CHECK(strstr(said(&f), sentence) != NULL, "%s, not %s", said(&f), sentence);
	assert_string_equal(c.pem, "unchanged");
}

#define FINGERPRINT(text, digest) BYTES(text), "This is the fingerprint of a certificate (" digest "), not the " \
	"certificate itself. Paste the certificate"

TEST(certificate_says_what_came_instead)
{
	static const struct {
		const char *bytes;
		size_t count;
		const char *sentence;
	} rows[] = {
		{ BYTES(""), "The certificate is empty. Paste the certificate" },
		{ BYTES(" \r\n"), "The certificate is empty. Paste the certificate" },
		{ BYTES("AA:BB:CC:DD"), "We found no certificate here. Paste the certificate" },
		{ BYTES("hello there"), "We found no certificate here. Paste the certificate" },
		{ BYTES("\0\0\0\0"), "We found no certificate here. Paste the certificate" },
		{ BYTES("aGVsbG8gdGhlcmU="), "We found no certificate here. Paste the certificate" },
		{ BYTES("https://idp.example.com/cert"), "This is the address of a certificate, not the certificate itself. Paste" },
		{ BYTES("<html><body>Sign in"), "This is a web page, not a certificate." },
		{ BYTES("<md:EntityDescriptor/>"), "This is SAML metadata, not a certificate." },
		{ BYTES("ssh-rsa AAAAB3NzaC1yc2E= me@host"), "This is a public key without" },
		{ BYTES("\xff\xfe-\0-\0-\0"), "We found no certificate here. Paste the certificate" },
		{ BYTES("ssh-rsa AAAAB3NzaC1yc2E="), "This is a public key without" },
		{ BYTES("<!DOCTYPE html><p>Sign in"), "This is a web page, not a certificate." },
		{ BYTES("<EntitiesDescriptor><X509Certificate>MIIC</X509Certificate></EntitiesDescriptor>"),
		    "This is SAML metadata, not a certificate." },
		{ BYTES("{\"kty\":\"RSA\",\"n\":\"AQ\",\"e\":\"AQAB\"}"), "This is a public key without" },
		{ BYTES("{\"issuer\":\"https://idp.example.com\"}"),
		    "This is JSON, and there is no certificate in it. Paste the certificate" },
		{ BYTES("<X509Certificate>MIIC<!-- -->AA</X509Certificate>"),
		    "The certificate contains characters that do not belong in it." },
		{ BYTES("<X509Certificate>MIIC"), "The certificate contains characters that do not belong" },
		{ BYTES("-----BEGIN CERTIFICATE-----\nMI-C\n-----END CERTIFICATE-----"),
		    "The certificate contains characters that do not belong in it." },
		{ BYTES("-----BEGIN CERTIFICATE-----\nMIIC\n-----BEGIN CERTIFICATE-----"),
		    "The certificate is cut off:" },
		{ BYTES("-----BEGIN PGP SIGNATURE-----\nMIIC\n-----END PGP SIGNATURE-----"),
		    "We found no certificate here." },
		{ FINGERPRINT("a1b2c3d4e5f60718293a4b5c6d7e8f9001122334", "SHA-1") },
		{ FINGERPRINT("A1:B2:C3:D4:E5:F6:07:18:29:3A:4B:5C:6D:7E:8F:90:01:12:23:34", "SHA-1") },
		{ FINGERPRINT("\xe2\x80\x8e" "a1 b2 c3 d4 e5 f6 07 18 29 3a 4b 5c 6d 7e 8f 90 01 12 23 34",
		    "SHA-1") },
		{ FINGERPRINT("SHA256 Fingerprint=A1:B2:C3:D4:E5:F6:07:18:29:3A:4B:5C:6D:7E:8F:90:01:12:"
		    "23:34:A1:B2:C3:D4:E5:F6:07:18:29:3A:4B:5C", "SHA-256") },
		{ FINGERPRINT("sha256:a1b2c3d4e5f60718293a4b5c6d7e8f9001122334a1b2c3d4e5f60718293a4b5c",
		    "SHA-256") },
		{ FINGERPRINT("Thumbprint: a1b2c3d4e5f60718293a4b5c6d7e8f9001122334", "SHA-1") },
		{ FINGERPRINT("oWLD1OX2BxgpOktcbX6PkAESIzQ=", "SHA-1") },
		{ BYTES("-----BEGIN CERTIFICATE-----\nMIIC"), "The certificate is cut off:" },
		{ BYTES("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----"),
		    "The certificate contains characters that do not belong in it." },
		{ BYTES("-----BEGIN CERTIFICATE-----\nMI*C\n-----END CERTIFICATE-----"),
		    "The certificate contains characters that do not belong in it." },
		{ BYTES("-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----"),
		    "The certificate is damaged or incomplete." },
		{ BYTES("\x30\x82\x02\x10\x30\x82"), "The certificate is damaged or incomplete." },
		{ BYTES("\x30\x80\x30\x80"), "The certificate is damaged or incomplete." },
		{ BYTES("MAoCAwEAAQIDAQAB"), "This is a public key without its certificate." },
	};
	static const struct {
		const char *file, *sentence;
	} files[] = {
		{ "csr.pem", "This is a certificate signing request (CSR), not a certificate." },
		{ "public-key.pem", "This is a public key without its certificate." },
		{ "ed25519.pem", "We cannot use the certificate, because its key is neither RSA nor ECDSA." },
	};
	struct arena *a = arena_new();
	char *text;
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		check_refused(a, rows[i].bytes, rows[i].count, rows[i].sentence);
	for (i = 0; i < COUNT(files); i++) {
		text = load_text(a, files[i].file);
		check_refused(a, text, strlen(text), files[i].sentence);
		text = bare(a, text);
		check_refused(a, text, strlen(text), files[i].sentence);
	}
	arena_free(a);
}

#define TOO_LARGE(bits) "because its RSA key is too large: it has " #bits " bits. In your identity " \
	"provider, create a certificate with a key of at most 8192 bits."
#define TOO_SMALL(bits) "because its RSA key is too weak: it has only " #bits " bits. In your identity " \
	"provider, create a certificate with a key of at least 2048 bits."
#define UNSAFE "because its RSA key is not safe. In your identity provider, create a " \
	"certificate with a new key whose public exponent is 65537."
#define NO_CURVE "because its key is not on the elliptic curve P-256, P-384 or P-521. In your " \
	"identity provider, create a certificate with a key on one of these curves."

TEST(certificate_with_a_key_that_we_do_not_accept_is_refused)
{
	static const struct {
		const char *file, *sentence;
	} rows[] = {
		{ "rsa512.pem", TOO_SMALL(512) }, { "weak.pem", TOO_SMALL(1024) },
		{ "rsa2047.pem", TOO_SMALL(2047) }, { "rsa-pss1024.pem", TOO_SMALL(1024) },
		{ "rsa8193.pem", TOO_LARGE(8193) }, { "rsa16384.pem", TOO_LARGE(16384) },
		{ "exponent1.pem", UNSAFE }, { "exponent3.pem", UNSAFE }, { "exponent-even.pem", UNSAFE },
		{ "exponent-large.pem", UNSAFE }, { "exponent-huge.pem", UNSAFE },
		{ "even-modulus.pem", UNSAFE },
		{ "explicit.pem", NO_CURVE }, { "p224.pem", NO_CURVE }, { "secp256k1.pem", NO_CURVE },
		{ "brainpoolp256r1.pem", NO_CURVE },
		{ "dsa.pem", "because its key is neither RSA nor ECDSA." },
	};
	struct arena *a = arena_new();
	char *text;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		text = load_text(a, rows[i].file);
		check_refused(a, text, strlen(text), rows[i].sentence);
	}
	arena_free(a);
}

TEST(certificate_with_a_key_that_we_accept_is_read)
{
	static const char *const files[] = { "rsa.pem", "rsa8192.pem", "exponent-64bit.pem", "rsa-pss.pem",
		"ecdsa.pem", "p384.pem", "p521.pem" };
	struct arena *a = arena_new();
	struct found_certificate c;
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(files); i++)
		CHECK(read_text(a, load_text(a, files[i]), &c, &f) == OK && c.warnings.count == 0, "%s: %s",
		    files[i], said(&f));
	arena_free(a);
}

TEST(certificate_with_a_private_key_is_refused_and_not_quoted)
{
	static const char *const labels[] = { "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY",
		"ENCRYPTED PRIVATE KEY", "DSA PRIVATE KEY", "OPENSSH PRIVATE KEY" };
	static const char *const dashes[] = { "-----", "--", "\xe2\x80\x94", "" };
	struct arena *a = arena_new();
	struct found_certificate c;
	struct fault f;
	char *pem = load_text(a, "rsa.pem"), *key;
	size_t i, j;

	for (i = 0; i < COUNT(labels); i++)
		for (j = 0; j < COUNT(dashes); j++) {
			key = arena_print(a, "%sBEGIN %s%s\nc2VjcmV0\n%sEND %s%s\n", dashes[j],
			    labels[i], dashes[j], dashes[j], labels[i], dashes[j]);
			check_refused(a, key, strlen(key), "You sent us a private key.");
			key = arena_print(a, "%s%s", pem, key);
			assert_int_equal(read_text(a, key, &c, &f), INVALID);
			assert_non_null(strstr(said(&f), "Others may know the key now, so "
			    "replace it"));
			assert_null(strstr(said(&f), "c2Vj"));
		}
	key = arena_print(a, "without private key:\n%s", pem);
	assert_int_equal(read_text(a, key, &c, &f), OK);
	arena_free(a);
}

TEST(private_key_without_armor_is_refused)
{
	static const struct {
		const char *bytes;
		size_t count;
	} rows[] = { { BYTES(PKCS8) }, { BYTES(PKCS8_V2) }, { BYTES(PKCS1) }, { BYTES(EC_KEY) },
		{ BYTES(ENCRYPTED_KEY) }, { BYTES(PKCS12) },
		{ BYTES("MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw") },
		{ BYTES("MIIE\r\n vQIBADANBgkqhkiG9w0BAQEFAASCBKcw") },
		{ BYTES("MIIEpAIBAAKCAQEAsz") },
		{ BYTES("MHcCAQEEIAAA") } };
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		check_refused(a, rows[i].bytes, rows[i].count, "You sent us a private key.");
	arena_free(a);
}

TEST(private_key_is_not_seen_where_there_is_none)
{
	static const char *const files[] = { "rsa.pem", "rsa.der", "ecdsa.pem", "csr.pem", "pkcs7.pem",
		"public-key.pem", "ca.pem" };
	struct arena *a = arena_new();
	struct fault f;
	size_t length, i;
	char *bytes;

	for (i = 0; i < COUNT(files); i++) {
		bytes = load(a, files[i], &length);
		CHECK(private_key_refuse(bytes, length, &f) == OK, "%s", files[i]);
		if (text_starts(bytes, "-----"))
			CHECK(private_key_refuse(bare(a, bytes), strlen(bare(a, bytes)), &f) == OK, "%s",
			    files[i]);
	}
	assert_int_equal(private_key_refuse(BYTES(RSA_PUBLIC), &f), OK);
	assert_int_equal(private_key_refuse("", 0, &f), OK);
	assert_int_equal(private_key_refuse(BYTES("PRIVATE KEY"), &f), OK);
	arena_free(a);
}

TEST(certificate_has_a_size)
{
	struct arena *a = arena_new();
	struct found_certificate c;
	struct fault f;
	char *pem = load_text(a, "rsa.pem");
	size_t length = strlen(pem);
	char *padded = arena_print(a, "%*s%s", (int)(CERTIFICATE_MAX_CHARS - length), "", pem);

	assert_int_equal(read_text(a, padded, &c, &f), OK);
	assert_int_equal(read_text(a, arena_print(a, " %s", padded), &c, &f), INVALID);
	assert_string_equal(said(&f), "This is too long for a certificate, which can have at most 10240 "
	    "characters. Use only the signing certificate.");
	arena_free(a);
}

TEST(certificate_with_bytes_behind_it_is_refused)
{
	struct arena *a = arena_new();
	size_t length;
	char *der = load(a, "rsa.der", &length), *longer = arena_alloc(a, length + 1);

	memcpy(longer, der, length);
	check_refused(a, longer, length + 1, "There is more data after the certificate.");
	check_refused(a, der, length - 1, "The certificate is damaged or incomplete.");
	arena_free(a);
}
