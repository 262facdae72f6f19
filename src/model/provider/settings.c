/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/settings.h"

#include <string.h>

#include "base/private_key.h"
#include "base/sentence.h"
#include "base/text.h"
#include "model/provider/form.h"

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

struct checking {
	struct arena		*arena;
	const struct provider	*provider;
	struct field_problem	*problems;
	size_t			 count;
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

static void
check_url(struct checking *c, const char *field, const char *value)
{
	struct fault f;

	if (endpoint_check(value, &f) != OK)
		complain(c, field, fault_sentences(c->arena, &f));
}

static void
check_address(struct checking *c, const char *field, const char *value)
{
	struct provider_address ignored;
	struct fault f;

	if (provider_address_read(c->arena, c->provider->address, value, &ignored, &f) != OK)
		complain(c, field, fault_sentences(c->arena, &f));
}

static bool
is_choice(const char *const *choices, const char *value)
{
	while (*choices != NULL && !text_is(*choices, value))
		choices++;
	return *choices != NULL;
}

static bool
is_missing(const struct form_row *row, const char *value, enum typed_secret secret)
{
	if (row->rule == FORM_SECRET)
		return secret != SECRET_TYPED;
	if (row->rule == FORM_CHOICE)
		return !is_choice(row->choices, value);
	return row->rule != FORM_OPTIONAL_URL && is_empty(value);
}

static void
check_row(struct checking *c, const struct form_row *row, const struct provider_settings *s,
    enum typed_secret secret)
{
	const char *value = row->rule == FORM_SECRET ? NULL : member(s, row->offset);

	if (row->is != NULL && !text_is(member(s, row->when), row->is))
		return;
	if (row->rule == FORM_SECRET && secret == SECRET_OF_ANOTHER)
		complain_once(c, row->name, sentence(c->arena, "Please enter the client secret again. The one "
		    "that is saved was entered for another address or client ID."));
	else if (is_missing(row, value, secret))
		complain_once(c, row->name, &(struct sentence){ .given = GIVEN_ALL, .id = row->missing });
	else if (row->rule == FORM_ADDRESS)
		check_address(c, row->name, value);
	else if (row->rule == FORM_URL || (row->rule == FORM_OPTIONAL_URL && !is_empty(value)))
		check_url(c, row->name, value);
}

static void
check_form(struct checking *c, const struct provider_form *form,
    const struct provider_settings *s, enum typed_secret secret)
{
	size_t i;

	for (i = 0; i < form->count; i++)
		check_row(c, &form->rows[i], s, secret);
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
		complain_once(c, fields[i].name, sentence_counted(c->arena, fields[i].max,
		    "This is too long. It can have at most %ld character.",
		    "This is too long. It can have at most %ld characters.", fields[i].max));
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
provider_settings_check(struct arena *a, const struct provider *p,
    struct provider_settings *s, enum typed_secret secret,
    struct field_problem problems[MAX_FIELD_PROBLEMS])
{
	struct checking c = { .arena = a, .provider = p, .problems = problems };

	drop_too_long(&c, s);
	drop_private_key(&c, "certificate", &s->certificate);
	drop_private_key(&c, "metadata_xml", &s->metadata_xml);
	if (c.count == 0)
		check_form(&c, p->form, s, secret);
	return c.count;
}
