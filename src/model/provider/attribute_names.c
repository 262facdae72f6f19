/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/attribute_names.h"

#include "base/sentence.h"
#include "base/text.h"

#define CLAIMS "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"

static const struct attribute_name claims[] = {
	{ "username", "preferred_username" },
	{ NULL, NULL },
};
const struct attribute_names openid_claims = { claims,
	N_("Claims of the application, if it is not sent already") };

static const struct attribute_name attributes[] = {
	{ "email", CLAIMS "emailaddress" },
	{ "given_name", CLAIMS "givenname" },
	{ "family_name", CLAIMS "surname" },
	{ "name", CLAIMS "name" },
	{ "preferred_username", CLAIMS "upn" },
	{ "username", CLAIMS "upn" },
	{ "phone_number", CLAIMS "homephone" },
	{ "groups", "http://schemas.xmlsoap.org/claims/Group" },
	{ NULL, NULL },
};
const struct attribute_names saml_attributes = { attributes,
	N_("Attributes or claims of the application") };

const struct attribute_name *
attribute_name_find(const struct attribute_names *names, const char *ours)
{
	const struct attribute_name *row;

	for (row = names->rows; row->ours != NULL; row++)
		if (text_is(row->ours, ours))
			return row;
	return NULL;
}

const char *
attribute_name_of(const struct attribute_names *names, const char *ours)
{
	const struct attribute_name *row = attribute_name_find(names, ours);

	return row == NULL ? ours : row->theirs;
}
