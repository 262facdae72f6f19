/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "actions/domain.h"
#include "actions/wizard.h"
#include "base/text.h"
#include "claims.h"
#include "store/job.h"
#include "store/ticket.h"
#include "test.h"

TEST(domains_are_claimed_once_and_planned)
{
	struct customer c = customer_connected(place_new(), CONFIG, OPTIONAL);
	struct claimed_domain d;
	struct domain_row *rows;
	size_t count;

	must(c.place, claim_add(&c, "acme.com"));
	assert_int_equal(claim_add(&c, "acme.com"), CONFLICT);
	rows = claim_list(&c, &count);
	assert_int_equal(count, 1);
	assert_int_equal(rows[0].kind, DOMAIN_CLAIMED);
	assert_string_equal(rows[0].name, "acme.com");
	assert_false(rows[0].is_verified || rows[0].is_missing);
	d = claim_shown(&c, "acme.com");
	assert_int_equal(strlen(d.challenge), 36);
	assert_true(d.organization_id == NULL && d.is_waiting && !d.is_last && !d.is_given_up);
	assert_int_equal(customer_events(&c, "ss_sso_add_domain", "success"), 1);
	assert_int_equal(sql_long("SELECT count(*) FROM job WHERE tenant_id = '%s' AND kind = "
	    "'verify_domain' AND subject = '%s acme.com' AND urgency = 0", c.tenant,
	    claim_connection(&c)), 1);
}

TEST(domains_of_the_ticket_are_claimed_with_the_connection)
{
	struct customer c = customer_connected(place_new(), CONFIG, ",\"domain_aliases_config\":"
	    "{\"domain_verification\":\"required\",\"pending_domains\":[\"b.example\",\"a.example\"]}");
	struct domain_row *rows;
	size_t count;

	rows = claim_list(&c, &count);
	assert_int_equal(count, 2);
	assert_string_equal(rows[0].name, "a.example");
	assert_string_equal(rows[1].name, "b.example");
	assert_int_equal(customer_events(&c, "ss_sso_add_domain", "success"), 2);
}

TEST(domains_of_the_ticket_and_those_the_tenant_vouches_for_come_together)
{
	struct place *p = place_new();
	const char *org = organization_new(p, "acme");
	struct customer c = customer_connected(p, CONFIG ",\"options\":{\"domain_aliases\":[\"sure.example\"]}",
	    arena_print(p->arena, ",\"domain_aliases_config\":{\"domain_verification\":\"optional\","
	    "\"pending_domains\":[\"a.example\",\"b.example\"]},\"use_for_organization_discovery\":"
	    "true,\"enabled_organizations\":[{\"organization_id\":\"%s\"}]", org));
	struct domain_row *rows;
	size_t count;

	rows = claim_list(&c, &count);
	assert_int_equal(count, 3);
	assert_int_equal(rows[0].kind, DOMAIN_TRUSTED);
	assert_string_equal(rows[0].name, "sure.example");
	assert_string_equal(claim_shown(&c, rows[1].name).organization_id, org);
	assert_int_equal(sql_long("SELECT domain_count FROM organization WHERE organization_id = '%s'",
	    org), 3);
	assert_int_equal(sql_long("SELECT count(*) FROM organization_domain WHERE organization_id = "
	    "'%s'", org), 3);
}

TEST(domains_that_are_verified_stand_at_the_end_of_the_aliases)
{
	struct customer c = customer_connected(place_new(), CONFIG ",\"options\":{\"domain_aliases\":"
	    "[\"acme.com\",\"b.example\"]}", OPTIONAL);

	must(c.place, claim_add(&c, "acme.com"));
	must(c.place, claim_add(&c, "acme.org"));
	sql("UPDATE connection_alias SET is_preferred = true WHERE tenant_id = '%s'", c.tenant);
	claim_find(&c, "acme.com");
	assert_string_equal(claim_aliases(&c), "[\"b.example\", \"acme.com\"]");
	sql("SELECT aliases_after(tenant_id, connection_id, '[\"Acme.Org\", \"acme.com\"]') FROM connection "
	    "WHERE tenant_id = '%s'", c.tenant);
	claim_find(&c, "acme.org");
	assert_string_equal(claim_aliases(&c), "[\"Acme.Org\", \"acme.com\", \"acme.org\"]");
	assert_string_equal(sql_text(c.place->arena, "SELECT string_agg(typed, ' ' ORDER BY typed COLLATE \"C\") FROM "
	    "connection_alias WHERE tenant_id = '%s' AND is_preferred", c.tenant), "acme.com");
}

TEST(domains_of_one_organization_use_its_record)
{
	struct place *p = place_new();
	const char *org = organization_new(p, "acme");
	struct customer c = customer_connected(p, CONFIG, arena_print(p->arena, OPTIONAL
	    ",\"enabled_organizations\":[{\"organization_id\":\"%s\"}]", org));
	struct claimed_domain d;

	must(p, claim_add(&c, "acme.com"));
	d = claim_shown(&c, "acme.com");
	assert_string_equal(d.organization_id, org);
	assert_string_equal(d.challenge, sql_text(p->arena, "SELECT verification_txt FROM "
	    "organization_domain WHERE organization_id = '%s' AND domain = 'acme.com' AND status = "
	    "'pending'", org));
	claim_find(&c, "acme.com");
	assert_string_equal(sql_text(p->arena, "SELECT status FROM organization_domain WHERE "
	    "organization_id = '%s'", org), "verified");
	assert_int_equal(sql_long("SELECT domain_count FROM organization WHERE organization_id = '%s'",
	    org), 1);
	must(p, claim_remove(&c, "acme.com"));
	assert_int_equal(sql_long("SELECT count(*) FROM organization_domain WHERE organization_id = "
	    "'%s'", org), 0);
}

TEST(domains_that_are_verified_become_aliases)
{
	struct customer c = customer_connected(place_new(), CONFIG, OPTIONAL);

	must(c.place, claim_add(&c, "acme.com"));
	claim_find(&c, "acme.com");
	assert_string_equal(claim_status(&c, "acme.com"), "verified");
	assert_string_equal(claim_aliases(&c), "[\"acme.com\"]");
	assert_int_equal(customer_events(&c, "ss_sso_domain_verification_successful", "success"), 1);
	claim_find(&c, "acme.com");
	assert_int_equal(customer_events(&c, "ss_sso_domain_verification_successful", "success"), 1);
	assert_string_equal(claim_aliases(&c), "[\"acme.com\"]");
	must(c.place, claim_remove(&c, "acme.com"));
	assert_string_equal(claim_aliases(&c), "[]");
	assert_int_equal(sql_long("SELECT count(*) FROM connection_alias WHERE tenant_id = '%s'",
	    c.tenant), 0);
	assert_int_equal(sql_long("SELECT count(*) FROM domain_owner WHERE tenant_id = '%s'",
	    c.tenant), 0);
	assert_int_equal(customer_events(&c, "ss_sso_delete_verified_domain", "success"), 1);
}

TEST(domains_have_one_owner_and_the_conflict_names_nobody)
{
	struct place *p = place_new();
	struct customer a = customer_connected(p, CONFIG, OPTIONAL),
	    b = customer_connected(p, "\"name\":\"other\"", OPTIONAL),
	    late = customer_connected(p, "\"name\":\"late\"", OPTIONAL);

	must(p, claim_add(&a, "acme.com"));
	must(p, claim_add(&b, "acme.com"));
	claim_find(&a, "acme.com");
	claim_find(&b, "acme.com");
	assert_string_equal(claim_status(&a, "acme.com"), "verified");
	assert_string_equal(claim_status(&b, "acme.com"), "pending");
	assert_true(strstr(sql_text(p->arena, "SELECT seen FROM connection_domain WHERE "
	    "connection_id = '%s'", claim_connection(&b)), "is_taken") != NULL);
	must(p, claim_add(&late, "acme.com"));
	assert_string_equal(claim_status(&late, "acme.com"), "pending");
	must(p, claim_remove(&a, "acme.com"));
	claim_find(&b, "acme.com");
	assert_string_equal(claim_status(&b, "acme.com"), "verified");
}

enum { MANY = 6 };

struct race {
	const char		*tenant;
	struct domain_claim	 claims[MANY];
};

static long
verify_in_process(struct arena *a, int index, void *context)
{
	struct race *race = context;
	struct domain_claim *claim = &race->claims[index];
	struct store *s = store_new(database_url());
	struct fault f;
	bool is_kept = store_connect(s, &f) == OK
	    && domain_verified(ACT(s, a, race->tenant, NULL, &f), claim, "{}") == OK;

	store_free(s);
	return is_kept && claim->is_verified;
}

TEST(domains_verified_by_many_at_once_have_one_owner)
{
	struct place *p = place_new();
	struct race race = { .tenant = p->tenant };
	struct customer c;
	int i;

	for (i = 0; i < MANY; i++) {
		c = customer_connected(p, arena_print(p->arena, "\"name\":\"c%d\"", i), OPTIONAL);
		must(p, claim_add(&c, "acme.com"));
		race.claims[i] = claim_load(&c, "acme.com");
	}
	assert_int_equal(in_processes(MANY, verify_in_process, &race), 1);
	assert_int_equal(sql_long("SELECT count(*) FROM connection_domain WHERE tenant_id = '%s' AND "
	    "status = 'verified'", p->tenant), 1);
}

TEST(domains_verified_for_the_organization_are_associated_without_dns)
{
	struct place *p = place_new();
	const char *rest = arena_print(p->arena, OPTIONAL
	    ",\"enabled_organizations\":[{\"organization_id\":\"%s\"}]", organization_new(p, "acme"));
	struct customer former = customer_connected(p, CONFIG, rest), c;
	struct domain_row *rows;
	size_t count;

	must(p, claim_add(&former, "acme.com"));
	claim_find(&former, "acme.com");
	c = customer_connected(p, "\"name\":\"next\"", rest);
	rows = claim_list(&c, &count);
	assert_int_equal(count, 1);
	assert_int_equal(rows[0].kind, DOMAIN_ASSOCIABLE);
	must(p, claim_add(&c, "acme.com"));
	assert_string_equal(claim_status(&c, "acme.com"), "verified");
	assert_string_equal(claim_aliases(&c), "[\"acme.com\"]");
	assert_int_equal(customer_events(&c, "ss_sso_associate_verified_domain", "success"), 1);
	must(p, claim_remove(&former, "acme.com"));
	assert_int_equal(sql_long("SELECT count(*) FROM domain_owner WHERE tenant_id = '%s'",
	    p->tenant), 1);
}

TEST(domains_that_are_required_keep_their_last)
{
	struct customer c = customer_connected(place_new(), CONFIG, REQUIRED);

	must(c.place, claim_add(&c, "a.example"));
	must(c.place, claim_add(&c, "b.example"));
	claim_find(&c, "a.example");
	assert_int_equal(claim_remove(&c, "a.example"), CONFLICT);
	assert_int_equal(customer_events(&c, "ss_sso_delete_verified_domain", "failure"), 1);
	must(c.place, claim_remove(&c, "b.example"));
	assert_int_equal(customer_events(&c, "ss_sso_delete_pending_domain", "success"), 1);
	must(c.place, claim_add(&c, "b.example"));
	claim_find(&c, "b.example");
	must(c.place, claim_remove(&c, "a.example"));
	assert_int_equal(claim_remove(&c, "a.example"), NOT_FOUND);
}

static long
add_in_process(struct arena *a, int index, void *context)
{
	struct customer *c = context;
	struct store *s = store_new(database_url());
	struct fault f;
	long added = 0;
	int i;

	if (store_connect(s, &f) == OK)
		for (i = 0; i < 30; i++) {
			struct claim_key key = claim_key_of(c, arena_print(a, "d%d-%d.example", index, i));

			added += domain_add(ACT(s, a, c->tenant, NULL, &f), &key, key.name, false) ==
			    OK;
		}
	store_free(s);
	return added;
}

TEST(domains_of_an_organization_stay_a_hundred_however_many_are_added_at_once)
{
	struct place *p = place_new();
	struct customer c = customer_connected(p, CONFIG, arena_print(p->arena, OPTIONAL
	    ",\"enabled_organizations\":[{\"organization_id\":\"%s\"}]", organization_new(p, "acme")));

	assert_int_equal(in_processes(4, add_in_process, &c), 100);
}

TEST(domains_of_a_connection_are_at_most_a_thousand_however_many_are_added_at_once)
{
	struct customer c = customer_connected(place_new(), CONFIG, OPTIONAL);

	sql("INSERT INTO connection_domain (tenant_id, connection_id, domain, typed, status, source, "
	    "challenge) SELECT '%s', '%s', 'd' || n || '.example', 'd', 'pending', 'administrator', "
	    "gen_random_uuid() FROM generate_series(1, 990) n", c.tenant, claim_connection(&c));
	assert_int_equal(in_processes(4, add_in_process, &c), 10);
	assert_int_equal(claim_add(&c, "acme.org"), CONFLICT);
}

/* --- enabled by themselves --- */

static struct customer
waiting_with(struct place *p, const char *ticket)
{
	struct customer c = customer_connected(p, CONFIG, ticket);
	struct wizard_key key = customer_key(&c, 0);

	must(p, claim_add(&c, "acme.com"));
	assert_int_equal(connection_finish(place_act(p), &key), CONFLICT);
	must(p, connection_enable_later(place_act(p), &key));
	assert_true(customer_visit(&c).connection.waits_for_domain);
	return c;
}

static struct customer
waiting(struct place *p)
{
	return waiting_with(p, "," CLIENTS REQUIRED);
}

TEST(connections_without_clients_submit_themselves_when_a_domain_is_verified)
{
	struct customer c = waiting_with(place_new(), REQUIRED);
	struct visit v;
	int i;

	assert_int_equal(customer_events(&c, "submit_when_verified", "info"), 1);
	claim_miss(&c, "acme.com");
	assert_int_equal(customer_visit(&c).connection.submitted_at, 0);
	for (i = 0; i < 2; i++) {
		claim_find(&c, "acme.com");
		v = customer_visit(&c);
		assert_true(v.connection.submitted_at != 0 && v.connection.enabled_at == 0);
		assert_true(v.wizard.step == STEP_DONE && !v.connection.waits_for_domain && !v.connection.wait_is_void);
		assert_int_equal(customer_events(&c, "connection_submitted", "success"), 1);
		assert_int_equal(customer_events(&c, "ss_sso_flow_end", "info"), 1);
		assert_int_equal(customer_events(&c, "ss_sso_enable_connection", "success"), 0);
	}
}

/* A domain that comes after that one is another, for which nobody pressed the button. */
TEST(connections_wait_no_more_once_their_last_domain_is_removed)
{
	struct customer c = waiting(place_new());
	struct visit v;

	must(c.place, claim_add(&c, "acme.org"));
	must(c.place, claim_remove(&c, "acme.com"));
	assert_true(customer_visit(&c).connection.waits_for_domain);
	must(c.place, claim_remove(&c, "acme.org"));
	v = customer_visit(&c);
	assert_true(!v.connection.waits_for_domain && v.connection.wait_is_void && v.connection.wait_lost_domain);
	must(c.place, claim_add(&c, "acme.net"));
	claim_find(&c, "acme.net");
	v = customer_visit(&c);
	assert_true(v.connection.enabled_at == 0 && v.wizard.step == STEP_ENABLE);
}

TEST(connections_without_clients_that_are_taken_back_are_not_submitted)
{
	struct customer c = waiting_with(place_new(), REQUIRED);
	struct wizard_key key = customer_key(&c, 0);

	must(c.place, connection_enable_withdraw(place_act(c.place), &key));
	assert_int_equal(customer_events(&c, "submit_when_verified_withdrawn", "info"), 1);
	claim_find(&c, "acme.com");
	assert_true(customer_visit(&c).connection.submitted_at == 0 && customer_visit(&c).wizard.step == STEP_ENABLE);
	must(c.place, connection_finish(place_act(c.place), &key));
	assert_true(customer_visit(&c).connection.submitted_at != 0);
}

TEST(connections_enable_themselves_when_a_domain_is_verified)
{
	struct customer c = waiting(place_new());
	struct visit v;

	claim_miss(&c, "acme.com");
	assert_int_equal(customer_visit(&c).connection.enabled_at, 0);
	claim_find(&c, "acme.com");
	v = customer_visit(&c);
	assert_true(v.connection.enabled_at != 0 && v.wizard.step == STEP_DONE);
	assert_int_equal(customer_events(&c, "ss_sso_enable_connection", "success"), 1);
	claim_find(&c, "acme.com");
	assert_int_equal(customer_events(&c, "ss_sso_enable_connection", "success"), 1);
}

TEST(connections_enable_themselves_at_once_if_the_record_was_faster)
{
	struct place *p = place_new();
	struct customer c = customer_connected(p, CONFIG, "," CLIENTS REQUIRED);
	struct visit v;

	must(p, claim_add(&c, "acme.com"));
	v = customer_visit(&c);
	claim_find(&c, "acme.com");
	must(p, enable_when_verified(place_act(p), &v, v.wizard.revision));
	assert_true(customer_visit(&c).connection.enabled_at != 0);
	assert_int_equal(customer_events(&c, "ss_sso_enable_connection", "success"), 1);
}

TEST(connections_that_enable_themselves_tell_so_and_that_the_flow_ends)
{
	struct place *p = place_new();
	struct customer c = customer_connected(p, CONFIG, "," CLIENTS REQUIRED);
	struct wizard_key key = customer_key(&c, 0);

	assert_int_equal(connection_enable_later(place_act(p), &key), CONFLICT);
	must(p, claim_add(&c, "acme.com"));
	must(p, connection_enable_later(place_act(p), &key));
	must(p, connection_enable_later(place_act(p), &key));
	assert_int_equal(customer_events(&c, "enable_when_verified", "info"), 1);
	claim_find(&c, "acme.com");
	assert_int_equal(customer_events(&c, "ss_sso_enable_connection", "success"), 1);
	assert_int_equal(customer_events(&c, "ss_sso_flow_end", "info"), 1);
}

TEST(connections_that_wait_for_a_domain_can_be_taken_back)
{
	struct customer c = waiting(place_new());
	struct place *p = c.place;
	struct wizard_key mine = customer_key(&c, 0), other = customer_key(&c, 1);
	struct visit v;

	must(p, connection_enable_withdraw(place_act(p), &other));
	assert_false(customer_visit(&c).connection.waits_for_domain);
	must(p, connection_enable_withdraw(place_act(p), &mine));
	assert_int_equal(customer_events(&c, "enable_when_verified_withdrawn", "info"), 1);
	claim_find(&c, "acme.com");
	v = customer_visit(&c);
	assert_true(v.connection.enabled_at == 0 && v.wizard.step == STEP_ENABLE);
	must(p, connection_finish(place_act(p), &mine));
	must(p, connection_enable_withdraw(place_act(p), &mine));
	assert_true(customer_visit(&c).connection.enabled_at != 0);
	assert_int_equal(customer_events(&c, "enable_when_verified_withdrawn", "info"), 1);
}

TEST(connections_are_taken_back_by_sessions_that_are_open)
{
	struct customer c = waiting(place_new());
	struct place *p = c.place;
	struct wizard_key key = customer_key(&c, 0), ended = key, of_nobody = key;

	sql("UPDATE session SET ended_at = now() WHERE token_hash = '%s'", c.session_hash[1]);
	ended.session_hash = c.session_hash[1];
	of_nobody.session_hash = "";
	must(p, connection_enable_withdraw(place_act(p), &ended));
	must(p, connection_enable_withdraw(place_act(p), &of_nobody));
	assert_true(customer_visit(&c).connection.waits_for_domain);
	sql("UPDATE ticket SET revoked_at = now() WHERE ticket_id = '%s'", c.id);
	assert_int_equal(connection_enable_withdraw(place_act(p), &key), EXPIRED);
	assert_int_equal(customer_events(&c, "enable_when_verified_withdrawn", "info"), 0);
}

/* The domain is verified in one statement, and the connection enabled in the next. */
TEST(domains_are_told_as_verified_once_the_connection_that_waits_is_enabled)
{
	struct customer c = waiting(place_new());

	claim_miss(&c, "acme.com");
	assert_string_equal(claim_check(&c, "acme.com"), "pending");
	assert_string_equal(claim_check(&c, "acme.org"), "none");
	sql("UPDATE connection_domain SET status = 'verified', verified_at = now() WHERE tenant_id = '%s'", c.tenant);
	assert_string_equal(claim_check(&c, "acme.com"), "enabling");
	must(c.place, connection_enable_waiting(place_act(c.place), claim_connection(&c)));
	assert_string_equal(claim_check(&c, "acme.com"), "verified");
}

TEST(connections_enable_themselves_after_the_session_has_ended)
{
	struct customer c = waiting(place_new());

	sql("UPDATE ticket SET opens_until = now() - interval '2 days', first_used_at = now() - "
	    "interval '2 days', ends_at = now() - interval '1 day' WHERE ticket_id = '%s'", c.id);
	claim_find(&c, "acme.com");
	assert_int_equal(sql_long("SELECT count(*) FROM connection WHERE tenant_id = '%s' AND "
	    "enabled_at IS NOT NULL", c.tenant), 1);
}

TEST(connections_do_not_enable_themselves_any_more)
{
	static const char *const tickets[] = { "," CLIENTS REQUIRED, REQUIRED };
	static const char *const changes[] = {
		"UPDATE ticket SET revoked_at = now() WHERE tenant_id = '%s'",
		"WITH n AS (SELECT * FROM connection_revision WHERE tenant_id = '%s'), r AS (INSERT INTO "
		"connection_revision (tenant_id, connection_id, revision, settings, actor) SELECT "
		"tenant_id, connection_id, revision + 1, settings, actor FROM n RETURNING *) UPDATE "
		"connection c SET live_revision = r.revision FROM r WHERE c.connection_id = "
		"r.connection_id",
		"UPDATE connection SET intended_clients = CASE intended_clients WHEN '{}' THEN '{other}' ELSE "
		"'{}' END::text[] WHERE tenant_id = '%s'",
	};
	struct domain_claim claim;
	struct customer c;
	size_t i, j;

	for (i = 0; i < COUNT(changes); i++)
		for (j = 0; j < COUNT(tickets); j++) {
			c = waiting_with(place_new(), tickets[j]);
			claim = claim_load(&c, "acme.com");
			sql(changes[i], c.tenant);
			must(c.place, verify_domain(place_act(c.place), &claim, "{}"));
			CHECK(sql_long("SELECT count(*) FROM connection WHERE tenant_id = '%s' AND enabled_at "
			    "IS NULL AND submitted_at IS NULL", c.tenant) == 1, "%s after: %s", tickets[j], changes[i]);
		}
}

/* --- lookups --- */

TEST(domains_that_are_asked_for_go_before_ten_thousand_that_wait)
{
	struct place *p = place_new();
	struct customer c = customer_connected(p, CONFIG, OPTIONAL);
	struct job job;

	must(p, claim_add(&c, "acme.com"));
	sql("INSERT INTO job (tenant_id, kind, subject, urgency, run_at) SELECT '%s', "
	    "'verify_domain', 'con_x d' || n, 1, now() - interval '1 hour' FROM "
	    "generate_series(1, 10000) n", c.tenant);
	sql("DELETE FROM job WHERE kind <> 'verify_domain' OR tenant_id <> '%s'", c.tenant);
	claim_miss(&c, "acme.com");
	must(p, claim_ask(&c, "acme.com"));
	assert_string_equal(claim_check(&c, "acme.com"), "waiting");
	must(p, job_take(place_act(p), A_TAKER, &job));
	assert_string_equal(job.subject, arena_print(p->arena, "%s acme.com", claim_connection(&c)));
	claim_miss(&c, "acme.com");
	assert_string_equal(claim_check(&c, "acme.com"), "pending");
	assert_int_equal(customer_events(&c, "ss_sso_domain_verification_unsuccessful", "success"), 1);
	must(p, job_again(place_act(p), &job, 600));
	must(p, job_done(place_act(p), &job));
	assert_int_equal(sql_long("SELECT count(*) FROM job WHERE subject = '%s' AND run_at > now() "
	    "AND urgency = 1", job.subject), 1);
	sql("DELETE FROM job WHERE tenant_id = '%s'", c.tenant);
}

TEST(domains_whose_record_vanished_are_kept_or_removed_as_the_tenant_says)
{
	static const struct {
		const char	*loss, *since, *status;
		int		 looks;
	} rows[] = {
		{ "warn", "1 day", "verified", 1 }, { "warn", "15 days", "verified", 14 },
		{ "remove", "13 days", "verified", 13 }, { "remove", "15 days", "", 14 },
		/* the DNS was away most of the time */
		{ "remove", "15 days", "verified", 3 },
	};
	struct customer c;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		c = customer_connected(place_new(), CONFIG, OPTIONAL);
		sql("UPDATE tenant SET domain_loss = '%s' WHERE tenant_id = '%s'", rows[i].loss, c.tenant);
		must(c.place, claim_add(&c, "acme.com"));
		claim_find(&c, "acme.com");
		claim_miss(&c, "acme.com");
		assert_int_equal(customer_events(&c, "domain_record_missing", "info"), 1);
		assert_int_equal(sql_long("SELECT count(*) FROM connection_domain WHERE tenant_id = '%s' "
		    "AND missing_since IS NOT NULL", c.tenant), 1);
		claim_miss(&c, "acme.com");
		assert_int_equal(customer_events(&c, "domain_record_missing", "info"), 1);
		sql("UPDATE connection_domain SET missing_since = now() - interval '%s', missed_looks = %d "
		    "WHERE tenant_id = '%s'", rows[i].since, rows[i].looks, c.tenant);
		claim_miss(&c, "acme.com");
		assert_int_equal(customer_events(&c, "domain_record_missing", "info"), 1);
		CHECK(text_is(claim_status(&c, "acme.com"), rows[i].status), "%s %s: %s", rows[i].loss,
		    rows[i].since, claim_status(&c, "acme.com"));
		assert_string_equal(claim_aliases(&c), rows[i].status[0] == '\0' ? "[]" : "[\"acme.com\"]");
		if (rows[i].status[0] == '\0')
			continue;
		claim_find(&c, "acme.com");
		assert_int_equal(sql_long("SELECT count(*) FROM connection_domain WHERE tenant_id = '%s' "
		    "AND missing_since IS NULL", c.tenant), 1);
	}
}

TEST(domains_of_a_tenant_are_unknown_to_another)
{
	struct place *p = place_new(), other = place_beside(p);
	struct customer c = customer_connected(p, CONFIG, OPTIONAL), theirs = customer_connected(&other, CONFIG, OPTIONAL);
	struct claim_key key = { c.id, c.session_hash[0], "acme.com" };

	must(p, claim_add(&c, "acme.com"));
	claim_find(&c, "acme.com");
	assert_int_equal(domain_remove(place_act(&other), &key), NOT_FOUND);
	assert_int_equal(domain_ask(place_act(&other), &key), NOT_FOUND);
	must(p, claim_add(&theirs, "acme.com"));
	claim_find(&theirs, "acme.com");
	assert_string_equal(claim_status(&theirs, "acme.com"), "verified");
}
