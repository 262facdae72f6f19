/* SPDX-License-Identifier: Apache-2.0 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/sentence.h"
#include "base/text.h"
#include "model/provider/address.h"
#include "sso/discovery.h"

int	LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

static void
must(bool condition)
{
	if (!condition)
		abort();
}

static void
check_sentence(struct arena *a, const struct fault *f)
{
	const char *said = fault_english(a, f);

	must(f->count > 0 && text_is_utf8(said, strlen(said)));
}

static void
check_document(struct arena *a, const uint8_t *bytes, size_t count)
{
	struct found found = { 0 };
	struct fault f = { 0 };

	if (discovery_read(a, (const char *)bytes, count, NULL, &found, &f) != OK) {
		must(found.issuer == NULL);
		check_sentence(a, &f);
		return;
	}
	must(endpoint_check(found.issuer, &f) == OK && strchr(found.issuer, '?') == NULL);
	must(endpoint_check(found.authorization_endpoint, &f) == OK);
	must(endpoint_check(found.jwks_uri, &f) == OK);
	must(found.token_endpoint == NULL || endpoint_check(found.token_endpoint, &f) == OK);
	must(discovery_read(a, found.metadata_json, strlen(found.metadata_json), found.issuer, &found,
	    &f) == OK);
}

/* An address that was made is accepted again and stays the same. */
static void
check_address(struct arena *a, enum address_kind kind, const char *typed)
{
	struct provider_address p = { 0 }, again = { 0 };
	struct fault f = { 0 };

	if (provider_address_read(a, kind, typed, &p, &f) != OK) {
		must(p.host == NULL);
		check_sentence(a, &f);
		return;
	}
	must(text_starts(p.issuer, "https://") && endpoint_check(p.discovery_url, &f) == OK);
	must(strlen(p.discovery_url) <= DISCOVERY_URL_MAX_CHARS);
	must(text_is_utf8(sentences_english(a, &p.notes), strlen(sentences_english(a, &p.notes))));
	must(provider_address_read(a, kind, p.discovery_url, &again, &f) == OK);
	must(text_is(again.issuer, p.issuer) && text_is(again.host, p.host));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	struct arena *a = arena_new();
	char *typed = arena_copy(a, (const char *)bytes, count);

	check_document(a, bytes, count);
	check_address(a, OKTA_DOMAIN, typed);
	check_address(a, OPENID_ADDRESS, typed);
	arena_free(a);
	return 0;
}
