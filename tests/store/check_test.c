/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/sentence.h"
#include "base/text.h"
#include "customer.h"
#include "store/job.h"
#include "store/visit.h"
#include "test.h"

#define CONFIG "\"name\":\"acme\""

/* Alone in the queue. */
static struct customer
customer_alone(void)
{
	struct customer c = customer_new(place_new(), CONFIG, "");

	sql("DELETE FROM job");
	customer_choose(&c, "okta");
	return c;
}

static long
jobs(void)
{
	return sql_long("SELECT count(*) FROM job");
}

static enum status
take(struct customer *c, struct job *out)
{
	return job_take(place_act(c->place), A_TAKER, out);
}

static enum status
look(struct customer *c, struct wanted_check *out)
{
	*out = (struct wanted_check){ 0 };
	return check_wanted(ACT(c->place->store, c->place->arena, c->tenant, NULL,
	    &c->place->fault), c->id, out);
}

static void
find(struct customer *c, long revision, const char *issuer)
{
	struct found found = { .given = GIVEN_ALL, .issuer = issuer };

	must(c->place, check_found(ACT(c->place->store, c->place->arena, c->tenant, NULL,
	    &c->place->fault), c->id, revision, &found));
}

static void
fail_check(struct customer *c, long revision, const char *problem)
{
	struct objects said = place_said(c->place, problem);

	must(c->place, check_failed(ACT(c->place->store, c->place->arena, c->tenant, NULL,
	    &c->place->fault), c->id, revision, &said, NULL));
}

TEST(settings_that_are_sent_ask_for_a_check)
{
	struct customer c = customer_alone();
	struct wanted_check wanted;
	struct wizard w;
	struct job job;

	assert_int_equal(look(&c, &wanted), NOT_FOUND);
	assert_int_equal(jobs(), 0);
	customer_submit(&c, "client", "sealed");
	assert_int_equal(jobs(), 1);
	must(c.place, take(&c, &job));
	assert_string_equal(job.tenant_id, c.tenant);
	assert_string_equal(job.kind, "check_provider");
	assert_string_equal(job.subject, c.id);
	must(c.place, look(&c, &wanted));
	assert_string_equal(wanted.asks->strategy, "okta");
	assert_string_equal(wanted.typed.domain, "acme.okta.com");
	assert_string_equal(wanted.typed.client_id, "client");
	assert_int_equal(wanted.revision, customer_revision(&c));
	w = customer_visit(&c).wizard;
	assert_int_equal(w.check, CHECK_WAITING);
	assert_true(w.check_since != 0 && w.has_secret && w.found == NULL && w.problem.count == 0);
	assert_string_equal(w.typed->client_id, "client");
	assert_string_equal(customer_column(&c, "sealed_secret"), "sealed");
	assert_string_equal(customer_column(&c, "input::text LIKE '%sealed%'"), "f");
}

TEST(checks_are_kept_for_the_page)
{
	struct customer c = customer_alone();
	struct wanted_check wanted;
	struct wizard w;

	customer_submit(&c, "client", NULL);
	find(&c, customer_revision(&c), "https://acme.okta.com");
	w = customer_visit(&c).wizard;
	assert_int_equal(w.check, CHECK_FOUND);
	assert_string_equal(w.found->issuer, "https://acme.okta.com");
	assert_false(w.has_secret);
	assert_int_equal(look(&c, &wanted), NOT_FOUND);
	customer_submit(&c, "client", NULL);
	fail_check(&c, customer_revision(&c), "The host does not exist.");
	w = customer_visit(&c).wizard;
	assert_int_equal(w.check, CHECK_FAILED);
	assert_string_equal(sentences_english(c.place->arena, &w.problem), "The host does not exist.");
	assert_null(w.found);
	assert_int_equal(look(&c, &wanted), NOT_FOUND);
	assert_string_equal(sql_text(c.place->arena, "SELECT outcome || ' ' || actor || ' ' || "
	    "(details ->> 'strategy') || ' ' || (details ->> 'problem') FROM event "
	    "WHERE tenant_id = '%s' AND kind = 'provider_check' AND ticket_id = '%s' AND outcome = 'failure'", c.tenant, c.id),
	    "failure system:check_provider okta The host does not exist.");
}

/* Text of a provider or an administrator is an argument, never a format, and comes back as
 * it went. */
TEST(checks_keep_what_they_say_as_data)
{
	static const char hostile[] = "https://idp.example/%n%1$s%s\"\\<b>\xe2\x80\xae";
	struct customer c = customer_alone();
	struct arena *a = c.place->arena;
	struct found found = { .given = GIVEN_ALL, .issuer = hostile };
	const struct sentence *said;
	struct wizard w;
	struct fault f;

	fail(&f, INVALID, "We cannot use %s.", hostile);
	fault_add(&f, "Ask %s for help.", "Acme");
	customer_submit(&c, "client", NULL);
	w.problem = fault_sentences(a, &f);
	must(c.place, check_failed(ACT(c.place->store, a, c.tenant, NULL, &c.place->fault), c.id,
	    customer_revision(&c), &w.problem, NULL));
	w = customer_visit(&c).wizard;
	said = w.problem.items;
	assert_int_equal(w.problem.count, 2);
	assert_string_equal(said[0].id, "We cannot use %s.");
	assert_string_equal(said[0].args.items[0], hostile);
	assert_string_equal(said[1].args.items[0], "Acme");
	customer_submit(&c, "client", NULL);
	sentences_add(a, &found.warnings, sentence_counted(a, 1, "%d of %s", "%d of all %s", 1, hostile));
	must(c.place, check_found(ACT(c.place->store, a, c.tenant, NULL, &c.place->fault), c.id,
	    customer_revision(&c), &found));
	w = customer_visit(&c).wizard;
	assert_string_equal(sentences_english(a, &w.found->warnings), arena_print(a, "1 of %s", hostile));
	assert_string_equal(customer_column(&c, "found ? 'warnings'"), "f");
	assert_string_equal(customer_column(&c, "said -> 0 ->> 'plural'"), "%d of all %s");
}

/* Such a worker does not know the column and leaves it as it is. */
TEST(checks_of_a_worker_of_the_version_before_are_said_as_they_are)
{
	struct customer c = customer_alone();
	struct arena *a = c.place->arena;
	struct wizard w;

	customer_submit(&c, "client", NULL);
	fail_check(&c, customer_revision(&c), "New.");
	sql("UPDATE wizard SET check_state = 'waiting', problem = NULL, revision = revision + 1, "
	    "input_revision = revision + 1 WHERE tenant_id = '%s'", c.tenant);
	assert_int_equal(customer_visit(&c).wizard.problem.count, 0);
	sql("UPDATE wizard SET check_state = 'failed', problem = 'Old: 100%% of %%s.' WHERE tenant_id = '%s'",
	    c.tenant);
	w = customer_visit(&c).wizard;
	assert_string_equal(sentences_english(a, &w.problem), "Old: 100% of %s.");
	sql("UPDATE wizard SET check_state = 'found', problem = NULL, found = '{\"issuer\":\"i\",\"warnings\":"
	    "[\"One %%n.\",\"Two.\"],\"certificates\":[{\"pem\":\"p\",\"warnings\":[\"Old.\"]}]}' "
	    "WHERE tenant_id = '%s'", c.tenant);
	w = customer_visit(&c).wizard;
	assert_int_equal(w.found->warnings.count, 2);
	assert_string_equal(sentences_english(a, &w.found->warnings), "One %n. Two.");
}

/* Long values are read only where they are shown. */
TEST(visits_load_the_settings_where_they_are_shown)
{
	struct customer c = customer_alone();
	struct place *p = c.place;
	struct session_key key = { c.id, c.session_hash[0], 0, true };
	struct visit page, settings, receipt;
	const char *check;

	customer_submit(&c, "client", NULL);
	find(&c, customer_revision(&c), "https://acme.okta.com");
	must(p, visit_by_session(place_act(p), c.domain, &key, VISIT_PAGE, &page));
	must(p, visit_by_session(place_act(p), c.domain, &key, VISIT_SETTINGS,
	    &settings));
	must(p, visit_by_session(place_act(p), c.domain, &key, VISIT_RECEIPT,
	    &receipt));
	assert_null(page.wizard.typed);
	assert_null(page.wizard.found);
	assert_int_equal(page.wizard.check, CHECK_FOUND);
	assert_string_equal(settings.wizard.typed->client_id, "client");
	assert_non_null(settings.wizard.found);
	assert_null(receipt.wizard.typed);
	assert_int_equal(receipt.connection.certificates.count, 0);
	must(p, check_load(place_act(p), c.domain, &key, NULL, &check));
	assert_string_equal(check, page.pulse);
	assert_int_equal(check_load(place_act(p), "other.example", &key, NULL, &check), STRANGER);
	assert_int_equal(check_load(place_act(p), c.domain, &(struct session_key){ c.id, "", 0, false }, NULL, &check), STRANGER);
	sql("UPDATE ticket SET ends_at = now() WHERE tenant_id = '%s' AND ticket_id = '%s'", c.tenant,
	    c.id);
	must(p, check_load(place_act(p), c.domain, &key, NULL, &check));
	assert_string_equal(check, "none");
}

TEST(checks_that_fail_keep_the_operators_hint_from_the_page)
{
	struct customer c = customer_alone();
	struct place *p = c.place;
	struct objects said = place_said(p, "It is private.");

	customer_submit(&c, "client", NULL);
	must(p, check_failed(ACT(p->store, p->arena, c.tenant, NULL, &p->fault), c.id,
	    customer_revision(&c), &said, "See the setting."));
	said = customer_visit(&c).wizard.problem;
	assert_string_equal(sentences_english(p->arena, &said), "It is private.");
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND ticket_id = '%s' "
	    "AND details ->> 'problem' = 'It is private.' AND details ->> 'hint' = 'See the setting.' "
	    "AND details ->> 'connection_name' IS NOT NULL AND profile_id IS NOT NULL", c.tenant, c.id), 1);
}

TEST(settings_that_are_sent_again_replace_the_job_and_the_outcome)
{
	struct customer c = customer_alone();
	struct job first, second;
	struct wizard_key key;
	struct wizard w;

	customer_submit(&c, "one", "sealed-one");
	must(c.place, take(&c, &first));
	fail_check(&c, customer_revision(&c), "No.");
	customer_submit(&c, "two", NULL);
	w = customer_visit(&c).wizard;
	assert_int_equal(w.check, CHECK_WAITING);
	assert_int_equal(w.problem.count, 0);
	assert_string_equal(w.typed->client_id, "two");
	assert_string_equal(customer_column(&c, "sealed_secret"), "sealed-one");
	assert_int_equal(jobs(), 1);
	/* not beside the first, and at once after it */
	assert_int_equal(take(&c, &second), NOT_FOUND);
	must(c.place, job_done(place_act(c.place), &first));
	assert_int_equal(jobs(), 1);
	must(c.place, take(&c, &second));
	assert_string_not_equal(second.id, first.id);
	assert_int_equal(second.attempts, 1);
	must(c.place, job_done(place_act(c.place), &first));
	assert_int_equal(jobs(), 1);
	must(c.place, job_done(place_act(c.place), &second));
	assert_int_equal(jobs(), 0);
	find(&c, customer_revision(&c), "https://acme.okta.com");
	key = customer_key(&c, 0);
	must(c.place, wizard_submit(place_act(c.place), &key, &(struct provider_settings){ .given = GIVEN_ALL },
	    NULL, false));
	assert_string_equal(customer_column(&c, "sealed_secret"), "");
	customer_submit(&c, "three", "sealed-three");
	assert_null(customer_visit(&c).wizard.found);
	assert_string_equal(customer_column(&c, "sealed_secret"), "sealed-three");
}

TEST(checks_of_former_settings_change_nothing)
{
	struct customer c = customer_alone();
	long former;

	customer_submit(&c, "one", NULL);
	former = customer_revision(&c);
	customer_submit(&c, "two", NULL);
	find(&c, former, "https://former.okta.com");
	assert_int_equal(customer_visit(&c).wizard.check, CHECK_WAITING);
	fail_check(&c, former, "Former.");
	assert_int_equal(customer_visit(&c).wizard.check, CHECK_WAITING);
	find(&c, former + 1, "https://acme.okta.com");
	/* a second worker, late */
	fail_check(&c, former + 1, "Late.");
	find(&c, former + 1, "https://late.okta.com");
	assert_string_equal(customer_visit(&c).wizard.found->issuer, "https://acme.okta.com");
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND "
	    "kind = 'provider_check'", c.tenant), 1);
}

/* The input is still the same, so a check of it checks the right thing,
 * although a page was saved in the meantime. */
TEST(checks_outlive_a_choice_of_the_same_provider)
{
	struct customer c = customer_alone();
	struct place *p = c.place;
	struct wanted_check wanted;
	struct wizard_key key;

	customer_submit(&c, "one", NULL);
	must(p, look(&c, &wanted));
	key = customer_key(&c, 1);
	must(p, wizard_choose(place_act(p), &key, "okta"));
	assert_int_equal(customer_visit(&c).wizard.check, CHECK_WAITING);
	find(&c, wanted.revision, "https://acme.okta.com");
	assert_int_equal(customer_visit(&c).wizard.check, CHECK_FOUND);
}

TEST(checks_outlive_a_step_taken_in_another_tab)
{
	struct customer c = customer_alone();
	struct place *p = c.place;
	struct wanted_check wanted;
	struct wizard_key key;

	customer_submit(&c, "one", NULL);
	find(&c, customer_revision(&c), "https://acme.okta.com");
	customer_create(&c, "{}");
	customer_submit(&c, "two", NULL);
	must(p, look(&c, &wanted));
	key = customer_key(&c, 1);
	must(p, wizard_step(place_act(p), &key, STEP_MAPPING, STEP_ACCESS));
	fail_check(&c, wanted.revision, "No.");
	assert_int_equal(customer_visit(&c).wizard.check, CHECK_FAILED);
}

TEST(choices_of_another_provider_start_over)
{
	struct customer c = customer_alone();
	struct place *p = c.place;
	struct wizard_key key;
	struct wanted_check wanted;
	struct wizard w;

	customer_submit(&c, "client", "sealed");
	find(&c, customer_revision(&c), "https://acme.okta.com");
	key = customer_key(&c, 0);
	must(p, wizard_choose(place_act(p), &key, "okta"));
	w = customer_visit(&c).wizard;
	assert_true(w.typed != NULL && w.has_secret && w.check == CHECK_FOUND && w.step == STEP_SETTINGS);
	key.revision++;
	must(p, wizard_choose(place_act(p), &key, "oidc"));
	w = customer_visit(&c).wizard;
	assert_string_equal(w.provider->strategy, "oidc");
	assert_true(w.typed == NULL && !w.has_secret && w.check == CHECK_NONE && w.found == NULL);
	assert_true(w.step == STEP_APPLICATION && w.problem.count == 0);
	assert_string_equal(customer_column(&c, "input IS NULL AND sealed_secret IS NULL"), "t");
	/* the job of the former has nothing to look at any more */
	assert_int_equal(look(&c, &wanted), NOT_FOUND);
	key = customer_key(&c, 0);
	assert_int_equal(connection_confirm(place_act(p), &key, "con_0123456789abcdef", "okta",
	    "{}", NULL), CONFLICT);
}

TEST(choices_that_replace_a_check_in_flight_forget_it)
{
	struct customer c = customer_alone();
	struct place *p = c.place;
	struct wizard_key key;
	struct wanted_check wanted;

	customer_submit(&c, "client", "sealed");
	must(p, look(&c, &wanted));
	key = customer_key(&c, 0);
	must(p, wizard_choose(place_act(p), &key, "samlp"));
	find(&c, wanted.revision, "https://acme.okta.com");
	fail_check(&c, wanted.revision, "No.");
	assert_int_equal(customer_visit(&c).wizard.check, CHECK_NONE);
}

TEST(choices_stay_with_a_connection_that_is_made)
{
	struct customer c = customer_new(place_new(), CONFIG, "");
	struct place *p = c.place;
	struct wizard_key key;

	customer_connect(&c);
	key = customer_key(&c, 0);
	assert_int_equal(wizard_choose(place_act(p), &key, "samlp"), CONFLICT);
	must(p, wizard_choose(place_act(p), &key, "okta"));
	assert_int_equal(customer_visit(&c).wizard.step, STEP_ENABLE);
}

TEST(steps_are_taken_one_by_one)
{
	struct customer c = customer_alone();
	struct place *p = c.place;
	struct wizard_key key = customer_key(&c, 0);

	assert_int_equal(customer_visit(&c).wizard.step, STEP_SETTINGS);
	/* one taken before: nothing changes, and nobody is told off */
	must(p, wizard_step(place_act(p), &key, STEP_APPLICATION, STEP_SETTINGS));
	must(p, wizard_step(place_act(p), &key, STEP_MAPPING, STEP_ACCESS));
	assert_int_equal(customer_visit(&c).wizard.step, STEP_SETTINGS);
	assert_int_equal(customer_revision(&c), key.revision);
	key.revision--;
	assert_int_equal(wizard_step(place_act(p), &key, STEP_SETTINGS, STEP_MAPPING),
	    CONFLICT);
	key.revision++;
	key.session_hash = "0000";
	assert_int_equal(wizard_step(place_act(p), &key, STEP_SETTINGS, STEP_MAPPING),
	    CONFLICT);
	key = customer_key(&c, 1);
	sql("UPDATE ticket SET revoked_at = now() WHERE tenant_id = '%s'", c.tenant);
	assert_int_equal(wizard_step(place_act(p), &key, STEP_SETTINGS, STEP_MAPPING),
	    EXPIRED);
	assert_int_equal(customer_revision(&c), key.revision);
}

TEST(settings_of_a_ticket_that_ended_are_not_kept)
{
	struct customer c = customer_alone();
	struct place *p = c.place;
	struct provider_settings typed = { .given = GIVEN_ALL, .client_id = "late" };
	struct wizard_key key = customer_key(&c, 0), older = customer_key(&c, 1);

	older.revision--;
	assert_int_equal(wizard_submit(place_act(p), &older, &typed, "s", true), CONFLICT);
	sql("UPDATE ticket SET ends_at = now() WHERE tenant_id = '%s'", c.tenant);
	assert_int_equal(wizard_submit(place_act(p), &key, &typed, "s", true), EXPIRED);
	assert_string_equal(customer_column(&c, "input IS NULL AND sealed_secret IS NULL"), "t");
	assert_int_equal(jobs(), 0);
}

/* A worker that was killed over it leaves it to the next. */
TEST(checks_survive_their_worker)
{
	struct customer c = customer_alone();
	struct wanted_check wanted;
	struct job job;
	long attempt;

	customer_submit(&c, "client", NULL);
	for (attempt = 1; attempt <= 4; attempt++) {
		must(c.place, take(&c, &job));
		assert_int_equal(job.attempts, attempt);
		assert_int_equal(take(&c, &job), NOT_FOUND);
		must(c.place, look(&c, &wanted));
		sql("UPDATE job SET leased_until = now()");
	}
}

static long
submit_at_once(struct arena *a, int index, void *context)
{
	struct customer *c = context;
	struct wizard_key key = { c->id, c->session_hash[index % 2], 2 };
	struct provider_settings typed = { .given = GIVEN_ALL };
	struct store *s = store_new(database_url());
	struct fault f = { 0 };
	enum status st = store_connect(s, &f);

	typed.client_id = arena_print(a, "client-%d", index);
	if (st == OK)
		st = wizard_submit(ACT(s, a, c->tenant, NULL, &f), &key, &typed, NULL, true);
	store_free(s);
	return st == OK ? 1 : st == CONFLICT ? 0 : 1000;
}

TEST(settings_sent_by_many_at_once_are_those_of_one)
{
	struct customer c = customer_alone();

	assert_int_equal(customer_revision(&c), 2);
	assert_int_equal(in_processes(8, submit_at_once, &c), 1);
	assert_int_equal(customer_revision(&c), 3);
	assert_int_equal(jobs(), 1);
}
