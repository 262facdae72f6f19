/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/verifying_key.h"

#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "base/buf.h"
#include "sso/certificate_key.h"

static void
free_certificate(void *certificate)
{
	X509_free(certificate);
}

static const char *
fingerprint(struct arena *a, const X509 *x)
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned size = 0, i;
	struct buf b = buf_in(a);

	if (X509_digest(x, EVP_sha256(), digest, &size) != 1)
		return "";
	for (i = 0; i < size; i++)
		buf_print(&b, "%s%02X", i == 0 ? "" : ":", digest[i]);
	return b.text;
}

static bool
take(struct arena *a, X509 *x, struct verifying_key *out)
{
	struct fault f = { 0 };

	ERR_clear_error();
	if (x == NULL)
		return false;
	arena_defer(a, free_certificate, x);
	*out = (struct verifying_key){ .certificate = x, .sha256 = fingerprint(a, x),
		.is_sound = certificate_key_check(x, &f) == OK };
	ERR_clear_error();
	return true;
}

bool
verifying_key_of_pem(struct arena *a, const char *pem, struct verifying_key *out)
{
	BIO *from = BIO_new_mem_buf(pem, (int)strlen(pem));
	X509 *x = from == NULL ? NULL : PEM_read_bio_X509(from, NULL, NULL, NULL);

	BIO_free(from);
	return take(a, x, out);
}

bool
verifying_key_of_der(struct arena *a, const char *bytes, size_t length, struct verifying_key *out)
{
	const unsigned char *at = (const unsigned char *)bytes;
	X509 *x = d2i_X509(NULL, &at, (long)length);

	if (x != NULL && at != (const unsigned char *)bytes + length) {
		X509_free(x);
		x = NULL;
	}
	return take(a, x, out);
}
