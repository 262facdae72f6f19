/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/discovery.h"

#include <string.h>

#include "base/sentence.h"
#include "base/text.h"
#include "model/provider/address.h"
#include "model/provider/options_rows.h"

/* Section 3; the members that we read. */
struct document {
	struct given	 given;
	const char	*issuer, *authorization_endpoint, *token_endpoint, *userinfo_endpoint;
	const char	*jwks_uri;
	struct texts	 scopes, response_types, algorithms, auth_methods;
};

#define MEMBER(name, type, to) { name, type, NULLABLE, offsetof(struct document, to) }
#define LIST(name, to, most) \
	{ name, FIELD_TEXTS, NULLABLE, offsetof(struct document, to), .max = most }

/* Those that a login needs come first. */
static const struct field document_fields[] = {
	MEMBER("issuer", FIELD_TEXT, issuer),
	MEMBER("authorization_endpoint", FIELD_TEXT, authorization_endpoint),
	MEMBER("token_endpoint", FIELD_TEXT, token_endpoint),
	MEMBER("jwks_uri", FIELD_TEXT, jwks_uri),
	LIST("response_types_supported", response_types, OPENID_MAX_RESPONSE_TYPES),
	LIST("id_token_signing_alg_values_supported", algorithms, OPENID_MAX_ALGORITHMS),
	MEMBER("userinfo_endpoint", FIELD_TEXT, userinfo_endpoint),
	MEMBER("scopes_supported", FIELD_TEXTS, scopes),
	MEMBER("token_endpoint_auth_methods_supported", FIELD_TEXTS, auth_methods),
};

static const struct shape document_shape = {
	.fields = document_fields, .count = sizeof(document_fields) / sizeof(document_fields[0]),
	.size_bytes = sizeof(struct document), .given_offset = offsetof(struct document, given),
	.rest = &field_any,
};

/* Its address is checked later. */
static const struct field optional_fields[] = {
	MEMBER("userinfo_endpoint", FIELD_TEXT, userinfo_endpoint),
};

static const struct shape optional_shape = {
	.fields = optional_fields, .count = 1, .also = &openid_optional_metadata,
};

/* --- things that are no such document --- */

/* Ends a failure with what is most likely wrong. */
static enum status
blame_address(struct fault *f)
{
	fault_add(f, "Check the address. It should end in /.well-known/openid-configuration.");
	return INVALID;
}

static enum status
blame_provider(struct fault *f)
{
	fault_add(f, "Correct it in your identity provider.");
	return INVALID;
}

static enum status
check_beginning(const char *bytes, size_t length, struct fault *f)
{
	enum status st = OK;
	size_t size_bytes = length;

	for (; length > 0 && *bytes != '\0' && strchr(" \t\r\n", *bytes) != NULL; length--)
		bytes++;
	if (size_bytes > DISCOVERY_MAX_BYTES)
		st = fail(f, INVALID, "The provider’s configuration is too large: it has %zu "
		    "KB, and the limit is %d KB.", (size_bytes + 1023) / 1024, DISCOVERY_MAX_BYTES / 1024);
	else if (length == 0)
		st = fail(f, INVALID, "The provider’s configuration is empty.");
	else if (text_is_html(bytes, length))
		st = fail(f, INVALID, "The address leads to a web page (HTML), not to the "
		    "provider’s configuration.");
	else if (*bytes == '<')
		return fail(f, INVALID, "The address leads to XML, not to an OpenID Connect configuration. "
		    "If it is SAML metadata, go back and choose SAML.");
	else if (*bytes == '[')
		st = fail(f, INVALID, "The address leads to a JSON list, not to the "
		    "provider’s configuration.");
	else if (*bytes != '{')
		st = fail(f, INVALID, "The address does not lead to the provider’s "
		    "configuration, which is a JSON document.");
	return st == OK ? OK : blame_address(f);
}

static enum status
refuse_json(struct fault *f)
{
	fail(f, INVALID, "The provider’s configuration is not valid JSON. It may be cut off, "
	    "contain a mistake, or have the same member twice.");
	return blame_provider(f);
}

/* Whether the document keeps that row. */
static bool
fits(struct arena *a, const char *json, const struct field *row)
{
	struct shape shape = document_shape;
	struct document ignored = { 0 };
	struct fault f;

	shape.fields = row;
	shape.count = 1;
	return fields_decode(a, json, strlen(json), &shape, CREATING, &ignored, &f) == OK;
}

/* The rows word their errors for programs: here they are worded for people. */
static enum status
refuse_member(struct arena *a, const char *json, struct fault *f)
{
	const struct field *row = document_fields, *end = row + document_shape.count;

	while (row + 1 < end && fits(a, json, row))
		row++;
	if (row->type == FIELD_TEXT)
		fail(f, INVALID, "In the provider’s configuration, %s must be a string.", row->name);
	else
		fail_counted(f, INVALID, row->max,
		    "In the provider’s configuration, %s must be a list of at most %ld string.",
		    "In the provider’s configuration, %s must be a list of at most %ld "
		    "strings.",
		    row->name, row->max);
	return blame_provider(f);
}

/* --- the issuer --- */

static bool
is_same_but_slash(const char *one, const char *other)
{
	size_t length = strlen(one), count = strlen(other);

	length -= length > 0 && one[length - 1] == '/';
	count -= count > 0 && other[count - 1] == '/';
	return length == count && strncmp(one, other, length) == 0;
}

/* Section 3: https, no query or fragment.  It may be other than the address says (section 4.3):
 * some providers name the issuer of all their tenants. */
static enum status
check_issuer(struct arena *a, const char *issuer, struct fault *f)
{
	struct fault why;

	if (issuer == NULL || *issuer == '\0') {
		fail(f, INVALID, "The provider’s configuration does not name its issuer.");
		return blame_address(f);
	}
	if (strchr(issuer, '{') != NULL)
		return fail(f, INVALID, "This configuration is for all tenants: its issuer is %s. Use the "
		    "address of your own tenant.", text_excerpt(a, issuer));
	if (endpoint_check(issuer, &why) != OK) {
		fail(f, INVALID, "We cannot use the issuer in the provider’s configuration.");
		fault_join(f, &why);
		return blame_provider(f);
	}
	if (!text_is_ascii(issuer)) {
		fail(f, INVALID, "The issuer in the provider’s configuration contains "
		    "non-ASCII characters, which are not allowed in an address.");
		return blame_provider(f);
	}
	if (strchr(issuer, '?') != NULL) {
		fail(f, INVALID, "The issuer in the provider’s configuration contains a "
		    "question mark, which OpenID Connect does not allow.");
		return blame_provider(f);
	}
	return OK;
}

/* --- the endpoints --- */

static enum status
check_endpoint(const char *name, const char *url, bool is_required, struct fault *f)
{
	struct fault why;

	if (url == NULL && is_required) {
		fail(f, INVALID, "The provider’s configuration has no %s, and without it "
		    "nobody can sign in.", name);
		return blame_address(f);
	}
	if (url == NULL || endpoint_check(url, &why) == OK)
		return OK;
	fail(f, INVALID, "We cannot use the %s in the provider’s configuration.", name);
	fault_join(f, &why);
	return blame_provider(f);
}

/* Section 3: token_endpoint "is REQUIRED unless only the Implicit Flow is used" */
static bool
is_implicit_only(struct arena *a, const struct texts *types)
{
	const char **words;
	size_t count, i;

	for (i = 0; i < types->count; i++)
		for (count = text_split(a, types->items[i], " ", &words); count > 0; count--)
			if (text_is(words[count - 1], "code"))
				return false;
	return types->count > 0;
}

static enum status
check_endpoints(struct arena *a, const struct document *d, struct fault *f)
{
	enum status st;

	st = check_endpoint("authorization_endpoint", d->authorization_endpoint, true, f);
	if (st == OK)
		st = check_endpoint("jwks_uri", d->jwks_uri, true, f);
	if (st == OK)
		st = check_endpoint("token_endpoint", d->token_endpoint,
		    !is_implicit_only(a, &d->response_types), f);
	if (st == OK)
		st = check_endpoint("userinfo_endpoint", d->userinfo_endpoint, false, f);
	return st;
}

/* --- warnings --- */

static void
warn(struct arena *a, struct found *found, const struct sentence *s)
{
	sentences_add(a, &found->warnings, s);
}

static bool
has(const struct texts *list, const char *item)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		if (text_is(list->items[i], item))
			return true;
	return false;
}

static void
warn_of_slash(struct arena *a, struct found *found)
{
	size_t length = strlen(found->issuer);

	if (found->issuer[length - 1] == '/')
		warn(a, found, sentence(a, "Your provider writes its issuer with a slash at "
		    "the end: %s. We use it exactly as written.", text_excerpt(a, found->issuer)));
	else
		warn(a, found, sentence(a, "Your provider writes its issuer without a slash "
		    "at the end: %s. We use it exactly as written.", text_excerpt(a, found->issuer)));
}

static void
warn_of_issuer(struct arena *a, struct found *found, const char *expected)
{
	if (expected == NULL || text_is(found->issuer, expected))
		return;
	if (is_same_but_slash(found->issuer, expected)) {
		warn_of_slash(a, found);
		return;
	}
	warn(a, found, sentence(a, "Your provider says that its issuer is %s, not %s as in "
	    "the address. If that is right, continue: we use the issuer that your provider "
	    "names.", text_excerpt(a, found->issuer),
	    text_excerpt(a, expected)));
	if (text_starts(found->issuer, "https://sts.windows.net/"))
		warn(a, found, sentence(a, "This is the configuration of Microsoft’s older "
		    "version 1. Use version 2: its address has /v2.0 after the tenant ID."));
}

static void
warn_of_left_out(struct arena *a, struct found *found, const struct texts *left_out)
{
	if (left_out->count > 0)
		warn(a, found, sentence(a, "We left out these parts of your provider’s "
		    "configuration, because we cannot use them: %s. People can sign in "
		    "without them.", listed(a, left_out)));
}

static void
warn_of_lists(struct arena *a, struct found *found, const struct document *d)
{
	if (d->response_types.count == 0)
		warn(a, found, sentence(a, "Your provider does not say which response types it supports."));
	else if (!has(&d->response_types, "code"))
		warn(a, found, sentence(a, "Your provider does not offer the authorization code flow "
		    "(response type code). Only the front channel can work."));
	if (d->algorithms.count == 0)
		warn(a, found, sentence(a, "Your provider does not say how it signs ID tokens."));
	else if (!has(&d->algorithms, "RS256"))
		warn(a, found, sentence(a, "Your provider does not offer to sign ID tokens with RS256, which "
		    "OpenID Connect requires."));
	if (d->scopes.count > 0 && !has(&d->scopes, "openid"))
		warn(a, found, sentence(a, "Your provider does not list the scope openid."));
}

static struct found
take(struct arena *a, const struct document *d, const char *expected, const struct texts *left_out)
{
	struct found found = {
		.given = GIVEN_ALL,
		.issuer = d->issuer,
		.authorization_endpoint = d->authorization_endpoint,
		.token_endpoint = d->token_endpoint,
		.userinfo_endpoint = d->userinfo_endpoint,
		.jwks_uri = d->jwks_uri,
		.scopes_supported = d->scopes,
		.id_token_algorithms = d->algorithms,
		.token_auth_methods = d->auth_methods,
		.metadata_json = d->given.whole,
	};

	warn_of_issuer(a, &found, expected);
	warn_of_lists(a, &found, d);
	warn_of_left_out(a, &found, left_out);
	return found;
}

enum status
discovery_read(struct arena *a, const char *json, size_t length, const char *expected_issuer,
    struct found *out, struct fault *f)
{
	struct verbatim all = { 0 };
	struct document d = { 0 };
	struct texts left_out;
	const char *sound;
	size_t mark = text_mark_length(json, length);
	enum status st;

	json += mark;
	length -= mark;
	st = check_beginning(json, length, f);
	if (st != OK)
		return st;
	if (fields_decode(a, json, length, &verbatim_shape, CREATING, &all, f) != OK)
		return refuse_json(f);
	sound = fields_sound(a, &optional_shape, all.given.whole, &left_out);
	if (fields_decode(a, sound, strlen(sound), &document_shape, CREATING, &d, f) != OK)
		return refuse_member(a, sound, f);
	st = check_issuer(a, d.issuer, f);
	if (st == OK)
		st = check_endpoints(a, &d, f);
	if (st == OK)
		*out = take(a, &d, expected_issuer, &left_out);
	return st;
}

/* --- Microsoft Entra ID --- */

static enum status
refuse_tenant(struct arena *a, const struct provider_address *asked, const char *issuer,
    struct fault *f)
{
	const char *id = entra_issuer_tenant(a, issuer);

	if (id == NULL && text_starts(issuer, "https://sts.windows.net/"))
		fail(f, INVALID, "Microsoft sent the configuration of its older version 1, whose issuer is "
		    "%s. This connection needs version 2.", text_excerpt(a, issuer));
	else if (id == NULL)
		fail(f, INVALID, "The issuer in Microsoft’s configuration, %s, is not that of a "
		    "tenant.", text_excerpt(a, issuer));
	else if (!text_starts(issuer, arena_print(a, "https://%s/", asked->host)))
		return fail(f, INVALID, "Your tenant is in another Microsoft cloud. Enter this instead: "
		    "%s", issuer);
	else
		fail(f, INVALID, "Microsoft sent the configuration of another tenant, %s.", id);
	provider_address_ask(asked->kind, f);
	return INVALID;
}

enum status
discovery_check_tenant(struct arena *a, const struct provider_address *asked,
    const struct found *found, struct fault *f)
{
	const char *id = entra_issuer_tenant(a, found->issuer);
	bool is_here = id != NULL
	    && text_is(found->issuer, arena_print(a, "https://%s/%s/v2.0", asked->host, id));

	return is_here && (!options_uuid.holds(asked->tenant) || text_is_nocase(asked->tenant, id)) ? OK
	    : refuse_tenant(a, asked, found->issuer, f);
}
