/*
 * options.h - the options of a connection, by its strategy
 *
 * There are rows for what the contract limits; options that it does not name are kept
 * as they are.  Secrets are taken out before anything is kept.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_CONNECTION_OPTIONS_H
#define MODEL_CONNECTION_OPTIONS_H

#include "base/fields.h"
#include "model/provider/provider.h"

/* What programs are told of metadata of AD FS over FEDERATION_METADATA_MAX_BYTES. */
#define FEDERATION_METADATA_TOO_LARGE \
	"Federation metadata document exceeds the maximum allowed size of 128 KB."

/* Checks the member "options" of a whole request's body by the rows of p, which must
 * have some.  INVALID: the sentence is the contract's. */
MUST_USE enum status
	 connection_options_check(struct arena *a, const struct provider *p,
	    const char *body, enum decode_mode mode, struct fault *f);
/* The values for options that were not sent, from options, which is JSON without secrets: the
 * defaults of p, and values that follow from an option. */
const char	*connection_defaults(struct arena *a, const struct provider *p, const char *options);
/* Parts options into *rest, which has no secrets, and *secrets (struct parted).  INVALID:
 * there is a private key where none belongs. */
MUST_USE enum status
	 connection_options_part(struct arena *a, const char *options, struct objects *secrets,
	    const char **rest, struct fault *f);

#endif
