/*
 * adfs.c - Active Directory Federation Services
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/provider/options_rows.h"
#include "model/provider/rows.h"

static const struct field fields[] = {
	SAML_PROVIDER,
	TEXT("adfs_server", 0, 2048), TEXT("user_id_attribute", 1, 128),
	{ "fedMetadataXml", FIELD_TEXT, NULLABLE,
	    offsetof(struct checked_options, federation_metadata), .min = 1, .max = 102400 },
	{ CHECKED("prev_thumbprints", FIELD_TEXTS, 0), .max = 20, .item_max = 64,
	    .format = &options_hex },
	CHOICE("should_trust_email_verified_connection", email_trust),
};
static const struct shape options = { OPTIONS(fields), .also = &common_options,
	REST_OTHER };

const struct provider provider_adfs = {
	.strategy = "adfs",
	.name = "Microsoft AD FS",
	.mark = "adfs",
	.protocol = PROTOCOL_SAML,
	.led_by = &provider_samlp,
	.attributes = &saml_attributes,
	.options = &options,
	.defaults = "{\"should_trust_email_verified_connection\":\"always_set_emails_as_verified\"}",
	.source = DERIVED_FROM_FEDERATION,
};
