/*
 * request.c - the rows and rules of a request for a ticket, as the contract has them
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/ticket/ticket.h"

#include <string.h>

#include "base/domain_name.h"
#include "base/text.h"
#include "base/url.h"
#include "model/connection/name.h"
#include "model/domain/vendor_domain.h"
#include "model/provider/vocabulary.h"
#include "model/rules.h"
#include "model/tenant/client.h"
#include "model/tenant/metadata.h"

struct idpinitiated {
	struct given	 given;
	bool		 enabled;
	const char	*client_id, *client_protocol, *client_authorizequery;
};

struct ticket_options {
	struct given		 given;
	const char		*icon_url;
	struct texts		 domain_aliases;
	struct idpinitiated	*idpinitiated;
};

struct connection_config {
	struct given			 given;
	const char			*name, *display_name;
	bool				 is_domain_connection, show_as_button;
	struct verbatim			*metadata;
	struct ticket_options	*options;
};

struct enabled_organization {
	struct given	 given;
	const char	*organization_id;
	bool		 assign_membership_on_login, show_as_button;
};

struct domain_aliases_config {
	struct given	 given;
	const char	*domain_verification;
	struct texts	 pending_domains;
};

struct google_workspace {
	struct given	 given;
	bool		 sync_users, sync_groups;
};

struct provisioning_config {
	struct given		 given;
	struct texts		 scopes;
	struct google_workspace	*google_workspace;
	long			 token_lifetime;
};

struct enabled_features {
	struct given	 given;
	bool		 sso, domain_verification, provisioning;
};

struct client_access {
	struct given	 given;
	bool		 allow_configuration;
};

static const struct format https_format = { "strict-https-uri-or-null", false, is_https_url };

static const char *const verifications[] = { "none", "optional", "required", NULL };
static const char *const scim_scopes[] = { "get:users", "post:users", "put:users", "patch:users",
	"delete:users", "get:groups", "post:groups", "put:groups", "patch:groups", "delete:groups",
	NULL };

static const struct field idpinitiated_fields[] = {
	{ "enabled", FIELD_BOOL, NULLABLE, offsetof(struct idpinitiated, enabled),
	    .about = "Enables IdP-initiated login for this connection" },
	{ "client_id", FIELD_TEXT, NULLABLE, offsetof(struct idpinitiated, client_id),
	    .max = CLIENT_ID_MAX_CHARS, .format = &client_id_format },
	{ "client_protocol", FIELD_TEXT, NULLABLE, offsetof(struct idpinitiated, client_protocol),
	    .choices = ticket_client_protocols,
	    .about = "The protocol used to connect to the the default application" },
	{ "client_authorizequery", FIELD_TEXT, NULLABLE,
	    offsetof(struct idpinitiated, client_authorizequery), .max = 256 },
};
static const struct shape idpinitiated_shape = SHAPE(struct idpinitiated, idpinitiated_fields);

static const struct field options_fields[] = {
	{ "icon_url", FIELD_TEXT, NULLABLE, offsetof(struct ticket_options, icon_url),
	    .max = 2048, .format = &https_format, .about = "URL for the icon. Must use HTTPS." },
	{ "domain_aliases", FIELD_TEXTS, NULLABLE,
	    offsetof(struct ticket_options, domain_aliases), .max = CONNECTION_MAX_DOMAINS, .item_min = 1,
	    .item_max = 255,
	    .about = "List of domain_aliases that can be authenticated in the Identity Provider" },
	{ "idpinitiated", FIELD_OBJECT, NULLABLE, offsetof(struct ticket_options, idpinitiated),
	    .shape = &idpinitiated_shape, .about = "Allows IdP-initiated login" },
};
static const struct shape options_shape = SHAPE(struct ticket_options, options_fields);

static const struct field config_fields[] = {
	{ "name", FIELD_TEXT, REQUIRED, offsetof(struct connection_config, name), .min = 1,
	    .max = 128, .format = &connection_name_format, .about = "The name of the connection that will be "
	    "created as a part of the Self-Service Enterprise Configuration flow." },
	{ "display_name", FIELD_TEXT, 0, offsetof(struct connection_config, display_name),
	    .max = 128, .about = "Connection name used in the new universal login experience" },
	{ "is_domain_connection", FIELD_BOOL, 0,
	    offsetof(struct connection_config, is_domain_connection) },
	{ "show_as_button", FIELD_BOOL, 0, offsetof(struct connection_config, show_as_button) },
	{ "metadata", FIELD_OBJECT, 0, offsetof(struct connection_config, metadata),
	    .shape = &metadata_shape },
	{ "options", FIELD_OBJECT, NULLABLE, offsetof(struct connection_config, options),
	    .shape = &options_shape,
	    .about = "The connection's options (depend on the connection strategy)" },
};
static const struct shape config_shape = SHAPE(struct connection_config, config_fields);

static const struct field organization_fields[] = {
	{ "organization_id", FIELD_TEXT, REQUIRED,
	    offsetof(struct enabled_organization, organization_id), .max = 50,
	    .about = "Organization identifier." },
	{ "assign_membership_on_login", FIELD_BOOL, 0,
	    offsetof(struct enabled_organization, assign_membership_on_login) },
	{ "show_as_button", FIELD_BOOL, 0, offsetof(struct enabled_organization, show_as_button) },
};
static const struct shape organization_shape =
	SHAPE(struct enabled_organization, organization_fields);

static const struct field domains_fields[] = {
	{ "domain_verification", FIELD_TEXT, REQUIRED,
	    offsetof(struct domain_aliases_config, domain_verification), .choices = verifications,
	    .about = "Whether the end user should complete the domain verification step." },
	{ "pending_domains", FIELD_TEXTS, 0, offsetof(struct domain_aliases_config, pending_domains),
	    .max = CONNECTION_MAX_DOMAINS, .item_min = 1, .item_max = 255, .about = "List of domains that will be "
	    "submitted for verification during the Self-Service Enterprise Configuration flow." },
};
static const struct shape domains_shape = SHAPE(struct domain_aliases_config, domains_fields);

static const struct field google_fields[] = {
	{ "sync_users", FIELD_BOOL, REQUIRED, offsetof(struct google_workspace, sync_users) },
	{ "sync_groups", FIELD_BOOL, 0, offsetof(struct google_workspace, sync_groups) },
};
static const struct shape google_shape = SHAPE(struct google_workspace, google_fields);

static const struct field provisioning_fields[] = {
	{ "scopes", FIELD_TEXTS, 0, offsetof(struct provisioning_config, scopes), .min = 1,
	    .max = 20, .choices = scim_scopes,
	    .about = "The scopes of the SCIM tokens generated during the self-service flow." },
	{ "google_workspace", FIELD_OBJECT, 0, offsetof(struct provisioning_config, google_workspace),
	    .shape = &google_shape },
	{ "token_lifetime", FIELD_NUMBER, NULLABLE,
	    offsetof(struct provisioning_config, token_lifetime), .min = 900,
	    .about = "Lifetime of the tokens in seconds. Must be greater than 900. If not provided, "
	    "the tokens don't expire." },
};
static const struct shape provisioning_shape =
	SHAPE(struct provisioning_config, provisioning_fields);

static const struct field features_fields[] = {
	{ "sso", FIELD_BOOL, 0, offsetof(struct enabled_features, sso) },
	{ "domain_verification", FIELD_BOOL, 0,
	    offsetof(struct enabled_features, domain_verification) },
	{ "provisioning", FIELD_BOOL, 0, offsetof(struct enabled_features, provisioning) },
};
static const struct shape features_shape = SHAPE(struct enabled_features, features_fields);

static const struct field access_fields[] = {
	{ "allow_configuration", FIELD_BOOL, REQUIRED,
	    offsetof(struct client_access, allow_configuration) },
};
static const struct shape access_shape = SHAPE(struct client_access, access_fields);

enum { DISCOVERY_ROW = 7 };

static const struct field request_fields[] = {
	{ "connection_id", FIELD_TEXT, 0, offsetof(struct ticket_request, connection_id),
	    .max = 50, .about = "If provided, this will allow editing of the provided connection during the "
	    "Self-Service Enterprise Configuration flow" },
	{ "connection_config", FIELD_OBJECT, 0, offsetof(struct ticket_request, connection_config),
	    .shape = &config_shape },
	{ "enabled_clients", FIELD_TEXTS, 0, offsetof(struct ticket_request, enabled_clients),
	    .max = CONNECTION_MAX_CLIENTS, .item_max = CLIENT_ID_MAX_CHARS,
	    .about = "List of client_ids that the connection will be enabled for." },
	{ "enabled_organizations", FIELD_OBJECTS, 0,
	    offsetof(struct ticket_request, enabled_organizations),
	    .max = TICKET_MAX_ORGANIZATIONS, .shape = &organization_shape,
	    .about = "List of organizations that the connection will be enabled for." },
	{ "ttl_sec", FIELD_NUMBER, 0, offsetof(struct ticket_request, ttl_sec),
	    .max = TICKET_TTL_MAX_S, .about = "Number of seconds for which the ticket is valid "
	    "before expiration. If unspecified or set to 0, this value defaults to 432000 seconds "
	    "(5 days)." },
	{ "domain_aliases_config", FIELD_OBJECT, 0,
	    offsetof(struct ticket_request, domain_aliases_config), .shape = &domains_shape },
	{ "provisioning_config", FIELD_OBJECT, 0,
	    offsetof(struct ticket_request, provisioning_config), .shape = &provisioning_shape },
	[DISCOVERY_ROW] = { "use_for_organization_discovery", FIELD_BOOL, 0,
	    offsetof(struct ticket_request, use_for_organization_discovery) },
	{ "enabled_features", FIELD_OBJECT, 0, offsetof(struct ticket_request, enabled_features),
	    .shape = &features_shape },
	{ "third_party_client_access_config", FIELD_OBJECT, 0,
	    offsetof(struct ticket_request, third_party_client_access_config),
	    .shape = &access_shape },
};
const struct shape ticket_request_shape = SHAPE(struct ticket_request, request_fields);

/* --- rules that the rows cannot check --- */

static struct texts
aliases_of(const struct ticket_request *r)
{
	const struct ticket_options *o = r->connection_config->options;

	return o == NULL ? (struct texts){ 0 } : o->domain_aliases;
}

static struct texts
pending_of(const struct ticket_request *r)
{
	const struct domain_aliases_config *c = r->domain_aliases_config;

	return c == NULL ? (struct texts){ 0 } : c->pending_domains;
}

static bool
has_verification(const struct ticket_request *r)
{
	return r->domain_aliases_config != NULL
	    && !text_is(r->domain_aliases_config->domain_verification, "none");
}

/* Whether there is an organization to discover, and a domain to discover it by. */
static bool
may_discover(const struct ticket_request *r)
{
	return r->enabled_organizations.count == 1
	    && (has_verification(r) || aliases_of(r).count > 0);
}

static bool
will_discover(const struct ticket_request *r)
{
	return given_at(&r->given, DISCOVERY_ROW) ? r->use_for_organization_discovery
	    : may_discover(r);
}

static enum status
check_built(const struct ticket_request *r, struct fault *f)
{
	if (r->connection_id != NULL)
		return fail_code(f, INVALID, "invalid_body",
		    "Tickets for existing connections are not supported yet: leave out connection_id.");
	if (r->enabled_features != NULL)
		return fail_code(f, INVALID, "invalid_body",
		    "enabled_features is only supported together with connection_id.");
	if (r->provisioning_config != NULL)
		return fail_code(f, INVALID, "invalid_body",
		    "Provisioning is not supported yet: leave out provisioning_config.");
	if (r->third_party_client_access_config != NULL)
		return fail_code(f, INVALID, "invalid_body", "Access for third-party clients is not "
		    "supported yet: leave out third_party_client_access_config.");
	if (r->connection_config == NULL)
		return fail_code(f, INVALID, "invalid_body",
		    "Payload validation error: 'Missing required property: connection_config'.");
	return OK;
}

static enum status
check_organizations(struct arena *a, const struct ticket_request *r, struct fault *f)
{
	struct texts ids = texts_of(a, &r->enabled_organizations, sizeof(struct enabled_organization),
	    offsetof(struct enabled_organization, organization_id));
	size_t first, second;

	if (!texts_repeat(a, &ids, &first, &second))
		return OK;
	return fail_code(f, INVALID, "invalid_body",
	    "The organization %s stands twice in enabled_organizations.", ids.items[second]);
}

/* Each is clean afterwards. */
static enum status
tidy_names(struct arena *a, struct texts names, const char *property, struct fault *f)
{
	const char *name;
	size_t i;

	for (i = 0; i < names.count; i++) {
		name = domain_name_given(a, names.items[i]);
		if (name == NULL || strlen(name) < 3)
			return fail_code(f, INVALID, "invalid_body", "Payload validation error: 'Object "
			    "didn't pass validation for format domain: %s' on property %s[%zu].",
			    names.items[i], property, i);
		names.items[i] = name;
	}
	return OK;
}

/* Each is to be verified, and a vendor's cannot. */
static enum status
check_vendors(struct texts names, struct fault *f)
{
	enum status st = OK;
	size_t i;

	for (i = 0; i < names.count && st == OK; i++)
		st = vendor_domain_refuse_body(names.items[i], f);
	return st;
}

static enum status
check_domains(struct arena *a, struct ticket_request *r, struct fault *f)
{
	struct texts pending = pending_of(r), aliases = aliases_of(r);
	enum status st = tidy_names(a, pending, "domain_aliases_config.pending_domains", f);

	if (st == OK)
		st = check_vendors(pending, f);
	if (st == OK)
		st = tidy_names(a, aliases, "connection_config.options.domain_aliases", f);
	if (st != OK)
		return st;
	if (pending.count > 0 && !has_verification(r))
		return fail_code(f, INVALID, "invalid_body",
		    "pending_domains needs domain_verification to be optional or required.");
	if (pending.count + aliases.count > CONNECTION_MAX_DOMAINS)
		return fail_code(f, INVALID, "invalid_body", "A ticket can have at most %d domains: "
		    "pending_domains and domain_aliases together.", CONNECTION_MAX_DOMAINS);
	return OK;
}

static enum status
check_discovery(const struct ticket_request *r, struct fault *f)
{
	if (!r->use_for_organization_discovery || may_discover(r))
		return OK;
	if (r->enabled_organizations.count != 1)
		return fail_code(f, INVALID, "invalid_body",
		    "use_for_organization_discovery needs exactly one organization in "
		    "enabled_organizations.");
	return fail_code(f, INVALID, "invalid_body", "use_for_organization_discovery needs "
	    "domain_verification to be optional or required, or domain_aliases.");
}

static enum status
check_idpinitiated(const struct ticket_request *r, struct fault *f)
{
	const struct ticket_options *o = r->connection_config->options;
	const struct idpinitiated *i = o == NULL ? NULL : o->idpinitiated;

	if (i == NULL || !i->enabled || (i->client_id != NULL && i->client_protocol != NULL))
		return OK;
	return fail_code(f, INVALID, "invalid_body",
	    "idpinitiated needs client_id and client_protocol where it is enabled.");
}

enum status
ticket_request_check(struct arena *a, struct ticket_request *r, struct fault *f)
{
	enum status st = check_built(r, f);

	if (st == OK)
		st = check_organizations(a, r, f);
	if (st == OK)
		st = check_discovery(r, f);
	if (st == OK)
		st = check_domains(a, r, f);
	return st == OK ? check_idpinitiated(r, f) : st;
}

char *
ticket_request_json(struct arena *a, struct ticket_request *r)
{
	struct texts aliases = aliases_of(r), pending = pending_of(r);

	if (r->connection_config->options != NULL)
		r->connection_config->options->domain_aliases = texts_once(a, &aliases);
	if (r->domain_aliases_config != NULL)
		r->domain_aliases_config->pending_domains = texts_once(a, &pending);
	if (will_discover(r)) {
		r->use_for_organization_discovery = true;
		r->given.present |= UINT64_C(1) << DISCOVERY_ROW;
	}
	return fields_encode(a, &ticket_request_shape, r);
}

long
ticket_request_ttl_s(const struct ticket_request *r)
{
	return r->ttl_sec == 0 ? TICKET_TTL_MAX_S : r->ttl_sec;
}
