/* SPDX-License-Identifier: Apache-2.0 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/sentence.h"
#include "base/text.h"
#include "sso/certificate.h"

#define NOW INT64_C(1798761600000)

int	LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

static void
must(bool condition)
{
	if (!condition)
		abort();
}

/* A certificate that was written is read as the same one. */
static void
check_found(struct arena *a, const struct found_certificate *c)
{
	struct found_certificate again = { 0 };
	struct fault f;

	must(strlen(c->pem) <= CERTIFICATE_MAX_CHARS && text_is_utf8(c->subject, strlen(c->subject)));
	must(text_is_utf8(c->issuer, strlen(c->issuer)));
	must(certificate_read(a, c->pem, strlen(c->pem), NOW, &again, &f) == OK);
	must(text_is(again.pem, c->pem) && text_is(again.sha256, c->sha256));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	struct arena *a = arena_new();
	struct found_certificate c = { 0 };
	struct fault f = { 0 };

	if (certificate_read(a, (const char *)bytes, count, NOW, &c, &f) == OK) {
		check_found(a, &c);
	} else {
		must(c.pem == NULL && f.count > 0);
		must(text_is_utf8(fault_english(a, &f), strlen(fault_english(a, &f))) && text_is_printable(fault_english(a, &f)));
	}
	arena_free(a);
	return 0;
}
