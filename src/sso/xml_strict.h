/*
 * xml_strict.h - what a message must not have whose signature will count
 *
 * Two readers of a signed document must see the same values in it, so nothing may stand in it
 * that one of them, or canonicalization, sees differently.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_XML_STRICT_H
#define SSO_XML_STRICT_H

#include "base/arena.h"
#include "base/status.h"
#include "sso/xml.h"

/* The whole document of root: no CDATA, no processing instruction, no comment in a value, no
 * relative namespace, no ID twice, not too many elements.  INVALID: *why says in English what stands where. */
MUST_USE enum status
	 xml_strict_check(struct arena *a, const struct xml *root, const char **why);
/* The element has the one attribute ID, a simple name, and none that another reader would
 * take for it.  NULL: it has not. */
char	*xml_strict_id(struct arena *a, const struct xml *e);

#endif
