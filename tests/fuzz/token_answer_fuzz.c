/* SPDX-License-Identifier: Apache-2.0 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "sso/json_document.h"
#include "sso/token_answer.h"

int	LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

static void
must(bool condition)
{
	if (!condition)
		abort();
}

static void
check_refusal(const struct login_outcome *out)
{
	const char *const texts[] = { out->expected, out->came, out->code, out->detail };
	size_t i;

	must(login_failure_parse(out->failure) != LOGIN_OTHER);
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		must(texts[i] == NULL || (text_is_utf8(texts[i], strlen(texts[i]))
		    && text_chars(texts[i]) <= OUTCOME_TEXT_MAX_CHARS));
}

static void
check_answer(struct arena *a, int http_status, const char *body, size_t length)
{
	struct token_answer answer = { 0 };
	struct login_outcome out = { 0 };
	enum status st = token_answer_read(a, http_status, "text/plain", body, length, &answer, &out);

	must(st == OK || st == INVALID);
	if (st == OK)
		must(http_status == 200 && answer.id_token != NULL && *answer.id_token != '\0');
	else
		check_refusal(&out);
}

static void
check_userinfo(struct arena *a, const char *body, size_t length)
{
	struct login_claims claims = { .subject = "subject" };
	struct login_outcome out = { 0 };

	if (userinfo_read(a, "application/json", body, length, &claims, &out) != OK) {
		must(claims.userinfo == NULL && claims.received.count == 0);
		check_refusal(&out);
		return;
	}
	must(claims.received.count > 0);
	must(json_document_read(a, claims.userinfo, strlen(claims.userinfo)) != NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	struct arena *a = arena_new();

	check_answer(a, 200, (const char *)bytes, count);
	check_answer(a, 400, (const char *)bytes, count);
	check_userinfo(a, (const char *)bytes, count);
	arena_free(a);
	return 0;
}
