/*
 * discovery.h - an OpenID provider's configuration document
 *
 * OpenID Connect Discovery 1.0, sections 3 and 4.3.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_DISCOVERY_H
#define SSO_DISCOVERY_H

#include "model/provider/address.h"
#include "model/provider/found.h"

enum { DISCOVERY_MAX_BYTES = 256 * 1024 };

/* expected_issuer: the issuer that the document was fetched for; NULL: any.  Another one in the
 * document becomes a warning, as some providers name an issuer that has no document of its
 * own.  It is the one that tokens are checked against, but no proof of who wrote the
 * document: two connections may have the same.  Members that no login needs are left out if
 * they are not as they should be, with a warning. */
MUST_USE enum status
	 discovery_read(struct arena *a, const char *json, size_t length,
	    const char *expected_issuer, struct found *out, struct fault *f);

/* For the document of an ENTRA_TENANT, whose issuer has the tenant's ID even if the document was
 * fetched by a domain.  INVALID: it is not exactly https://HOST/ID/v2.0 with the host that was asked,
 * or the ID is another than the one that was asked for. */
MUST_USE enum status
	 discovery_check_tenant(struct arena *a, const struct provider_address *asked,
	    const struct found *found, struct fault *f);

#endif
