/*
 * test.h - tests that register themselves
 *
 * TEST(what_it_shows) { assert_...; CHECK(...); }
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_UNIT_TEST_H
#define TESTS_UNIT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Our own fail() is in base/status.h. */
#undef fail
#undef fail_msg

#include "base/status.h"

/* For rows of a table: says in words which row failed. */
#define CHECK(condition, ...) \
	do { \
		if (!(condition)) { \
			print_error(__VA_ARGS__); \
			print_error("\n"); \
			_fail(__FILE__, __LINE__); \
		} \
	} while (0)

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define TEST(name) \
	static void test_##name(void **state); \
	__attribute__((constructor)) static void \
	register_##name(void) \
	{ \
		test_register(#name, test_##name); \
	} \
	static void \
	test_##name(__attribute__((unused)) void **state)

/* The sentences of a failure in English; for as long as the test runs. */
const char	*said(const struct fault *f);

void	 test_register(const char *name, CMUnitTestFunction function);

#endif
