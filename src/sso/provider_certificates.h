/*
 * provider_certificates.h - the certificates of a role in SAML metadata
 *
 * saml-metadata-2.0-os 2.4.1.1: the certificates for signing or for any use, each
 * once; the ones that are valid now come first.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_PROVIDER_CERTIFICATES_H
#define SSO_PROVIDER_CERTIFICATES_H

#include "base/clock.h"
#include "model/provider/found.h"
#include "sso/xml.h"

#define SAML_METADATA "urn:oasis:names:tc:SAML:2.0:metadata"
#define XML_SIGNATURE "http://www.w3.org/2000/09/xmldsig#"

enum { PROVIDER_CERTIFICATES_MAX = 20 };	/* as many as the contract has thumbprints */

struct provider_certificates {
	struct found_certificate	*items;
	size_t				 count;
	bool				 has_more;	/* than PROVIDER_CERTIFICATES_MAX */
	struct fault			 unreadable;	/* of one of them; without sentences: none */
};

void	 provider_certificates_read(struct arena *a, const struct xml *role, moment now,
	    struct provider_certificates *out);

#endif
