/* SPDX-License-Identifier: Apache-2.0 */
#include "model/connection/signing_key.h"

#include <string.h>

#include "base/buf.h"

char *
pem_body(struct arena *a, const char *pem)
{
	struct buf b = buf_in(a);
	size_t length;

	for (; *pem != '\0'; pem += length + (pem[length] == '\n')) {
		length = strcspn(pem, "\n");
		if (*pem != '-')
			buf_add_bytes(&b, pem, length);
	}
	return b.text;
}
