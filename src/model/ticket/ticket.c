/* SPDX-License-Identifier: Apache-2.0 */
#include "model/ticket/ticket.h"

#include <string.h>

#include "base/encode.h"
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

/* --- the ticket in a link --- */

/* Text that is not an escape stays as it is. */
static char *
unescape(struct arena *a, const char *text)
{
	char *out = arena_text(a, text), *to = out;
	int high, low;

	for (; *text != '\0'; text++) {
		high = text[0] == '%' ? hex_value(text[1]) : -1;
		low = high < 0 ? -1 : hex_value(text[2]);
		if (low >= 0 && high + low > 0) {
			*to++ = (char)(high << 4 | low);
			text += 2;
		} else
			*to++ = *text;
	}
	*to = '\0';
	return out;
}

/* Finds what follows the first "ticket=" that begins a word; NULL: there is none. */
static const char *
named_ticket(const char *text)
{
	static const char name[] = "ticket=";
	const char *at;

	for (at = strstr(text, name); at != NULL; at = strstr(at + 1, name))
		if (at == text || strchr("?&;<", at[-1]) != NULL)
			return at + strlen(name);
	return NULL;
}

static size_t
alnum_length(const char *text)
{
	size_t length = 0;

	while (text_is_alnum((char[]){ text[length], '\0' }))
		length++;
	return length;
}

char *
ticket_in_link(struct arena *a, const char *text)
{
	static const char equals[] = "3D";	/* an equals sign in quoted-printable (RFC 2045 6.7) */
	const char *at = named_ticket(unescape(a, unescape(a, text)));

	if (at == NULL)
		return NULL;
	at += strspn(at, "< \"");
	if (text_starts(at, equals) && alnum_length(at) == strlen(equals) + TICKET_LENGTH)
		at += strlen(equals);
	return alnum_length(at) == TICKET_LENGTH ? arena_copy(a, at, TICKET_LENGTH) : NULL;
}
