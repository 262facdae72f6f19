/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/client_assertion.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "base/encode.h"
#include "base/text.h"
#include "sso/jws.h"
#include "sso/redirect_signature.h"
#include "test.h"

#define NOW INT64_C(1798761600000)	/* 2027-01-01T00:00:00Z */
#define AUDIENCE "https://idp.example.com/token?a=\"b\""
#define QUERY "SAMLRequest=AQMA%2FP9hYmM%3D&RelayState=lgn_1"

static struct arena *a;

struct signer {
	EVP_PKEY	*key;
	const char	*pem;
};

/* The RSA key of tests/unit/certificate, or a new one on a curve. */
static struct signer
signer_of(const char *curve)
{
	const char *source = getenv("srcdir");
	const char *path = arena_print(a, "%s/tests/unit/certificate/rsa.key",
	    source == NULL ? "." : source);
	BIO *memory = BIO_new(BIO_s_mem()), *file = curve == NULL ? BIO_new_file(path, "r") : NULL;
	struct signer s = { .key = curve == NULL ? PEM_read_bio_PrivateKey(file, NULL, NULL, NULL)
		: EVP_EC_gen(curve) };
	char *pem;
	long length;

	assert_non_null(s.key);
	assert_int_equal(PEM_write_bio_PrivateKey(memory, s.key, NULL, NULL, 0, NULL, NULL), 1);
	length = BIO_get_mem_data(memory, &pem);
	s.pem = arena_copy(a, pem, (size_t)length);
	BIO_free(memory);
	BIO_free(file);
	return s;
}

static const char *
part(const EVP_PKEY *key, const char *name, int width)
{
	unsigned char bytes[512];
	BIGNUM *number = NULL;
	int count;

	assert_int_equal(EVP_PKEY_get_bn_param(key, name, &number), 1);
	count = width > 0 ? BN_bn2binpad(number, bytes, width) : BN_bn2bin(number, bytes);
	BN_free(number);
	return base64url_encode(a, bytes, (size_t)count);
}

static const char *
key_set_of(const struct signer *s)
{
	const EVP_PKEY *key = s->key;
	int width = (EVP_PKEY_get_bits(key) + 7) / 8;
	const char *members;

	if (EVP_PKEY_is_a(key, "RSA"))
		members = arena_print(a, "\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\"",
		    part(key, OSSL_PKEY_PARAM_RSA_N, 0), part(key, OSSL_PKEY_PARAM_RSA_E, 0));
	else
		members = arena_print(a, "\"kty\":\"EC\",\"crv\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"",
		    width == 32 ? "P-256" : width == 48 ? "P-384" : "P-521",
		    part(key, OSSL_PKEY_PARAM_EC_PUB_X, width),
		    part(key, OSSL_PKEY_PARAM_EC_PUB_Y, width));
	return arena_print(a, "{\"keys\":[{\"kid\":\"k \\\"1\\\"\",%s}]}", members);
}

static void
check_claims(const struct jws *j)
{
	json_t *claims = json_loads((const char *)j->payload.at, 0, NULL);

	assert_non_null(claims);
	assert_string_equal(json_string_value(json_object_get(claims, "iss")), "postern");
	assert_string_equal(json_string_value(json_object_get(claims, "sub")), "postern");
	assert_string_equal(json_string_value(json_object_get(claims, "aud")), AUDIENCE);
	assert_int_equal(strlen(json_string_value(json_object_get(claims, "jti"))), 22);
	assert_int_equal(json_integer_value(json_object_get(claims, "iat")), NOW / 1000);
	assert_int_equal(json_integer_value(json_object_get(claims, "exp")), NOW / 1000 + 120);
	assert_int_equal(json_object_size(claims), 6);
	json_decref(claims);
}

static void
check_assertion(const struct signer *s, const char *jwks, const char *algorithm)
{
	struct login_outcome out = { 0 };
	struct fault f = { 0 };
	const char *token;
	struct jws j;

	assert_int_equal(client_assertion_make(a, "postern", AUDIENCE, s->pem, "k \"1\"",
	    algorithm, NOW, &token, &f), OK);
	CHECK(jws_read(a, token, &j, &out) == OK, "%s: %s", algorithm, out.detail);
	assert_string_equal(j.algorithm->name, algorithm);
	assert_string_equal(j.key_id, "k \"1\"");
	CHECK(jws_verify(a, &j, jwks, strlen(jwks), &out) == OK, "%s: %s", algorithm, out.failure);
	check_claims(&j);
}

TEST(a_client_assertion_is_signed_by_the_algorithm_of_its_key)
{
	static const struct {
		const char	*curve, *algorithms[7];
	} rows[] = {
		{ NULL, { "RS256", "RS384", "RS512", "PS256", "PS384", "PS512" } },
		{ "P-256", { "ES256" } }, { "P-384", { "ES384" } }, { "P-521", { "ES512" } },
	};
	struct signer s;
	const char *jwks;
	size_t i, k;

	a = arena_new();
	for (i = 0; i < COUNT(rows); i++) {
		s = signer_of(rows[i].curve);
		jwks = key_set_of(&s);
		for (k = 0; rows[i].algorithms[k] != NULL; k++)
			check_assertion(&s, jwks, rows[i].algorithms[k]);
		EVP_PKEY_free(s.key);
	}
	arena_free(a);
}

TEST(a_key_signs_only_by_its_own_algorithm)
{
	static const char *const algorithms[] = { "RS256", "ES384", "EdDSA", "HS256", "none" };
	struct signer s;
	struct fault f = { 0 };
	const char *token = NULL;
	size_t i;

	a = arena_new();
	s = signer_of("P-256");
	for (i = 0; i < COUNT(algorithms); i++)
		CHECK(client_assertion_make(a, "postern", AUDIENCE, s.pem, "k", algorithms[i], NOW,
		    &token, &f) == BROKEN, "%s", algorithms[i]);
	assert_int_equal(client_assertion_make(a, "postern", AUDIENCE, "no key", "k", "ES256", NOW, &token,
	    &f), BROKEN);
	assert_int_equal(redirect_sign(a, QUERY, s.pem, "rsa-sha256", &token, &f), BROKEN);
	assert_null(token);
	EVP_PKEY_free(s.key);
	arena_free(a);
}

static bool
is_signed(const struct signer *s, const char *digest, const char *message,
    const char *signature)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	size_t count;
	const char *bytes = base64_bytes(a, form_decode(a, signature, strlen(signature)), &count);
	bool is_right = EVP_DigestVerifyInit_ex(context, NULL, digest, NULL, NULL, s->key, NULL) == 1
	    && EVP_DigestVerify(context, (const unsigned char *)bytes, count,
	    (const unsigned char *)message, strlen(message)) == 1;

	EVP_MD_CTX_free(context);
	return is_right;
}

TEST(a_redirected_request_is_signed_with_its_algorithm_in_the_query)
{
	static const struct {
		const char	*algorithm, *digest, *query;
	} rows[] = {
		{ "rsa-sha256", "SHA256",
		    QUERY "&SigAlg=http%3A%2F%2Fwww.w3.org%2F2001%2F04%2Fxmldsig-more%23rsa-sha256" },
		{ "rsa-sha1", "SHA1", QUERY "&SigAlg=http%3A%2F%2Fwww.w3.org%2F2000%2F09%2Fxmldsig%23rsa-sha1" },
	};
	struct signer s;
	struct fault f = { 0 };
	const char *whole, *signature;
	size_t i;

	a = arena_new();
	s = signer_of(NULL);
	for (i = 0; i < COUNT(rows); i++) {
		assert_int_equal(redirect_sign(a, QUERY, s.pem, rows[i].algorithm, &whole, &f), OK);
		signature = strstr(whole, "&Signature=");
		CHECK(signature != NULL && text_is(arena_copy(a, whole, (size_t)(signature - whole)),
		    rows[i].query), "%s", whole);
		CHECK(is_signed(&s, rows[i].digest, rows[i].query, signature + strlen("&Signature=")),
		    "%s", rows[i].algorithm);
	}
	EVP_PKEY_free(s.key);
	arena_free(a);
}
