/*
 * mapping.h - the provider's claim or attribute for each of our attributes
 *
 * A mapping is made for one provider from what a self-service profile asks for.  A
 * connection keeps it; the assistant shows what the connection keeps.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_ATTRIBUTES_MAPPING_H
#define MODEL_ATTRIBUTES_MAPPING_H

#include "model/attributes/attribute_profile.h"
#include "model/attributes/user_attribute.h"
#include "model/provider/provider.h"

/* The limit of a connection's fieldsMap. */
enum { MAPPING_MAX_FIELDS = 44 };

struct mapped {
	const char	*name;		/* shown to people */
	const char	*description;
	const char	*known_as;	/* the tenant's name for the claim; NULL: its own */
	const char	*target;	/* our attribute */
	const char	*expression;	/* OpenID Connect: its source */
	struct texts	 values;	/* names that the provider must send, to paste there: all of
					   these claims, or any one of these SAML attributes; empty:
					   nothing need be sent */
	bool		 is_optional;
	/* A text of ours is a literal that N_() marks; the others are the tenant's. */
	bool		 has_our_name, has_our_description;
};

struct mapping {
	struct mapped	*items;		/* no target twice */
	size_t		 count;
	bool		 is_usual;	/* the profile asks for nothing special */
	bool		 has_lists;	/* names are kept as a list, also a single one */
};

/* The attributes that a self-service profile asks for. */
struct asked_attributes {
	struct objects			 named;		/* struct user_attribute */
	const struct attribute_profile	*profile;	/* instead of these, or NULL */
};

/* Maps the attributes that are asked for, or the usual ones if none are.  From a user
 * attribute profile, attributes without a mapping for the provider are left out.  If two
 * fill the same target, the first one's claim counts, or their SAML names are put
 * together.  SAML has the user's id, too; if there are more than MAPPING_MAX_FIELDS, the
 * last optional ones are left out. */
struct mapping	 mapping_of(struct arena *a, const struct provider *p,
		    const struct asked_attributes *asked);
/* The mapping as a connection keeps it, JSON: attribute_map.attributes for OpenID
 * Connect, fieldsMap for SAML. */
char		*mapping_json(struct arena *a, const struct provider *p, const struct mapping *m);
/* The scope with which to ask the userinfo endpoint of a provider that supports these
 * scopes; NULL: it need not be asked. */
const char	*mapping_userinfo_scope(struct arena *a, const struct mapping *m,
		    const struct texts *scopes_supported);

/* An entry of a connection's map. */
struct mapped_live {
	struct given	 given;
	const char	*target;
	struct texts	 values;	/* one expression; or names of SAML attributes */
};
extern const struct shape	mapped_live_shape;

/* The mapping that a connection has, with the names and in the order of m; the two differ
 * if the profile has changed since. */
struct mapping	 mapping_live(struct arena *a, const struct provider *p, const struct mapping *m,
		    const struct objects *live);

/* One row of a SCIM mapping. */
struct scim_mapped {
	const char	*target, *scim;
};
/* *out: the rows in the order of the profile; returns their count. */
size_t		 mapping_scim(struct arena *a, const struct attribute_profile *p,
		    const char *strategy, struct scim_mapped **out);

#endif
