/*
 * google_apps.c - Google Workspace
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "model/provider/options_rows.h"
#include "model/provider/rows.h"

/* The form of RFC 3339 section 5.6; the ranges of its numbers are not checked. */
static bool
is_date_time(const char *value)
{
	static const char form[] = "0000-00-00T00:00:00";
	size_t i;

	for (i = 0; form[i] != '\0'; i++)
		if (form[i] == '0' ? value[i] < '0' || value[i] > '9' : value[i] != form[i])
			return false;
	return value[i] != '\0' && strspn(value + i, "0123456789.:+-Z") == strlen(value + i);
}

static const struct format date_time = { "date-time", false, is_date_time };

static const struct field fields[] = {
	{ CHECKED("client_id", FIELD_TEXT, 0), .max = 128 },
	{ CHECKED("client_secret", FIELD_TEXT, 0), .max = 4096 },
	TEXT("domain", 1, 1024),
	{ CHECKED("admin_access_token_expiresin", FIELD_TEXT, 0), .max = 50, .format = &date_time },
	{ CHECKED("scope", FIELD_TEXTS, 0), .min = 1, .max = 64, .item_min = 1, .item_max = 255 },
	OBJECT("federated_connections_access_tokens", token_collection_options),
	BOOLEAN("allow_setting_login_scopes"), BOOLEAN("api_enable_groups"),
	BOOLEAN("api_enable_users"), BOOLEAN("email"), BOOLEAN("ext_agreed_terms"),
	BOOLEAN("ext_groups"), BOOLEAN("ext_groups_extended"), BOOLEAN("ext_is_admin"),
	BOOLEAN("ext_is_suspended"), BOOLEAN("handle_login_from_social"),
	BOOLEAN("map_user_id_to_id"), BOOLEAN("profile"),
};
static const struct shape options = { OPTIONS(fields), .also = &common_options,
	REST_OTHER };

const struct provider provider_google_apps = {
	.strategy = "google-apps",
	.name = "Google Workspace",
	.mark = "google",
	.protocol = PROTOCOL_OPENID,
	.led_by = &provider_oidc,
	.attributes = &openid_claims,
	.plain_client_ids = true,
	.options = &options,
	.defaults = "{\"email\":true,\"profile\":true,\"scope\":[\"email\",\"profile\"],"
	    "\"map_user_id_to_id\":false,\"handle_login_from_social\":true}",
};
