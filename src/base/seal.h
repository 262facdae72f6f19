/*
 * seal.h - secrets that must be read back, but not by everyone who keeps them
 *
 * postern-web seals to a public key and cannot open what it sealed; only
 * postern-jobs holds the secret key (libsodium's sealed box: X25519 and
 * XSalsa20-Poly1305).  A secret's subject is sealed along with it, so that a
 * sealed text moved to another row does not open there.
 *
 * While secrets are sealed anew, postern-jobs has several secret keys: the newest,
 * whose public half is sealed to, and former ones.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_SEAL_H
#define BASE_SEAL_H

#include "base/arena.h"
#include "base/status.h"

enum { SEAL_KEYS_MAX = 8 };

/* Secret keys as hex, the newest first. */
struct seal_ring {
	const char	*items[SEAL_KEYS_MAX];
	size_t		 count;
};

/* A new pair of keys, each as hex. */
void		 seal_keys(struct arena *a, const char **public_key, const char **secret_key);
/* The public half that belongs to a secret key. */
const char	*seal_public_half(struct arena *a, const char *secret_key);
/* The key id at the beginning of every text that is sealed to this key. */
const char	*seal_key_id(struct arena *a, const char *public_key);
/* Reads the first line of a file.  INVALID: it cannot be read, or holds no key. */
MUST_USE enum status
		 seal_key_read(struct arena *a, const char *path, const char **key, struct fault *f);
/* Reads it at the moment when something is to be sealed, because it may be replaced at
 * any time.  BROKEN: it cannot be read; the log says why. */
MUST_USE enum status
		 seal_key_now(struct arena *a, const char *path, const char **key, struct fault *f);
/* Reads a file of one or more lines.  INVALID: it cannot be read, or a line is no key. */
MUST_USE enum status
		 seal_secret_keys_read(struct arena *a, const char *path, struct seal_ring *out,
		    struct fault *f);

/* "KEYID:BASE64"; subject names what the secret belongs to. */
MUST_USE enum status
		 seal(struct arena *a, const char *public_key, const char *subject,
		    const char *secret, const char **sealed, struct fault *f);
/* BROKEN: another key, another subject, or damaged. */
MUST_USE enum status
		 seal_open(struct arena *a, const char *secret_key, const char *subject,
		    const char *sealed, const char **secret, struct fault *f);
/* Seals to the newest key, for the same subject, what is sealed to any of them.  BROKEN:
 * to none of them, or damaged. */
MUST_USE enum status
		 seal_again(struct arena *a, const struct seal_ring *keys, const char *sealed,
		    const char **fresh, struct fault *f);

#endif
