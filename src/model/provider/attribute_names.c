/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/attribute_names.h"

#include "base/text.h"

#define CLAIMS "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"

static const struct attribute_name claims[] = {
	{ "username", "preferred_username" },
	{ NULL, NULL },
};
const struct attribute_names openid_claims = { claims };

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
const struct attribute_names saml_attributes = { attributes };

const char *
attribute_name_of(const struct attribute_names *names, const char *ours)
{
	const struct attribute_name *row;

	for (row = names->rows; row->ours != NULL; row++)
		if (text_is(row->ours, ours))
			return row->theirs;
	return ours;
}
