/*
 * outcome.h - how a login ended: passed, or a named failure with what was seen
 *
 * Verification (sso/) and the code exchange fill it; the row of the login keeps it as JSON by
 * login_outcome_shape; diagnosis.h words it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_LOGIN_OUTCOME_H
#define MODEL_LOGIN_OUTCOME_H

#include "base/clock.h"
#include "base/fields.h"
#include "base/status.h"
#include "model/provider/login_failure.h"

enum { OUTCOME_TEXT_MAX_CHARS = 500 };	/* of each text; longer ones are cut */

struct login_outcome {
	struct given	 given;
	const char	*failure;	/* by login_failure_name(); "passed" */
	/* Side by side on the page; NULL: there is nothing to compare.  They come from the
	 * provider or the settings and never hold a secret or a token. */
	const char	*expected, *came;
	const char	*code;		/* the provider's own: access_denied, AADSTS50105, a status URN */
	const char	*detail;	/* the provider's own words, or technical detail, in English */
	long		 seconds;	/* CLOCK_SKEW: that the provider's clock is ahead, negative: behind;
					   ANSWER_EXPIRED: since when */
	bool		 is_in_metadata;	/* SIGNED_BY_ANOTHER: that certificate is in the
						   provider's metadata of today */
	struct texts	 doubts;	/* of a login that passed or not: names of warnings, see doubt.h */
};

extern const struct shape	login_outcome_shape;

/* Fills *out and returns INVALID, so that a refusal is one line.  *out was zeroed before; doubts that
 * are there stay.  expected and came may be NULL.  The texts are copied into the arena, long ones cut
 * at a whole character; a character that could not be seen becomes \u202E, a stray byte \xFF. */
enum status	 login_refuse(struct arena *a, struct login_outcome *out, enum login_failure w,
		    const char *expected, const char *came);
/* The same with the provider's code and words, which may be NULL; the words come on one line. */
enum status	 login_refuse_told(struct arena *a, struct login_outcome *out, enum login_failure w,
		    const char *code, const char *detail);
/* Adds the name of a doubt, once. */
void		 login_doubt(struct arena *a, struct login_outcome *out, const char *name);

#endif
