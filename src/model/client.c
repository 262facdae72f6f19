/* SPDX-License-Identifier: Apache-2.0 */
#include "model/client.h"

#include <string.h>

const char all_scopes[] =
    "read:self_service_profiles create:self_service_profiles update:self_service_profiles "
    "delete:self_service_profiles read:self_service_profile_custom_texts "
    "update:self_service_profile_custom_texts create:sso_access_tickets "
    "delete:sso_access_tickets read:connections_keys create:connections_keys "
    "update:connections_keys read:user_attribute_profiles create:user_attribute_profiles "
    "update:user_attribute_profiles delete:user_attribute_profiles "
    "read:connections create:connections update:connections "
    "delete:connections read:connections_options update:connections_options";

static bool
is_client_id(const char *value)
{
	return strlen(value) >= 1 && strlen(value) <= 64
	    && strspn(value, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-")
	    == strlen(value);
}

const struct format client_id_format = { "client-id", false, is_client_id };

static bool
holds(const char *scopes, const char *scope, size_t length)
{
	size_t word;

	for (; *scopes != '\0'; scopes += word + (scopes[word] == ' ')) {
		word = strcspn(scopes, " ");
		if (word == length && memcmp(scopes, scope, length) == 0)
			return true;
	}
	return false;
}

bool
client_may(const struct client *c, const char *scopes)
{
	size_t length;

	for (; *scopes != '\0'; scopes += length + (scopes[length] == ' ')) {
		length = strcspn(scopes, " ");
		if (!holds(c->scopes, scopes, length))
			return false;
	}
	return true;
}

bool
is_scope(const char *scope)
{
	return scope[0] != '\0' && holds(all_scopes, scope, strlen(scope));
}
