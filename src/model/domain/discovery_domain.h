/*
 * discovery_domain.h - an email domain by which an organization's members are found
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_DOMAIN_DISCOVERY_DOMAIN_H
#define MODEL_DOMAIN_DISCOVERY_DOMAIN_H

#include "base/fields.h"

enum { VERIFICATION_TXT_CHARS = 32 };

/* A create or update request, and an answer. */
struct discovery_domain {
	struct given	 given;
	const char	*id;			/* "ord_1c" and 20 of base 58 */
	const char	*domain;
	const char	*status;		/* "pending" or "verified" */
	const char	*verification_txt;	/* the record's value: 32 hex digits */
	const char	*verification_host;	/* the name of the TXT record */
	bool		 use_for_organization_discovery;
};

enum discovery_domain_row { DOMAIN_ID, DOMAIN_NAME, DOMAIN_STATUS, DOMAIN_TXT, DOMAIN_HOST,
	DOMAIN_DISCOVERY };

extern const struct shape	discovery_domain_shape;

/* organization_id NULL: for a connection's own domain. */
char	*verification_host(struct arena *a, const char *organization_id, const char *domain);
/* The same name (RFC 4343) as people are to type it: in lower case, as some DNS
 * consoles refuse the capitals of an organization's id. */
char	*verification_host_typed(struct arena *a, const char *organization_id, const char *domain);
/* A name of the same length beside it that does not exist: an answer there comes from a
 * wildcard (RFC 4592). */
char	*verification_host_beside(struct arena *a, const char *host);

#endif
