/* SPDX-License-Identifier: Apache-2.0 */
#include "base/der.h"

bool
der_enter(struct der *d, unsigned char *tag, size_t *length)
{
	size_t octets, i;

	if (d->count < 2)
		return false;
	*tag = d->at[0];
	*length = d->at[1];
	octets = *length > DER_INDEFINITE ? *length - DER_INDEFINITE : 0;
	if (octets > 3 || d->count < 2 + octets)
		return false;
	for (i = 0, *length = octets == 0 ? *length : 0; i < octets; i++)
		*length = *length << 8 | d->at[2 + i];
	d->at += 2 + octets;
	d->count -= 2 + octets;
	return true;
}

bool
der_next(struct der *from, unsigned char *tag, struct der *value)
{
	struct der rest = *from;
	size_t length;

	if (!der_enter(&rest, tag, &length) || from->at[1] == DER_INDEFINITE || rest.count < length)
		return false;
	*value = (struct der){ rest.at, length };
	*from = (struct der){ rest.at + length, rest.count - length };
	return true;
}
