/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/settings.h"

#include <string.h>

#include "base/typed.h"
#include "base/private_key.h"
#include "base/sentence.h"
#include "base/text.h"
#include "model/provider/certificate_look.h"
#include "model/provider/credentials.h"
#include "model/provider/form.h"
#include "model/provider/metadata_look.h"

#define TEXT(name, most) \
	{ #name, FIELD_TEXT, 0, offsetof(struct provider_settings, name), .max = most }

static const struct field fields[] = {
	TEXT(domain, 2048), TEXT(discovery_url, 2048), TEXT(type, 20), TEXT(client_id, 255),
	TEXT(icon_url, 2048), TEXT(source, 10), TEXT(metadata_url, 2048),
	TEXT(metadata_xml, 102400), TEXT(sign_in_url, 2048), TEXT(certificate, 10240),
	TEXT(sign_request, 10), TEXT(binding, 20), TEXT(algorithm, 20), TEXT(digest, 20),
};

const struct shape provider_settings_shape = SHAPE(struct provider_settings, fields);

static const char *
member(const struct provider_settings *s, size_t offset)
{
	return *(const char *const *)((const char *)s + offset);
}

/* NULL: the form asks for no address. */
static const struct form_row *
address_row(const struct provider_form *form)
{
	size_t i;

	for (i = 0; form != NULL && i < form->count; i++)
		if (form->rows[i].rule == FORM_ADDRESS)
			return &form->rows[i];
	return NULL;
}

enum status
provider_settings_address(struct arena *a, const struct provider *p,
    const struct provider_settings *s, struct provider_address *out, struct fault *f)
{
	const struct form_row *row = address_row(p->form);
	const char *typed = row == NULL ? NULL : member(s, row->offset);

	if (typed == NULL)
		return fail(f, INVALID, "The address of your identity provider is missing.");
	return provider_address_read(a, p->address, typed, out, f);
}

enum status
provider_settings_metadata(struct arena *a, const struct provider *p,
    const struct provider_settings *s, struct metadata_address *out, struct fault *f)
{
	if (s->metadata_url == NULL)
		return fail(f, INVALID, "The address of your identity provider is missing.");
	return metadata_address_read(a, p->metadata, s->metadata_url, out, f);
}

/* --- mending --- */

static const char **
member_of(struct provider_settings *s, size_t offset)
{
	return (const char **)((char *)s + offset);
}

static void
clean_row(struct arena *a, const struct form_row *row, struct provider_settings *s)
{
	const char **value = row->rule == FORM_SECRET ? NULL : member_of(s, row->offset);

	if (value == NULL || *value == NULL)
		return;
	if (row->rule == FORM_URL || row->rule == FORM_METADATA_URL || row->rule == FORM_OPTIONAL_URL)
		*value = typed_url(a, *value);
	else if (row->rule == FORM_CLIENT_ID)
		*value = client_id_typed(a, *value);
}

void
provider_settings_clean(struct arena *a, const struct provider *p, struct provider_settings *s)
{
	const struct provider_form *form = p->form;
	const char **value, *seen;
	size_t i;

	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		value = member_of(s, fields[i].offset);
		seen = *value == NULL ? "" : typed_text(a, *value);
		if (*seen == '\0')
			*value = NULL;
		else if (value != &s->metadata_xml && value != &s->certificate)
			*value = seen;
	}
	for (i = 0; i < form->count; i++)
		clean_row(a, &form->rows[i], s);
}

/* --- the checks --- */

struct checking {
	struct arena			*arena;
	const struct settings_about	*about;
	struct field_problem		*problems;
	size_t				 count;
};

static void
complain(struct checking *c, const char *field, struct objects said)
{
	if (c->count < MAX_FIELD_PROBLEMS)
		c->problems[c->count++] = (struct field_problem){ field, said };
}

static void
complain_once(struct checking *c, const char *field, const struct sentence *s)
{
	struct objects said = { 0 };

	sentences_add(c->arena, &said, s);
	complain(c, field, said);
}

static bool
is_empty(const char *value)
{
	return value == NULL || value[0] == '\0';
}

/* Whether it is what the administrator is to enter at the provider. */
static bool
is_ours(const struct checking *c, const char *value)
{
	const char *url = text_lower(c->arena, typed_url(c->arena, value)), *host = strstr(url, "//");
	size_t length;

	if (c->about->our_entity_id != NULL && text_is_nocase(value, c->about->our_entity_id))
		return true;
	if (host == NULL)
		return false;
	host += strlen("//");
	length = strcspn(host, "/?#");
	if (length > 4 && strncmp(host + length - 4, ":443", 4) == 0)
		length -= 4;
	return texts_hold(&c->about->our_domains, arena_copy(c->arena, host, length));
}

/* The text without its blanks and line ends. */
static char *
unspaced(struct arena *a, const char *text)
{
	char *out = arena_print(a, "%s", text), *to = out;

	for (; *text != '\0'; text++)
		if (strchr(" \t\r\n", *text) == NULL)
			*to++ = *text;
	*to = '\0';
	return out;
}

/* Whether it is our signing certificate, be its first and last line there or not. */
static bool
is_our_certificate(const struct checking *c, const char *value)
{
	static const char end[] = "-----END";
	const char *ours = c->about->our_certificate;
	const char *body = ours == NULL ? NULL : strchr(ours, '\n');
	const char *last = body == NULL ? NULL : strstr(body, end);

	return last != NULL && strstr(unspaced(c->arena, value),
	    unspaced(c->arena, arena_copy(c->arena, body, (size_t)(last - body)))) != NULL;
}

static enum status
look_at_url(const char *value, struct fault *f)
{
	if (strchr("<{", *value) != NULL)
		return fail(f, INVALID, "This is the provider’s configuration itself, but we "
		    "need its address.");
	if (strchr(value, '@') != NULL && strpbrk(value, ":/") == NULL)
		return fail(f, INVALID, "This looks like an email address.");
	return OK;
}

static enum status
check_url(const char *value, struct fault *f)
{
	enum status st = look_at_url(value, f);

	return st == OK ? endpoint_check(value, f) : st;
}

static enum status
check_metadata_url(const struct checking *c, const char *value, struct fault *f)
{
	struct metadata_address ignored;
	enum status st = look_at_url(value, f);

	return st == OK ? metadata_address_read(c->arena, c->about->provider->metadata, value, &ignored, f) : st;
}

/* Whether it is a value of the provider's, which none of ours can be. */
static bool
is_providers_own(enum form_rule rule)
{
	return rule == FORM_ADDRESS || rule == FORM_URL || rule == FORM_METADATA_URL || rule == FORM_CLIENT_ID;
}

static enum status
check_metadata(struct arena *a, const char *value, struct fault *f)
{
	size_t length;
	const char *bytes = metadata_bytes(a, value, &length);

	return metadata_look(bytes, length, f);
}

static enum status
check_value(const struct checking *c, const struct form_row *row, const char *value, struct fault *f)
{
	struct provider_address ignored;

	if ((is_providers_own(row->rule) && is_ours(c, value))
	    || (row->rule == FORM_CERTIFICATE && is_our_certificate(c, value)))
		return fail(f, INVALID, "This is one of our own values, which your provider needs. Enter the "
		    "value that your provider shows.");
	switch (row->rule) {
	case FORM_ADDRESS:
		return provider_address_read(c->arena, c->about->provider->address, value, &ignored, f);
	case FORM_URL:
	case FORM_OPTIONAL_URL:
		return check_url(value, f);
	case FORM_METADATA_URL:
		return check_metadata_url(c, value, f);
	case FORM_METADATA:
		return check_metadata(c->arena, value, f);
	case FORM_CERTIFICATE:
		return certificate_look(c->arena, value, f);
	case FORM_CLIENT_ID:
		return client_id_check(c->arena, c->about->provider, value, f);
	default:
		return OK;
	}
}

/* Whether the provider shows an ID beside each client secret. */
static bool
has_secret_id(const struct checking *c, const struct provider_settings *s)
{
	struct provider_address address;
	struct fault ignored;

	return c->about->provider->secrets_have_ids || (provider_settings_address(c->arena, c->about->provider, s, &address,
	    &ignored) == OK && provider_host_is_entra(address.host));
}

static enum status
check_secret(const struct checking *c, const struct provider_settings *s, struct fault *f)
{
	if (c->about->secret == SECRET_OF_ANOTHER)
		return fail(f, INVALID, "Enter the client secret again. The saved one belongs "
		    "to another address or client ID.");
	return c->about->secret_text == NULL ? OK
	    : client_secret_check(c->arena, c->about->secret_text, s->client_id, has_secret_id(c, s), f);
}

static bool
is_missing(const struct checking *c, const struct form_row *row, const char *value)
{
	if (row->rule == FORM_SECRET)
		return c->about->secret == SECRET_MISSING;
	if (row->rule == FORM_CHOICE)
		return form_choice_find(row->choices, value) == NULL;
	return row->rule != FORM_OPTIONAL_URL && is_empty(value);
}

static void
check_row(struct checking *c, const struct form_row *row, const struct provider_settings *s)
{
	const char *value = row->rule == FORM_SECRET ? NULL : member(s, row->offset);
	enum status st = OK;
	struct fault f;

	if (row->is != NULL && !text_is(member(s, row->when), row->is))
		return;
	if (is_missing(c, row, value)) {
		complain_once(c, row->name, &(struct sentence){ .given = GIVEN_ALL, .id = row->missing });
		return;
	}
	if (row->rule == FORM_SECRET)
		st = check_secret(c, s, &f);
	else if (!is_empty(value))
		st = check_value(c, row, value, &f);
	if (st != OK)
		complain(c, row->name, fault_sentences(c->arena, &f));
}

static void
check_form(struct checking *c, const struct provider_settings *s)
{
	const struct provider_form *form = c->about->provider->form;
	size_t i;

	for (i = 0; i < form->count; i++)
		check_row(c, &form->rows[i], s);
}

static long
most_chars(const struct provider_form *form, const struct field *field)
{
	const struct form_row *row = form_row_find(form, field->name);

	return row != NULL && row->max != 0 ? row->max : field->max;
}

static void
drop_too_long(struct checking *c, struct provider_settings *s)
{
	const char **value;
	long most;
	size_t i;

	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		value = member_of(s, fields[i].offset);
		most = most_chars(c->about->provider->form, &fields[i]);
		if (*value == NULL || (long)text_chars(*value) <= most)
			continue;
		*value = NULL;
		complain_once(c, fields[i].name, sentence_counted(c->arena, most,
		    "This is too long. It can have at most %ld character.",
		    "This is too long. It can have at most %ld characters.", most));
	}
}

static void
drop_private_key(struct checking *c, const char *field, const char **value)
{
	struct fault f;

	if (is_empty(*value) || private_key_refuse(*value, strlen(*value), &f) == OK)
		return;
	*value = NULL;
	complain(c, field, fault_sentences(c->arena, &f));
}

bool
provider_settings_keep_secret(const struct provider_settings *former,
    const struct provider_settings *s)
{
	return text_is(former->domain, s->domain) && text_is(former->discovery_url, s->discovery_url)
	    && text_is(former->client_id, s->client_id);
}

size_t
provider_settings_check(struct arena *a, const struct settings_about *about,
    struct provider_settings *s, struct field_problem problems[MAX_FIELD_PROBLEMS])
{
	struct checking c = { .arena = a, .about = about, .problems = problems };

	drop_too_long(&c, s);
	drop_private_key(&c, "certificate", &s->certificate);
	drop_private_key(&c, "metadata_xml", &s->metadata_xml);
	if (c.count == 0)
		check_form(&c, s);
	return c.count;
}
