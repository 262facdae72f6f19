/*
 * random.h - identifiers and secrets nobody can guess
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stddef.h>

#include "base/arena.h"

/* Letters and digits: 5.95 bits a character; 20 of them exceed 119 bits. */
char	*random_alnum(struct arena *a, size_t length);
/* Without 0 O I l: the alphabet of profile ids (ssp_, uap_, ord_). */
char	*random_base58(struct arena *a, size_t length);
/* Digits and lower-case letters up to f: 4 bits a character. */
char	*random_hex(struct arena *a, size_t length);
/* A prefix and random_base58: random_id(a, "ssp_", 22). */
char	*random_id(struct arena *a, const char *prefix, size_t length);

#endif
