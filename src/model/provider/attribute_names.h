/*
 * attribute_names.h - a provider's names for the usual attributes
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_PROVIDER_ATTRIBUTE_NAMES_H
#define MODEL_PROVIDER_ATTRIBUTE_NAMES_H

/* The claim type of the NameID. */
#define CLAIM_NAME_ID "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier"

struct attribute_name {
	const char	*ours, *theirs;
	const char	*from;		/* the value to choose for it in the provider's console, such as
					   user.email; NULL: there is no usual one */
	const char	*where;		/* where it is entered there, if not where the others are: a literal
					   that N_() marks; NULL */
};

/* Ended by a row without names. */
struct attribute_names {
	const struct attribute_name	*rows;
	const char			*where;	/* where they are entered: a literal that N_() marks; NULL:
						   the provider sends them by itself */
};

/* Standard claims (OpenID Connect Core §5.1). */
extern const struct attribute_names	openid_claims;
/* The names by which SAML providers send the same (OASIS Identity Metasystem
 * Interoperability §7.5). */
extern const struct attribute_names	saml_attributes;

/* NULL: there is none. */
const struct attribute_name	*attribute_name_find(const struct attribute_names *names,
				    const char *ours);
/* Returns ours itself if there is no other name for it. */
const char	*attribute_name_of(const struct attribute_names *names, const char *ours);

#endif
