/*
 * keys.h - keys as postern-jobs makes them ahead, without libcrypto
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_STORE_KEYS_H
#define TESTS_STORE_KEYS_H

#include "database.h"

/* Texts that replace the private half and the certificate's base64. */
#define PRIVATE_HALF "the-private-half"
#define CERTIFICATE_BODY "TUlJQ2VydGlmaWNhdGUgb2YgdGhlIHRlc3Rz"
#define CERTIFICATE_PEM "-----BEGIN CERTIFICATE-----\nTUlJQ2VydGlmaWNhdGUg\nb2YgdGhlIHRlc3Rz\n" \
	"-----END CERTIFICATE-----\n"
#define PKCS7_PEM "-----BEGIN PKCS7-----\nUEtDUyA3\n-----END PKCS7-----\n"
#define SHA1 "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33"
#define SHA256 "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:" \
	"00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF"

/* So many more of the kind; the first of rsa3072 becomes the tenant's own, the second its next one. */
void	 place_keys(struct place *p, const char *kind, int count);

/* The tenant's keys of that use: spare, tenant, tenant_next and so on. */
long	 count_keys(struct place *p, const char *use);

#endif
