/* SPDX-License-Identifier: Apache-2.0 */
#include "main/routes.h"

#include <string.h>

#include "api/attribute_profiles.h"
#include "api/clients.h"
#include "api/connection_clients.h"
#include "api/connection_keys.h"
#include "api/connection_revisions.h"
#include "api/connections.h"
#include "api/discovery_domains.h"
#include "api/home_realm.h"
#include "api/logs.h"
#include "api/organization_connections.h"
#include "api/organizations.h"
#include "api/profiles.h"
#include "api/ticket_list.h"
#include "api/tickets.h"
#include "api/token.h"
#include "base/buf.h"
#include "base/text.h"
#include "main/health.h"
#include "main/openapi.h"
#include "web/assistant/brand.h"
#include "web/assistant/domains.h"
#include "web/assistant/enable.h"
#include "web/assistant/guide.h"
#include "web/assistant/hub.h"
#include "web/assistant/intro.h"
#include "web/assistant/provider.h"
#include "web/assistant/settings.h"
#include "web/assistant/sp_metadata.h"

#define PROFILES "/api/v2/self-service-profiles"
#define ATTRIBUTE_PROFILES "/api/v2/user-attribute-profiles"
#define ORGANIZATIONS "/api/v2/organizations"
#define ENABLED ORGANIZATIONS "/:id/enabled_connections"
#define LINKS ORGANIZATIONS "/:id/connections"
#define DOMAINS ORGANIZATIONS "/:id/discovery-domains"
#define CONNECTIONS "/api/v2/connections"
#define API(handler) handler, &handler##_operation

static const struct route routes[] = {
	/* people with a ticket */
	{ GET, "/self-service/connections-flow", ANYONE, NULL, intro_show },
	{ POST, "/self-service/connections-flow", ANYONE, NULL, intro_start },
	{ GET, "/self-service/t/:ticket", VISITOR, NULL, hub_show },
	{ GET, "/self-service/t/:ticket/provider", VISITOR, NULL, provider_show },
	{ POST, "/self-service/t/:ticket/provider", VISITOR, NULL, provider_save },
	{ GET, "/self-service/t/:ticket/application", VISITOR, NULL, application_show },
	{ POST, "/self-service/t/:ticket/application", VISITOR, NULL, application_next },
	{ GET, "/self-service/t/:ticket/settings", VISITOR_SETTINGS, NULL, settings_show },
	{ POST, "/self-service/t/:ticket/settings", VISITOR_SETTINGS, NULL, settings_save },
	{ GET, "/self-service/t/:ticket/check", VISITOR_SETTINGS, NULL, check_show },
	{ POST, "/self-service/t/:ticket/check", VISITOR_SETTINGS, NULL, check_confirm },
	{ GET, "/self-service/check/:ticket", WATCHER, NULL, check_state },
	{ GET, "/self-service/t/:ticket/mapping", VISITOR_MAPPING, NULL, mapping_show },
	{ POST, "/self-service/t/:ticket/mapping", VISITOR, NULL, mapping_next },
	{ GET, "/self-service/t/:ticket/access", VISITOR, NULL, access_show },
	{ POST, "/self-service/t/:ticket/access", VISITOR, NULL, access_next },
	{ GET, "/self-service/t/:ticket/domains", VISITOR, NULL, domains_show },
	{ POST, "/self-service/t/:ticket/domains", VISITOR, NULL, domains_add },
	{ GET, "/self-service/t/:ticket/domains/:domain", VISITOR, NULL, domain_show },
	{ POST, "/self-service/t/:ticket/domains/:domain/verify", VISITOR, NULL, domain_verify },
	{ POST, "/self-service/t/:ticket/domains/:domain/remove", VISITOR, NULL, domain_take_out },
	{ GET, "/self-service/check/:ticket/:domain", WATCHER, NULL, check_state },
	{ GET, "/self-service/t/:ticket/enable", VISITOR, NULL, enable_show },
	{ POST, "/self-service/t/:ticket/enable", VISITOR, NULL, enable_confirm },
	{ GET, "/self-service/t/:ticket/receipt", VISITOR_RECEIPT, NULL, receipt_show },
	{ GET, "/brand/theme/:file", ANYONE, NULL, brand_theme },
	{ GET, "/brand/logo/:hash", ANYONE, NULL, brand_logo },
	{ GET, "/samlp/metadata", ANYONE, NULL, sp_metadata },
	{ GET, "/pem", ANYONE, NULL, sp_certificate_pem },
	{ GET, "/cer", ANYONE, NULL, sp_certificate_der },
	{ GET, "/pb7", ANYONE, NULL, sp_certificate_bundle },
	{ GET, "/healthz", ANYONE, NULL, health_show },

	/* programs of the tenant */
	{ GET, "/api/v2/openapi.json", ANYONE, NULL, openapi_show },
	{ POST, "/oauth/token", PROGRAM, NULL, API(token_create) },
	{ GET, PROFILES, CLIENT, "read:self_service_profiles", API(profiles_list) },
	{ POST, PROFILES, CLIENT, "create:self_service_profiles", API(profiles_create) },
	{ GET, PROFILES "/:id", CLIENT, "read:self_service_profiles", API(profiles_get) },
	{ PATCH, PROFILES "/:id", CLIENT, "update:self_service_profiles", API(profiles_update) },
	{ DELETE, PROFILES "/:id", CLIENT, "delete:self_service_profiles", API(profiles_delete) },
	{ GET, PROFILES "/:id/custom-text/:language/:page", CLIENT,
	    "read:self_service_profile_custom_texts", API(custom_text_get) },
	{ PUT, PROFILES "/:id/custom-text/:language/:page", CLIENT,
	    "update:self_service_profile_custom_texts", API(custom_text_set) },
	{ GET, PROFILES "/:id/sso-ticket", CLIENT, "read:sso_access_tickets", API(tickets_list) },
	{ GET, PROFILES "/:id/sso-ticket/:ticket", CLIENT, "read:sso_access_tickets", API(tickets_get) },
	{ POST, PROFILES "/:id/sso-ticket", CLIENT, "create:sso_access_tickets", API(tickets_create) },
	{ POST, PROFILES "/:id/sso-ticket/:ticket/revoke", CLIENT, "delete:sso_access_tickets",
	    API(tickets_revoke) },
	{ GET, ATTRIBUTE_PROFILES, CLIENT, "read:user_attribute_profiles",
	    API(attribute_profiles_list) },
	{ POST, ATTRIBUTE_PROFILES, CLIENT, "create:user_attribute_profiles",
	    API(attribute_profiles_create) },
	{ GET, ATTRIBUTE_PROFILES "/templates", CLIENT, "read:user_attribute_profiles",
	    API(attribute_templates_list) },
	{ GET, ATTRIBUTE_PROFILES "/templates/:id", CLIENT, "read:user_attribute_profiles",
	    API(attribute_templates_get) },
	{ GET, ATTRIBUTE_PROFILES "/:id", CLIENT, "read:user_attribute_profiles",
	    API(attribute_profiles_get) },
	{ PATCH, ATTRIBUTE_PROFILES "/:id", CLIENT, "update:user_attribute_profiles",
	    API(attribute_profiles_update) },
	{ DELETE, ATTRIBUTE_PROFILES "/:id", CLIENT, "delete:user_attribute_profiles",
	    API(attribute_profiles_delete) },
	{ GET, "/api/v2/logs", CLIENT, "read:logs read:logs_users", API(logs_list) },
	{ GET, "/api/v2/logs/:id", CLIENT, "read:logs read:logs_users", API(logs_get) },
	{ GET, "/api/v2/clients", CLIENT, "read:clients read:client_keys read:client_summary",
	    API(clients_list) },
	{ GET, "/api/v2/clients/:id", CLIENT, "read:clients read:client_keys read:client_summary",
	    API(clients_get) },
	{ GET, "/api/v2/client-grants", CLIENT, "read:client_grants", API(client_grants_list) },
	{ GET, ORGANIZATIONS, CLIENT, "read:organizations read:organizations_summary",
	    API(organizations_list) },
	{ POST, ORGANIZATIONS, CLIENT, "create:organizations", API(organizations_create) },
	{ GET, ORGANIZATIONS "/name/:name", CLIENT, "read:organizations", API(organizations_find) },
	{ GET, ORGANIZATIONS "/:id/client-grants", CLIENT, "read:organization_client_grants",
	    API(organization_grants_list) },
	{ GET, ORGANIZATIONS "/:id", CLIENT, "read:organizations read:organizations_summary",
	    API(organizations_get) },
	{ PATCH, ORGANIZATIONS "/:id", CLIENT, "update:organizations", API(organizations_update) },
	{ DELETE, ORGANIZATIONS "/:id", CLIENT, "delete:organizations", API(organizations_delete) },
	{ GET, ENABLED, CLIENT, "read:organization_connections", API(enabled_connections_list) },
	{ POST, ENABLED, CLIENT, "create:organization_connections", API(enabled_connections_add) },
	{ GET, ENABLED "/:connection", CLIENT, "read:organization_connections",
	    API(enabled_connections_get) },
	{ PATCH, ENABLED "/:connection", CLIENT, "update:organization_connections",
	    API(enabled_connections_update) },
	{ DELETE, ENABLED "/:connection", CLIENT, "delete:organization_connections",
	    API(enabled_connections_delete) },
	{ GET, LINKS, CLIENT, "read:organization_connections", API(organization_connections_list) },
	{ POST, LINKS, CLIENT, "create:organization_connections", API(organization_connections_add) },
	{ GET, LINKS "/:connection", CLIENT, "read:organization_connections",
	    API(organization_connections_get) },
	{ PATCH, LINKS "/:connection", CLIENT, "update:organization_connections",
	    API(organization_connections_update) },
	{ DELETE, LINKS "/:connection", CLIENT, "delete:organization_connections",
	    API(organization_connections_delete) },
	{ GET, DOMAINS, CLIENT, "read:organization_discovery_domains", API(discovery_domains_list) },
	{ POST, DOMAINS, CLIENT, "create:organization_discovery_domains", API(discovery_domains_add) },
	{ GET, DOMAINS "/name/:domain", CLIENT, "read:organization_discovery_domains",
	    API(discovery_domains_find) },
	{ GET, DOMAINS "/:domain", CLIENT, "read:organization_discovery_domains",
	    API(discovery_domains_get) },
	{ PATCH, DOMAINS "/:domain", CLIENT, "update:organization_discovery_domains",
	    API(discovery_domains_update) },
	{ DELETE, DOMAINS "/:domain", CLIENT, "delete:organization_discovery_domains",
	    API(discovery_domains_delete) },
	{ GET, "/api/v2/home-realm", CLIENT_REALM, "read:connections", API(home_realm_get) },
	{ PUT, "/api/v2/home-realm", CLIENT, "update:connections", API(home_realm_set) },
	{ GET, CONNECTIONS, CLIENT, "read:connections", API(connections_list) },
	{ POST, CONNECTIONS, CLIENT, "create:connections", API(connections_create) },
	{ GET, CONNECTIONS "/:id", CLIENT, "read:connections", API(connections_get) },
	{ PATCH, CONNECTIONS "/:id", CLIENT, "update:connections", API(connections_update) },
	{ DELETE, CONNECTIONS "/:id", CLIENT, "delete:connections", API(connections_delete) },
	{ GET, CONNECTIONS "/:id/status", CLIENT, "read:connections", API(connections_status) },
	{ GET, CONNECTIONS "/:id/clients", CLIENT, "read:connections", API(connection_clients_list) },
	{ PATCH, CONNECTIONS "/:id/clients", CLIENT, "update:connections", API(connection_clients_update) },
	{ GET, CONNECTIONS "/:id/revisions", CLIENT, "read:connections", API(connection_revisions_list) },
	{ POST, CONNECTIONS "/:id/revisions/:revision/restore", CLIENT, "update:connections",
	    API(connection_revisions_restore) },
	{ GET, CONNECTIONS "/:id/keys", CLIENT, "read:connections_keys", API(connection_keys_get) },
	{ POST, CONNECTIONS "/:id/keys", CLIENT, "create:connections_keys", API(connection_keys_post) },
	{ POST, CONNECTIONS "/:id/keys/rotate", CLIENT,
	    "create:connections_keys+update:connections_keys", API(connection_keys_post_rotate) },
};

static const char *const method_names[] = { [GET] = "GET, HEAD", [POST] = "POST", [PUT] = "PUT",
	[PATCH] = "PATCH", [DELETE] = "DELETE" };

static bool
matches(struct exchange *x, const char *pattern, const char *path)
{
	size_t count = 0, taken, length;

	while (*pattern != '\0' && *path != '\0') {
		if (*pattern != ':') {
			if (*pattern++ != *path++)
				return false;
			continue;
		}
		taken = strcspn(pattern, "/");
		length = strcspn(path, "/");
		if (length == 0)
			return false;
		x->parts[count++] = arena_copy(x->arena, path, length);
		pattern += taken;
		path += length;
	}
	return *pattern == '\0' && *path == '\0';
}

enum status
route_find(struct exchange *x, const struct route **out, const char **allow)
{
	struct buf methods = buf_in(x->arena);
	size_t i;

	for (i = 0; i < sizeof(routes) / sizeof(routes[0]); i++) {
		if (!matches(x, routes[i].path, x->request->path))
			continue;
		if (routes[i].method == x->request->method) {
			*out = &routes[i];
			return OK;
		}
		buf_print(&methods, "%s%s", methods.length > 0 ? ", " : "",
		    method_names[routes[i].method]);
	}
	*allow = methods.text;
	if (methods.length == 0)
		return fail(&x->fault, NOT_FOUND, "Please check the address.");
	if (route_is_for_programs(x->request->path))
		return fail(&x->fault, FORBIDDEN, "The method %s is not allowed here.",
		    x->request->method_name);
	return fail(&x->fault, FORBIDDEN, "Please open the page anew and use what it offers.");
}

const struct route *
route_at(size_t index)
{
	return index < sizeof(routes) / sizeof(routes[0]) ? &routes[index] : NULL;
}

bool
route_is_for_programs(const char *path)
{
	return text_starts(path, "/api/") || text_starts(path, "/oauth/");
}
