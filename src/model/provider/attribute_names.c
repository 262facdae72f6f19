/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/attribute_names.h"

#include "base/sentence.h"
#include "base/text.h"

static const struct attribute_name claims[] = {
	{ "username", "preferred_username" },
	{ NULL, NULL },
};
const struct attribute_names openid_claims = { claims,
	N_("Claims of the application, if it is not sent already") };

static const struct attribute_name attributes[] = {
	{ SAML_EMAIL }, { SAML_GIVEN_NAME }, { SAML_FAMILY_NAME }, { SAML_NAME },
	{ SAML_PREFERRED_USERNAME }, { SAML_USERNAME }, { SAML_PHONE_NUMBER }, { SAML_GROUPS },
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
