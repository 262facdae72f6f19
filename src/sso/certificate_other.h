/*
 * certificate_other.h - says what was pasted in place of a certificate
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_CERTIFICATE_OTHER_H
#define SSO_CERTIFICATE_OTHER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/pasted.h"
#include "base/status.h"

enum { DER_INTEGER = 0x02, DER_BIT_STRING = 0x03, DER_OID = 0x06, DER_SEQUENCE = 0x30,
	DER_CONTEXT_0 = 0xA0 };

struct der {
	const unsigned char	*at;
	size_t			 count;
};

/* Takes one tag-length-value (X.690, 8.1) from the front; false: it does not fit. */
bool	 der_next(struct der *from, unsigned char *tag, struct der *value);

/* INVALID, always; the sentence says what came and how to mend it. */
enum status	 certificate_refuse_der(struct der d, struct fault *f);
/* label: the words of PEM between BEGIN and the dashes. */
enum status	 certificate_refuse_label(const char *label, size_t length, struct fault *f);
enum status	 certificate_refuse_json(const struct pasted *p, struct fault *f);
enum status	 certificate_refuse_damaged(struct fault *f);
enum status	 certificate_refuse_unknown(struct fault *f);

#endif
