/* SPDX-License-Identifier: Apache-2.0 */
#include "logins.h"

#include "actions/ticket.h"
#include "base/hash.h"
#include "base/text.h"
#include "keys.h"
#include "model/rules.h"
#include "test.h"

enum { EVERY = 1000 };

static long
take(struct place *p, long count, struct objects *out)
{
	must(p, login_take(place_act(p), "place", count, out));
	return (long)out->count;
}

/* Those of other tests are not due. */
static void
clear(void)
{
	sql("DELETE FROM login");
	sql("DELETE FROM login_answer");
	sql("DELETE FROM used_assertion");
}

TEST(logins_in_work_are_no_more_than_the_share_of_a_connection)
{
	struct customer c = logins_customer(), other;
	struct objects taken, more;
	int i;

	clear();
	for (i = 0; i < LOGIN_MAX_PER_CONNECTION + 5; i++)
		logins_answer(&c);
	other = logins_customer();
	logins_answer(&other);
	assert_int_equal(take(c.place, EVERY, &taken), LOGIN_MAX_PER_CONNECTION + 1);
	assert_int_equal(take(c.place, EVERY, &more), 0);
	for (i = 0; i < LOGIN_MAX_PER_CONNECTION + 1; i++)
		must(c.place, logins_end(c.place, &((struct login_work *)taken.items)[i], "passed"));
	assert_int_equal(take(c.place, EVERY, &more), 5);
}

/* Of a tenant with many and one with few, both get their turns. */
TEST(logins_in_work_are_shared_by_the_tenants)
{
	struct customer many = logins_customer(), few;
	struct objects taken;
	int i, of_few = 0;

	clear();
	for (i = 0; i < 10; i++)
		logins_answer(&many);
	few = logins_customer();
	logins_answer(&few);
	logins_answer(&few);
	assert_int_equal(take(few.place, 4, &taken), 4);
	for (i = 0; i < 4; i++)
		of_few += text_is(((struct login_work *)taken.items)[i].connection.tenant_id, few.tenant);
	assert_int_equal(of_few, 2);
}

TEST(logins_in_work_come_back_when_their_lease_ends)
{
	struct customer c = logins_customer();
	struct place *p = c.place;
	struct login_work first, second;
	struct objects none;

	clear();
	logins_answer(&c);
	first = logins_take(p);
	must(p, login_code_used(place_act(p), &first));
	assert_int_equal(take(p, 1, &none), 0);
	sql("UPDATE login SET leased_until = now(), due_at = now() WHERE login_id = '%s'", first.login.id);
	second = logins_take(p);
	assert_int_equal(second.attempts, 2);
	assert_true(second.code_was_used);
	assert_int_equal(login_code_used(place_act(p), &first), NOT_FOUND);
	assert_int_equal(logins_end(p, &first, "passed"), NOT_FOUND);
	must(p, logins_end(p, &second, "interrupted"));
	assert_int_equal(logins_end(p, &second, "passed"), NOT_FOUND);
	assert_string_equal(logins_column(&c, second.login.id, "outcome ->> 'failure'"), "interrupted");
	assert_int_equal(customer_events(&c, "ss_sso_try_connection_end", "info"), 1);
}

TEST(logins_in_work_of_a_killed_worker_are_due_at_once)
{
	struct customer c = logins_customer();
	struct place *p = c.place;
	struct objects none;

	clear();
	logins_answer(&c);
	logins_take(p);
	must(p, login_release(place_act(p), "another place"));
	assert_int_equal(take(p, 1, &none), 0);
	must(p, login_release(place_act(p), "place"));
	assert_int_equal(logins_take(p).attempts, 2);
}

TEST(logins_in_work_have_the_keys_of_their_connection)
{
	struct customer c = logins_customer();
	struct place *p = c.place;
	struct login_work w;

	clear();
	logins_answer(&c);
	w = logins_take(p);
	assert_null(w.jwks);
	assert_null(w.sealed_key);
	must(p, login_keys_keep(place_act(p), &w, "https://idp.example/keys", "{\"keys\":[]}"));
	must(p, login_keys_asked(place_act(p), &w));
	must(p, login_keys_keep(place_act(p), &w, "https://idp.example/keys", "{\"keys\":[1]}"));
	must(p, logins_end(p, &w, "passed"));
	logins_answer(&c);
	w = logins_take(p);
	assert_string_equal(w.jwks_uri, "https://idp.example/keys");
	assert_string_equal(w.jwks, "{\"keys\":[1]}");
	assert_true(w.jwks_at >= w.jwks_renewed_at && w.jwks_renewed_at != 0);
	must(p, login_keys_keep(place_act(p), &w, "https://other.example/keys", "{}"));
	assert_string_equal(sql_text(p->arena, "SELECT renewed_at FROM provider_keys WHERE tenant_id = '%s'", c.tenant), "");
}

/* Those of a program come before the tenant's. */
TEST(logins_in_work_have_the_keys_that_sign_and_decrypt)
{
	struct customer c = logins_customer();
	struct place *p = c.place;
	struct arena *a = p->arena;
	struct login_work w;

	clear();
	place_keys(p, "rsa3072", 1);
	place_keys(p, "encryption", 2);
	logins_answer(&c);
	w = logins_take(p);
	assert_null(w.sealed_key);		/* OpenID Connect, without a key of its own */
	sql("UPDATE connection SET strategy = 'samlp' WHERE tenant_id = '%s'", c.tenant);
	logins_answer(&c);
	w = logins_take(p);
	assert_string_equal(w.key_subject, arena_print(a, "signing_key %s %s", c.tenant, w.key_id));
	assert_string_equal(w.key_certificate, CERTIFICATE_PEM);
	assert_int_equal(w.decryption_subjects.count, 2);
	assert_string_equal(w.decryption_subjects.items[0], sql_text(a, "SELECT 'signing_key %s ' || key_id FROM signing_key "
	    "WHERE tenant_id = '%s' AND use = 'encryption'", c.tenant, c.tenant));
	sql("UPDATE connection_revision SET settings = settings || '{\"signing_key\":{\"cert\":\"C\"}}', sealed_keys = "
	    "'{\"signing_key.key\":\"00000000:S\",\"decryptionKey\":\"00000000:D\"}' WHERE tenant_id = '%s'", c.tenant);
	logins_answer(&c);
	w = logins_take(p);
	assert_string_equal(w.sealed_key, "00000000:S");
	assert_string_equal(w.key_subject, arena_print(a, "signing_key.key %s %s", c.tenant, w.connection.id));
	assert_string_equal(w.key_certificate, "C");
	assert_int_equal(w.sealed_decryption_keys.count, 3);
	assert_string_equal(w.sealed_decryption_keys.items[0], "00000000:D");
	assert_string_equal(w.decryption_subjects.items[0], arena_print(a, "decryptionKey %s %s", c.tenant, w.connection.id));
}

TEST(logins_know_what_the_profile_requires)
{
	struct customer c = logins_customer();

	clear();
	assert_string_equal((logins_answer(&c), logins_take(c.place).required_targets), "[]");
	sql("UPDATE profile SET user_attributes = '[{\"name\":\"email\",\"description\":\"\",\"is_optional\":false},"
	    "{\"name\":\"team\",\"description\":\"\",\"is_optional\":true}]' WHERE tenant_id = '%s'", c.tenant);
	assert_string_equal((logins_answer(&c), logins_take(c.place).required_targets), "[\"email\"]");
}

/* --- an assertion is used once --- */

static enum status
end_with(struct customer *c, const char *assertion_id, moment used_until)
{
	struct login_claims claims = { .assertion_id = assertion_id, .used_until = used_until };
	struct login_outcome passed = { .given = GIVEN_ALL, .failure = "passed" };
	struct login_work w;

	logins_answer(c);
	w = logins_take(c->place);
	must(c->place, login_end(place_act(c->place), &w, &passed, &claims, "{\"email\":\"x\"}", 7));
	assert_string_equal(passed.failure, logins_column(c, w.login.id, "outcome ->> 'failure'"));
	return text_is(logins_column(c, w.login.id, "state"), "verified") ? OK : INVALID;
}

TEST(logins_refuse_an_assertion_that_was_used)
{
	struct customer c = logins_customer(), other;
	const moment until = clock_now() + 60000;

	clear();
	assert_int_equal(end_with(&c, "_a'b", until), OK);
	assert_int_equal(end_with(&c, "_a'b", until), INVALID);
	assert_string_equal(sql_text(c.place->arena, "SELECT count(claims) || ' ' || count(profile) || ' ' || "
	    "max(outcome ->> 'failure') FROM login WHERE state = 'failed' AND tenant_id = '%s'", c.tenant), "0 0 replayed");
	assert_int_equal(end_with(&c, "_b", until), OK);
	sql("UPDATE used_assertion SET used_until = now()");
	assert_int_equal(end_with(&c, "_b", until), OK);
	other = logins_customer();
	assert_int_equal(end_with(&other, "_a'b", until), OK);
}

/* A provider may say that its assertion is valid for years. */
TEST(logins_remember_an_assertion_for_a_day_at_most)
{
	static const char in_a_day[] = "SELECT count(*) FROM used_assertion WHERE used_until "
	    "BETWEEN now() + interval '23 hours' AND now() + interval '24 hours'";
	struct customer c = logins_customer();
	const moment year = INT64_C(365) * 24 * 3600 * 1000;

	clear();
	assert_int_equal(end_with(&c, "_long", clock_now() + 30 * year), OK);
	assert_int_equal(sql_long(in_a_day), 1);
	assert_int_equal(end_with(&c, "_long", clock_now() + 30 * year), INVALID);
}

TEST(logins_that_lack_a_setting_are_told)
{
	struct customer c = logins_customer();
	struct login_outcome lacks = { .given = GIVEN_ALL, .failure = "settings_incomplete", .expected = "signingCert" };
	struct login_work w;

	clear();
	logins_answer(&c);
	w = logins_take(c.place);
	must(c.place, login_end(place_act(c.place), &w, &lacks, NULL, NULL, 7));
	assert_int_equal(customer_events(&c, "ss_sso_missing_configuration", "failure"), 1);
	assert_string_equal(sql_text(c.place->arena, "SELECT details ->> 'missing' FROM event WHERE tenant_id = '%s' AND "
	    "kind = 'ss_sso_missing_configuration'", c.tenant), "signingCert");
}

/* --- what goes --- */

TEST(logins_lose_their_claims_after_a_time)
{
	struct customer c = logins_customer();
	struct login_claims claims = { 0 };
	struct login_outcome passed = { .given = GIVEN_ALL, .failure = "passed" };
	struct login_work w;
	struct objects none;
	long wait_ms;

	clear();
	logins_answer(&c);
	w = logins_take(c.place);
	must(c.place, login_end(place_act(c.place), &w, &passed, &claims, "{\"email\":\"x\"}", 7));
	assert_string_equal(logins_column(&c, w.login.id, "sweep_at - ended_at"), "7 days");
	must(c.place, login_next_due(place_act(c.place), &wait_ms));
	assert_true(wait_ms > 0 && wait_ms <= LOGIN_ANSWER_S * 1000L);
	take(c.place, 1, &none);
	assert_string_equal(logins_column(&c, w.login.id, "profile ->> 'email'"), "x");
	sql("UPDATE login SET sweep_at = now() WHERE login_id = '%s'", w.login.id);
	must(c.place, login_next_due(place_act(c.place), &wait_ms));
	assert_int_equal(wait_ms, 0);
	take(c.place, 1, &none);
	assert_string_equal(logins_column(&c, w.login.id, "coalesce(claims, profile)"), "");
	assert_string_equal(logins_column(&c, w.login.id, "state || (outcome ->> 'failure')"), "verifiedpassed");
}

TEST(logins_without_an_answer_end_by_themselves)
{
	struct customer c = logins_customer();
	const char *id = logins_start(&c, BROWSER), *token = logins_post(&c, id, "x=y");
	struct objects none;
	long wait_ms;

	clear();
	id = logins_start(&c, BROWSER);
	token = logins_post(&c, id, "x=y");
	must(c.place, login_next_due(place_act(c.place), &wait_ms));
	assert_true(wait_ms > 0 && wait_ms <= LOGIN_ANSWER_S * 1000L);
	sql("UPDATE login SET ends_at = now(), sweep_at = now() WHERE login_id = '%s'", id);
	sql("UPDATE login_answer SET created_at = now() - interval '%d seconds'", LOGIN_ANSWER_S);
	assert_int_equal(logins_claim(&c, token, BROWSER), CLAIM_UNKNOWN);
	take(c.place, 1, &none);
	assert_string_equal(logins_column(&c, id, "state || (outcome ->> 'failure')"), "overno_answer");
	assert_int_equal(sql_long("SELECT count(*) FROM login_answer"), 0);
	must(c.place, login_next_due(place_act(c.place), &wait_ms));
	assert_int_equal(wait_ms, -1);
}

TEST(logins_of_a_connection_that_are_kept_are_the_newest)
{
	struct customer c = logins_customer();
	const char *open = logins_start(&c, BROWSER), *first = logins_test(&c, "passed");
	struct objects history;
	int i;

	for (i = 0; i < CONNECTION_MAX_TESTS; i++)
		logins_test(&c, "unsigned");
	assert_string_equal(logins_column(&c, first, "login_id"), "");
	assert_string_equal(logins_column(&c, open, "state"), "started");
	must(c.place, login_history(place_act(c.place), c.id, &history));
	assert_int_equal(history.count, CONNECTION_MAX_TESTS);
}

TEST(logins_of_a_revoked_ticket_keep_no_claims)
{
	struct customer c = logins_customer();
	struct login_claims claims = { 0 };
	struct login_outcome passed = { .given = GIVEN_ALL, .failure = "passed" };
	struct login_work w;
	bool done;

	clear();
	logins_answer(&c);
	w = logins_take(c.place);
	must(c.place, revoke_ticket(place_act(c.place), NULL, c.id, &done));
	must(c.place, login_end(place_act(c.place), &w, &passed, &claims, "{}", 7));
	assert_string_equal(logins_column(&c, w.login.id, "coalesce(claims, profile)"), "");
}

/* --- who is woken --- */

TEST(logins_wake_the_one_that_waits)
{
	enum { AN_HOUR_MS = 3600 * 1000 };
	struct customer c = logins_customer();
	struct place *p = c.place;
	struct store *worker = store_beside(p), *page = store_beside(p);
	const char *id, *token;
	struct login_work w;
	bool is_woken;

	clear();
	id = logins_start(&c, BROWSER);
	token = logins_post(&c, id, "x=y");
	must(p, store_listen(worker, "login_wake", &p->fault));
	must(p, store_listen(page, "login_done", &p->fault));
	assert_int_equal(logins_claim(&c, token, BROWSER), CLAIM_TAKEN);
	must(p, store_wait(worker, -1, AN_HOUR_MS, NULL, &is_woken, &p->fault));
	assert_true(is_woken);
	w = logins_take(p);
	must(p, logins_end(p, &w, "passed"));
	must(p, store_wait_for(page, id, AN_HOUR_MS, &p->fault));
}
