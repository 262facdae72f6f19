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

#include "base/arena.h"
#include "base/status.h"
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
	const char		*text;		/* the document or certificate that was sent; with an
						   address, it is used only if it belongs to that */
	bool			 is_federation;	/* of AD FS, whose metadata has a limit */
	bool			 wants_redirect;
};

/* settings: those of a revision, JSON.  INVALID: the address cannot be used. */
MUST_USE enum status
	 connection_source_read(struct arena *a, const char *strategy, const char *settings,
	    struct connection_source *out, struct fault *f);
/* Whether a document with that issuer belongs to the source's address. */
bool	 connection_source_has(const struct connection_source *s, const char *issuer);

#endif
