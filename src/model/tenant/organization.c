/* SPDX-License-Identifier: Apache-2.0 */
#include "model/tenant/organization.h"

#include <string.h>

#include "base/text.h"
#include "base/url.h"
#include "model/rules.h"
#include "model/tenant/color.h"

static bool
is_organization_name(const char *value)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_-";

	return strspn(value, letters) == strlen(value) && value[0] != '-' && value[0] != '_'
	    && !text_starts(value, "org_");
}

static bool
is_html_color(const char *value)
{
	struct color ignored;

	return color_parse(value, &ignored);
}

static const struct format name_format = { "organization-name", false, is_organization_name };
static const struct format color_format = { "html-color", false, is_html_color };
static const struct format https_format = { "strict-https-uri-or-null", false, is_https_url };

static const struct field colors_fields[] = {
	{ "primary", FIELD_TEXT, REQUIRED, offsetof(struct organization_colors, primary),
	    .max = COLOR_MAX_CHARS, .format = &color_format, .about = "HEX Color for primary elements." },
	{ "page_background", FIELD_TEXT, REQUIRED,
	    offsetof(struct organization_colors, page_background), .max = COLOR_MAX_CHARS, .format = &color_format,
	    .about = "HEX Color for background." },
};
static const struct shape colors_shape = SHAPE(struct organization_colors, colors_fields);

static const struct field branding_fields[] = {
	{ "logo_url", FIELD_TEXT, NULLABLE, offsetof(struct organization_branding, logo_url),
	    .max = 1024, .format = &https_format, .about = "URL of logo to display on login page." },
	{ "colors", FIELD_OBJECT, 0, offsetof(struct organization_branding, colors),
	    .shape = &colors_shape,
	    .about = "Color scheme used to customize the login pages." },
};
static const struct shape organization_branding_shape =
	SHAPE(struct organization_branding, branding_fields);

static const struct field metadata_value = { .type = FIELD_TEXT, .rules = NULLABLE, .max = 255 };
static const struct shape organization_metadata_shape = {
	.size_bytes = sizeof(struct verbatim), .given_offset = offsetof(struct verbatim, given),
	.rest = &metadata_value, .max_properties = 25, .name_max = 255,
};

static const struct field quota_fields[] = {
	{ "enforce", FIELD_BOOL, 0, offsetof(struct quota, enforce) },
	{ "per_day", FIELD_NUMBER, 0, offsetof(struct quota, per_day), .min = 1, .max = INT32_MAX,
	    .about = "Maximum number of issued tokens per day" },
	{ "per_hour", FIELD_NUMBER, 0, offsetof(struct quota, per_hour), .min = 1, .max = INT32_MAX,
	    .about = "Maximum number of issued tokens per hour" },
};
static const struct shape quota_shape = {
	.fields = quota_fields, .count = 3, .size_bytes = sizeof(struct quota),
	.given_offset = offsetof(struct quota, given), .min_properties = 1,
};

static const struct field token_quota_fields[] = {
	{ "client_credentials", FIELD_OBJECT, REQUIRED,
	    offsetof(struct token_quota, client_credentials), .shape = &quota_shape,
	    .about = "The token quota configuration" },
};
static const struct shape token_quota_shape = SHAPE(struct token_quota, token_quota_fields);

/* --- connections --- */

static const char *const access_levels[] = { "none", "readonly", "limited", "full", NULL };

static const struct field information_fields[] = {
	{ "name", FIELD_TEXT, 0, offsetof(struct connection_information, name) },
	{ "strategy", FIELD_TEXT, 0, offsetof(struct connection_information, strategy) },
};
static const struct shape information_shape =
	SHAPE(struct connection_information, information_fields);

static const struct field connection_fields[] = {
	[LINK_CONNECTION_ID] = { "connection_id", FIELD_TEXT, REQUIRED | CREATE_ONLY,
	    offsetof(struct organization_connection, connection_id), .min = 1, .max = 50,
	    .about = "Connection identifier." },
	[LINK_ASSIGN] = { "assign_membership_on_login", FIELD_BOOL, 0,
	    offsetof(struct organization_connection, assign_membership_on_login) },
	[LINK_BUTTON] = { "show_as_button", FIELD_BOOL, 0,
	    offsetof(struct organization_connection, show_as_button) },
	[LINK_SIGNUP] = { "is_signup_enabled", FIELD_BOOL, 0,
	    offsetof(struct organization_connection, is_signup_enabled) },
	[LINK_CONNECTION] = { "connection", FIELD_OBJECT, ANSWER_ONLY,
	    offsetof(struct organization_connection, connection), .shape = &information_shape },
	[LINK_NAME] = { "organization_connection_name", FIELD_TEXT, PATCH_NULLABLE,
	    offsetof(struct organization_connection, name), .min = 1, .max = 50,
	    .about = "Name of the connection in the scope of this organization." },
	[LINK_ACCESS] = { "organization_access_level", FIELD_TEXT, PATCH_NULLABLE,
	    offsetof(struct organization_connection, access_level), .choices = access_levels,
	    .about = "Access level for the organization (e.g., \"none\", \"full\")." },
	[LINK_ENABLED] = { "is_enabled", FIELD_BOOL, PATCH_NULLABLE,
	    offsetof(struct organization_connection, is_enabled),
	    .about = "Whether the connection is enabled for the organization." },
};
const struct shape organization_connection_shape =
	SHAPE(struct organization_connection, connection_fields);
const struct shape enabled_connection_shape = {
	.fields = connection_fields, .count = LINK_NAME,
	.size_bytes = sizeof(struct organization_connection),
	.given_offset = offsetof(struct organization_connection, given),
};

/* --- the whole --- */

static const struct field organization_fields[] = {
	[ORGANIZATION_ID] = { "id", FIELD_TEXT, ANSWER_ONLY, offsetof(struct organization, id) },
	[ORGANIZATION_NAME] = { "name", FIELD_TEXT, REQUIRED, offsetof(struct organization, name),
	    .min = 1, .max = 50, .format = &name_format, .about = "The name of this organization." },
	[ORGANIZATION_DISPLAY_NAME] = { "display_name", FIELD_TEXT, 0,
	    offsetof(struct organization, display_name), .min = 1, .max = 255,
	    .about = "Friendly name of this organization." },
	[ORGANIZATION_BRANDING] = { "branding", FIELD_OBJECT, 0,
	    offsetof(struct organization, branding), .shape = &organization_branding_shape,
	    .about = "Theme defines how to style the login pages." },
	[ORGANIZATION_METADATA] = { "metadata", FIELD_OBJECT, 0,
	    offsetof(struct organization, metadata), .shape = &organization_metadata_shape,
	    .about = "Metadata associated with the organization, in the form of an object with "
	    "string values (max 255 chars). Maximum of 25 metadata properties allowed." },
	[ORGANIZATION_TOKEN_QUOTA] = { "token_quota", FIELD_OBJECT, PATCH_NULLABLE,
	    offsetof(struct organization, token_quota), .shape = &token_quota_shape },
	[ORGANIZATION_CONNECTIONS] = { "enabled_connections", FIELD_OBJECTS, CREATE_ONLY,
	    offsetof(struct organization, enabled_connections),
	    .max = ORGANIZATION_MAX_CONNECTIONS, .shape = &enabled_connection_shape,
	    .about = "Connections that will be enabled for this organization. See POST "
	    "enabled_connections endpoint for the object format. (Max of 10 connections allowed)" },
};
const struct shape organization_shape = SHAPE(struct organization, organization_fields);

enum status
organization_check(struct arena *a, const struct organization *o, struct fault *f)
{
	struct texts ids = texts_of(a, &o->enabled_connections,
	    sizeof(struct organization_connection),
	    offsetof(struct organization_connection, connection_id));
	size_t first, second;

	if (!texts_repeat(a, &ids, &first, &second))
		return OK;
	return fail_code(f, INVALID, "invalid_body",
	    "The connection %s stands twice in enabled_connections.", ids.items[second]);
}
