/* SPDX-License-Identifier: Apache-2.0 */
#include "model/login/received.h"

#include "base/text.h"

#define RECEIVED(name, type, rules) \
	{ #name, type, rules, offsetof(struct received, name) }

static const struct field fields[] = {
	RECEIVED(source, FIELD_TEXT, 0), RECEIVED(name, FIELD_TEXT, 0),
	RECEIVED(friendly_name, FIELD_TEXT, NULLABLE), RECEIVED(format, FIELD_TEXT, NULLABLE),
	RECEIVED(values, FIELD_TEXTS, 0),
};

const struct shape received_shape = SHAPE(struct received, fields);

const char *
received_value(struct arena *a, const char *value)
{
	size_t chars = 0, i;

	for (i = 0; value[i] != '\0'; i++) {
		chars += (value[i] & 0xc0) != 0x80;
		if (chars > RECEIVED_VALUE_MAX_CHARS)
			return arena_print(a, "%.*s…", (int)i, value);
	}
	return value;
}

bool
claim_is_of_protocol(const char *name)
{
	static const char *const names[] = { "iss", "sub", "aud", "exp", "iat", "nbf", "jti", "nonce",
		"at_hash", "c_hash", "s_hash", "azp", "acr", "amr", "auth_time", "sid", "typ", NULL };
	size_t i = 0;

	while (names[i] != NULL && !text_is(names[i], name))
		i++;
	return names[i] != NULL;
}
