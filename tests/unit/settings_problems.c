/* SPDX-License-Identifier: Apache-2.0 */
#include "settings_problems.h"

#include <string.h>

#include "base/sentence.h"
#include "test.h"

char *
problems_of(struct arena *a, const char *strategy, struct provider_settings *s, bool has_secret)
{
	struct field_problem problems[MAX_FIELD_PROBLEMS];
	size_t count, i;
	char *text = arena_text(a, "");

	count = provider_settings_check(a, &(struct settings_about){ .provider = provider_find(strategy),
	    .secret = has_secret ? SECRET_TYPED : SECRET_MISSING }, s, problems);
	assert_true(count <= MAX_FIELD_PROBLEMS);
	for (i = 0; i < count; i++)
		text = arena_print(a, "%s%s: %s\n", text, problems[i].field,
		    sentences_english(a, &problems[i].said));
	return text;
}

void
check_problems(const char *strategy, const struct typed_row *rows, size_t count)
{
	struct arena *a = arena_new();
	struct provider_settings s;
	const char *got;
	size_t i;

	for (i = 0; i < count; i++) {
		s = rows[i].typed;
		got = problems_of(a, strategy, &s, rows[i].has_secret);
		CHECK(strcmp(got, rows[i].problems) == 0, "row %zu: %s", i, got);
	}
	arena_free(a);
}
