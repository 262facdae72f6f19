/*
 * source.h - where the rest of a connection's options comes from
 *
 * A program sends a domain, an address, a document or a certificate; the
 * endpoints and certificates that it stands for are derived by postern-jobs.
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
	SOURCE_NONE,		/* all is said already */
	SOURCE_DISCOVERY,	/* an OpenID provider */
	SOURCE_METADATA,	/* of SAML */
	SOURCE_CERTIFICATE,
};

struct connection_source {
	enum source_kind	 kind;
	struct provider_address	 address;	/* SOURCE_DISCOVERY; all NULL: text is all there is */
	const char		*url;		/* to fetch; NULL: text is the document */
	const char		*text;		/* the document, or the certificate; with an address:
						   what was sent of it, used if it is of there */
	bool			 is_federation;	/* of AD FS, whose metadata has a limit */
	bool			 wants_redirect;
};

/* settings: JSON, of a revision.  INVALID: the address cannot be used. */
MUST_USE enum status
	 connection_source_read(struct arena *a, const char *strategy, const char *settings,
	    struct connection_source *out, struct fault *f);
/* Whether a document of that issuer is the one of the source's address. */
bool	 connection_source_has(const struct connection_source *s, const char *issuer);

#endif
