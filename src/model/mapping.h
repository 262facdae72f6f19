/*
 * mapping.h - which claim or attribute of the provider fills which of ours
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_MAPPING_H
#define MODEL_MAPPING_H

#include "model/profile.h"
#include "model/provider.h"

struct mapped {
	const char	*name;		/* ours */
	const char	*description;
	const char	*value;		/* what the provider must send: to paste there */
	bool		 is_optional;
};

/* The profile's attributes, or the usual ones where it names none.  Answers
 * their count. */
size_t		 mapping_of(struct arena *a, const struct provider *p, const struct objects *attributes,
		    struct mapped **out);
/* The same as a connection keeps it: attribute_map.attributes of OpenID
 * Connect, or fieldsMap of SAML; JSON. */
char		*mapping_json(struct arena *a, const struct provider *p,
		    const struct objects *attributes);

#endif
