/* SPDX-License-Identifier: Apache-2.0 */
#include "model/connection/options.h"

#include <string.h>

#include "base/encode.h"
#include "base/private_key.h"
#include "base/text.h"
#include "base/url.h"
#include "model/connection/options_rows.h"

#define ALNUM "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

const char *const connection_strategies[] = {
	"auth0-adldap", "ad", "adfs", "amazon", "apple", "dropbox", "bitbucket", "auth0-oidc",
	"auth0", "baidu", "bitly", "box", "custom", "daccount", "dwolla", "email",
	"evernote-sandbox", "evernote", "exact", "facebook", "fitbit", "github", "google-apps",
	"google-oauth2", "instagram", "ip", "line", "linkedin", "oauth1", "oauth2", "office365",
	"oidc", "okta", "paypal", "paypal-sandbox", "pingfederate", "planningcenter",
	"salesforce-community", "salesforce-sandbox", "salesforce", "samlp", "sharepoint",
	"shopify", "shop", "sms", "soundcloud", "thirtysevensignals", "twitter", "untappd",
	"vkontakte", "waad", "weibo", "windowslive", "wordpress", "yahoo", "yandex", NULL };

#define OPENID_DEFAULTS(type, mode) \
	"{\"schema_version\":\"oidc-V4\",\"type\":\"" type "\"," \
	"\"attribute_map\":{\"mapping_mode\":\"" mode "\"}," \
	"\"connection_settings\":{\"pkce\":\"auto\"}}"
#define ENTRA_DEFAULTS \
	"{\"identity_api\":\"microsoft-identity-platform-v2.0\",\"userid_attribute\":\"oid\"," \
	"\"waad_protocol\":\"openid-connect\",\"useCommonEndpoint\":false}"

const struct connection_kind connection_kinds[] = {
	{ "okta", true, &okta_options, OPENID_DEFAULTS("back_channel", "basic_profile") },
	{ "oidc", true, &oidc_options_shape, OPENID_DEFAULTS("front_channel", "bind_all") },
	{ "samlp", false, &samlp_options, "{}" },
	{ "waad", true, &waad_options, ENTRA_DEFAULTS },
	{ "google-apps", true, &google_options, "{}" },
	{ "adfs", false, &adfs_options, "{}" },
	{ "pingfederate", false, &pingfederate_options, "{}" },
};
const size_t connection_kind_count = sizeof(connection_kinds) / sizeof(connection_kinds[0]);

enum status
connection_kind_find(const char *strategy, const struct connection_kind **out, struct fault *f)
{
	size_t i;

	for (i = 0; i < connection_kind_count; i++)
		if (text_is(connection_kinds[i].strategy, strategy)) {
			*out = &connection_kinds[i];
			return OK;
		}
	return fail_code(f, INVALID, "invalid_body", "The strategy %s is not supported here. Supported "
	    "are okta, oidc, samlp, waad, google-apps, adfs and pingfederate.", strategy);
}

/* --- what values must look like --- */

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

/* Labels of letters, digits and inner hyphens; or an address with a scheme. */
static bool
is_domain(const char *value)
{
	const char *label = value;
	size_t length;

	if (strstr(value, "://") != NULL)
		return strspn(value, ALNUM) > 0 && strpbrk(value, " \t\r\n\"<>") == NULL;
	do {
		length = strspn(label, ALNUM "-");
		if (length == 0 || label[0] == '-' || label[length - 1] == '-')
			return false;
		label += length;
	} while (*label++ == '.');
	return label[-1] == '\0';
}

const struct format options_https = { "uri", false, is_https_url };
const struct format options_hex = { "^[0-9a-fA-F]+$", true, is_hex };
const struct format options_domain = { "hostname", false, is_domain };
const struct format options_uuid = { "uuid", false, is_uuid };
const struct field options_any = { .type = FIELD_ANY };

/* --- rows for every strategy --- */

static const char *const root_attributes[] = { "on_each_login", "on_first_login",
	"never_on_login", NULL };
static const char *const upstream_names[] = { "acr_values", "audience", "client_id", "display",
	"id_token_hint", "login_hint", "max_age", "prompt", "resource", "response_mode",
	"response_type", "ui_locales", NULL };

static const struct field token_collection_fields[] = { BOOLEAN("active") };
const struct shape token_collection_options = { OPTIONS(token_collection_fields) };

/* A parameter has a value or is one of the request's own. */
static const struct field upstream_fields[] = {
	CHOICE("alias", 0, upstream_names), TEXT("value", 0, 0),
};
static const struct shape upstream_shape = { OPTIONS(upstream_fields), .min_properties = 1,
	.max_properties = 1 };
static const struct field upstream_parameter = { .type = FIELD_OBJECT, .shape = &upstream_shape };
static const struct shape upstream_parameters = {
	.size_bytes = sizeof(struct connection_options),
	.given_offset = offsetof(struct connection_options, given), .rest = &upstream_parameter,
};

/* What is sealed, whatever the strategy: none of these names is ever kept or
 * shown as it came. */
#define KEY_PAIR \
	TEXT("cert", 1, 10240), { CHECKED("key", FIELD_TEXT, REQUEST_ONLY), .min = 1, .max = 10240 }

static const struct field signing_key_fields[] = { KEY_PAIR };
static const struct field further_key_text = { .type = FIELD_TEXT, .max = 9216 };
static const struct shape signing_key_shape = { OPTIONS(signing_key_fields),
	.rest = &further_key_text, .max_properties = 6 };
static const struct field decryption_key_fields[] = { KEY_PAIR };
static const struct shape decryption_key_shape = { OPTIONS(decryption_key_fields) };

#define SECRET(name, most) { CHECKED(name, FIELD_TEXT, NULLABLE | REQUEST_ONLY), .max = most }

static const struct field secret_fields[] = {
	SECRET("client_secret", 10000), SECRET("app_secret", 10000),
	SECRET("admin_access_token", 1024), SECRET("admin_refresh_token", 1024),
	{ CHECKED("signing_key", FIELD_OBJECT, NULLABLE | REQUEST_ONLY),
	    .shape = &signing_key_shape },
	{ CHECKED("decryptionKey", FIELD_EITHER, NULLABLE | REQUEST_ONLY), .item_min = 1,
	    .item_max = 10240, .shape = &decryption_key_shape },
};
static const struct shape secret_shape = { OPTIONS(secret_fields) };

static const struct field common_fields[] = {
	{ CHECKED("domain_aliases", FIELD_TEXTS, 0), .max = 1000, .item_max = 256,
	    .format = &options_domain },
	HTTPS("icon_url", 255), TEXT("tenant_domain", 1, 255),
	CHOICE("set_user_root_attributes", 0, root_attributes),
	TEXTS("non_persistent_attrs", 96, 255),
	OBJECT("upstream_params", NULLABLE, upstream_parameters),
};
const struct shape common_options = { OPTIONS(common_fields), .also = &secret_shape };

/* --- checks --- */

static enum status
refuse_private_key(const char *bytes, size_t length, struct fault *f)
{
	struct fault why;

	return private_key_refuse(bytes, length, &why) == OK ? OK
	    : fail_code(f, INVALID, "invalid_body", "%s", why.sentence);
}

/* A certificate is sent as PEM, or as base64 of it. */
static enum status
check_certificate(struct arena *a, const char *text, struct fault *f)
{
	size_t length;
	const char *bytes;
	enum status st;

	if (text == NULL)
		return OK;
	st = refuse_private_key(text, strlen(text), f);
	bytes = base64_bytes(a, text, &length);
	return st != OK || bytes == NULL ? st : refuse_private_key(bytes, length, f);
}

static enum status
check_values(struct arena *a, const struct connection_options *o, struct fault *f)
{
	enum status st = check_certificate(a, o->signing_certificate, f);

	if (st == OK)
		st = check_certificate(a, o->certificate, f);
	if (st == OK && o->federation_metadata != NULL
	    && strlen(o->federation_metadata) > FEDERATION_METADATA_MAX_BYTES)
		return fail_code(f, INVALID, "invalid_body", FEDERATION_METADATA_TOO_LARGE);
	return st;
}

enum status
connection_options_check(struct arena *a, const struct connection_kind *kind, const char *body,
    enum decode_mode mode, struct fault *f)
{
	struct {
		struct given			 given;
		struct connection_options	*options;
	} wanted = { 0 };
	const struct field row = { "options", FIELD_OBJECT, 0,
		(size_t)((char *)&wanted.options - (char *)&wanted), .shape = kind->options };
	const struct shape shape = { .fields = &row, .count = 1, .size_bytes = sizeof(wanted),
		.rest = &options_any };
	enum status st = fields_decode(a, body, strlen(body), &shape, mode, &wanted, f);

	return st != OK || wanted.options == NULL ? st : check_values(a, wanted.options, f);
}

enum status
connection_options_part(struct arena *a, const char *options, struct objects *secrets,
    const char **rest, struct fault *f)
{
	*secrets = fields_part(a, &secret_shape, options, rest);
	return refuse_private_key(*rest, strlen(*rest), f);
}
