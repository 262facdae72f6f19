/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/key_pair.h"

#include <string.h>

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "base/text.h"
#include "sso/certificate.h"
#include "test.h"

#define NOW INT64_C(1798761600000)	/* 2027-01-01T00:00:00Z */

static const struct {
	const char	*kind;
	int		 type, bits;
} kinds[] = { { "rsa3072", EVP_PKEY_RSA, 3072 }, { "p256", EVP_PKEY_EC, 256 },
	{ "p384", EVP_PKEY_EC, 384 } };

/* A pair, read back by libcrypto. */
struct made {
	struct arena	*arena;
	struct key_pair	 pair;
	X509		*certificate;
	EVP_PKEY	*key;
};

static struct made
made_new(const char *kind)
{
	struct made m = { .arena = arena_new() };
	struct fault f = { 0 };
	BIO *from;

	CHECK(key_pair_make(m.arena, kind, "sso.acme.example", NOW, &m.pair, &f) == OK, "%s: %s", kind,
	    said(&f));
	from = BIO_new_mem_buf(m.pair.certificate, -1);
	m.certificate = PEM_read_bio_X509(from, NULL, NULL, NULL);
	BIO_free(from);
	from = BIO_new_mem_buf(m.pair.private_key, -1);
	m.key = PEM_read_bio_PrivateKey(from, NULL, NULL, NULL);
	BIO_free(from);
	assert_non_null(m.certificate);
	assert_non_null(m.key);
	return m;
}

static void
made_free(struct made *m)
{
	X509_free(m->certificate);
	EVP_PKEY_free(m->key);
	arena_free(m->arena);
}

/* One of the kind for all tests that only look at it. */
static struct made
made_once(size_t kind)
{
	static struct made all[COUNT(kinds)];

	if (all[kind].key == NULL)
		all[kind] = made_new(kinds[kind].kind);
	return all[kind];
}

/* The certificate's key verifies what the private key signs, and nothing else. */
static void
check_signs(struct made *m)
{
	unsigned char signature[512];
	size_t length = sizeof(signature);
	EVP_MD_CTX *sign = EVP_MD_CTX_new(), *verify = EVP_MD_CTX_new(), *refuse = EVP_MD_CTX_new();
	EVP_PKEY *public = X509_get0_pubkey(m->certificate);

	assert_int_equal(EVP_DigestSignInit(sign, NULL, EVP_sha256(), NULL, m->key), 1);
	assert_int_equal(EVP_DigestSign(sign, signature, &length, (const unsigned char *)"text", 4), 1);
	assert_int_equal(EVP_DigestVerifyInit(verify, NULL, EVP_sha256(), NULL, public), 1);
	assert_int_equal(EVP_DigestVerify(verify, signature, length, (const unsigned char *)"text", 4),
	    1);
	assert_int_equal(EVP_DigestVerifyInit(refuse, NULL, EVP_sha256(), NULL, public), 1);
	assert_int_not_equal(EVP_DigestVerify(refuse, signature, length, (const unsigned char *)"test",
	    4), 1);
	EVP_MD_CTX_free(sign);
	EVP_MD_CTX_free(verify);
	EVP_MD_CTX_free(refuse);
}

TEST(key_pairs_sign_what_their_certificate_verifies)
{
	struct made m;
	size_t i;

	for (i = 0; i < COUNT(kinds); i++) {
		m = made_once(i);
		assert_string_equal(m.pair.kind, kinds[i].kind);
		assert_int_equal(EVP_PKEY_get_base_id(m.key), kinds[i].type);
		assert_int_equal(EVP_PKEY_get_bits(m.key), kinds[i].bits);
		assert_int_equal(X509_check_private_key(m.certificate, m.key), 1);
		check_signs(&m);
	}
}

TEST(key_pairs_have_a_certificate_for_signatures)
{
	struct made m;
	struct found_certificate found;
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(kinds); i++) {
		m = made_once(i);
		assert_int_equal(X509_get_version(m.certificate), 2);
		assert_int_equal(X509_verify(m.certificate, X509_get0_pubkey(m.certificate)), 1);
		assert_int_equal(X509_get_signature_nid(m.certificate), kinds[i].type == EVP_PKEY_RSA
		    ? NID_sha256WithRSAEncryption : NID_ecdsa_with_SHA256);
		assert_int_equal(X509_check_ca(m.certificate), 0);
		assert_int_equal(X509_get_key_usage(m.certificate), KU_DIGITAL_SIGNATURE);
		assert_int_equal(certificate_read(m.arena, m.pair.certificate, strlen(m.pair.certificate),
		    NOW, &found, &f), OK);
		assert_int_equal(found.warnings.count, 0);
		assert_string_equal(found.subject, "CN = sso.acme.example");
		assert_string_equal(found.issuer, found.subject);
		assert_string_equal(found.not_before, "2026-12-31T23:50:00.000Z");
		assert_string_equal(found.not_after, "2036-12-31T00:00:00.000Z");
		assert_string_equal(m.pair.subject, "CN=sso.acme.example");
		assert_string_equal(m.pair.sha1, found.sha1);
		assert_string_equal(m.pair.sha256, found.sha256);
		assert_string_equal(m.pair.certificate, found.pem);
	}
}

/* 4096 characters are the contract's limit. */
TEST(key_pairs_have_their_certificate_in_a_bundle)
{
	struct made m;
	PKCS7 *bundle;
	BIO *from;
	size_t i;

	for (i = 0; i < COUNT(kinds); i++) {
		m = made_once(i);
		from = BIO_new_mem_buf(m.pair.pkcs7, -1);
		bundle = PEM_read_bio_PKCS7(from, NULL, NULL, NULL);
		BIO_free(from);
		assert_non_null(bundle);
		assert_true(PKCS7_type_is_signed(bundle));
		assert_int_equal(sk_X509_num(bundle->d.sign->cert), 1);
		assert_int_equal(X509_cmp(sk_X509_value(bundle->d.sign->cert, 0), m.certificate), 0);
		assert_true(strlen(m.pair.pkcs7) <= 4096 && strlen(m.pair.certificate) <= 4096);
		assert_null(strstr(m.pair.pkcs7, "PRIVATE"));
		assert_null(strstr(m.pair.certificate, "PRIVATE"));
		PKCS7_free(bundle);
	}
}

TEST(key_pairs_are_never_the_same)
{
	struct made a = made_new("p256"), b = made_new("p256");

	assert_string_not_equal(a.pair.private_key, b.pair.private_key);
	assert_string_not_equal(a.pair.sha256, b.pair.sha256);
	assert_int_not_equal(ASN1_INTEGER_cmp(X509_get0_serialNumber(a.certificate),
	    X509_get0_serialNumber(b.certificate)), 0);
	made_free(&a);
	made_free(&b);
}

TEST(key_pairs_that_cannot_be_made_are_our_mistake)
{
	static const struct {
		const char	*kind, *name;
	} rows[] = {
		{ "rsa1024", "a" }, { "", "a" }, { "p256", "" },
		{ "p256", "0123456789012345678901234567890123456789012345678901234567890123x" },
	};
	struct arena *a = arena_new();
	struct key_pair pair = { .kind = "before" };
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(key_pair_make(a, rows[i].kind, rows[i].name, NOW, &pair, &f) == BROKEN, "row %zu", i);
		assert_string_equal(pair.kind, "before");
	}
	arena_free(a);
}

TEST(pem_bodies_are_one_line)
{
	static const struct {
		const char	*pem, *body;
	} rows[] = {
		{ "-----BEGIN X-----\nAAAA\nBBBB\nCC==\n-----END X-----\n", "AAAABBBBCC==" },
		{ "-----BEGIN X-----\nAAAA\n-----END X-----", "AAAA" }, { "", "" }, { "-----BEGIN X-----", "" },
	};
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		assert_string_equal(pem_body(a, rows[i].pem), rows[i].body);
	arena_free(a);
}
