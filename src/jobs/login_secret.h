/*
 * login_secret.h - opens what a login needs that is sealed
 *
 * The file of the secret keys is read each time, as it may be replaced; nothing of it stays
 * longer than the login's arena.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_LOGIN_SECRET_H
#define JOBS_LOGIN_SECRET_H

#include "model/connection/secret.h"
#include "store/login.h"

/* BROKEN: no key opens it, or the file cannot be read; the log says so. */
MUST_USE enum status
	 login_open(struct arena *a, const char *key_file, const char *subject, const char *sealed,
	    const char **out, struct fault *f);
/* The client secret, for the place that it is to be sent to.  FORBIDDEN: it was entered for
 * another.  BROKEN: as above. */
MUST_USE enum status
	 login_open_client_secret(struct arena *a, const char *key_file, const struct login_work *w,
	    const struct secret_place *to, const char **out, struct fault *f);

#endif
