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

/* Of AD FS, sent or fetched. */
enum { FEDERATION_METADATA_MAX_BYTES = 128 * 1024 };
#define FEDERATION_METADATA_TOO_LARGE \
	"Federation metadata document exceeds the maximum allowed size of 128 KB."

/* A strategy that connections can be made for. */
struct connection_kind {
	const char		*strategy;
	bool			 is_openid;	/* shows its name where it has no display_name */
	const struct shape	*options;
	const char		*defaults;	/* JSON: what lies below the options */
};

extern const struct connection_kind	connection_kinds[];
extern const size_t			connection_kind_count;
/* All that the contract names, ended by NULL; the first is for queries only. */
extern const char *const		connection_strategies[];

/* INVALID: no connection can be made for it; says for which ones. */
MUST_USE enum status
	 connection_kind_find(const char *strategy, const struct connection_kind **out,
	    struct fault *f);

/* The member "options" of a whole request's body.  INVALID with the contract's
 * sentence. */
MUST_USE enum status
	 connection_options_check(struct arena *a, const struct connection_kind *kind,
	    const char *body, enum decode_mode mode, struct fault *f);
/* Options without their secrets, and those (struct parted).  INVALID: a private
 * key stands where none belongs. */
MUST_USE enum status
	 connection_options_part(struct arena *a, const char *options, struct objects *secrets,
	    const char **rest, struct fault *f);

#endif
