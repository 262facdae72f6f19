/*
 * vendor_domain.h - domains that a vendor gives to its customers and keeps
 *
 * Nobody but the vendor can add a record to its DNS, so no customer can verify one.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_DOMAIN_VENDOR_DOMAIN_H
#define MODEL_DOMAIN_VENDOR_DOMAIN_H

#include "base/status.h"

/* domain: in lower case and its xn-- form.  INVALID: it is a vendor's; the sentence says which
 * domain to enter instead. */
MUST_USE enum status
	 vendor_domain_refuse(const char *domain, struct fault *f);
/* The same, with the code for the body of a request. */
MUST_USE enum status
	 vendor_domain_refuse_body(const char *domain, struct fault *f);

#endif
