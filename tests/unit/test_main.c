/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/sentence.h"

enum { MAX_TESTS = 4096 };

static struct CMUnitTest tests[MAX_TESTS];
static size_t count;

const char *
said(const struct fault *f)
{
	static struct arena *texts;

	if (texts == NULL)
		texts = arena_new();
	return fault_english(texts, f);
}

void
test_register(const char *name, CMUnitTestFunction function)
{
	if (count == MAX_TESTS)
		abort();
	tests[count++] = (struct CMUnitTest){ .name = name, .test_func = function };
}

/* The argument is a part of the names of the tests to run; TESTS_LEFT_OUT names some not to. */
int
main(int argc, char **argv)
{
	char filter[128];

	if (argc > 1) {
		snprintf(filter, sizeof(filter), "*%s*", argv[1]);
		cmocka_set_test_filter(filter);
	}
	cmocka_set_skip_filter(getenv("TESTS_LEFT_OUT"));
	return _cmocka_run_group_tests(argv[0], tests, count, NULL, NULL) == 0 ? 0 : 1;
}
