/*
 * discovery.h - an OpenID provider's configuration document
 *
 * OpenID Connect Discovery 1.0, sections 3 and 4.3.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_DISCOVERY_H
#define SSO_DISCOVERY_H

#include "model/provider/found.h"

enum { DISCOVERY_MAX_BYTES = 256 * 1024 };

/* expected_issuer: the issuer that the document was fetched for; NULL: any.  The
 * document's issuer may differ from it by a final slash, because section 4.1 removes
 * that before the fetch, so either form may have been meant; it becomes a warning. */
MUST_USE enum status
	 discovery_read(struct arena *a, const char *json, size_t length,
	    const char *expected_issuer, struct found *out, struct fault *f);

#endif
