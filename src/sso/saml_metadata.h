/*
 * saml_metadata.h - SAML metadata of an identity provider
 *
 * OASIS "Metadata for the OASIS Security Assertion Markup Language (SAML)
 * V2.0", saml-metadata-2.0-os; saml_metadata.c names the sections.  A signature
 * in the document is not checked: an administrator sees what was found and
 * confirms it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_SAML_METADATA_H
#define SSO_SAML_METADATA_H

#include "base/clock.h"
#include "model/provider/found.h"

enum {
	METADATA_MAX_BYTES = 2 * 1024 * 1024,	/* fetched */
	METADATA_MAX_PASTED_CHARS = 102400,	/* pasted or uploaded; for the form's rows */
};

/* Reads metadata of exactly one identity provider.  INVALID: the sentence says what
 * came instead and how to mend it. */
MUST_USE enum status
	 metadata_read(struct arena *a, const char *xml, size_t length, moment now,
	    struct found *out, struct fault *f);

#endif
