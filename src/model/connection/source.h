/*
 * source.h - the source of the rest of a connection's options
 *
 * A program sends a domain, an address, a document or a certificate; postern-jobs
 * derives the endpoints and certificates from it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_CONNECTION_SOURCE_H
#define MODEL_CONNECTION_SOURCE_H

#include <stdbool.h>

#include "base/fields.h"
#include "model/provider/address.h"

enum source_kind {
	SOURCE_NONE,		/* nothing need be derived */
	SOURCE_DISCOVERY,	/* an OpenID provider's document */
	SOURCE_METADATA,	/* SAML metadata */
	SOURCE_CERTIFICATE,
};

struct connection_source {
	enum source_kind	 kind;
	struct provider_address	 address;	/* SOURCE_DISCOVERY; all NULL: there is only text */
	const char		*url;		/* to fetch; NULL: text is the document */
	const char		*text;		/* the document or certificate that was sent; NULL:
						   there is an address */
	const char		*certificate;	/* beside metadata, whose own then does not count */
	const char		*sign_in_url;	/* beside a certificate */
	bool			 is_federation;	/* of AD FS, whose metadata has a limit */
	bool			 wants_redirect;
};

/* settings: those of a revision, JSON; own: those that a program set itself.  A document
 * of its own makes the fetch unnecessary; one that it only sent back does not.  INVALID:
 * the address cannot be used. */
MUST_USE enum status
	 connection_source_read(struct arena *a, const char *strategy, const char *settings,
	    const struct texts *own, struct connection_source *out, struct fault *f);

#endif
