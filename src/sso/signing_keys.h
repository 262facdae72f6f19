/*
 * signing_keys.h - the certificates of a role in SAML metadata
 *
 * saml-metadata-2.0-os 2.4.1.1: those for signing, or for any use; each once,
 * those that are valid now first.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_SIGNING_KEYS_H
#define SSO_SIGNING_KEYS_H

#include "base/clock.h"
#include "model/provider/found.h"
#include "sso/xml.h"

#define SAML_METADATA "urn:oasis:names:tc:SAML:2.0:metadata"

enum { SIGNING_KEYS_MAX = 20 };		/* as many as the contract has thumbprints */

struct signing_keys {
	struct found_certificate	*items;
	size_t				 count;
	bool				 has_more;	/* than SIGNING_KEYS_MAX */
	const char			*unreadable;	/* what is wrong with one; NULL: nothing */
};

void	 signing_keys_read(struct arena *a, const struct xml *role, moment now,
	    struct signing_keys *out);

#endif
