/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/domain.h"
#include "base/text.h"
#include "claims.h"
#include "store/ticket.h"
#include "test.h"

static const char *
job_column(struct customer *c, const char *name, const char *column)
{
	return sql_text(c->place->arena, "SELECT %s FROM job WHERE tenant_id = '%s' AND subject = '%s %s'",
	    column, c->tenant, claim_connection(c), name);
}

TEST(claims_that_are_asked_for_again_while_one_waits_are_looked_up_once)
{
	struct customer c = customer_connected(place_new(), CONFIG, OPTIONAL);
	const char *former;

	must(c.place, claim_add(&c, "acme.com"));
	former = job_column(&c, "acme.com", "job_id");
	must(c.place, claim_ask(&c, "acme.com"));
	assert_string_equal(job_column(&c, "acme.com", "job_id"), former);
	/* a worker that died over it is not waited for */
	sql("UPDATE connection_domain SET asked_at = now() - interval '2 minutes' WHERE tenant_id = '%s'",
	    c.tenant);
	must(c.place, claim_ask(&c, "acme.com"));
	assert_string_not_equal(job_column(&c, "acme.com", "job_id"), former);
}

TEST(claims_of_one_connection_that_are_urgent_are_three)
{
	struct customer c = customer_connected(place_new(), CONFIG, OPTIONAL);
	const char *name;
	int i;

	for (i = 0; i < 5; i++) {
		name = arena_print(c.place->arena, "d%d.example", i);
		must(c.place, claim_add(&c, name));
		assert_string_equal(job_column(&c, name, "urgency"), i < 3 ? "0" : "1");
	}
}

TEST(claims_wait_for_a_look_that_began_after_they_were_asked_for)
{
	struct customer c = customer_connected(place_new(), CONFIG, OPTIONAL);
	struct domain_claim claim;

	must(c.place, claim_add(&c, "acme.com"));
	assert_string_equal(claim_check(&c, "acme.com"), "waiting");
	claim_miss(&c, "acme.com");
	assert_string_equal(claim_check(&c, "acme.com"), "pending");
	claim = claim_load(&c, "acme.com");
	must(c.place, claim_ask(&c, "acme.com"));
	must(c.place, miss_domain(place_act(c.place), &claim, "{}", false));
	assert_string_equal(claim_check(&c, "acme.com"), "waiting");
	assert_int_equal(customer_events(&c, "ss_sso_domain_verification_unsuccessful", "success"), 0);
	claim_miss(&c, "acme.com");
	assert_string_equal(claim_check(&c, "acme.com"), "pending");
	assert_int_equal(customer_events(&c, "ss_sso_domain_verification_unsuccessful", "success"), 1);
}

/* A slow look and a quick one that began later. */
TEST(claims_show_what_the_look_found_that_began_last)
{
	struct customer c = customer_connected(place_new(), CONFIG, OPTIONAL);
	struct place *p = c.place;
	struct domain_claim slow;

	must(p, claim_add(&c, "acme.com"));
	slow = claim_load(&c, "acme.com");
	claim_miss(&c, "acme.com");
	must(p, miss_domain(place_act(p), &slow, "{\"finding\":\"old\"}", false));
	assert_string_equal(claim_column(&c, "acme.com", "seen ->> 'finding'"), "no_name");
	claim_find(&c, "acme.com");
	claim_miss(&c, "acme.com");
	slow = claim_load(&c, "acme.com");
	must(p, claim_ask(&c, "acme.com"));
	claim_find(&c, "acme.com");
	must(p, miss_domain(place_act(p), &slow, "{}", false));
	assert_true(claim_shown(&c, "acme.com").missing_since == 0);
	assert_string_equal(claim_check(&c, "acme.com"), "verified");
	assert_int_equal(customer_events(&c, "domain_record_missing", "info"), 1);
}

/* A record that was seen proves the domain, and that is what the page shows. */
TEST(claims_are_verified_by_a_slow_look_too)
{
	struct customer c = customer_connected(place_new(), CONFIG, OPTIONAL);
	struct domain_claim slow;

	must(c.place, claim_add(&c, "acme.com"));
	slow = claim_load(&c, "acme.com");
	claim_miss(&c, "acme.com");
	must(c.place, verify_domain(place_act(c.place), &slow, "{\"finding\":\"verified\"}"));
	assert_string_equal(claim_status(&c, "acme.com"), "verified");
	assert_string_equal(claim_column(&c, "acme.com", "seen ->> 'finding'"), "verified");
	assert_string_equal(claim_check(&c, "acme.com"), "verified");
}

TEST(claims_that_are_missed_wait_no_longer_than_a_silent_dns)
{
	struct customer c = customer_connected(place_new(), CONFIG, OPTIONAL);
	struct place *p = c.place;
	struct domain_claim claim;

	must(p, claim_add(&c, "acme.com"));
	claim_find(&c, "acme.com");
	claim_miss(&c, "acme.com");
	must(p, claim_ask(&c, "acme.com"));
	claim = claim_load(&c, "acme.com");
	must(p, miss_domain(place_act(p), &claim, "{\"finding\":\"no_answer\"}", true));
	assert_string_equal(claim_check(&c, "acme.com"), "pending");
	assert_string_equal(claim_column(&c, "acme.com", "seen ->> 'finding'"), "no_answer");
	assert_string_equal(claim_column(&c, "acme.com", "missed_looks"), "1");
}

TEST(claims_are_not_verified_by_the_answer_of_an_earlier_one)
{
	struct customer c = customer_connected(place_new(), CONFIG, OPTIONAL);
	struct domain_claim claim;

	must(c.place, claim_add(&c, "acme.com"));
	claim = claim_load(&c, "acme.com");
	must(c.place, claim_remove(&c, "acme.com"));
	must(c.place, claim_add(&c, "acme.com"));
	must(c.place, verify_domain(place_act(c.place), &claim, "{}"));
	assert_false(claim.is_verified);
	assert_string_equal(claim_status(&c, "acme.com"), "pending");
}

TEST(claims_of_a_revoked_ticket_are_looked_up_no_more)
{
	struct customer c = customer_connected(place_new(), CONFIG, OPTIONAL);
	struct place *p = c.place;
	struct domain_claim claim, begun;
	bool is_revoked;

	must(p, claim_add(&c, "acme.com"));
	must(p, claim_add(&c, "acme.org"));
	claim_find(&c, "acme.org");
	begun = claim_load(&c, "acme.com");
	must(p, ticket_revoke(ACT(p->store, p->arena, c.tenant, "client:x", &p->fault), NULL, c.id,
	    &is_revoked));
	claim = begun;
	assert_int_equal(domain_wanted(place_act(p), &claim), NOT_FOUND);
	must(p, verify_domain(place_act(p), &begun, "{}"));
	assert_string_equal(claim_status(&c, "acme.com"), "pending");
	claim_find(&c, "acme.org");
	assert_string_equal(claim_status(&c, "acme.org"), "verified");
}

TEST(claims_whose_record_is_gone_can_be_asked_for)
{
	struct customer c = customer_connected(place_new(), CONFIG, OPTIONAL);

	must(c.place, claim_add(&c, "acme.com"));
	claim_find(&c, "acme.com");
	assert_int_equal(claim_ask(&c, "acme.com"), NOT_FOUND);
	claim_miss(&c, "acme.com");
	must(c.place, claim_ask(&c, "acme.com"));
	assert_true(claim_shown(&c, "acme.com").is_waiting);
	claim_find(&c, "acme.com");
	assert_true(claim_shown(&c, "acme.com").missing_since == 0);
	assert_string_equal(claim_check(&c, "acme.com"), "verified");
}
