/* SPDX-License-Identifier: Apache-2.0 */
#include "model/tenant/profile.h"

#include <string.h>

#include "base/url.h"
#include "model/provider/provider.h"
#include "model/tenant/color.h"

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

static bool
is_color(const char *value)
{
	struct color ignored;

	return color_parse(value, &ignored);
}

static const struct format color_format = { "^#([\\dA-Fa-f]{6}|[\\dA-Fa-f]{3})$", true, is_color };
static const struct format https_format = { "uri", false, is_https_url };

static const struct format attribute_profile_id_format = { "user-attribute-profile-id", false,
	is_attribute_profile_id };

/* The parts of a tag have hyphens between them; the first one is the language (BCP 47).
 * No language has more than three letters there, so a longer word is its name. */
static bool
is_language_tag(const char *value)
{
	size_t length = strspn(value, LETTERS);

	if (length < 2 || length > 3)
		return false;
	for (value += length; *value == '-'; value += length) {
		value++;
		length = strspn(value, LETTERS "0123456789");
		if (length < 1 || length > 8)
			return false;
	}
	return *value == '\0';
}

static const struct format language_format = { "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$", true,
	is_language_tag };

static const struct field colors_fields[] = {
	{ "primary", FIELD_TEXT, REQUIRED, offsetof(struct colors, primary), .max = COLOR_MAX_CHARS,
	    .format = &color_format },
};

static const struct shape colors_shape = {
	.fields = colors_fields, .count = 1, .size_bytes = sizeof(struct colors),
	.given_offset = offsetof(struct colors, given), REST_OTHER,
};

static const struct field branding_fields[] = {
	{ "logo_url", FIELD_TEXT, 0, offsetof(struct branding, logo_url), .max = 1024,
	    .format = &https_format },
	{ "colors", FIELD_OBJECT, 0, offsetof(struct branding, colors), .shape = &colors_shape },
};

const struct shape branding_shape = {
	.fields = branding_fields, .count = 2, .size_bytes = sizeof(struct branding),
	.given_offset = offsetof(struct branding, given), REST_OTHER,
};

#define ATTRIBUTES_ABOUT "List of attributes to be mapped that will be shown to the user during " \
	"the Self-Service Enterprise Configuration flow."

static const struct field profile_fields[] = {
	[PROFILE_ID] = { "id", FIELD_TEXT, ANSWER_ONLY, offsetof(struct profile, id) },
	[PROFILE_NAME] = { "name", FIELD_TEXT, REQUIRED, offsetof(struct profile, name),
	    .min = 1, .max = 100, .about = "The name of the self-service Profile." },
	[PROFILE_DESCRIPTION] = { "description", FIELD_TEXT, PATCH_NULLABLE,
	    offsetof(struct profile, description), .min = 1, .max = 140,
	    .about = "The description of the self-service Profile." },
	[PROFILE_USER_ATTRIBUTES] = { "user_attributes", FIELD_OBJECTS, PATCH_NULLABLE,
	    offsetof(struct profile, user_attributes), .max = 20, .shape = &user_attribute_shape,
	    .about = ATTRIBUTES_ABOUT },
	[PROFILE_ALLOWED_STRATEGIES] = { "allowed_strategies", FIELD_TEXTS, 0,
	    offsetof(struct profile, allowed_strategies), .min = 1, .max = 20, .choices = provider_strategies,
	    .about = "List of IdP strategies that will be shown to users during the Self-Service "
	    "Enterprise Configuration flow." },
	[PROFILE_BRANDING] = { "branding", FIELD_OBJECT, PATCH_NULLABLE,
	    offsetof(struct profile, branding), .shape = &branding_shape },
	[PROFILE_USER_ATTRIBUTE_PROFILE] = { "user_attribute_profile_id", FIELD_TEXT, PATCH_NULLABLE,
	    offsetof(struct profile, user_attribute_profile_id), .max = 50, .format = &attribute_profile_id_format,
	    .about = "ID of the user-attribute-profile to associate with this self-service profile." },
	[PROFILE_LANGUAGE] = { "language", FIELD_TEXT, PATCH_NULLABLE, offsetof(struct profile, language),
	    .max = 35, .format = &language_format, .about = "The language of the assistant's "
	    "pages for an administrator whose browser asks for none that is installed." },
	[PROFILE_REQUIRES_TEST] = { "requires_test", FIELD_BOOL, PATCH_NULLABLE,
	    offsetof(struct profile, requires_test), .about = "Whether a connection can be enabled only "
	    "after a test of its current settings has passed." },
	[PROFILE_CREATED_AT] = { "created_at", FIELD_TEXT, ANSWER_ONLY,
	    offsetof(struct profile, created_at) },
	[PROFILE_UPDATED_AT] = { "updated_at", FIELD_TEXT, ANSWER_ONLY,
	    offsetof(struct profile, updated_at) },
	[PROFILE_LOGO_PROBLEM] = { "logo_problem", FIELD_TEXT, 0, offsetof(struct profile, logo_problem),
	    .max = 4096, .about = "Why the pages show the company's name and not the logo.  A request may "
	    "send it back; it changes nothing." },
};

const struct shape profile_shape = SHAPE(struct profile, profile_fields);

static const struct field any_text = { .type = FIELD_TEXT, .max = 2000 };

static const struct field custom_text_fields[] = {
	{ "introduction", FIELD_TEXT, 0, offsetof(struct custom_text, introduction), .max = 2000 },
};

const struct shape custom_text_shape = {
	.fields = custom_text_fields, .count = 1, .size_bytes = sizeof(struct custom_text),
	.given_offset = offsetof(struct custom_text, given), .rest = &any_text,
	.max_properties = 50, .name_max = 255,
};

void
profile_tidy(struct profile *p)
{
	struct texts *t = &p->allowed_strategies, kept = { t->items, 0 };
	size_t i;

	for (i = 0; i < t->count; i++)
		if (!texts_hold(&kept, t->items[i]))
			kept.items[kept.count++] = t->items[i];
	*t = kept;
}

enum status
profile_maps_twice(struct fault *f)
{
	return fail_code(f, INVALID, "invalid_body",
	    "user_attributes and user_attribute_profile_id cannot be set together: set the one that "
	    "is not used to null.");
}

enum status
profile_check(const struct profile *p, struct fault *f)
{
	if (p->branding != NULL && strlen(p->branding->given.whole) > BRANDING_MAX_BYTES)
		return fail_code(f, INVALID, "invalid_body", "branding is too large: at most %d bytes.",
		    BRANDING_MAX_BYTES);
	if (p->user_attribute_profile_id != NULL && p->user_attributes.count > 0)
		return profile_maps_twice(f);
	return OK;
}
