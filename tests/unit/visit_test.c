/* SPDX-License-Identifier: Apache-2.0 */
#include "model/ticket/visit.h"

#include "test.h"

#define REQUIRED .ticket = { .verification = VERIFY_REQUIRED, .may_enable = true }
#define SUBMIT .ticket = { .verification = VERIFY_REQUIRED }
#define OPTIONAL .ticket = { .verification = VERIFY_OPTIONAL, .may_enable = true }
#define AT(reached) .wizard = { .step = STEP_ ## reached }
#define CHECKED(reached, state) .wizard = { .step = STEP_ ## reached, .check = CHECK_ ## state }
#define DOMAINS(...) .connection = { "con_1", __VA_ARGS__ }
#define LEFT(...)	DOMAINS(.test_is_left = true, __VA_ARGS__)

/* Each visit with its next step, and how far its domains and enabling are. */
static const struct {
	struct visit	visit;
	enum step	next;
	enum step_state	domains, enable;
} rows[] = {
	{ { AT(PROVIDER) }, STEP_PROVIDER, STEP_IS_LOCKED, STEP_IS_LOCKED },
	{ { AT(SETTINGS) }, STEP_SETTINGS, STEP_IS_LOCKED, STEP_IS_LOCKED },
	{ { CHECKED(SETTINGS, WAITING) }, STEP_SETTINGS, STEP_IS_LOCKED, STEP_IS_LOCKED },
	{ { AT(MAPPING), DOMAINS(.domain_count = 0) }, STEP_MAPPING, STEP_IS_OPEN, STEP_IS_LOCKED },
	{ { CHECKED(ACCESS, FAILED), DOMAINS(.domain_count = 0) }, STEP_SETTINGS, STEP_IS_OPEN, STEP_IS_LOCKED },
	{ { AT(ENABLE), LEFT(.domain_count = 0) }, STEP_ENABLE, STEP_IS_OPEN, STEP_IS_OPEN },
	{ { CHECKED(ENABLE, FOUND), DOMAINS(.domain_count = 0) }, STEP_SETTINGS, STEP_IS_OPEN, STEP_IS_OPEN },
	{ { OPTIONAL, AT(ENABLE), LEFT(.domain_count = 1) }, STEP_ENABLE, STEP_IS_WAITING, STEP_IS_OPEN },
	{ { REQUIRED, AT(ENABLE), LEFT(.domain_count = 0) }, STEP_DOMAINS, STEP_IS_OPEN, STEP_IS_LOCKED },
	{ { REQUIRED, AT(ENABLE), LEFT(.domain_count = 1) }, STEP_ENABLE, STEP_IS_WAITING, STEP_IS_OPEN },
	{ { REQUIRED, AT(ENABLE), LEFT(.domain_count = 1, .waits_for_domain = true) }, STEP_DOMAINS,
	    STEP_IS_WAITING, STEP_IS_WAITING },
	{ { REQUIRED, AT(ENABLE), LEFT(.domain_count = 2, .verified_count = 1) }, STEP_ENABLE, STEP_IS_DONE, STEP_IS_OPEN },
	{ { SUBMIT, AT(ENABLE), LEFT(.domain_count = 0) }, STEP_DOMAINS, STEP_IS_OPEN, STEP_IS_LOCKED },
	{ { SUBMIT, AT(ENABLE), LEFT(.domain_count = 1) }, STEP_ENABLE, STEP_IS_WAITING, STEP_IS_OPEN },
	{ { SUBMIT, AT(ENABLE), LEFT(.domain_count = 1, .waits_for_domain = true) }, STEP_DOMAINS,
	    STEP_IS_WAITING, STEP_IS_WAITING },
	{ { SUBMIT, AT(ENABLE), LEFT(.domain_count = 1, .verified_count = 1) }, STEP_ENABLE,
	    STEP_IS_DONE, STEP_IS_OPEN },
	{ { AT(ENABLE), DOMAINS(.domain_count = 0) }, STEP_TEST, STEP_IS_OPEN, STEP_IS_OPEN },
	{ { REQUIRED, AT(ENABLE), DOMAINS(.domain_count = 0) }, STEP_TEST, STEP_IS_OPEN, STEP_IS_LOCKED },
	{ { AT(ENABLE), LEFT(.domain_count = 0), .requires_test = true }, STEP_TEST, STEP_IS_OPEN, STEP_IS_OPEN },
	{ { AT(ENABLE), DOMAINS(.test = TEST_PASSED), .requires_test = true }, STEP_ENABLE, STEP_IS_OPEN, STEP_IS_OPEN },
	{ { AT(DONE), DOMAINS(.domain_count = 0) }, STEP_DONE, STEP_IS_OPEN, STEP_IS_DONE },
};

TEST(visits_have_one_next_step)
{
	const struct visit *v;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		v = &rows[i].visit;
		CHECK(visit_next_step(v) == rows[i].next, "%zu: %s", i, step_name(visit_next_step(v)));
		CHECK(visit_step_state(v, STEP_DOMAINS) == rows[i].domains, "%zu: the domains", i);
		CHECK(visit_step_state(v, STEP_ENABLE) == rows[i].enable, "%zu: enabling", i);
		CHECK(visit_is_set_up(v) == (v->wizard.step >= STEP_ENABLE), "%zu: set up", i);
		CHECK(visit_is_done(v) == (rows[i].next == STEP_DONE), "%zu: done", i);
	}
}

TEST(steps_follow_each_other_past_the_domains_that_nothing_is_to_do_for)
{
	const struct visit none = { AT(ACCESS) }, open = { OPTIONAL, AT(ACCESS), DOMAINS(.domain_count = 1) },
	    verified = { OPTIONAL, AT(ACCESS), DOMAINS(.domain_count = 1, .verified_count = 1) },
	    left = { OPTIONAL, AT(ACCESS), LEFT(.domain_count = 1) };

	assert_int_equal(step_reached_after(STEP_MAPPING), STEP_ACCESS);
	assert_int_equal(step_reached_after(STEP_ACCESS), STEP_ENABLE);
	assert_int_equal(step_reached_after(STEP_ENABLE), STEP_DONE);
	assert_int_equal(visit_step_after(&none, STEP_MAPPING), STEP_ACCESS);
	assert_int_equal(visit_step_after(&none, STEP_ACCESS), STEP_TEST);
	assert_int_equal(visit_step_after(&left, STEP_ACCESS), STEP_DOMAINS);
	assert_int_equal(visit_step_after(&none, STEP_TEST), STEP_ENABLE);
	assert_int_equal(visit_step_after(&open, STEP_TEST), STEP_DOMAINS);
	assert_int_equal(visit_step_after(&verified, STEP_TEST), STEP_ENABLE);
	assert_int_equal(visit_step_before(&none, STEP_ENABLE), STEP_TEST);
	assert_int_equal(visit_step_before(&none, STEP_TEST), STEP_ACCESS);
	assert_int_equal(visit_step_before(&verified, STEP_ENABLE), STEP_DOMAINS);
	assert_false(visit_has_step(&none, STEP_DOMAINS));
	assert_true(visit_has_step(&none, STEP_ENABLE) && visit_has_step(&open, STEP_DOMAINS));
}

/* The step that tests: open from access on, until it is passed or left. */
TEST(tests_are_a_step_that_is_open_beside_the_others)
{
	static const struct {
		struct visit	visit;
		enum step_state	state;
	} cases[] = {
		{ { AT(MAPPING), DOMAINS(.domain_count = 0) }, STEP_IS_LOCKED },
		{ { AT(ACCESS), DOMAINS(.domain_count = 0) }, STEP_IS_OPEN },
		{ { AT(ENABLE), DOMAINS(.test = TEST_FAILED) }, STEP_IS_OPEN },
		{ { AT(ENABLE), DOMAINS(.test = TEST_RUNNING) }, STEP_IS_OPEN },
		{ { AT(ENABLE), DOMAINS(.test_is_older = true) }, STEP_IS_OPEN },
		{ { AT(ACCESS), DOMAINS(.test = TEST_PASSED) }, STEP_IS_DONE },
		{ { AT(ENABLE), DOMAINS(.test = TEST_FAILED, .test_is_left = true) }, STEP_IS_DONE },
		{ { AT(ENABLE), DOMAINS(.test_is_left = true), .requires_test = true }, STEP_IS_OPEN },
		{ { AT(ENABLE), DOMAINS(.test = TEST_PASSED), .requires_test = true }, STEP_IS_DONE },
		{ { AT(DONE), DOMAINS(.domain_count = 0) }, STEP_IS_DONE },
	};
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		CHECK(visit_step_state(&cases[i].visit, STEP_TEST) == cases[i].state, "%zu: the test", i);
		CHECK(visit_needs_test(&cases[i].visit) == (cases[i].visit.requires_test
		    && cases[i].visit.connection.test != TEST_PASSED), "%zu: it is needed", i);
	}
}

/* Each visit that can change without its visitor, by one thing. */
TEST(visits_wait_for_checks_and_domains)
{
	static const struct visit waiting[] = {
		{ CHECKED(SETTINGS, WAITING) }, { DOMAINS(.domain_count = 1) },
		{ DOMAINS(.domain_count = 1, .verified_count = 1, .missing_count = 1) },
		{ DOMAINS(.waits_for_domain = true) },
	}, still[] = {
		{ CHECKED(SETTINGS, FOUND) }, { CHECKED(SETTINGS, FAILED) }, { DOMAINS(.domain_count = 0) },
		{ DOMAINS(.domain_count = 2, .verified_count = 2) },
	};
	size_t i;

	for (i = 0; i < COUNT(waiting); i++)
		CHECK(visit_waits(&waiting[i]), "%zu waits", i);
	for (i = 0; i < COUNT(still); i++)
		CHECK(!visit_waits(&still[i]), "%zu does not wait", i);
}
