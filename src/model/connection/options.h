/*
 * options.h - the options of a connection, by its strategy
 *
 * Rows for what the contract limits; what it does not name is kept as it is.
 * Secrets are taken out before anything is kept.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_CONNECTION_OPTIONS_H
#define MODEL_CONNECTION_OPTIONS_H

#include "base/fields.h"
#include "model/provider/provider.h"

/* Of AD FS, sent or fetched. */
enum { FEDERATION_METADATA_MAX_BYTES = 128 * 1024 };
#define FEDERATION_METADATA_TOO_LARGE \
	"Federation metadata document exceeds the maximum allowed size of 128 KB."

/* The member "options" of a whole request's body, by the rows of p, which must
 * have some.  INVALID with the contract's sentence. */
MUST_USE enum status
	 connection_options_check(struct arena *a, const struct provider *p,
	    const char *body, enum decode_mode mode, struct fault *f);
/* Options without their secrets, and those (struct parted).  INVALID: a private
 * key stands where none belongs. */
MUST_USE enum status
	 connection_options_part(struct arena *a, const char *options, struct objects *secrets,
	    const char **rest, struct fault *f);

#endif
