/*
 * certificate_look.h - what was pasted or uploaded as a certificate, at first sight
 *
 * Nothing is parsed here; sso/certificate.h reads it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_PROVIDER_CERTIFICATE_LOOK_H
#define MODEL_PROVIDER_CERTIFICATE_LOOK_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/pasted.h"
#include "base/status.h"

/* INVALID: it is something else; the sentence says what, and what to enter. */
MUST_USE enum status
	 certificate_look(struct arena *a, const char *text, struct fault *f);

/* Whether it is SAML metadata or a fingerprint: a reader of certificates may take these for
 * some.  Then *f says so. */
bool	 is_no_certificate(struct arena *a, const struct pasted *p, struct fault *f);
/* Whether it is a web page, an address, a key of SSH, or nothing.  Then *f says so. */
bool	 is_other_text(const struct pasted *p, struct fault *f);

/* Ends a failure with what to enter; INVALID, always. */
enum status	 certificate_ask(struct fault *f);
/* INVALID, always. */
enum status	 certificate_is_public_key(struct fault *f);

#endif
