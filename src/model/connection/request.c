/* SPDX-License-Identifier: Apache-2.0 */
#include "model/connection/request.h"

#include <string.h>

#include "base/text.h"
#include "model/connection/name.h"
#include "model/provider/vocabulary.h"
#include "model/rules.h"
#include "model/tenant/client.h"
#include "model/tenant/metadata.h"

static const struct field purpose_fields[] = {
	{ "active", FIELD_BOOL, REQUIRED, offsetof(struct purpose, active) },
	{ "cross_app_access", FIELD_BOOL, 0, offsetof(struct purpose, cross_app_access) },
};
static const struct shape active_shape = {
	.fields = purpose_fields, .count = 1, .size_bytes = sizeof(struct purpose),
	.given_offset = offsetof(struct purpose, given),
};
const struct shape purpose_shape = SHAPE(struct purpose, purpose_fields);

static const char *const resource_app_states[] = { "enabled", "disabled", NULL };
static const struct field resource_app_fields[] = {
	{ "status", FIELD_TEXT, REQUIRED, offsetof(struct resource_app, status),
	    .choices = resource_app_states },
};
const struct shape resource_app_shape = SHAPE(struct resource_app, resource_app_fields);

/* The rows of its provider limit each option; this limits them all. */
static const struct field any_option = { .type = FIELD_ANY, .max = 1024 * 1024 };
static const struct shape options_shape = {
	.size_bytes = sizeof(struct verbatim), .given_offset = offsetof(struct verbatim, given),
	.rest = &any_option, .max_properties = 256, .name_max = 255,
};

#define CLIENTS_ABOUT "Use of this property is NOT RECOMMENDED. Use the PATCH " \
	"/v2/connections/{id}/clients endpoint to enable the connection for a set of clients."
#define MEMBER(name, kind, rules) #name, kind, rules, offsetof(struct connection_request, name)

static const struct field request_fields[] = {
	[REQUEST_DISPLAY_NAME] = { MEMBER(display_name, FIELD_TEXT, NULLABLE), .max = 128,
	    .about = "Connection name used in the new universal login experience" },
	[REQUEST_IS_DOMAIN_CONNECTION] = { MEMBER(is_domain_connection, FIELD_BOOL, NULLABLE) },
	[REQUEST_SHOW_AS_BUTTON] = { MEMBER(show_as_button, FIELD_BOOL, NULLABLE) },
	[REQUEST_REALMS] = { MEMBER(realms, FIELD_TEXTS, NULLABLE), .max = 200, .item_min = 1,
	    .item_max = 255 },
	[REQUEST_METADATA] = { MEMBER(metadata, FIELD_OBJECT, NULLABLE), .shape = &metadata_shape },
	[REQUEST_AUTHENTICATION] = { MEMBER(authentication, FIELD_OBJECT, NULLABLE),
	    .shape = &active_shape },
	[REQUEST_CONNECTED_ACCOUNTS] = { MEMBER(connected_accounts, FIELD_OBJECT, NULLABLE),
	    .shape = &purpose_shape },
	[REQUEST_CROSS_APP_ACCESS] = { MEMBER(cross_app_access_requesting_app, FIELD_OBJECT, NULLABLE),
	    .shape = &active_shape },
	[REQUEST_RESOURCE_APP] = { MEMBER(cross_app_access_resource_app, FIELD_OBJECT, NULLABLE),
	    .shape = &resource_app_shape },
	[REQUEST_OPTIONS] = { MEMBER(options, FIELD_OBJECT, NULLABLE),
	    .shape = &options_shape },
	[REQUEST_ENABLED_CLIENTS] = { MEMBER(enabled_clients, FIELD_TEXTS, NULLABLE),
	    .max = CONNECTION_MAX_CLIENTS, .item_max = CLIENT_ID_MAX_CHARS,
	    .format = &client_id_format, .about = CLIENTS_ABOUT },
	[REQUEST_NAME] = { MEMBER(name, FIELD_TEXT, REQUIRED), .min = 1, .max = 128,
	    .format = &connection_name_format, .about = "The name of the connection. Must start and "
	    "end with an alphanumeric character and can only contain alphanumeric characters and "
	    "'-'. Max length 128" },
	[REQUEST_STRATEGY] = { MEMBER(strategy, FIELD_TEXT, REQUIRED),
	    .choices = connection_strategies + 1,
	    .about = "The identity provider identifier for the connection" },
};

const struct shape connection_create_shape = SHAPE(struct connection_request, request_fields);
const struct shape connection_change_shape = {
	.fields = request_fields, .count = REQUEST_NAME,
	.size_bytes = sizeof(struct connection_request),
	.given_offset = offsetof(struct connection_request, given), .min_properties = 1,
};

static const struct shape write_shape = {
	.fields = request_fields, .count = REQUEST_OPTIONS,
	.size_bytes = sizeof(struct connection_request),
	.given_offset = offsetof(struct connection_request, given),
};
static const struct shape read_shape = {
	.fields = request_fields, .count = REQUEST_OPTIONS,
	.size_bytes = sizeof(struct connection_request),
	.given_offset = offsetof(struct connection_request, given), .rest = &field_any,
};

enum status
connection_request_check(struct arena *a, const struct connection_request *r, struct fault *f)
{
	if (strlen(fields_encode_texts(a, &r->realms)) <= REALMS_MAX_BYTES)
		return OK;
	return fail_code(f, INVALID, "invalid_body", "realms are too large: at most %d bytes.",
	    REALMS_MAX_BYTES);
}

char *
connection_config_write(struct arena *a, const struct connection_request *r)
{
	return fields_encode(a, &write_shape, r);
}

enum status
connection_config_read(struct arena *a, const char *json, struct connection_request *out,
    struct fault *f)
{
	return fields_decode(a, json, strlen(json), &read_shape, STORED, out, f);
}

/* --- clients --- */

static const struct field client_change_fields[] = {
	{ "client_id", FIELD_TEXT, REQUIRED, offsetof(struct client_change, client_id),
	    .max = CLIENT_ID_MAX_CHARS, .format = &client_id_format,
	    .about = "The client_id of the client whose status will be changed. "
	    "Note that the limit per PATCH request is 50 clients." },
	{ "status", FIELD_BOOL, REQUIRED, offsetof(struct client_change, status),
	    .about = "Whether the connection is enabled or not for this client_id" },
};
static const struct shape client_change_shape =
	SHAPE(struct client_change, client_change_fields);

const struct field client_changes_row = {
	.type = FIELD_OBJECTS, .min = 1, .max = 50, .shape = &client_change_shape,
};

enum status
client_changes_check(struct arena *a, const struct objects *changes, struct fault *f)
{
	struct texts ids = texts_of(a, changes, sizeof(struct client_change),
	    offsetof(struct client_change, client_id));
	size_t first, second;

	if (!texts_repeat(a, &ids, &first, &second))
		return OK;
	return fail_code(f, INVALID, "invalid_body", "Payload validation error: "
	    "'Array items are not unique (indexes %zu and %zu)'.", first, second);
}
