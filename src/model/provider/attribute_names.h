/*
 * attribute_names.h - a provider's names for the usual attributes
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_PROVIDER_ATTRIBUTE_NAMES_H
#define MODEL_PROVIDER_ATTRIBUTE_NAMES_H

/* Our attributes and the names by which SAML providers send them (OASIS Identity Metasystem
 * Interoperability §7.5), as the beginning of a row. */
#define SAML_CLAIMS "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"
#define CLAIM_NAME_ID SAML_CLAIMS "nameidentifier"	/* of the NameID */
#define SAML_EMAIL "email", SAML_CLAIMS "emailaddress"
#define SAML_GIVEN_NAME "given_name", SAML_CLAIMS "givenname"
#define SAML_FAMILY_NAME "family_name", SAML_CLAIMS "surname"
#define SAML_NAME "name", SAML_CLAIMS "name"
#define SAML_PREFERRED_USERNAME "preferred_username", SAML_CLAIMS "upn"
#define SAML_USERNAME "username", SAML_CLAIMS "upn"
#define SAML_PHONE_NUMBER "phone_number", SAML_CLAIMS "homephone"
#define SAML_GROUPS "groups", "http://schemas.xmlsoap.org/claims/Group"

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
/* The names above, of no product. */
extern const struct attribute_names	saml_attributes;

/* NULL: there is none. */
const struct attribute_name	*attribute_name_find(const struct attribute_names *names,
				    const char *ours);
/* Returns ours itself if there is no other name for it. */
const char	*attribute_name_of(const struct attribute_names *names, const char *ours);

#endif
