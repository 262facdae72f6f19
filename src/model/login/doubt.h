/*
 * doubt.h - a value that came, but that cannot be what its attribute says
 *
 * A login with doubts has passed.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_LOGIN_DOUBT_H
#define MODEL_LOGIN_DOUBT_H

#include "base/sentence.h"
#include "model/login/outcome.h"
#include "model/login/received.h"
#include "model/provider/provider.h"

struct doubt {
	const char		*name;		/* transient_name_id, name_is_email, sha1, ... */
	const char		*target;	/* our attribute; NULL */
	const struct sentence	*said;
};

/* struct doubt, of a login at that provider: those of the outcome, and what profile (JSON) and
 * received (struct received) show. */
struct objects	 login_doubts(struct arena *a, const struct provider *p, const char *profile,
		    const struct objects *received, const struct login_outcome *o);

#endif
