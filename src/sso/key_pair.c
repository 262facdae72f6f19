/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/key_pair.h"

#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/x509v3.h>

#include "base/log.h"
#include "base/text.h"
#include "sso/certificate.h"

enum { VERSION_3 = 2, SERIAL_BITS = 159, DAYS = 3652, DAY_S = 24 * 60 * 60, CLOCK_SLACK_S = 600 };

#define SIGNS "critical,digitalSignature"

static const struct kind {
	const char	*kind;
	const char	*curve;		/* NULL: RSA */
	unsigned	 bits;
	const char	*usage;
} kinds[] = {
	{ "rsa3072", NULL, 3072, SIGNS }, { "p256", "P-256", 256, SIGNS }, { "p384", "P-384", 384, SIGNS },
	{ "encryption", NULL, 3072, "critical,keyEncipherment" },
};

static const struct kind *
kind_find(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (text_is(kinds[i].kind, name))
			return &kinds[i];
	return NULL;
}

static EVP_PKEY *
new_key(const struct kind *kind)
{
	if (kind == NULL)
		return NULL;
	return kind->curve == NULL ? EVP_RSA_gen(kind->bits) : EVP_EC_gen(kind->curve);
}

/* RFC 5280 §4.1.2.2: a serial number is positive, unique and at most 20 bytes long. */
static bool
set_serial(X509 *x)
{
	BIGNUM *number = BN_new();
	bool is_set = number != NULL && BN_rand(number, SERIAL_BITS, BN_RAND_TOP_ONE,
	    BN_RAND_BOTTOM_ANY) == 1 && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(x)) != NULL;

	BN_free(number);
	return is_set;
}

static bool
add_extension(X509 *x, int which, const char *value)
{
	X509V3_CTX context;
	X509_EXTENSION *extension;
	bool is_added;

	X509V3_set_ctx(&context, x, x, NULL, NULL, 0);
	extension = X509V3_EXT_conf_nid(NULL, &context, which, value);
	is_added = extension != NULL && X509_add_ext(x, extension, -1) == 1;
	X509_EXTENSION_free(extension);
	return is_added;
}

/* It is valid from a little before now, for the sake of clocks that are late. */
static bool
set_times(X509 *x, moment now)
{
	time_t start = (time_t)(now / 1000);

	return X509_time_adj_ex(X509_getm_notBefore(x), 0, -CLOCK_SLACK_S, &start) != NULL
	    && X509_time_adj_ex(X509_getm_notAfter(x), DAYS, 0, &start) != NULL;
}

static bool
certify(X509 *x, EVP_PKEY *key, const char *usage, const char *name, moment now)
{
	X509_NAME *subject = X509_get_subject_name(x);

	return X509_set_version(x, VERSION_3) == 1 && set_serial(x) && set_times(x, now)
	    && X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, (const unsigned char *)name,
	    -1, -1, 0) == 1
	    && X509_set_issuer_name(x, subject) == 1 && X509_set_pubkey(x, key) == 1
	    && add_extension(x, NID_basic_constraints, "critical,CA:FALSE")
	    && add_extension(x, NID_key_usage, usage)
	    && add_extension(x, NID_subject_key_identifier, "hash")
	    && X509_sign(x, key, EVP_sha256()) > 0;
}

/* A bundle of one certificate, without a signer (RFC 2315 §9). */
static bool
write_pkcs7(BIO *to, X509 *x)
{
	PKCS7 *bundle = PKCS7_new();
	bool is_written = bundle != NULL && PKCS7_set_type(bundle, NID_pkcs7_signed) == 1
	    && PKCS7_content_new(bundle, NID_pkcs7_data) == 1
	    && PKCS7_set_detached(bundle, 1) == 1
	    && PKCS7_add_certificate(bundle, x) == 1 && PEM_write_bio_PKCS7(to, bundle) == 1;

	PKCS7_free(bundle);
	return is_written;
}

/* Returns what was written to it, and empties and wipes it. */
static char *
take_text(struct arena *a, BIO *from)
{
	char *text, *copy;
	long length = BIO_get_mem_data(from, &text);

	copy = arena_copy(a, text, (size_t)length);
	OPENSSL_cleanse(text, (size_t)length);
	(void)BIO_reset(from);
	return copy;
}

static bool
write_pair(struct arena *a, EVP_PKEY *key, X509 *x, struct key_pair *out)
{
	BIO *memory = BIO_new(BIO_s_mem());
	bool is_written = memory != NULL && PEM_write_bio_X509(memory, x) == 1;

	if (is_written) {
		out->certificate = take_text(a, memory);
		is_written = write_pkcs7(memory, x);
	}
	if (is_written) {
		out->pkcs7 = take_text(a, memory);
		is_written = PEM_write_bio_PrivateKey(memory, key, NULL, NULL, 0, NULL, NULL) == 1;
	}
	if (is_written)
		out->private_key = take_text(a, memory);
	BIO_free(memory);
	return is_written;
}

static enum status
describe(struct arena *a, struct key_pair *pair, moment now, struct fault *f)
{
	struct found_certificate found;
	enum status st = certificate_read(a, pair->certificate, strlen(pair->certificate), now, &found,
	    f);

	if (st != OK)
		return st;
	pair->sha1 = found.sha1;
	pair->sha256 = found.sha256;
	return OK;
}

enum status
key_pair_make(struct arena *a, const char *kind, const char *name, moment now,
    struct key_pair *out, struct fault *f)
{
	struct key_pair pair = { .kind = kind, .subject = arena_print(a, "CN=%s", name) };
	const struct kind *k = kind_find(kind);
	EVP_PKEY *key = new_key(k);
	X509 *x = X509_new();
	bool is_made = key != NULL && x != NULL && certify(x, key, k->usage, name, now)
	    && write_pair(a, key, x, &pair);

	X509_free(x);
	EVP_PKEY_free(key);
	if (!is_made) {
		log_line(LOG_ERROR, "a key pair cannot be made", "kind", kind, "reason",
		    ERR_reason_error_string(ERR_peek_last_error()), NULL);
		ERR_clear_error();
		return fail_broken(f);
	}
	*out = pair;
	return describe(a, out, now, f);
}
