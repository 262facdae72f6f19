/* SPDX-License-Identifier: Apache-2.0 */
#include "api/door.h"

#include <string.h>

#include "api/attribute_profiles.h"
#include "api/body.h"
#include "api/caller.h"
#include "api/clients.h"
#include "api/connection_clients.h"
#include "api/connection_keys.h"
#include "api/connection_logins.h"
#include "api/connection_revisions.h"
#include "api/connections.h"
#include "api/discovery_domains.h"
#include "api/home_realm.h"
#include "api/logs.h"
#include "api/openapi.h"
#include "api/organization_connections.h"
#include "api/organizations.h"
#include "api/profiles.h"
#include "api/ticket_list.h"
#include "api/tickets.h"
#include "api/token.h"
#include "base/hash.h"
#include "base/text.h"

#define PROFILES "/api/v2/self-service-profiles"
#define ATTRIBUTE_PROFILES "/api/v2/user-attribute-profiles"
#define ORGANIZATIONS "/api/v2/organizations"
#define ENABLED ORGANIZATIONS "/:id/enabled_connections"
#define LINKS ORGANIZATIONS "/:id/connections"
#define DOMAINS ORGANIZATIONS "/:id/discovery-domains"
#define CONNECTIONS "/api/v2/connections"

#define AT(method, path, name) { method, path, name }, &name##_operation
#define ANYONE ""	/* without a token */

static const struct api_route routes[] = {
	{ { GET, "/api/v2/openapi.json", openapi_show }, NULL, ANYONE },
	{ AT(POST, "/oauth/token", token_create), ANYONE },
	{ AT(GET, PROFILES, profiles_list), "read:self_service_profiles" },
	{ AT(POST, PROFILES, profiles_create), "create:self_service_profiles" },
	{ AT(GET, PROFILES "/:id", profiles_get), "read:self_service_profiles" },
	{ AT(PATCH, PROFILES "/:id", profiles_update), "update:self_service_profiles" },
	{ AT(DELETE, PROFILES "/:id", profiles_delete), "delete:self_service_profiles" },
	{ AT(GET, PROFILES "/:id/custom-text/:language/:page", custom_text_get),
	    "read:self_service_profile_custom_texts" },
	{ AT(PUT, PROFILES "/:id/custom-text/:language/:page", custom_text_set),
	    "update:self_service_profile_custom_texts" },
	{ AT(GET, PROFILES "/:id/sso-ticket", tickets_list), "read:sso_access_tickets" },
	{ AT(GET, PROFILES "/:id/sso-ticket/:ticket", tickets_get), "read:sso_access_tickets" },
	{ AT(POST, PROFILES "/:id/sso-ticket", tickets_create), "create:sso_access_tickets" },
	{ AT(POST, PROFILES "/:id/sso-ticket/:ticket/revoke", tickets_revoke),
	    "delete:sso_access_tickets" },
	{ AT(GET, ATTRIBUTE_PROFILES, attribute_profiles_list), "read:user_attribute_profiles" },
	{ AT(POST, ATTRIBUTE_PROFILES, attribute_profiles_create),
	    "create:user_attribute_profiles" },
	{ AT(GET, ATTRIBUTE_PROFILES "/templates", attribute_templates_list),
	    "read:user_attribute_profiles" },
	{ AT(GET, ATTRIBUTE_PROFILES "/templates/:id", attribute_templates_get),
	    "read:user_attribute_profiles" },
	{ AT(GET, ATTRIBUTE_PROFILES "/:id", attribute_profiles_get),
	    "read:user_attribute_profiles" },
	{ AT(PATCH, ATTRIBUTE_PROFILES "/:id", attribute_profiles_update),
	    "update:user_attribute_profiles" },
	{ AT(DELETE, ATTRIBUTE_PROFILES "/:id", attribute_profiles_delete),
	    "delete:user_attribute_profiles" },
	{ AT(GET, "/api/v2/logs", logs_list), "read:logs read:logs_users" },
	{ AT(GET, "/api/v2/logs/:id", logs_get), "read:logs read:logs_users" },
	{ AT(GET, "/api/v2/clients", clients_list),
	    "read:clients read:client_keys read:client_summary" },
	{ AT(GET, "/api/v2/clients/:id", clients_get),
	    "read:clients read:client_keys read:client_summary" },
	{ AT(PATCH, "/api/v2/clients/:id", clients_update), "update:clients" },
	{ AT(DELETE, "/api/v2/clients/:id", clients_delete), "delete:clients" },
	{ AT(POST, "/api/v2/clients/:id/rotate-secret", clients_rotate_secret),
	    "update:client_keys" },
	{ AT(POST, "/api/v2/clients/:id/revoke-tokens", clients_revoke_tokens),
	    "update:client_keys" },
	{ AT(GET, "/api/v2/client-grants", client_grants_list), "read:client_grants" },
	{ AT(PATCH, "/api/v2/client-grants/:id", client_grants_update), "update:client_grants" },
	{ AT(GET, ORGANIZATIONS, organizations_list),
	    "read:organizations read:organizations_summary" },
	{ AT(POST, ORGANIZATIONS, organizations_create), "create:organizations" },
	{ AT(GET, ORGANIZATIONS "/name/:name", organizations_find), "read:organizations" },
	{ AT(GET, ORGANIZATIONS "/:id/client-grants", organization_grants_list),
	    "read:organization_client_grants" },
	{ AT(GET, ORGANIZATIONS "/:id", organizations_get),
	    "read:organizations read:organizations_summary" },
	{ AT(PATCH, ORGANIZATIONS "/:id", organizations_update), "update:organizations" },
	{ AT(DELETE, ORGANIZATIONS "/:id", organizations_delete), "delete:organizations" },
	{ AT(GET, ENABLED, enabled_connections_list), "read:organization_connections" },
	{ AT(POST, ENABLED, enabled_connections_add), "create:organization_connections" },
	{ AT(GET, ENABLED "/:connection", enabled_connections_get),
	    "read:organization_connections" },
	{ AT(PATCH, ENABLED "/:connection", enabled_connections_update),
	    "update:organization_connections" },
	{ AT(DELETE, ENABLED "/:connection", enabled_connections_delete),
	    "delete:organization_connections" },
	{ AT(GET, LINKS, organization_connections_list), "read:organization_connections" },
	{ AT(POST, LINKS, organization_connections_add), "create:organization_connections" },
	{ AT(GET, LINKS "/:connection", organization_connections_get),
	    "read:organization_connections" },
	{ AT(PATCH, LINKS "/:connection", organization_connections_update),
	    "update:organization_connections" },
	{ AT(DELETE, LINKS "/:connection", organization_connections_delete),
	    "delete:organization_connections" },
	{ AT(GET, DOMAINS, discovery_domains_list), "read:organization_discovery_domains" },
	{ AT(POST, DOMAINS, discovery_domains_add), "create:organization_discovery_domains" },
	{ AT(GET, DOMAINS "/name/:domain", discovery_domains_find),
	    "read:organization_discovery_domains" },
	{ AT(GET, DOMAINS "/:domain", discovery_domains_get),
	    "read:organization_discovery_domains" },
	{ AT(PATCH, DOMAINS "/:domain", discovery_domains_update),
	    "update:organization_discovery_domains" },
	{ AT(DELETE, DOMAINS "/:domain", discovery_domains_delete),
	    "delete:organization_discovery_domains" },
	{ AT(GET, "/api/v2/home-realm", home_realm_get),
	    "read:connections", home_realm_load_caller },
	{ AT(PUT, "/api/v2/home-realm", home_realm_set), "update:connections" },
	{ AT(GET, CONNECTIONS, connections_list), "read:connections" },
	{ AT(POST, CONNECTIONS, connections_create), "create:connections" },
	{ AT(GET, CONNECTIONS "/:id", connections_get), "read:connections" },
	{ AT(PATCH, CONNECTIONS "/:id", connections_update), "update:connections" },
	{ AT(DELETE, CONNECTIONS "/:id", connections_delete), "delete:connections" },
	{ AT(GET, CONNECTIONS "/:id/status", connections_status), "read:connections" },
	{ AT(GET, CONNECTIONS "/:id/clients", connection_clients_list), "read:connections" },
	{ AT(PATCH, CONNECTIONS "/:id/clients", connection_clients_update), "update:connections" },
	{ AT(GET, CONNECTIONS "/:id/logins", connection_logins_list), "read:connections" },
	{ AT(GET, CONNECTIONS "/:id/revisions", connection_revisions_list), "read:connections" },
	{ AT(POST, CONNECTIONS "/:id/revisions/:revision/restore", connection_revisions_restore),
	    "update:connections" },
	{ AT(GET, CONNECTIONS "/:id/keys", connection_keys_get), "read:connections_keys" },
	{ AT(POST, CONNECTIONS "/:id/keys", connection_keys_post), "create:connections_keys" },
	{ AT(POST, CONNECTIONS "/:id/keys/rotate", connection_keys_post_rotate),
	    "create:connections_keys+update:connections_keys" },
};

const struct api_route *
api_route_at(size_t index)
{
	return index < sizeof(routes) / sizeof(routes[0]) ? &routes[index] : NULL;
}

bool
api_route_is_open(const struct api_route *r)
{
	return text_is(r->scopes, ANYONE);
}

static const struct route *
route(size_t index)
{
	const struct api_route *r = api_route_at(index);

	return r == NULL ? NULL : &r->at;
}

static const char *
guests(struct arena *a, size_t index)
{
	struct buf b = buf_in(a);
	const char *c;

	if (api_route_is_open(&routes[index]))
		return "anyone";
	buf_add(&b, "client with ");
	for (c = routes[index].scopes; *c != '\0'; c++)
		if (*c == ' ')
			buf_add(&b, " or ");
		else if (*c == '+')
			buf_add(&b, " and ");
		else
			buf_add_char(&b, *c);
	return b.text;
}

/* --- the guard --- */

static enum status
load_caller(struct exchange *x, const struct api_route *r)
{
	const char *header = x->request->authorization;
	struct caller_key key = { .host = x->request->host, .budget = x->site->budget };

	if (header == NULL || strlen(header) < 8 || !text_is_nocase("bearer ",
	    arena_copy(x->arena, header, 7)))
		return fail(&x->fault, STRANGER, "Missing or malformed authorization header: "
		    "send \"Authorization: Bearer\" and a token.");
	key.token_hash = hash_text(x->arena, header + 7);
	if (r->load != NULL)
		return r->load(x, &key);
	return caller_load(&x->act, &key, NULL, &caller(x)->client);
}

/* Every answer to a known caller has them. */
static void
add_rate_headers(struct exchange *x)
{
	const struct allowance *calls = &caller(x)->client.allowance;
	long left = calls->left < 0 ? 0 : calls->left;

	if (calls->limit == 0)
		return;
	response_header(x->response, "X-RateLimit-Limit", arena_print(x->arena, "%ld", calls->limit));
	response_header(x->response, "X-RateLimit-Remaining", arena_print(x->arena, "%ld", left));
	response_header(x->response, "X-RateLimit-Reset",
	    arena_print(x->arena, "%ld", allowance_reset_s(calls)));
}

static enum status
enter(struct exchange *x, size_t index)
{
	const struct api_route *r = &routes[index];
	const struct client *c = &caller(x)->client;
	enum status st;

	if (api_route_is_open(r))
		return OK;
	st = load_caller(x, r);
	if (st != OK)
		return st;
	x->act.tenant_id = c->tenant_id;
	x->act.actor = arena_print(x->arena, "client:%s", c->id);
	add_rate_headers(x);
	if (c->allowance.left < 0)
		return fail_code(&x->fault, LIMITED, "too_many_requests",
		    "Global limit has been reached");
	return client_check(x->arena, c, r->scopes, &x->fault);
}

/* --- refusals --- */

static void
refuse(struct exchange *x, enum status st, int code)
{
	const struct allowance *calls = &caller(x)->client.allowance;

	if (st == STRANGER)
		response_header(x->response, "WWW-Authenticate", "Bearer realm=\"Postern\"");
	if (st == LIMITED && calls->left < 0) {
		response_header(x->response, "Retry-After",
		    arena_print(x->arena, "%ld", allowance_wait_s(calls)));
		response_header(x->response, "X-Auth0-Error-Kind", "global-rate-limit");
	}
	body_send_error(x, code);
	add_rate_headers(x);
}

const struct door api_door = {
	.name = "api",
	.prefixes = { "/api/", "/oauth/" },
	.route = route,
	.guests = guests,
	.enter = enter,
	.refuse = refuse,
};
