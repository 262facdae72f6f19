/*
 * certificate_look.h - what was pasted or uploaded as a certificate, at first sight
 *
 * Nothing is parsed here; sso/certificate.h reads it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_PROVIDER_CERTIFICATE_LOOK_H
#define MODEL_PROVIDER_CERTIFICATE_LOOK_H

#include "base/arena.h"
#include "base/pasted.h"
#include "base/status.h"

/* INVALID: it is something else, or cut off; the sentence says what, and what to enter. */
MUST_USE enum status
	 certificate_look(struct arena *a, const char *text, struct fault *f);

/* INVALID: it is SAML metadata or a fingerprint, which a reader of certificates may take for
 * some. */
MUST_USE enum status
	 certificate_refuse_lookalike(struct arena *a, const struct pasted *p, struct fault *f);
/* INVALID: it is a web page, an address, a key of SSH, or nothing. */
MUST_USE enum status
	 certificate_refuse_text(const struct pasted *p, struct fault *f);

/* Ends a failure with what to enter; INVALID, always. */
enum status	 certificate_ask(struct fault *f);
/* INVALID, always. */
enum status	 certificate_refuse_public_key(struct fault *f);
enum status	 certificate_refuse_unended(struct fault *f);

#endif
