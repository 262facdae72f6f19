/*
 * mapping.h - which claim or attribute of the provider fills which of ours
 *
 * Made of what a self-service profile asks for, for one provider.  A
 * connection keeps it; the assistant shows what the connection keeps.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_ATTRIBUTES_MAPPING_H
#define MODEL_ATTRIBUTES_MAPPING_H

#include "model/attributes/attribute_profile.h"
#include "model/attributes/user_attribute.h"
#include "model/provider/provider.h"

/* The most that a connection's fieldsMap holds, and one of its lists. */
enum { MAPPING_MAX_FIELDS = 44, MAPPING_MAX_NAMES = 4 };

struct mapped {
	const char	*name;		/* shown to people */
	const char	*description;
	const char	*known_as;	/* how the tenant calls the claim; NULL: as it is */
	const char	*target;	/* ours */
	const char	*expression;	/* OpenID Connect: what fills it */
	struct texts	 values;	/* what the provider must send, to paste there: claims, all of
					   them; or names of SAML attributes, any one of them.  None:
					   nothing need be sent */
	bool		 is_optional;
};

struct mapping {
	struct mapped	*items;		/* no target twice */
	size_t		 count;
	bool		 is_usual;	/* the profile asks for nothing special */
	bool		 has_lists;	/* of names, also of a single one */
};

/* The attributes that a self-service profile asks for. */
struct asked_attributes {
	struct objects			 named;		/* struct user_attribute */
	const struct attribute_profile	*profile;	/* instead of these, or NULL */
};

/* The attributes asked for, or the usual ones where it asks for
 * nothing.  Of a user attribute profile: what has no mapping for the provider
 * is left out; of two that fill the same, the first one's claim counts, SAML
 * names are put together; SAML has the user's id besides, and of more than
 * MAPPING_MAX_FIELDS the last optional ones are left out. */
struct mapping	 mapping_of(struct arena *a, const struct provider *p,
		    const struct asked_attributes *asked);
/* As a connection keeps it: attribute_map.attributes of OpenID Connect, or
 * fieldsMap of SAML; JSON. */
char		*mapping_json(struct arena *a, const struct provider *p, const struct mapping *m);
/* The scope to be asked of the userinfo endpoint, by a provider that offers
 * these; NULL: none. */
const char	*mapping_userinfo_scope(struct arena *a, const struct mapping *m,
		    const struct texts *scopes_supported);

/* An entry of a connection's map. */
struct mapped_live {
	struct given	 given;
	const char	*target;
	struct texts	 values;	/* one expression; or names of SAML attributes */
};
extern const struct shape	mapped_live_shape;

/* The mapping that a connection has, in the words and the order of m: the profile may have
 * changed since. */
struct mapping	 mapping_live(struct arena *a, const struct provider *p, const struct mapping *m,
		    const struct objects *live);

/* One row of a SCIM mapping. */
struct scim_mapped {
	const char	*target, *scim;
};
/* Answers their count, in the order of the profile. */
size_t		 mapping_scim(struct arena *a, const struct attribute_profile *p,
		    const char *strategy, struct scim_mapped **out);

#endif
