/* SPDX-License-Identifier: Apache-2.0 */
#include "model/ticket/wizard.h"

#include <string.h>

#include "base/text.h"
#include "test.h"

TEST(steps_have_a_name_each_that_is_read_back)
{
	static const char *const names[] = { "provider", "application", "settings", "mapping", "access",
		"test", "domains", "enable", "done" };
	enum step s;

	assert_int_equal(COUNT(names), STEP_DONE + 1);
	for (s = STEP_PROVIDER; s <= STEP_DONE; s++) {
		assert_string_equal(step_name(s), names[s]);
		assert_int_equal(step_parse(names[s]), s);
		assert_true(strlen(step_title(s, true)) > 0);
		assert_int_equal(text_is(step_title(s, false), step_title(s, true)), s != STEP_ENABLE);
	}
	assert_int_equal(step_parse("x"), STEP_PROVIDER);
	assert_int_equal(step_parse(NULL), STEP_PROVIDER);
}

TEST(tests_have_four_states)
{
	assert_int_equal(test_state_parse("running"), TEST_RUNNING);
	assert_int_equal(test_state_parse("passed"), TEST_PASSED);
	assert_int_equal(test_state_parse("failed"), TEST_FAILED);
	assert_int_equal(test_state_parse("x"), TEST_NONE);
	assert_int_equal(test_state_parse(NULL), TEST_NONE);
}

TEST(checks_have_four_states)
{
	assert_int_equal(check_state_parse("none"), CHECK_NONE);
	assert_int_equal(check_state_parse("waiting"), CHECK_WAITING);
	assert_int_equal(check_state_parse("found"), CHECK_FOUND);
	assert_int_equal(check_state_parse("failed"), CHECK_FAILED);
	assert_int_equal(check_state_parse(NULL), CHECK_NONE);
}
