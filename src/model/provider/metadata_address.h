/*
 * metadata_address.h - the URL of SAML metadata in whatever form it is pasted
 *
 * A server, a realm, a sign-in URL or the address of an admin console becomes the URL
 * to fetch, if it says enough; otherwise a sentence says what to copy instead.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_PROVIDER_METADATA_ADDRESS_H
#define MODEL_PROVIDER_METADATA_ADDRESS_H

#include "base/fields.h"

enum metadata_kind {
	METADATA_OF_ANY,	/* the URL itself */
	METADATA_OF_AD_FS,	/* the server counts */
	METADATA_OF_AUTH0,
	METADATA_OF_KEYCLOAK,	/* the realm counts */
	METADATA_OF_OKTA,
};

/* The limit of AD FS' document, whether sent, uploaded or fetched. */
enum { FEDERATION_METADATA_MAX_BYTES = 128 * 1024 };

struct metadata_address {
	const char	*url;
	struct objects	 notes;		/* struct sentence: on what was changed */
};

MUST_USE enum status
	 metadata_address_read(struct arena *a, enum metadata_kind kind, const char *typed,
	    struct metadata_address *out, struct fault *f);

#endif
