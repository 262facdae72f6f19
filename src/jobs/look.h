/*
 * look.h - at a provider: fetch what it says about itself, and read it
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_LOOK_H
#define JOBS_LOOK_H

#include "model/provider/address.h"
#include "model/provider/found.h"
#include "net/fetch.h"

/* All: INVALID says what is wrong with what came; UNAVAILABLE: a later try may
 * succeed. */
MUST_USE enum status
	 look_at_discovery(struct fetcher *fr, struct arena *a,
	    const struct provider_address *address, struct found *out, struct fault *f);
MUST_USE enum status
	 look_at_metadata_url(struct fetcher *fr, struct arena *a, const char *url,
	    struct found *out, struct fault *f);
/* The same of AD FS, whose document may be smaller only. */
MUST_USE enum status
	 look_at_federation_metadata(struct fetcher *fr, struct arena *a, const char *url,
	    struct found *out, struct fault *f);
/* Pasted or uploaded. */
MUST_USE enum status
	 look_at_metadata(struct arena *a, const char *text, struct found *out, struct fault *f);
/* sign_in_url goes with it; may be NULL. */
MUST_USE enum status
	 look_at_certificate(struct arena *a, const char *text, const char *sign_in_url,
	    struct found *out, struct fault *f);

#endif
