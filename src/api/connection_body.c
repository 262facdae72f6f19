/* SPDX-License-Identifier: Apache-2.0 */
#include "api/connection_body.h"

#include "api/body.h"
#include "api/caller.h"
#include "model/provider/provider.h"

#define MEMBER(name, kind) #name, kind, 0, offsetof(struct connection_body, name)
#define PURPOSE(name) { MEMBER(name, FIELD_OBJECT), .shape = &purpose_shape }

static const struct field body_fields[] = {
	[BODY_ID] = { MEMBER(id, FIELD_TEXT) },
	[BODY_NAME] = { MEMBER(name, FIELD_TEXT) },
	[BODY_DISPLAY_NAME] = { MEMBER(display_name, FIELD_TEXT) },
	[BODY_STRATEGY] = { MEMBER(strategy, FIELD_TEXT) },
	[BODY_OPTIONS] = { MEMBER(options, FIELD_OBJECT), .shape = &verbatim_shape },
	[BODY_REALMS] = { MEMBER(realms, FIELD_TEXTS) },
	[BODY_ENABLED_CLIENTS] = { MEMBER(enabled_clients, FIELD_TEXTS) },
	[BODY_IS_DOMAIN_CONNECTION] = { MEMBER(is_domain_connection, FIELD_BOOL) },
	[BODY_SHOW_AS_BUTTON] = { MEMBER(show_as_button, FIELD_BOOL) },
	[BODY_METADATA] = { MEMBER(metadata, FIELD_OBJECT), .shape = &verbatim_shape },
	[BODY_AUTHENTICATION] = PURPOSE(authentication),
	[BODY_CONNECTED_ACCOUNTS] = PURPOSE(connected_accounts),
	[BODY_CROSS_APP_ACCESS] = PURPOSE(cross_app_access_requesting_app),
	[BODY_RESOURCE_APP] = { MEMBER(cross_app_access_resource_app, FIELD_OBJECT),
	    .shape = &resource_app_shape },
};
const struct shape connection_body_shape = SHAPE(struct connection_body, body_fields);

/* Unless something else was said, a connection is for signing in and nothing else. */
static struct purpose *
purpose_or(struct arena *a, struct purpose *said, bool is_active)
{
	struct purpose *p = arena_alloc(a, sizeof(*p));

	*p = (struct purpose){ .given.present = 1, .active = is_active };
	return said != NULL ? said : p;
}

static struct texts
realms_or(struct arena *a, const struct texts *said, const char *name)
{
	struct texts t = { arena_array(a, 1, sizeof(char *)), 1 };

	t.items[0] = name;
	return said->count > 0 ? *said : t;
}

/* The display name that was said, or the default: the name for OpenID, NULL for SAML. */
static const char *
display_name_or(const char *said, const struct connection *row)
{
	const struct provider *p = provider_find(row->strategy);

	if (said != NULL || p == NULL)
		return said;
	return p->protocol == PROTOCOL_OPENID ? row->name : NULL;
}

uint64_t
connection_body_rows(struct exchange *x)
{
	return client_may(&caller(x)->client, "read:connections_options") ? UINT64_MAX
	    : ~(UINT64_C(1) << BODY_OPTIONS);
}

enum status
connection_body_make(struct exchange *x, const struct connection *row, uint64_t shown,
    struct connection_body *out)
{
	struct arena *a = x->arena;
	struct connection_request c = { 0 };
	enum status st = connection_config_read(a, row->config, &c, &x->fault);

	*out = (struct connection_body){
		.given.present = shown & connection_body_rows(x),
		.id = row->id, .name = row->name, .strategy = row->strategy,
		.display_name = display_name_or(c.display_name, row),
		.options = verbatim(a, row->options),
		.metadata = c.metadata,
		.is_domain_connection = c.is_domain_connection,
		.show_as_button = c.show_as_button,
		.realms = realms_or(a, &c.realms, row->name),
		.authentication = purpose_or(a, c.authentication, true),
		.connected_accounts = purpose_or(a, c.connected_accounts, false),
		.cross_app_access_requesting_app = c.cross_app_access_requesting_app,
		.cross_app_access_resource_app = c.cross_app_access_resource_app,
	};
	if (st == OK && row->enabled_clients != NULL)
		st = fields_decode_texts(a, row->enabled_clients, &out->enabled_clients, &x->fault);
	return st;
}

enum status
connection_body_send(struct exchange *x, enum status st, int code,
    const struct connection *row)
{
	struct connection_body body;

	if (st == OK)
		st = connection_body_make(x, row, UINT64_MAX, &body);
	return st == OK ? body_send(x, code, &connection_body_shape, &body) : st;
}
