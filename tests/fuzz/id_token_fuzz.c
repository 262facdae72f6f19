/* SPDX-License-Identifier: Apache-2.0 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "sso/id_token.h"
#include "sso/json_document.h"
#include "sso/jws.h"

/* A key of nothing, so that the fuzzer's headers and claims get past the signature. */
#define KEY \
	"-----BEGIN PRIVATE KEY-----\n" \
	"MC4CAQAwBQYDK2VwBCIEIIBfQRQ+TE8cQlLJdtPV6SfQXbQSWpkaEPu8Curg7s5n\n" \
	"-----END PRIVATE KEY-----\n"
#define KEY_SET \
	"{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"k\"," \
	"\"x\":\"TouM7c__iXUuIegOwYuCOtBy7PdssQpyugyHCq68S0w\"}]}"
#define NOW INT64_C(1796040000000)	/* 2026-11-30T12:00:00Z */

int	LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

static void
must(bool condition)
{
	if (!condition)
		abort();
}

static void
check_text(const char *text)
{
	must(text == NULL || (text_is_utf8(text, strlen(text))
	    && text_chars(text) <= OUTCOME_TEXT_MAX_CHARS));
}

static void
check_refusal(const struct login_claims *claims, const struct login_outcome *out)
{
	must(claims->subject == NULL && claims->received.count == 0);
	must(login_failure_parse(out->failure) != LOGIN_OTHER);
	check_text(out->expected);
	check_text(out->came);
	check_text(out->code);
	check_text(out->detail);
}

static void
check_claims(struct arena *a, const struct login_claims *claims)
{
	const struct received *items = claims->received.items;
	size_t i, k;

	must(claims->subject != NULL && *claims->subject != '\0');
	must(json_document_read(a, claims->id_token, strlen(claims->id_token)) != NULL);
	must(claims->received.count <= RECEIVED_MAX);
	for (i = 0; i < claims->received.count; i++)
		for (k = 0; k < items[i].values.count; k++)
			must(text_chars(items[i].values.items[k]) <= RECEIVED_VALUE_MAX_CHARS + 1);
}

static void
check_token(struct arena *a, const char *token)
{
	static const char *algorithms[] = { "EdDSA" };
	struct token_expected e = { .now = NOW, .started_at = NOW - 60000,
		.issuer = "https://idp.example.com", .client_id = "postern", .nonce = "nonce",
		.algorithms = { algorithms, 1 }, .code = "code", .access_token = "token" };
	struct login_claims claims = { 0 };
	struct login_outcome out = { 0 };

	if (id_token_verify(a, &e, token, KEY_SET, strlen(KEY_SET), &claims, &out) == OK)
		check_claims(a, &claims);
	else
		check_refusal(&claims, &out);
}

/* As it is, and as members of a header, a line end, and claims, which are signed. */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	struct arena *a = arena_new();
	char *text = arena_copy(a, (const char *)bytes, count), *claims = strchr(text, '\n');
	const char *token;
	struct fault f;

	check_token(a, text);
	if (claims != NULL) {
		*claims++ = '\0';
		must(jws_make(a, "EdDSA", text, claims, KEY, &token, &f) == OK);
		check_token(a, token);
	}
	arena_free(a);
	return 0;
}
