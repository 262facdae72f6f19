/*
 * public_domain.h - domains that no customer can have for itself
 *
 * A company that proved such a domain would get the sign-ins of strangers:
 * everybody's addresses end in gmail.com, everybody's domains in co.uk.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_DOMAIN_PUBLIC_DOMAIN_H
#define MODEL_DOMAIN_PUBLIC_DOMAIN_H

#include "base/arena.h"
#include "base/status.h"

/* The domain: lower case, in its xn-- form.  INVALID: public. */
MUST_USE enum status
	 public_domain_refuse(struct arena *a, const char *domain, struct fault *f);

/* "acme.co.uk" of "mail.acme.co.uk": what one owner has.  NULL of a public suffix. */
const char	*registered_domain(struct arena *a, const char *domain);

#endif
