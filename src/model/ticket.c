/* SPDX-License-Identifier: Apache-2.0 */
#include "model/ticket.h"

#include <string.h>

#include "base/text.h"

enum ticket_state
ticket_state_parse(const char *name)
{
	if (text_is(name, "live"))
		return TICKET_LIVE;
	if (text_is(name, "used_up"))
		return TICKET_USED_UP;
	return text_is(name, "expired") ? TICKET_EXPIRED : TICKET_REVOKED;
}

enum verification
verification_parse(const char *name)
{
	if (text_is(name, "required"))
		return VERIFY_REQUIRED;
	return text_is(name, "optional") ? VERIFY_OPTIONAL : VERIFY_NONE;
}

bool
ticket_is_secret(const char *text)
{
	return strlen(text) == TICKET_LENGTH && text_is_alnum(text);
}

bool
ticket_is_id(const char *text)
{
	return strlen(text) == TICKET_ID_LENGTH && text_is_alnum(text);
}

char *
ticket_id_of(struct arena *a, const char *secret)
{
	return arena_copy(a, secret, strnlen(secret, TICKET_ID_LENGTH));
}

char *
ticket_url(struct arena *a, const char *domain, const char *secret)
{
	return arena_print(a, "https://%s/self-service/connections-flow?ticket=%s", domain, secret);
}

enum status
ticket_request_check(const struct ticket_request *r, struct fault *f)
{
	if (r->connection_id != NULL)
		return fail_code(f, INVALID, "invalid_body",
		    "Tickets for existing connections are not supported yet: leave out connection_id.");
	if (r->enabled_features != NULL)
		return fail_code(f, INVALID, "invalid_body",
		    "enabled_features is only supported together with connection_id.");
	if (r->connection_config == NULL)
		return fail_code(f, INVALID, "invalid_body",
		    "Payload validation error: 'Missing required property: connection_config'.");
	if (r->enabled_organizations.count > 0)
		return fail_code(f, INVALID, "invalid_body",
		    "One or more organizations in enabled_organizations do not exist.");
	if (r->use_for_organization_discovery)
		return fail_code(f, INVALID, "invalid_body",
		    "use_for_organization_discovery needs exactly one organization in "
		    "enabled_organizations.");
	if (r->third_party_client_access_config != NULL)
		return fail_code(f, INVALID, "invalid_body",
		    "third_party_client_access_config is not supported yet.");
	return OK;
}

long
ticket_request_ttl_s(const struct ticket_request *r)
{
	return r->ttl_sec == 0 ? TICKET_TTL_MAX_S : r->ttl_sec;
}
