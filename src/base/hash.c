/* SPDX-License-Identifier: Apache-2.0 */
#include "base/hash.h"

#include <argon2.h>
#include <sodium.h>
#include <string.h>

enum { MEMORY_KIB = 19 * 1024, PASSES = 2, LANES = 1, SALT_BYTES = 16, HASH_BYTES = 32 };

char *
hash_hex(struct arena *a, const void *bytes, size_t count)
{
	unsigned char digest[crypto_hash_sha256_BYTES];
	char *hex = arena_alloc(a, sizeof(digest) * 2 + 1);

	crypto_hash_sha256(digest, bytes, count);
	return sodium_bin2hex(hex, sizeof(digest) * 2 + 1, digest, sizeof(digest));
}

char *
hash_text(struct arena *a, const char *text)
{
	return hash_hex(a, text, strlen(text));
}

bool
hash_is(const char *a, const char *b)
{
	size_t length = strlen(a);

	return length == strlen(b) && sodium_memcmp(a, b, length) == 0;
}

enum status
password_hash(struct arena *a, const char *password, char **out, struct fault *f)
{
	unsigned char salt[SALT_BYTES];
	size_t size = argon2_encodedlen(PASSES, MEMORY_KIB, LANES, SALT_BYTES, HASH_BYTES,
	    Argon2_id);
	char *encoded = arena_alloc(a, size);

	randombytes_buf(salt, sizeof(salt));
	if (argon2id_hash_encoded(PASSES, MEMORY_KIB, LANES, password, strlen(password), salt,
	    sizeof(salt), HASH_BYTES, encoded, size) != ARGON2_OK)
		return fail_broken(f);
	*out = encoded;
	return OK;
}

bool
password_is(const char *encoded, const char *password)
{
	return argon2id_verify(encoded, password, strlen(password)) == ARGON2_OK;
}
