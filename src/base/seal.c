/* SPDX-License-Identifier: Apache-2.0 */
#include "base/seal.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/encode.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/text.h"

enum { KEY_BYTES = crypto_box_PUBLICKEYBYTES, KEY_DIGITS = KEY_BYTES * 2, KEY_ID_DIGITS = 8 };

_Static_assert(crypto_box_PUBLICKEYBYTES == crypto_box_SECRETKEYBYTES, "one length for both keys");

static const char *
hex(struct arena *a, const unsigned char *bytes)
{
	char *text = arena_alloc(a, KEY_DIGITS + 1);

	return sodium_bin2hex(text, KEY_DIGITS + 1, bytes, KEY_BYTES);
}

void
seal_keys(struct arena *a, const char **public_key, const char **secret_key)
{
	unsigned char public[KEY_BYTES], secret[KEY_BYTES];

	crypto_box_keypair(public, secret);
	*public_key = hex(a, public);
	*secret_key = hex(a, secret);
	sodium_memzero(secret, sizeof(secret));
}

static void
unhex(const char *key, unsigned char bytes[KEY_BYTES])
{
	sodium_hex2bin(bytes, KEY_BYTES, key, KEY_DIGITS, NULL, NULL, NULL);
}

const char *
seal_public_half(struct arena *a, const char *secret_key)
{
	unsigned char public[KEY_BYTES], secret[KEY_BYTES];

	unhex(secret_key, secret);
	crypto_scalarmult_base(public, secret);
	sodium_memzero(secret, sizeof(secret));
	return hex(a, public);
}

/* Reads at most size - 1 bytes of the file. */
static enum status
read_file(const char *path, char *text, size_t size, struct fault *f)
{
	FILE *file = fopen(path, "r");
	size_t count;

	if (file == NULL)
		return fail(f, INVALID, "%s cannot be read: %s", path, strerror(errno));
	count = fread(text, 1, size - 1, file);
	text[count] = '\0';
	fclose(file);
	return OK;
}

static enum status
refuse_file(const char *path, struct fault *f)
{
	return fail(f, INVALID, "%s holds no key: \"postern key create\" makes one", path);
}

enum status
seal_key_read(struct arena *a, const char *path, const char **key, struct fault *f)
{
	char text[KEY_DIGITS + 2];
	enum status st = read_file(path, text, sizeof(text), f);

	if (st != OK)
		return st;
	text[strcspn(text, "\n")] = '\0';
	if (!text_is_hex(text, KEY_DIGITS))
		return refuse_file(path, f);
	*key = arena_text(a, text);
	return OK;
}

enum status
seal_key_now(struct arena *a, const char *path, const char **key, struct fault *f)
{
	struct fault why = { 0 };

	if (seal_key_read(a, path, key, &why) == OK)
		return OK;
	log_fault(LOG_ERROR, &why);
	return fail_broken(f);
}

enum status
seal_secret_keys_read(struct arena *a, const char *path, struct seal_ring *out, struct fault *f)
{
	char text[SEAL_KEYS_MAX * (KEY_DIGITS + 1) + 2];
	struct seal_ring keys = { 0 };
	enum status st = read_file(path, text, sizeof(text), f);
	char *at = text, *line;

	if (st != OK)
		return st;
	for (line = strsep(&at, "\n"); line != NULL; line = strsep(&at, "\n")) {
		if (*line == '\0' && at == NULL && keys.count > 0)
			break;
		if (!text_is_hex(line, KEY_DIGITS) || keys.count == SEAL_KEYS_MAX)
			st = refuse_file(path, f);
		else
			keys.items[keys.count++] = arena_text(a, line);
		if (st != OK)
			break;
	}
	sodium_memzero(text, sizeof(text));
	if (st == OK)
		*out = keys;
	return st;
}

static const char *
key_id(struct arena *a, const unsigned char public[KEY_BYTES])
{
	return arena_copy(a, hash_hex(a, public, KEY_BYTES), KEY_ID_DIGITS);
}

const char *
seal_key_id(struct arena *a, const char *public_key)
{
	unsigned char public[KEY_BYTES];

	unhex(public_key, public);
	return key_id(a, public);
}

/* Wipes the message. */
static enum status
box(struct arena *a, const char *public_key, char *message, const char **sealed, struct fault *f)
{
	size_t length = strlen(message), size = length + crypto_box_SEALBYTES;
	unsigned char public[KEY_BYTES], *to = arena_alloc(a, size);
	int failed;

	unhex(public_key, public);
	failed = crypto_box_seal(to, (const unsigned char *)message, length, public);
	sodium_memzero(message, length);
	if (failed != 0)
		return fail_broken(f);
	*sealed = arena_print(a, "%s:%s", key_id(a, public), base64_encode(a, to, size));
	return OK;
}

enum status
seal(struct arena *a, const char *public_key, const char *subject, const char *secret,
    const char **sealed, struct fault *f)
{
	return box(a, public_key, arena_print(a, "%s\n%s", subject, secret), sealed, f);
}

static enum status
unbox(struct arena *a, const char *secret_key, const char *sealed, char **message)
{
	unsigned char public[KEY_BYTES], secret[KEY_BYTES], *from;
	size_t size = strlen(sealed), length;
	int failed;

	unhex(secret_key, secret);
	crypto_scalarmult_base(public, secret);
	from = arena_alloc(a, size + 1);
	*message = arena_alloc(a, size + 1);
	failed = strncmp(sealed, key_id(a, public), KEY_ID_DIGITS) != 0 || size <= KEY_ID_DIGITS + 1
	    || sodium_base642bin(from, size, sealed + KEY_ID_DIGITS + 1, size - KEY_ID_DIGITS - 1,
	    NULL, &length, NULL, sodium_base64_VARIANT_ORIGINAL) != 0
	    || length < crypto_box_SEALBYTES
	    || crypto_box_seal_open((unsigned char *)*message, from, length, public, secret) != 0;
	sodium_memzero(secret, sizeof(secret));
	return failed ? BROKEN : OK;
}

enum status
seal_open(struct arena *a, const char *secret_key, const char *subject, const char *sealed,
    const char **secret, struct fault *f)
{
	size_t length = strlen(subject);
	char *message;

	if (unbox(a, secret_key, sealed, &message) != OK || strncmp(message, subject, length) != 0
	    || message[length] != '\n')
		return fail_broken(f);
	*secret = message + length + 1;
	return OK;
}

enum status
seal_again(struct arena *a, const struct seal_ring *keys, const char *sealed, const char **fresh,
    struct fault *f)
{
	char *message;
	size_t i;

	for (i = 0; i < keys->count; i++)
		if (unbox(a, keys->items[i], sealed, &message) == OK)
			return box(a, seal_public_half(a, keys->items[0]), message, fresh, f);
	return fail_broken(f);
}
