/*
 * okta.c - Okta by OpenID Connect
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/provider/options_rows.h"
#include "model/provider/rows.h"

static const struct form_row form_rows[] = {
	FORM_ROW(domain, FORM_ADDRESS, "Enter your Okta domain."),
	FORM_ROW(client_id, FORM_CLIENT_ID, "Enter the client ID."),
	FORM_ROW_SECRET("Enter the client secret."),
	FORM_ROW_ICON,
};
static const struct provider_form form = FORM("okta", form_rows);

static const char *const types[] = { "back_channel", NULL };
static const char *const modes[] = { "basic_profile", "use_map", NULL };

static const struct field mapping_fields[] = { OPENID_MAPPING(modes) };
static const struct shape mapping = { OPTIONS(mapping_fields), REST_OTHER };
static const struct field fields[] = {
	OPENID_CLIENT,
	TEXT("domain", 4, 255),
	CHOICE("type", types),
	OBJECT("attribute_map", mapping),
};
static const struct shape options = { OPTIONS(fields), .also = &openid_options,
	REST_OTHER };

const struct provider provider_okta = {
	.strategy = "okta",
	.name = "Okta, OpenID Connect",
	.mark = "okta-workforce",
	.protocol = PROTOCOL_OPENID,
	.form = &form,
	.address = OKTA_DOMAIN,
	.attributes = &openid_claims,
	.plain_client_ids = true,
	.options = &options,
	.defaults = OPENID_DEFAULTS("back_channel", "basic_profile"),
	.source = DERIVED_FROM_DOMAIN,
	.only_type = "back_channel",
	.usual_mode = "basic_profile",
	.takes_keys = true,
};
