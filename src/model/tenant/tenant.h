/*
 * tenant.h - a software company that uses Postern
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TENANT_TENANT_H
#define MODEL_TENANT_TENANT_H

#include <stdbool.h>

#include "base/status.h"

struct tenant {
	const char	*id;		/* NULL: the request's host is no tenant's */
	const char	*name;		/* shown as the company */
	const char	*support;	/* the contact for an administrator; may be NULL */
	const char	*domain;	/* canonical host, with a port unless 443 */
	const char	*domain_loss;	/* the reaction to a vanished DNS record: warn or remove */
};

enum support_kind { SUPPORT_PLAIN, SUPPORT_MAIL, SUPPORT_LINK };

enum support_kind	 support_kind(const char *support);

/* INVALID: it breaks a rule of the schema; the sentence says which. */
MUST_USE enum status	 tenant_check(const struct tenant *t, struct fault *f);
bool			 is_domain(const char *domain);	/* host[:port], lower case */
bool			 is_email(const char *address);

#endif
