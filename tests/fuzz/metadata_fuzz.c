/* SPDX-License-Identifier: Apache-2.0 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/sentence.h"
#include "base/text.h"
#include "model/provider/address.h"
#include "sso/saml_metadata.h"

int	LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

static void
must(bool condition)
{
	if (!condition)
		abort();
}

static void
check_found(struct arena *a, const struct found *found)
{
	const struct found_certificate *c = found->certificates.items;
	struct found again = { 0 };
	struct fault f;
	char *json = fields_encode(a, &found_shape, found);
	size_t i;

	must(found->issuer[0] != '\0' && text_is_printable(found->issuer));
	must(found->sign_in_url_redirect != NULL || found->sign_in_url_post != NULL);
	must(found->sign_in_url_redirect == NULL
	    || endpoint_check(found->sign_in_url_redirect, &f) == OK);
	must(found->sign_in_url_post == NULL || endpoint_check(found->sign_in_url_post, &f) == OK);
	must(found->certificates.count > 0);
	for (i = 0; i < found->certificates.count; i++)
		must(text_starts(c[i].pem, "-----BEGIN CERTIFICATE-----\n"));
	must(fields_decode(a, json, strlen(json), &found_shape, STORED, &again, &f) == OK);
	must(text_is(fields_encode(a, &found_shape, &again), json));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	struct arena *a = arena_new();
	struct found found = { 0 };
	struct fault f = { 0 };

	if (metadata_read(a, (const char *)bytes, count, INT64_C(1798761600000), &found, &f) == OK) {
		check_found(a, &found);
	} else {
		must(found.issuer == NULL && f.count > 0);
		must(text_is_utf8(fault_english(a, &f), strlen(fault_english(a, &f))) && text_is_printable(fault_english(a, &f)));
	}
	arena_free(a);
	return 0;
}
