/*
 * claims.h - the claims of a verified document, one by one
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_CLAIMS_H
#define SSO_CLAIMS_H

#include "model/login/received.h"
#include "sso/json_document.h"

/* Adds them, the first RECEIVED_MAX of all. */
void	 claims_add(struct arena *a, const char *source, const struct json *document,
	    struct objects *received);

#endif
