/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/certificate_key.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "base/sentence.h"
#include "base/text.h"

/* FIPS 186-5, 5.1, for the least of both; the most keep a check of a signature cheap. */
enum { RSA_MIN_BITS = 2048, RSA_MAX_BITS = 8192, EXPONENT_MAX_BITS = 64 };
enum { EXPONENT_MIN = 65537 };

static enum status
check_size(int bits, struct fault *f)
{
	if (bits < RSA_MIN_BITS)
		return fail_counted(f, INVALID, bits,
		    "We cannot use the certificate, because its RSA key is too weak: it has "
		    "only %d bit. In your identity provider, create a certificate with a key "
		    "of at least %d bits.",
		    "We cannot use the certificate, because its RSA key is too weak: it has "
		    "only %d bits. In your identity provider, create a certificate with a key "
		    "of at least %d bits.",
		    bits, RSA_MIN_BITS);
	if (bits > RSA_MAX_BITS)
		return fail_counted(f, INVALID, bits,
		    "We cannot use the certificate, because its RSA key is too large: it has %d bit. In your "
		    "identity provider, create a certificate with a key of at most %d bits.",
		    "We cannot use the certificate, because its RSA key is too large: it has %d bits. In your "
		    "identity provider, create a certificate with a key of at most %d bits.",
		    bits, RSA_MAX_BITS);
	return OK;
}

static bool
is_sound_exponent(const BIGNUM *e)
{
	return BN_is_odd(e) && BN_num_bits(e) <= EXPONENT_MAX_BITS
	    && (BN_num_bits(e) > BN_BITS2 || BN_get_word(e) >= EXPONENT_MIN);
}

/* NULL: libcrypto could not read it. */
static enum status
check_rsa(const EVP_PKEY *key, struct fault *f)
{
	BIGNUM *n = NULL, *e = NULL;
	bool is_read = key != NULL && EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_N, &n) == 1
	    && EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &e) == 1;
	enum status st = is_read ? check_size(BN_num_bits(n), f) : OK;

	if (st == OK && (!is_read || !BN_is_odd(n) || !is_sound_exponent(e)))
		st = fail(f, INVALID, "We cannot use the certificate, because its RSA key is "
		    "not safe. In your identity provider, create a certificate with a new key "
		    "whose public exponent is %d.", EXPONENT_MIN);
	BN_free(n);
	BN_free(e);
	return st;
}

/* A key that describes its curve may describe one that gives it away (CVE-2020-0601). */
static bool
has_known_curve(const EVP_PKEY *key)
{
	static const char *const curves[] = { SN_X9_62_prime256v1, SN_secp384r1, SN_secp521r1 };
	int is_described = 1;
	char name[80];
	size_t i;

	if (EVP_PKEY_get_int_param(key, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS,
	    &is_described) != 1 || is_described
	    || EVP_PKEY_get_group_name(key, name, sizeof(name), NULL) != 1)
		return false;
	for (i = 0; i < sizeof(curves) / sizeof(curves[0]); i++)
		if (text_is(name, curves[i]))
			return true;
	return false;
}

/* The kind of key that the certificate names, even if libcrypto cannot read the key. */
static int
named_kind(const X509 *x)
{
	ASN1_OBJECT *algorithm = NULL;

	X509_PUBKEY_get0_param(&algorithm, NULL, NULL, NULL, X509_get_X509_PUBKEY(x));
	return OBJ_obj2nid(algorithm);
}

enum status
certificate_key_check(struct x509_st *x, struct fault *f)
{
	EVP_PKEY *key = X509_get0_pubkey(x);
	int kind = named_kind(x);

	if (kind == NID_X9_62_id_ecPublicKey)
		return key != NULL && has_known_curve(key) ? OK
		    : fail(f, INVALID, "We cannot use the certificate, because its key is not "
		    "on the elliptic curve P-256, P-384 or P-521. In your identity provider, "
		    "create a certificate with a key on one of these curves.");
	if (kind != NID_rsaEncryption && kind != NID_rsassaPss)
		return fail(f, INVALID, "We cannot use the certificate, because its key is neither RSA nor "
		    "ECDSA. Set up your identity provider to sign with one of the two.");
	return check_rsa(key, f);
}
