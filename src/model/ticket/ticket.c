/* SPDX-License-Identifier: Apache-2.0 */
#include "model/ticket/ticket.h"

#include <string.h>

#include "base/text.h"
#include "model/rules.h"

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

long
ticket_session_hours(void)
{
	return TICKET_SESSION_S / (60 * 60);
}

char *
ticket_url(struct arena *a, const char *domain, const char *secret)
{
	return arena_print(a, "https://%s/self-service/connections-flow?ticket=%s", domain, secret);
}
