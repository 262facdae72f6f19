/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/signature.h"

#include <string.h>

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include "base/log.h"
#include "base/text.h"
#include "sso/own_key.h"

enum { SIGNATURE_MAX_BYTES = RSA_MAX_BITS / 8, ECDSA_MAX_BYTES = 160, RSA_EXPONENT_MAX_BYTES = 8 };

#define RSA_ROW(name, digest, is_pss) { name, "RSA", NULL, NULL, digest, digest, 0, is_pss }
#define EC_ROW(name, curve, digest, bytes) \
	{ name, "EC", curve, curve, digest, digest, bytes, false }

static const struct signature_algorithm algorithms[] = {
	RSA_ROW("RS256", "SHA256", false), RSA_ROW("RS384", "SHA384", false),
	RSA_ROW("RS512", "SHA512", false),
	RSA_ROW("PS256", "SHA256", true), RSA_ROW("PS384", "SHA384", true),
	RSA_ROW("PS512", "SHA512", true),
	EC_ROW("ES256", "P-256", "SHA256", 32), EC_ROW("ES384", "P-384", "SHA384", 48),
	EC_ROW("ES512", "P-521", "SHA512", 66),
	{ "EdDSA", "OKP", "Ed25519", "ED25519", NULL, "SHA512", 0, false },
};

enum { ALGORITHMS = sizeof(algorithms) / sizeof(algorithms[0]) };

const struct signature_algorithm *
signature_algorithm(const char *name)
{
	size_t i;

	for (i = 0; i < ALGORITHMS; i++)
		if (text_is(algorithms[i].name, name))
			return &algorithms[i];
	return NULL;
}

struct texts
signature_algorithms(struct arena *a)
{
	struct texts names = { arena_array(a, ALGORITHMS, sizeof(*names.items)), ALGORITHMS };
	size_t i;

	for (i = 0; i < ALGORITHMS; i++)
		names.items[i] = algorithms[i].name;
	return names;
}

/* --- keys --- */

static void
release(void *key)
{
	EVP_PKEY_free(key);
}

static EVP_PKEY *
import(const char *type, OSSL_PARAM_BLD *parts)
{
	OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(parts);
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
	EVP_PKEY *key = NULL;

	if (params == NULL || context == NULL || EVP_PKEY_fromdata_init(context) != 1
	    || EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, params) != 1)
		key = NULL;
	EVP_PKEY_CTX_free(context);
	OSSL_PARAM_free(params);
	return key;
}

/* An even exponent or 1 makes signatures that anyone can make. */
static bool
is_strong(const BIGNUM *n, const BIGNUM *e)
{
	return BN_is_odd(n) && BN_num_bits(n) >= RSA_MIN_BITS && BN_num_bits(n) <= RSA_MAX_BITS
	    && BN_is_odd(e) && !BN_is_one(e);
}

static EVP_PKEY *
rsa_key(OSSL_PARAM_BLD *parts, struct bytes n, struct bytes e)
{
	BIGNUM *modulus, *exponent;
	EVP_PKEY *key = NULL;

	if (n.count > SIGNATURE_MAX_BYTES + 1 || e.count > RSA_EXPONENT_MAX_BYTES)
		return NULL;
	modulus = BN_bin2bn(n.at, (int)n.count, NULL);
	exponent = BN_bin2bn(e.at, (int)e.count, NULL);
	if (modulus != NULL && exponent != NULL && is_strong(modulus, exponent)
	    && OSSL_PARAM_BLD_push_BN(parts, OSSL_PKEY_PARAM_RSA_N, modulus) == 1
	    && OSSL_PARAM_BLD_push_BN(parts, OSSL_PKEY_PARAM_RSA_E, exponent) == 1)
		key = import("RSA", parts);
	BN_free(modulus);
	BN_free(exponent);
	return key;
}

/* RFC 7518 6.2.1.2: each coordinate has the full length.  OpenSSL refuses a point off the curve. */
static EVP_PKEY *
ec_key(struct arena *a, OSSL_PARAM_BLD *parts, const struct signature_algorithm *g,
    struct bytes x, struct bytes y)
{
	size_t half = g->coordinate_bytes, count = 1 + 2 * half;
	unsigned char *point = arena_alloc(a, count);

	if (x.count != half || y.count != half)
		return NULL;
	point[0] = POINT_CONVERSION_UNCOMPRESSED;
	memcpy(point + 1, x.at, half);
	memcpy(point + 1 + half, y.at, half);
	if (OSSL_PARAM_BLD_push_utf8_string(parts, OSSL_PKEY_PARAM_GROUP_NAME, g->group, 0) != 1
	    || OSSL_PARAM_BLD_push_octet_string(parts, OSSL_PKEY_PARAM_PUB_KEY, point, count) != 1)
		return NULL;
	return import("EC", parts);
}

const struct public_key *
public_key(struct arena *a, const struct signature_algorithm *g,
    const struct public_key_parts *parts)
{
	OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
	EVP_PKEY *key = NULL;

	if (builder != NULL && g->curve == NULL)
		key = rsa_key(builder, parts->n, parts->e);
	else if (builder != NULL && g->coordinate_bytes > 0)
		key = ec_key(a, builder, g, parts->x, parts->y);
	else if (g->curve != NULL && g->coordinate_bytes == 0)
		key = EVP_PKEY_new_raw_public_key_ex(NULL, g->group, NULL, parts->x.at, parts->x.count);
	OSSL_PARAM_BLD_free(builder);
	ERR_clear_error();
	arena_defer(a, release, key);
	return (const struct public_key *)key;
}

static bool
set_padding(const struct signature_algorithm *g, EVP_PKEY_CTX *context)
{
	return !g->is_pss || (EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1
	    && EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1);
}

/* --- ECDSA: a token has r and s side by side, OpenSSL a DER sequence of them --- */

static size_t
ecdsa_to_der(struct bytes flat, unsigned char der[ECDSA_MAX_BYTES])
{
	int half = (int)(flat.count / 2), length = 0;
	ECDSA_SIG *pair = ECDSA_SIG_new();
	BIGNUM *r = BN_bin2bn(flat.at, half, NULL), *s = BN_bin2bn(flat.at + half, half, NULL);

	if (pair != NULL && r != NULL && s != NULL && ECDSA_SIG_set0(pair, r, s) == 1) {
		length = i2d_ECDSA_SIG(pair, &der);
	} else {
		BN_free(r);
		BN_free(s);
	}
	ECDSA_SIG_free(pair);
	return length < 0 ? 0 : (size_t)length;
}

static bool
ecdsa_from_der(struct bytes der, unsigned char *flat, size_t half)
{
	const unsigned char *at = der.at;
	ECDSA_SIG *pair = d2i_ECDSA_SIG(NULL, &at, (long)der.count);
	bool is_flat = pair != NULL
	    && BN_bn2binpad(ECDSA_SIG_get0_r(pair), flat, (int)half) == (int)half
	    && BN_bn2binpad(ECDSA_SIG_get0_s(pair), flat + half, (int)half) == (int)half;

	ECDSA_SIG_free(pair);
	return is_flat;
}

/* --- verifying --- */

static bool
verifies(const struct signature_algorithm *g, EVP_PKEY *key, struct bytes message,
    struct bytes signature)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	EVP_PKEY_CTX *padding;
	bool is_right = context != NULL
	    && EVP_DigestVerifyInit_ex(context, &padding, g->digest, NULL, NULL, key, NULL) == 1
	    && set_padding(g, padding)
	    && EVP_DigestVerify(context, signature.at, signature.count, message.at, message.count) == 1;

	EVP_MD_CTX_free(context);
	ERR_clear_error();
	return is_right;
}

bool
signature_is(const struct signature_algorithm *g, const struct public_key *public,
    struct bytes message, struct bytes signature)
{
	unsigned char der[ECDSA_MAX_BYTES];
	EVP_PKEY *key = (EVP_PKEY *)(uintptr_t)public;

	if (g->coordinate_bytes == 0)
		return signature.count == (size_t)EVP_PKEY_get_size(key)
		    && verifies(g, key, message, signature);
	if (signature.count != 2 * g->coordinate_bytes)
		return false;
	return verifies(g, key, message, (struct bytes){ der, ecdsa_to_der(signature, der) });
}

struct bytes
signature_hash(struct arena *a, const struct signature_algorithm *g, const char *text)
{
	unsigned char *digest = arena_alloc(a, EVP_MAX_MD_SIZE);
	size_t count = 0;

	if (EVP_Q_digest(NULL, g->hash, NULL, text, strlen(text), digest, &count) != 1)
		count = 0;
	return (struct bytes){ digest, count };
}

/* --- making --- */

static bool
is_for(const struct signature_algorithm *g, const EVP_PKEY *key)
{
	int bits = g->coordinate_bytes == 66 ? 521 : (int)g->coordinate_bytes * 8;

	if (key == NULL || g->curve == NULL)
		return key != NULL && EVP_PKEY_is_a(key, "RSA");
	if (g->coordinate_bytes == 0)
		return EVP_PKEY_is_a(key, g->group);
	return EVP_PKEY_is_a(key, "EC") && EVP_PKEY_get_bits(key) == bits;
}

static bool
sign(const struct signature_algorithm *g, EVP_PKEY *key, struct bytes message,
    unsigned char *to, size_t *count)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	EVP_PKEY_CTX *padding;
	bool is_signed = context != NULL
	    && EVP_DigestSignInit_ex(context, &padding, g->digest, NULL, NULL, key, NULL) == 1
	    && set_padding(g, padding)
	    && EVP_DigestSign(context, to, count, message.at, message.count) == 1;

	EVP_MD_CTX_free(context);
	return is_signed;
}

enum status
signature_make(struct arena *a, const struct signature_algorithm *g, const char *key,
    struct bytes message, struct bytes *out, struct fault *f)
{
	unsigned char made[SIGNATURE_MAX_BYTES], *flat = arena_alloc(a, SIGNATURE_MAX_BYTES);
	size_t count = sizeof(made), half = g->coordinate_bytes;
	EVP_PKEY *pair = own_key_read(key);
	bool is_made = is_for(g, pair) && sign(g, pair, message, made, &count);

	EVP_PKEY_free(pair);
	if (is_made && half > 0)
		is_made = ecdsa_from_der((struct bytes){ made, count }, flat, half);
	if (!is_made) {
		log_line(LOG_ERROR, "nothing can be signed", "algorithm", g->name, "reason",
		    ERR_reason_error_string(ERR_peek_last_error()), NULL);
		ERR_clear_error();
		return fail_broken(f);
	}
	if (half == 0)
		memcpy(flat, made, count);
	*out = (struct bytes){ flat, half == 0 ? count : 2 * half };
	return OK;
}
