/*
 * okta_samlp.c - Okta by SAML
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/sentence.h"
#include "model/provider/rows.h"

static const struct form_choice sources[] = { FORM_FROM_URL, FORM_FROM_FILE, FORM_CHOICES_END };

static const struct form_row form_rows[] = {
	FORM_ROW_SOURCE(sources),
	FORM_ROW_WHEN(source, "url", metadata_url, FORM_METADATA_URL, "Enter the metadata URL.",
	    .label = N_("Metadata URL"),
	    .hint = N_("It ends in /sso/saml/metadata. For example:"),
	    .example = "https://acme.okta.com/app/exk1a2b3c4/sso/saml/metadata",
	    .where = N_("In the Okta Admin Console, open Applications > Applications, select the "
	        "application, then the Sign On tab. Under SAML 2.0, copy the Metadata URL.")),
	FORM_ROW_METADATA_FILE(.hint = FORM_100_KB,
	    .where = N_("Open the Metadata URL from the application’s Sign On tab in your browser, and save "
	        "the page as a file.")),
	FORM_ROW_ICON,
};
static const struct provider_form form = FORM(form_rows);

static const struct attribute_name attributes[] = {
	{ SAML_EMAIL, "user.email" },
	{ SAML_GIVEN_NAME, "user.firstName" },
	{ SAML_FAMILY_NAME, "user.lastName" },
	{ SAML_NAME, "user.firstName + \" \" + user.lastName" },
	{ SAML_PREFERRED_USERNAME, "user.login" },
	{ SAML_USERNAME, "user.login" },
	{ SAML_PHONE_NUMBER, "user.mobilePhone" },
	{ SAML_GROUPS, "Matches regex: .*", N_("Group Attribute Statements of the application") },
	{ NULL, NULL },
};
static const struct attribute_names names = { attributes,
	N_("Attribute Statements of the application") };

const struct provider provider_okta_samlp = {
	.strategy = "okta-samlp",
	.name = "Okta, SAML",
	.product = "Okta",
	.known_by = N_("The address of the sign-in page ends in okta.com, and your organization "
	    "prefers SAML."),
	.reviewed_on = "2026-11-30",
	.mark = "okta-workforce",
	.protocol = PROTOCOL_SAML,
	.makes = &provider_samlp,
	.form = &form,
	.lead = N_("Okta’s metadata contains everything we need. We check it before we create anything."),
	.metadata = METADATA_OF_OKTA,
	.address_option = "metadataUrl",
	.document_option = "metadataXml",
	.attributes = &names,
	.remedies = okta_remedies,
};
