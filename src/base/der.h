/*
 * der.h - the values of a document in DER (X.690, 8.1), one by one
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_DER_H
#define BASE_DER_H

#include <stdbool.h>
#include <stddef.h>

enum {
	DER_INTEGER = 0x02, DER_BIT_STRING = 0x03, DER_OCTET_STRING = 0x04, DER_OID = 0x06,
	DER_SEQUENCE = 0x30, DER_CONTEXT_0 = 0xA0,
};
enum { DER_INDEFINITE = 0x80 };		/* in place of a length, which DER itself never writes */

struct der {
	const unsigned char	*at;
	size_t			 count;
};

/* Steps into the value in front, of which only the beginning need be there; false: the bytes
 * end before it. */
bool	 der_enter(struct der *d, unsigned char *tag, size_t *length);
/* Takes the whole value from the front; false: it does not fit. */
bool	 der_next(struct der *from, unsigned char *tag, struct der *value);

#endif
