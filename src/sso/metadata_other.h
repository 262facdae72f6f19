/*
 * metadata_other.h - says what was given in place of SAML metadata
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_METADATA_OTHER_H
#define SSO_METADATA_OTHER_H

#include "base/arena.h"
#include "base/status.h"
#include "sso/xml.h"

#define SAML_PROTOCOL "urn:oasis:names:tc:SAML:2.0:protocol"

/* The root is no EntityDescriptor and no EntitiesDescriptor.  Returns INVALID. */
enum status	 metadata_refuse_root(struct arena *a, const struct xml *root, struct fault *f);
/* INVALID: an element on the way to the sign-in address or the certificates, from e down, is
 * in a wrong namespace or written in a wrong case.  The sentence names the first one. */
MUST_USE enum status
		 metadata_refuse_misplaced(struct arena *a, const struct xml *e, struct fault *f);

#endif
