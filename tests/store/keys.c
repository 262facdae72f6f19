/* SPDX-License-Identifier: Apache-2.0 */
#include "keys.h"

#include "actions/signing_key.h"
#include "base/seal.h"

void
place_keys(struct place *p, const char *kind, int count)
{
	struct key_pair pair = { .kind = kind, .subject = "CN=sso.acme.example",
		.certificate = CERTIFICATE_PEM, .pkcs7 = PKCS7_PEM, .sha1 = SHA1, .sha256 = SHA256,
		.private_key = arena_text(p->arena, PRIVATE_HALF) };
	const char *public_key, *secret_key;

	for (seal_keys(p->arena, &public_key, &secret_key); count > 0; count--)
		must(p, keep_key(place_act(p), &pair, public_key));
}

long
count_keys(struct place *p, const char *use)
{
	return sql_long("SELECT count(*) FROM signing_key WHERE tenant_id = '%s' AND use = '%s'",
	    p->tenant, use);
}
