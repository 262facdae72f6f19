/*
 * certificate_other.h - says what was pasted in place of a certificate
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_CERTIFICATE_OTHER_H
#define SSO_CERTIFICATE_OTHER_H

#include <stddef.h>

#include "base/der.h"
#include "base/pasted.h"
#include "base/status.h"

/* INVALID, always; the sentence says what came and how to mend it. */
enum status	 certificate_refuse_der(struct der d, struct fault *f);
/* label: the words of PEM between BEGIN and the dashes. */
enum status	 certificate_refuse_label(const char *label, size_t length, struct fault *f);
enum status	 certificate_refuse_json(const struct pasted *p, struct fault *f);
enum status	 certificate_refuse_damaged(struct fault *f);
enum status	 certificate_refuse_unknown(struct fault *f);

#endif
