/*
 * credentials.h - a client ID and secret, and what people paste in their place
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_PROVIDER_CREDENTIALS_H
#define MODEL_PROVIDER_CREDENTIALS_H

#include "model/provider/provider.h"

/* Without blanks and quotation marks around it. */
char	*client_id_typed(struct arena *a, const char *text);
/* INVALID: it is no client ID, or none of that provider. */
MUST_USE enum status
	 client_id_check(struct arena *a, const struct provider *p, const char *id, struct fault *f);
/* Why one that was accepted may still be wrong; NULL: no reason is known. */
const struct sentence
	*client_id_doubt(struct arena *a, const char *id);

/* INVALID: it is no client secret, or not the one of that ID (NULL: unknown).  has_id: its
 * provider gives each secret an ID, a UUID, which is no secret.  No sentence has a part of it. */
MUST_USE enum status
	 client_secret_check(struct arena *a, const char *secret, const char *client_id, bool has_id,
	    struct fault *f);

#endif
