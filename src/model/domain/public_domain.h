/*
 * public_domain.h - domains that no customer can have to itself
 *
 * A company that verified such a domain would get the sign-ins of strangers: many
 * people's addresses end in gmail.com, many companies' domains in co.uk.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_DOMAIN_PUBLIC_DOMAIN_H
#define MODEL_DOMAIN_PUBLIC_DOMAIN_H

#include "base/arena.h"
#include "base/status.h"

/* domain: in lower case and its xn-- form.  INVALID: it is public. */
MUST_USE enum status
	 public_domain_refuse(struct arena *a, const char *domain, struct fault *f);

/* The domain that one owner registered: "acme.co.uk" for "mail.acme.co.uk".  NULL: the
 * domain is a public suffix. */
const char	*registered_domain(struct arena *a, const char *domain);

#endif
