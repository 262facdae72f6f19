/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/options_rows.h"

#include <string.h>

#include "base/domain_name.h"
#include "base/encode.h"
#include "base/text.h"
#include "base/url.h"
#include "model/rules.h"

/* --- the formats of values --- */

static bool
is_hex(const char *value)
{
	return *value != '\0' && strspn(value, "0123456789abcdefABCDEF") == strlen(value);
}

static bool
is_uuid(const char *value)
{
	size_t i;

	for (i = 0; value[i] != '\0'; i++)
		if (i == 8 || i == 13 || i == 18 || i == 23 ? value[i] != '-'
		    : hex_value(value[i]) < 0)
			return false;
	return i == 36;
}

/* Labels of letters, digits and inner hyphens, by themselves or as the host of a URL. */
static bool
is_domain(const char *value)
{
	const char *label, *end;
	size_t length = domain_name_host(value, &label);

	if (strpbrk(value, " \t\r\n\"<>") != NULL)
		return false;
	end = label + length;
	do {
		length = strspn(label, TEXT_ALNUM "-");
		if (length == 0 || label[0] == '-' || label[length - 1] == '-')
			return false;
		label += length;
	} while (*label++ == '.');
	return label - 1 == end;
}

const struct format options_https = { "uri", false, is_https_url };
const struct format options_hex = { "^[0-9a-fA-F]+$", true, is_hex };
const struct format options_domain = { "hostname", false, is_domain };
const struct format options_uuid = { "uuid", false, is_uuid };

/* --- rows for every strategy --- */

static const char *const root_attributes[] = { "on_each_login", "on_first_login",
	"never_on_login", NULL };
static const char *const upstream_names[] = { "acr_values", "audience", "client_id", "display",
	"id_token_hint", "login_hint", "max_age", "prompt", "resource", "response_mode",
	"response_type", "ui_locales", NULL };

const char *const email_trust[] = { "never_set_emails_as_verified",
	EMAILS_ARE_VERIFIED, NULL };

static const struct field token_collection_fields[] = { BOOLEAN("active") };
const struct shape unknown_options = { .size_bytes = sizeof(struct checked_options),
	.given_offset = offsetof(struct checked_options, given), REST_UNKNOWN };
const struct shape token_collection_options = { OPTIONS(token_collection_fields) };

/* A parameter has a value or is one of the request's own. */
static const struct field upstream_fields[] = {
	CHOICE("alias", upstream_names), TEXT("value", 0, 2048),
};
static const struct shape upstream_shape = { OPTIONS(upstream_fields), .min_properties = 1,
	.max_properties = 1 };
static const struct field upstream_parameter = { .type = FIELD_OBJECT, .shape = &upstream_shape };
static const struct shape upstream_parameters = {
	.size_bytes = sizeof(struct checked_options),
	.given_offset = offsetof(struct checked_options, given), .rest = &upstream_parameter,
	.max_properties = 64, .name_max = 255,
};

/* The secrets that are sealed, whatever the strategy.  The value of such a name is never
 * kept or shown as it came. */
#define KEY_PAIR \
	TEXT("cert", 1, 10240), { CHECKED("key", FIELD_TEXT, REQUEST_ONLY), .min = 1, .max = 10240 }

static const struct field signing_key_fields[] = { KEY_PAIR };
static const struct field further_key_text = { .type = FIELD_TEXT, .max = 9216 };
static const struct shape signing_key_shape = { OPTIONS(signing_key_fields),
	.rest = &further_key_text, .refuses_spellings = true, .max_properties = 6, .name_max = 255 };
static const struct field decryption_key_fields[] = { KEY_PAIR };
static const struct shape decryption_key_shape = { OPTIONS(decryption_key_fields) };

#define SECRET(name, most) { CHECKED(name, FIELD_TEXT, REQUEST_ONLY), .max = most }

static const struct field secret_fields[] = {
	SECRET("client_secret", 10000), SECRET("app_secret", 10000),
	SECRET("admin_access_token", 1024), SECRET("admin_refresh_token", 1024),
	{ CHECKED("signing_key", FIELD_OBJECT, REQUEST_ONLY),
	    .shape = &signing_key_shape },
	{ CHECKED("decryptionKey", FIELD_EITHER, REQUEST_ONLY), .item_min = 1,
	    .item_max = 10240, .shape = &decryption_key_shape },
};
const struct shape secret_options = { OPTIONS(secret_fields) };

static const struct field common_fields[] = {
	{ CHECKED("domain_aliases", FIELD_TEXTS, 0), .max = CONNECTION_MAX_DOMAINS, .item_max = 256,
	    .format = &options_domain },
	HTTPS("icon_url", 255), TEXT("tenant_domain", 1, 255),
	CHOICE("set_user_root_attributes", root_attributes),
	TEXTS("non_persistent_attrs", 96, 255),
	OBJECT("upstream_params", upstream_parameters),
};
const struct shape common_options = { OPTIONS(common_fields), .also = &secret_options };
