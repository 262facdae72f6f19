/* SPDX-License-Identifier: Apache-2.0 */
#include "model/tenant/client.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"

const char all_scopes[] =
    "read:self_service_profiles create:self_service_profiles update:self_service_profiles "
    "delete:self_service_profiles read:self_service_profile_custom_texts "
    "update:self_service_profile_custom_texts create:sso_access_tickets "
    "delete:sso_access_tickets read:connections_keys create:connections_keys "
    "update:connections_keys read:user_attribute_profiles create:user_attribute_profiles "
    "update:user_attribute_profiles delete:user_attribute_profiles "
    "read:organizations read:organizations_summary create:organizations update:organizations "
    "delete:organizations read:organization_connections create:organization_connections "
    "update:organization_connections delete:organization_connections "
    "read:organization_discovery_domains create:organization_discovery_domains "
    "update:organization_discovery_domains delete:organization_discovery_domains "
    "read:sso_access_tickets read:logs read:logs_users read:clients update:clients "
    "delete:clients read:client_keys update:client_keys read:client_summary "
    "read:client_grants update:client_grants read:organization_client_grants "
    "read:connections create:connections update:connections delete:connections "
    "read:connections_options update:connections_options read:connection_logins";

static bool
is_client_id(const char *value)
{
	return strlen(value) >= 1 && strlen(value) <= CLIENT_ID_MAX_CHARS
	    && strspn(value, TEXT_ALNUM "_-")
	    == strlen(value);
}

const struct format client_id_format = { "client-id", false, is_client_id };

static bool
holds(const char *scopes, const char *scope, size_t length)
{
	size_t word;

	for (; *scopes != '\0'; scopes += word + (scopes[word] == ' ')) {
		word = strcspn(scopes, " ");
		if (word == length && length > 0 && memcmp(scopes, scope, length) == 0)
			return true;
	}
	return false;
}

/* Whether all of the scopes between the plus signs are there. */
static bool
holds_all(const char *scopes, const char *wanted, size_t length)
{
	const char *end = wanted + length;
	size_t word;

	for (; wanted < end; wanted += word + 1) {
		word = strcspn(wanted, " +");
		if (!holds(scopes, wanted, word))
			return false;
	}
	return length > 0;
}

bool
client_may(const struct client *c, const char *scopes)
{
	size_t length;

	for (; *scopes != '\0'; scopes += length + (scopes[length] == ' ')) {
		length = strcspn(scopes, " ");
		if (holds_all(c->scopes, scopes, length))
			return true;
	}
	return false;
}

enum status
client_check(struct arena *a, const struct client *c, const char *scopes, struct fault *f)
{
	const char **names;
	struct buf list = buf_in(a);
	size_t count, i;

	if (client_may(c, scopes))
		return OK;
	count = text_split(a, scopes, " +", &names);
	for (i = 0; i < count; i++)
		buf_print(&list, "%s%s", i == 0 ? "" : ", ", names[i]);
	return fail_code(f, FORBIDDEN, "insufficient_scope", "Insufficient scope, expected %s of: %s",
	    strchr(scopes, '+') == NULL ? "any" : "all", list.text);
}

bool
is_scope(const char *scope)
{
	return scope[0] != '\0' && holds(all_scopes, scope, strlen(scope));
}

bool
client_holds(const struct client *c, const char *scopes)
{
	size_t word;

	for (; *scopes != '\0'; scopes += word + (scopes[word] == ' ')) {
		word = strcspn(scopes, " ");
		if (word > 0 && !holds(c->scopes, scopes, word))
			return false;
	}
	return true;
}

char *
scopes_among(struct arena *a, const char *scopes, const char *wanted)
{
	struct buf b = buf_in(a);
	size_t word;

	for (; *scopes != '\0'; scopes += word + (scopes[word] == ' ')) {
		word = strcspn(scopes, " ");
		if (!holds(wanted, scopes, word) || holds(b.text, scopes, word))
			continue;
		buf_add(&b, b.length > 0 ? " " : "");
		buf_add_bytes(&b, scopes, word);
	}
	return b.text;
}

bool
client_is_id(const char *text)
{
	return strlen(text) == CLIENT_ID_LENGTH && text_is_alnum(text);
}

long
allowance_wait_s(const struct allowance *a)
{
	long seconds = (long)((a->ends_at - a->now + 999) / 1000);

	return seconds < 1 ? 1 : seconds;
}

long
allowance_reset_s(const struct allowance *a)
{
	return (long)((a->ends_at + 999) / 1000);
}
