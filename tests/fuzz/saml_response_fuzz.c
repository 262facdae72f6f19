/* SPDX-License-Identifier: Apache-2.0 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/encode.h"
#include "base/text.h"
#include "sso/saml_assertion.h"
#include "sso/saml_encrypted.h"
#include "sso/saml_shape.h"

int	LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

#define NOW INT64_C(1796126430000)	/* of tests/unit/saml */

enum { KEY_MAX_BYTES = 4096 };

static void
must(bool condition)
{
	if (!condition)
		abort();
}

static const char *
key(const char *name)
{
	const char *source = getenv("srcdir");
	char path[2048], *text = calloc(1, KEY_MAX_BYTES);
	FILE *from;

	snprintf(path, sizeof(path), "%s/tests/unit/saml/keys/%s", source == NULL ? "." : source, name);
	from = fopen(path, "r");
	must(text != NULL && from != NULL && fread(text, 1, KEY_MAX_BYTES - 1, from) > 0);
	fclose(from);
	return text;
}

static const struct saml_expected *
expected(void)
{
	static const char *certificates[2], *keys[1];
	static struct saml_expected e = { .now = NOW, .requested_at = NOW - 60 * 1000, .allows_sha1 = true,
		.acs_url = "https://login.example/login/callback", .entity_id = "urn:postern:acme:saml",
		.request_id = "_request1" };

	if (e.certificates.count == 0) {
		certificates[0] = key("idp.pem");
		certificates[1] = key("ec.pem");
		keys[0] = key("sp.key");
		e.certificates = (struct texts){ certificates, 2 };
		e.decryption_keys = (struct texts){ keys, 1 };
	}
	return &e;
}

static void
check_text(const char *text)
{
	must(text == NULL || (text_is_utf8(text, strlen(text)) && text_chars(text) <= OUTCOME_TEXT_MAX_CHARS));
}

static void
check_refusal(const struct login_outcome *out)
{
	must(out->failure != NULL && login_failure_parse(out->failure) != LOGIN_OTHER
	    && login_failure_parse(out->failure) != LOGIN_PASSED);
	check_text(out->expected);
	check_text(out->came);
	check_text(out->code);
	check_text(out->detail);
}

static void
check_claims(struct arena *a, const struct login_claims *claims)
{
	must(claims->subject != NULL && *claims->subject != '\0' && claims->received.count > 0
	    && claims->received.count <= RECEIVED_MAX);
	must(text_chars(claims->subject) <= RECEIVED_VALUE_MAX_CHARS);
	must(fields_encode_list(a, &received_shape, claims->received.items, claims->received.count) != NULL);
}

/* No signed document has that in a value. */
static void
check_values(const struct objects *received)
{
	const struct received *r = received->items;
	size_t i, k;

	for (i = 0; i < received->count; i++)
		for (k = 0; k < r[i].values.count; k++)
			must(strstr(r[i].values.items[k], "evil") == NULL);
}

/* Nobody here has the keys, so only those who were signed for can be let in. */
static void
verify(struct arena *a, const char *bytes, size_t count)
{
	static const char *const known[] = { "u-1001", "ada@customer.example", "\xd0\xb0" "da@customer.example" };
	char *base64 = base64_encode(a, bytes, count);
	struct login_claims claims = { 0 };
	struct login_outcome out = { 0 };
	struct fault f = { 0 };
	bool is_known = false;
	size_t i;

	if (saml_response_verify(a, expected(), base64, strlen(base64), &claims, &out, &f) != OK) {
		must(claims.subject == NULL && claims.received.count == 0);
		check_refusal(&out);
		return;
	}
	check_claims(a, &claims);
	check_values(&claims.received);
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		is_known |= text_is(claims.subject, known[i]);
	must(is_known);
}

/* What comes after the signature, of an Assertion that has none. */
static void
read_assertion(struct arena *a, const struct xml *root)
{
	struct login_outcome out = { 0 };
	struct login_claims claims = { 0 };

	if (saml_assertion_check(a, expected(), root, false, &claims, &out) == OK
	    && saml_assertion_read(a, root, &claims, &out) == OK)
		check_claims(a, &claims);
	else
		check_refusal(&out);
}

static void
decrypt(struct arena *a, const struct xml *root)
{
	struct login_outcome out = { 0 };
	const char *text;
	bool is_intact;
	size_t length;

	if (saml_decrypt(a, root, &expected()->decryption_keys, &text, &length, &is_intact, &out) != OK)
		check_refusal(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	struct arena *a = arena_new();
	const struct xml *root = NULL;
	struct login_outcome out = { 0 };
	struct saml_shape shape;
	long line;

	verify(a, (const char *)bytes, count);
	if (xml_read_message(a, (const char *)bytes, count, &root, &line) == XML_SOUND) {
		if (is_saml(root, "EncryptedAssertion"))
			decrypt(a, root);
		else if (is_saml(root, "Assertion") && saml_shape_read(a, root, &shape, &out) == OK)
			read_assertion(a, root);
	}
	arena_free(a);
	return 0;
}
