/* SPDX-License-Identifier: Apache-2.0 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "sso/jwks.h"

int	LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

static void
must(bool condition)
{
	if (!condition)
		abort();
}

static void
check_refusal(const struct login_outcome *out)
{
	enum login_failure w = login_failure_parse(out->failure);

	must(w == LOGIN_KEYS_UNREADABLE || w == LOGIN_KEY_UNKNOWN || w == LOGIN_KEY_AMBIGUOUS
	    || w == LOGIN_ALGORITHM_REFUSED);
	must(out->expected == NULL || text_is_utf8(out->expected, strlen(out->expected)));
	must(out->came == NULL || text_is_utf8(out->came, strlen(out->came)));
}

/* No key makes a signature of zeros right. */
static void
check_key(struct arena *a, const char *json, size_t length, const char *algorithm,
    const char *key_id)
{
	static const unsigned char zeros[RSA_MAX_BITS / 8];
	static const size_t lengths[] = { 0, 64, 96, 132, 256, 384, 512, 1024, 2048 };
	const struct signature_algorithm *g = signature_algorithm(algorithm);
	const struct public_key *key;
	struct login_outcome out = { 0 };
	size_t i;

	if (jwks_key(a, json, length, g, key_id, &key, &out) != OK) {
		check_refusal(&out);
		return;
	}
	must(jwks_check(a, json, length, &out) == OK);
	for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++)
		must(!signature_is(g, key, (struct bytes){ zeros, 32 }, (struct bytes){ zeros, lengths[i] }));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	static const char *const algorithms[] = { "RS256", "PS512", "ES256", "ES384", "ES512", "EdDSA" };
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < sizeof(algorithms) / sizeof(algorithms[0]); i++) {
		check_key(a, (const char *)bytes, count, algorithms[i], NULL);
		check_key(a, (const char *)bytes, count, algorithms[i], "k");
	}
	arena_free(a);
	return 0;
}
