/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/settings.h"

#include <stdarg.h>
#include <string.h>

#include "base/private_key.h"
#include "base/text.h"

#define TEXT(name, most) \
	{ #name, FIELD_TEXT, 0, offsetof(struct provider_settings, name), .max = most }

static const struct field fields[] = {
	TEXT(domain, 2048), TEXT(discovery_url, 2048), TEXT(type, 20), TEXT(client_id, 255),
	TEXT(icon_url, 2048), TEXT(source, 10), TEXT(metadata_url, 2048),
	TEXT(metadata_xml, 102400), TEXT(sign_in_url, 2048), TEXT(certificate, 10240),
	TEXT(sign_request, 10), TEXT(binding, 20), TEXT(algorithm, 20), TEXT(digest, 20),
};

const struct shape provider_settings_shape = SHAPE(struct provider_settings, fields);

struct provider_address
provider_settings_address(struct arena *a, const struct provider *p,
    const struct provider_settings *s)
{
	bool is_okta = text_is(p->strategy, "okta");
	const char *typed = is_okta ? s->domain : s->discovery_url;
	struct provider_address address = { 0 };
	struct fault ignored;

	if (typed == NULL || provider_address_read(a, is_okta ? OKTA_DOMAIN : OPENID_ADDRESS, typed,
	    &address, &ignored) != OK)
		return (struct provider_address){ 0 };
	return address;
}

struct checking {
	struct arena		*arena;
	struct field_problem	*problems;
	size_t			 count;
};

static void
complain(struct checking *c, const char *field, const char *format, ...)
{
	va_list args;

	if (c->count == MAX_FIELD_PROBLEMS)
		return;
	va_start(args, format);
	c->problems[c->count++] = (struct field_problem){ field,
		arena_vprint(c->arena, format, args) };
	va_end(args);
}

static bool
is_empty(const char *value)
{
	return value == NULL || value[0] == '\0';
}

static void
need(struct checking *c, const char *field, const char *value, const char *what)
{
	if (is_empty(value))
		complain(c, field, "Please enter %s.", what);
}

static void
check_url(struct checking *c, const char *field, const char *value, const char *what)
{
	const char *refusal;

	if (is_empty(value)) {
		complain(c, field, "Please enter %s.", what);
		return;
	}
	refusal = endpoint_refusal(value);
	if (refusal != NULL)
		complain(c, field, "The address %s.", refusal);
}

static void
check_icon(struct checking *c, const char *icon_url)
{
	if (!is_empty(icon_url))
		check_url(c, "icon_url", icon_url, "");
}

static void
check_address(struct checking *c, enum address_kind kind, const char *field, const char *value,
    const char *what)
{
	struct provider_address ignored;
	struct fault f;

	if (is_empty(value))
		complain(c, field, "Please enter %s.", what);
	else if (provider_address_read(c->arena, kind, value, &ignored, &f) != OK)
		complain(c, field, "%s", f.sentence);
}

static void
check_okta(struct checking *c, const struct provider_settings *s, bool has_secret)
{
	check_address(c, OKTA_DOMAIN, "domain", s->domain, "your Okta domain");
	need(c, "client_id", s->client_id, "the client ID");
	if (!has_secret)
		complain(c, "client_secret", "Please enter the client secret.");
}

static void
check_oidc(struct checking *c, const struct provider_settings *s, bool has_secret)
{
	check_address(c, OPENID_ADDRESS, "discovery_url", s->discovery_url, "the issuer or discovery URL");
	if (!text_is(s->type, "back_channel") && !text_is(s->type, "front_channel"))
		complain(c, "type", "Please choose how the two sides talk to each other.");
	need(c, "client_id", s->client_id, "the client ID");
	if (text_is(s->type, "back_channel") && !has_secret)
		complain(c, "client_secret", "The back channel needs the client secret.");
}

static void
check_saml(struct checking *c, const struct provider_settings *s)
{
	if (text_is(s->source, "url")) {
		check_url(c, "metadata_url", s->metadata_url, "the metadata URL");
	} else if (text_is(s->source, "xml")) {
		need(c, "metadata_xml", s->metadata_xml, "the metadata: choose the file, or paste its text");
	} else if (text_is(s->source, "manual")) {
		check_url(c, "sign_in_url", s->sign_in_url, "the sign-in URL");
		need(c, "certificate", s->certificate,
		    "the signing certificate: choose the file, or paste its text");
	} else {
		complain(c, "source", "Please choose where the provider's settings come from.");
	}
}

static void
drop_too_long(struct checking *c, struct provider_settings *s)
{
	const char **value;
	size_t i;

	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		value = (const char **)((char *)s + fields[i].offset);
		if (*value == NULL || (long)text_chars(*value) <= fields[i].max)
			continue;
		*value = NULL;
		complain(c, fields[i].name, "This is too long: at most %ld characters.", fields[i].max);
	}
}

static void
drop_private_key(struct checking *c, const char *field, const char **value)
{
	struct fault f;

	if (is_empty(*value) || private_key_refuse(*value, strlen(*value), &f) == OK)
		return;
	*value = NULL;
	complain(c, field, "%s", f.sentence);
}

size_t
provider_settings_check(struct arena *a, const struct provider *p,
    struct provider_settings *s, bool has_secret,
    struct field_problem problems[MAX_FIELD_PROBLEMS])
{
	struct checking c = { .arena = a, .problems = problems };

	drop_too_long(&c, s);
	drop_private_key(&c, "certificate", &s->certificate);
	drop_private_key(&c, "metadata_xml", &s->metadata_xml);
	if (c.count > 0)
		return c.count;
	if (text_is(p->strategy, "okta"))
		check_okta(&c, s, has_secret);
	else if (text_is(p->strategy, "oidc"))
		check_oidc(&c, s, has_secret);
	else
		check_saml(&c, s);
	check_icon(&c, s->icon_url);
	return c.count;
}
