/*
 * metadata_look.h - what was pasted or uploaded as SAML metadata, at first sight
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_PROVIDER_METADATA_LOOK_H
#define MODEL_PROVIDER_METADATA_LOOK_H

#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"

/* The bytes of a text from the form: an uploaded file in UTF-16, for example, comes as
 * base64 (http/multipart.h). */
const char	*metadata_bytes(struct arena *a, const char *text, size_t *length);

/* INVALID: the first characters show that this is no XML; the sentence says what it is.
 * Nothing is parsed. */
MUST_USE enum status	 metadata_look(const char *bytes, size_t length, struct fault *f);

#endif
