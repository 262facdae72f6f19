/* SPDX-License-Identifier: Apache-2.0 */
#include "logins.h"

#include "actions/wizard.h"
#include "claims.h"
#include "base/text.h"
#include "test.h"

/* A change of the settings that makes a new live revision. */
static void
change_settings(struct customer *c)
{
	customer_submit(c, "another client", "sealed");
	customer_find(c, "https://acme.okta.com");
	customer_create(c, "{\"issuer\":\"https://acme.okta.com\",\"client_id\":\"another client\"}");
}

TEST(test_steps_tell_how_far_the_tests_of_the_live_settings_are)
{
	struct customer c = logins_customer();
	struct visit v = customer_visit(&c);
	const char *id;

	assert_true(v.connection.test == TEST_NONE && v.connection.newest_test == NULL);
	id = logins_start(&c, BROWSER);
	v = customer_visit(&c);
	assert_int_equal(v.connection.test, TEST_RUNNING);
	assert_string_equal(v.connection.newest_test, id);
	assert_true(v.connection.newest_test_ended_at == 0);
	sql("UPDATE login SET started_at = started_at - interval '1 minute', ends_at = now() WHERE login_id = '%s'", id);
	assert_int_equal(customer_visit(&c).connection.test, TEST_NONE);
	id = logins_test(&c, "unsigned");
	v = customer_visit(&c);
	assert_int_equal(v.connection.test, TEST_FAILED);
	assert_string_equal(v.connection.newest_test, id);
	assert_true(v.connection.newest_test_ended_at != 0);
	logins_test(&c, "passed");
	logins_test(&c, "unsigned");
	assert_int_equal(customer_visit(&c).connection.test, TEST_PASSED);
	change_settings(&c);
	v = customer_visit(&c);
	assert_true(v.connection.test == TEST_NONE && v.connection.test_is_older);
	logins_test(&c, "passed");
	v = customer_visit(&c);
	assert_true(v.connection.test == TEST_PASSED && !v.connection.test_is_older);
}

/* The test began with the former settings. */
TEST(test_steps_do_not_count_a_test_that_the_settings_overtook)
{
	struct customer c = logins_customer();
	struct login_work w;
	struct visit v;

	logins_answer(&c);
	w = logins_take(c.place);
	change_settings(&c);
	must(c.place, logins_end(c.place, &w, "passed"));
	v = customer_visit(&c);
	assert_true(v.connection.test == TEST_NONE && v.connection.test_is_older);
}

TEST(test_steps_are_left_for_as_long_as_the_settings_stay)
{
	struct customer c = logins_customer();
	struct visit v = customer_visit(&c);
	const long revision = v.wizard.revision;

	assert_false(v.connection.test_is_left);
	must(c.place, take_step(place_act(c.place), &v, STEP_TEST, revision));
	v = customer_visit(&c);
	assert_true(v.connection.test_is_left && v.wizard.revision == revision + 1 && v.wizard.step == STEP_ENABLE);
	assert_int_equal(take_step(place_act(c.place), &v, STEP_TEST, revision), CONFLICT);
	must(c.place, take_step(place_act(c.place), &v, STEP_TEST, revision + 1));
	assert_int_equal(customer_visit(&c).wizard.revision, revision + 1);
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND kind = 'step_taken' AND "
	    "details ->> 'step' = 'test'", c.tenant), 1);
	change_settings(&c);
	assert_false(customer_visit(&c).connection.test_is_left);
}

/* --- a profile that requires a test --- */

static void
require_test(struct customer *c)
{
	sql("UPDATE profile SET requires_test = true WHERE tenant_id = '%s'", c->tenant);
	assert_true(customer_visit(c).requires_test);
}

static void
check_refused(struct customer *c, enum status st)
{
	assert_int_equal(st, CONFLICT);
	assert_string_equal(c->place->fault.code, "test_required");
}

TEST(test_steps_that_a_profile_requires_come_before_the_connection_is_enabled)
{
	struct customer c = logins_customer();
	struct wizard_key key = customer_key(&c, 0);

	assert_false(customer_visit(&c).requires_test);
	require_test(&c);
	check_refused(&c, connection_finish(place_act(c.place), &key));
	logins_test(&c, "unsigned");
	check_refused(&c, connection_finish(place_act(c.place), &key));
	logins_test(&c, "passed");
	change_settings(&c);
	key = customer_key(&c, 0);
	check_refused(&c, connection_finish(place_act(c.place), &key));
	logins_test(&c, "passed");
	must(c.place, connection_finish(place_act(c.place), &key));
	assert_int_equal(customer_visit(&c).wizard.step, STEP_DONE);
	assert_int_equal(connection_finish(place_act(c.place), &key), CONFLICT);
	assert_false(text_is(c.place->fault.code, "test_required"));
}

TEST(test_steps_that_a_profile_requires_come_before_the_connection_waits_for_a_domain)
{
	struct customer c = customer_connected(place_new(), CONFIG, "," CLIENTS REQUIRED);
	struct wizard_key key;

	must(c.place, claim_add(&c, "acme.example"));
	key = customer_key(&c, 0);
	require_test(&c);
	check_refused(&c, connection_enable_later(place_act(c.place), &key));
	logins_test(&c, "passed");
	must(c.place, connection_enable_later(place_act(c.place), &key));
}

/* The tenant came to require it while the connection waited. */
TEST(test_steps_that_a_profile_requires_come_before_the_connection_enables_itself)
{
	struct customer c = customer_connected(place_new(), CONFIG, "," CLIENTS REQUIRED);
	const char *id = claim_connection(&c);
	struct wizard_key key;

	must(c.place, claim_add(&c, "acme.example"));
	key = customer_key(&c, 0);
	must(c.place, connection_enable_later(place_act(c.place), &key));
	require_test(&c);
	claim_find(&c, "acme.example");
	must(c.place, connection_enable_waiting(place_act(c.place), id));
	assert_true(customer_visit(&c).connection.enabled_at == 0);
	logins_test(&c, "passed");
	must(c.place, connection_enable_waiting(place_act(c.place), id));
	assert_true(customer_visit(&c).connection.enabled_at != 0);
}
