/*
 * inspect.h - fetches and reads what a provider says about itself
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_INSPECT_H
#define JOBS_INSPECT_H

#include "model/provider/address.h"
#include "model/provider/found.h"
#include "net/fetch.h"

/* How SAML metadata is fetched. */
extern const struct fetch_kind	fetch_of_metadata;

/* For all of these: INVALID: the sentence says what is wrong with what came;
 * UNAVAILABLE: a later try may succeed. */
MUST_USE enum status
	 inspect_discovery(struct fetcher *fr, struct arena *a,
	    const struct provider_address *address, struct found *out, struct fault *f);
MUST_USE enum status
	 inspect_metadata_url(struct fetcher *fr, struct arena *a, const char *url,
	    struct found *out, struct fault *f);
/* The same for AD FS, whose document has a lower limit of size. */
MUST_USE enum status
	 inspect_federation_metadata(struct fetcher *fr, struct arena *a, const char *url,
	    struct found *out, struct fault *f);
/* text: pasted or uploaded; base64 if it was a file that is not UTF-8. */
MUST_USE enum status
	 inspect_metadata(struct arena *a, const char *text, struct found *out, struct fault *f);
/* sign_in_url becomes that of *out; it may be NULL. */
MUST_USE enum status
	 inspect_certificate(struct arena *a, const char *text, const char *sign_in_url,
	    struct found *out, struct fault *f);

#endif
