/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/own_key.h"

#include <openssl/pem.h>

/* libcrypto would ask at the terminal. */
static int
no_password(char *to, int size, int is_for_writing, void *user)
{
	(void)to;
	(void)size;
	(void)is_for_writing;
	(void)user;
	return -1;
}

struct evp_pkey_st *
own_key_read(const char *pem)
{
	BIO *from = BIO_new_mem_buf(pem, -1);
	EVP_PKEY *key = from == NULL ? NULL : PEM_read_bio_PrivateKey(from, NULL, no_password, NULL);

	BIO_free(from);
	return key;
}
