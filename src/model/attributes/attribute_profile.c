/* SPDX-License-Identifier: Apache-2.0 */
#include "model/attributes/attribute_profile.h"

#include <string.h>

#include "base/sentence.h"
#include "base/text.h"
#include "model/attributes/expression.h"
#include "model/provider/provider.h"

#define CLAIMS "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"
#define MAPPING_ABOUT "OIDC mapping field"

/* --- the rows --- */

#define SAML(type, words) \
	{ "saml_mapping", FIELD_TEXTS, UNIQUE, offsetof(type, saml), .min = 1, .max = 3, \
	  .item_min = 1, .item_max = 128, .about = words }
#define SCIM(type, words) \
	{ "scim_mapping", FIELD_TEXT, 0, offsetof(type, scim), .min = 1, .max = 128, .about = words }
#define OVERRIDE(its, i, strategy) \
	[i] = { strategy, FIELD_OBJECT, 0, offsetof(struct overrides, of[i]), .shape = &(its) }
#define ATTRIBUTE_OVERRIDE(i, strategy) OVERRIDE(attribute_override_shape, i, strategy)
#define USER_ID_OVERRIDE(i, strategy) OVERRIDE(user_id_override_shape, i, strategy)

static const struct field oidc_mapping_fields[] = {
	{ "mapping", FIELD_TEXT, REQUIRED, offsetof(struct oidc_mapping, mapping), .min = 1,
	    .max = 50, .about = MAPPING_ABOUT },
	{ "display_name", FIELD_TEXT, 0, offsetof(struct oidc_mapping, display_name), .min = 1,
	    .max = 50, .about = "Display name for the OIDC mapping" },
};
static const struct shape oidc_mapping_shape = SHAPE(struct oidc_mapping, oidc_mapping_fields);

static const struct field attribute_override_fields[] = {
	{ "oidc_mapping", FIELD_OBJECT, 0, offsetof(struct source, oidc),
	    .shape = &oidc_mapping_shape, .about = "OIDC mapping override for this strategy" },
	SAML(struct source, "SAML mapping override for this strategy"),
	SCIM(struct source, "SCIM mapping override for this strategy"),
};
static const struct shape attribute_override_shape =
	SHAPE(struct source, attribute_override_fields);

static const struct field attribute_overrides_fields[] = {
	EXCEPTION_STRATEGY_ROWS(ATTRIBUTE_OVERRIDE),
};
static const struct shape attribute_overrides_shape =
	SHAPE(struct overrides, attribute_overrides_fields);

static const char *const user_id_claims[] = { "sub", NULL };
static const char *const user_id_override_claims[] = { "sub", "oid", "email", NULL };

static const struct field user_id_override_fields[] = {
	{ "oidc_mapping", FIELD_TEXT, 0, offsetof(struct source, claim), .min = 1, .max = 50,
	    .choices = user_id_override_claims, .about = "OIDC mapping override for this strategy" },
	SAML(struct source, "SAML mapping override for this strategy"),
	SCIM(struct source, "SCIM mapping override for this strategy"),
};
static const struct shape user_id_override_shape =
	SHAPE(struct source, user_id_override_fields);

static const struct field user_id_overrides_fields[] = {
	EXCEPTION_STRATEGY_ROWS(USER_ID_OVERRIDE),
};
static const struct shape user_id_overrides_shape =
	SHAPE(struct overrides, user_id_overrides_fields);

static const struct field user_id_fields[] = {
	{ "oidc_mapping", FIELD_TEXT, 0, offsetof(struct user_id, claim), .min = 1, .max = 50,
	    .choices = user_id_claims, .about = "OIDC mapping for user ID" },
	SAML(struct user_id, "SAML mapping for user ID"),
	SCIM(struct user_id, "SCIM mapping for user ID"),
	{ "strategy_overrides", FIELD_OBJECT, 0, offsetof(struct user_id, overrides),
	    .shape = &user_id_overrides_shape, .about = "Strategy-specific overrides for user ID" },
};
static const struct shape user_id_shape = SHAPE(struct user_id, user_id_fields);

static const struct field attribute_fields[] = {
	{ "description", FIELD_TEXT, REQUIRED, offsetof(struct attribute, description), .min = 1,
	    .max = 128, .about = "Description of this attribute" },
	{ "label", FIELD_TEXT, REQUIRED, offsetof(struct attribute, label), .min = 1, .max = 128,
	    .about = "Display label for this attribute" },
	{ "profile_required", FIELD_BOOL, REQUIRED, offsetof(struct attribute, is_required),
	    .about = "Whether this attribute is required in the profile" },
	{ "auth0_mapping", FIELD_TEXT, REQUIRED, offsetof(struct attribute, target), .min = 1,
	    .max = 50, .about = "Auth0 mapping for this attribute" },
	SCIM(struct attribute, "SCIM mapping for this attribute"),
	{ "oidc_mapping", FIELD_OBJECT, 0, offsetof(struct attribute, oidc),
	    .shape = &oidc_mapping_shape, .about = "OIDC mapping for this attribute" },
	SAML(struct attribute, "SAML mapping for this attribute"),
	{ "strategy_overrides", FIELD_OBJECT, 0, offsetof(struct attribute, overrides),
	    .shape = &attribute_overrides_shape,
	    .about = "Strategy-specific overrides for this attribute" },
};
static const struct shape attribute_shape = {
	.fields = attribute_fields, .count = sizeof(attribute_fields) / sizeof(attribute_fields[0]),
	.size_bytes = sizeof(struct attribute), .given_offset = offsetof(struct attribute, given),
	.name_offset = offsetof(struct attribute, name),
};

static const struct field attribute_profile_fields[] = {
	[ATTRIBUTE_PROFILE_ID] = { "id", FIELD_TEXT, ANSWER_ONLY,
	    offsetof(struct attribute_profile, id) },
	[ATTRIBUTE_PROFILE_NAME] = { "name", FIELD_TEXT, REQUIRED,
	    offsetof(struct attribute_profile, name), .min = 1, .max = 128,
	    .about = "The name of the user attribute profile." },
	[ATTRIBUTE_PROFILE_USER_ID] = { "user_id", FIELD_OBJECT, PATCH_NULLABLE,
	    offsetof(struct attribute_profile, user_id), .shape = &user_id_shape,
	    .about = "User ID mapping configuration" },
	[ATTRIBUTE_PROFILE_ATTRIBUTES] = { "user_attributes", FIELD_MAP, REQUIRED,
	    offsetof(struct attribute_profile, attributes), .min = 1, .max = 64, .item_min = 1,
	    .item_max = 128, .shape = &attribute_shape,
	    .about = "User attributes configuration map. Keys are attribute names, values are the "
	    "mapping configuration for each attribute." },
};

const struct shape attribute_profile_shape =
	SHAPE(struct attribute_profile, attribute_profile_fields);

bool
is_attribute_profile_id(const char *value)
{
	return text_starts(value, "uap_") && strlen(value) == 26 && text_is_alnum(value + 4);
}

/* --- checks --- */

static enum status
check_mapping(struct arena *a, const struct oidc_mapping *m, const char *place, const char *below,
    struct fault *f)
{
	struct expression ignored;
	struct fault why;

	if (m == NULL || expression_parse(a, m->mapping, &ignored, &why) == OK)
		return OK;
	return fail_code(f, INVALID, "invalid_body", "Payload validation error: 'Not an expression: "
	    "%s, in %s' on property user_attributes.%s%s.oidc_mapping.mapping (" MAPPING_ABOUT ").",
	    fault_english(a, &why), m->mapping, place, below);
}

static enum status
check_attribute(struct arena *a, const struct attribute *at, struct fault *f)
{
	enum status st = check_mapping(a, at->oidc, at->name, "", f);
	size_t i;

	for (i = 0; i < EXCEPTION_STRATEGIES && st == OK && at->overrides != NULL; i++)
		if (at->overrides->of[i] != NULL)
			st = check_mapping(a, at->overrides->of[i]->oidc, at->name, arena_print(a,
			    ".strategy_overrides.%s", attribute_overrides_fields[i].name), f);
	return st;
}

enum status
attribute_profile_check(struct arena *a, const struct attribute_profile *p, struct fault *f)
{
	const struct attribute *at = p->attributes.items;
	enum status st = OK;
	size_t i;

	for (i = 0; i < p->attributes.count && st == OK; i++)
		st = check_attribute(a, &at[i], f);
	return st;
}

/* --- defaults --- */

struct user_id *
user_id_complete(struct arena *a, const struct user_id *u)
{
	static const char *const names[] = { CLAIM_NAME_ID, CLAIMS "upn", CLAIMS "name" };
	struct user_id *out = arena_alloc(a, sizeof(*out));

	if (u != NULL)
		*out = *u;
	out->given = GIVEN_ALL;
	if (out->claim == NULL)
		out->claim = "sub";
	if (out->scim == NULL)
		out->scim = "externalId";
	if (out->saml.count == 0) {
		out->saml.items = arena_array(a, 3, sizeof(char *));
		memcpy(out->saml.items, names, sizeof(names));
		out->saml.count = 3;
	}
	return out;
}

/* --- the source that applies --- */

static size_t
exception_find(const char *strategy)
{
	size_t i = 0;

	while (i < EXCEPTION_STRATEGIES && !text_is(attribute_overrides_fields[i].name, strategy))
		i++;
	return i;
}

static size_t
override_of(const char *strategy)
{
	const struct provider *p = provider_find(strategy);
	size_t i = exception_find(strategy);

	return i == EXCEPTION_STRATEGIES && p != NULL ? exception_find(provider_makes(p)->strategy) : i;
}

static struct source
with_exception(struct source general, const struct overrides *overrides, const char *strategy)
{
	size_t i = override_of(strategy);
	const struct source *o = i == EXCEPTION_STRATEGIES || overrides == NULL ? NULL : overrides->of[i];

	if (o == NULL)
		return general;
	if (o->oidc != NULL)
		general.oidc = o->oidc;
	if (o->claim != NULL)
		general.claim = o->claim;
	if (o->saml.count > 0)
		general.saml = o->saml;
	if (o->scim != NULL)
		general.scim = o->scim;
	return general;
}

struct source
attribute_for(const struct attribute *at, const char *strategy)
{
	return with_exception((struct source){ .oidc = at->oidc, .saml = at->saml, .scim = at->scim },
	    at->overrides, strategy);
}

struct source
user_id_for(const struct user_id *u, const char *strategy)
{
	return with_exception((struct source){ .claim = u->claim, .saml = u->saml, .scim = u->scim },
	    u->overrides, strategy);
}
