/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "actions/domain.h"
#include "base/text.h"
#include "claims.h"
#include "store/discovery_domain.h"
#include "store/organization.h"
#include "test.h"

#define VERIFIED "verified"

/* Two connections of one organization. */
struct pair {
	struct place	*p;
	const char	*organization_id;
	struct customer	 a, b;
};

static struct pair
pair_new(void)
{
	struct place *p = place_new();
	const char *organization_id = organization_new(p, "acme");
	const char *rest = for_organization(p, organization_id, OPTIONAL);

	return (struct pair){ p, organization_id, customer_connected(p, CONFIG, rest),
		customer_connected(p, "\"name\":\"next\"", rest) };
}

static long
owners(struct place *p)
{
	return sql_long("SELECT count(*) FROM domain_owner WHERE tenant_id = '%s'", p->tenant);
}

static const char *
status_listed(const struct pair *o, const char *domain)
{
	return sql_text(o->p->arena, "SELECT status FROM organization_domain WHERE tenant_id = '%s' AND "
	    "organization_id = '%s' AND domain = '%s'", o->p->tenant, o->organization_id, domain);
}

/* Counts agree with the rows; the owner of a domain has verified it, and the other way
 * round; a verified domain is an alias. */
static void
check_nothing_is_left(struct place *p)
{
	assert_int_equal(sql_long("SELECT count(*) FROM organization o WHERE tenant_id = '%s' AND domain_count "
	    "<> (SELECT count(*) FROM organization_domain d WHERE d.tenant_id = o.tenant_id AND "
	    "d.organization_id = o.organization_id)", p->tenant), 0);
	assert_int_equal(sql_long("SELECT count(*) FROM domain_owner w WHERE tenant_id = '%s' AND NOT EXISTS "
	    "(SELECT FROM connection_domain d WHERE d.tenant_id = w.tenant_id AND d.domain = w.domain AND "
	    "d.owner = w.owner AND d.status = 'verified')", p->tenant), 0);
	assert_int_equal(sql_long("SELECT count(*) FROM connection_domain d WHERE tenant_id = '%s' AND status "
	    "= 'verified' AND NOT EXISTS (SELECT FROM connection_alias a WHERE a.tenant_id = d.tenant_id "
	    "AND a.connection_id = d.connection_id AND a.domain = d.domain)", p->tenant), 0);
	assert_int_equal(sql_long("SELECT count(*) FROM job j WHERE tenant_id = '%s' AND kind = "
	    "'verify_domain' AND NOT EXISTS (SELECT FROM connection_domain d WHERE d.tenant_id = "
	    "j.tenant_id AND j.subject = d.connection_id || ' ' || d.domain)", p->tenant), 0);
}

/* --- at once --- */

struct removal {
	const char		*tenant;
	struct claim_key	 keys[4];	/* one for each process */
};

static long
remove_in_process(struct arena *a, int index, void *context)
{
	const struct removal *r = context;
	struct store *s = store_new(database_url());
	struct fault f;
	bool is_removed = store_connect(s, &f) == OK
	    && domain_remove(ACT(s, a, r->tenant, NULL, &f), &r->keys[index]) == OK;

	store_free(s);
	return is_removed;
}

TEST(claims_that_are_required_keep_their_last_however_many_remove_at_once)
{
	struct place *p = place_new();
	struct removal r = { .tenant = p->tenant };
	struct customer c;
	int round;

	for (round = 0; round < 8; round++) {
		c = customer_connected(p, arena_print(p->arena, "\"name\":\"c%d\"", round), REQUIRED);
		r.keys[0] = claim_key_of(&c, arena_print(p->arena, "a%d.example", round));
		r.keys[1] = claim_key_of(&c, arena_print(p->arena, "b%d.example", round));
		must(p, claim_add(&c, r.keys[0].name));
		must(p, claim_add(&c, r.keys[1].name));
		claim_find(&c, r.keys[0].name);
		claim_find(&c, r.keys[1].name);
		assert_int_equal(in_processes(2, remove_in_process, &r), 1);
	}
}

TEST(claims_that_two_remove_at_once_end_once_and_leave_nothing)
{
	struct pair o = pair_new();
	struct removal r = { o.p->tenant, { claim_key_of(&o.a, "acme.com"), claim_key_of(&o.a, "acme.com"),
		claim_key_of(&o.b, "acme.com"), claim_key_of(&o.b, "acme.com") } };

	must(o.p, claim_add(&o.a, "acme.com"));
	must(o.p, claim_add(&o.b, "acme.com"));
	assert_int_equal(in_processes(4, remove_in_process, &r), 2);
	assert_int_equal(customer_events(&o.a, "ss_sso_delete_pending_domain", "success"), 1);
	assert_int_equal(customer_events(&o.b, "ss_sso_delete_pending_domain", "success"), 1);
	assert_string_equal(status_listed(&o, "acme.com"), "");
	must(o.p, claim_add(&o.a, "acme.com"));
	claim_find(&o.a, "acme.com");
	must(o.p, claim_add(&o.b, "acme.com"));
	assert_int_equal(in_processes(4, remove_in_process, &r), 2);
	assert_int_equal(owners(o.p), 0);
	check_nothing_is_left(o.p);
}

struct crowd {
	const struct pair	*o;
	struct customer		*customers[2];
	struct domain_claim	 claims[2];
};

/* Does everything that can happen to a claim, in any order; no act may make another
 * one fail. */
static enum status
act(struct store *s, struct arena *a, struct crowd *w, int what, struct fault *f)
{
	struct customer *c = w->customers[what % 2];
	struct claim_key key = claim_key_of(c, "acme.com");
	struct domain_claim claim = { .name = "acme.com",
		.connection_id = w->claims[what % 2].connection_id };
	struct domain_key listing = { w->o->organization_id, NULL };
	struct discovery_domain found = { 0 }, vouched = { .given = { UINT64_C(1) << DOMAIN_STATUS, 0 },
		.status = VERIFIED };
	enum status st;

	switch (what % 6) {
	case 0:
		return domain_add(ACT(s, a, c->tenant, NULL, f), &key, "acme.com", false);
	case 1:
		return domain_remove(ACT(s, a, c->tenant, NULL, f), &key);
	case 2:
		return domain_ask(ACT(s, a, c->tenant, NULL, f), &key);
	case 3:
		st = discovery_domain_find(ACT(s, a, c->tenant, NULL, f), &listing, "acme.com",
		    &found);
		listing.domain_id = found.id;
		return st == OK
		    ? discovery_domain_remove(ACT(s, a, c->tenant, "client:x", f), &listing) : st;
	case 4:
		st = discovery_domain_find(ACT(s, a, c->tenant, NULL, f), &listing, "acme.com",
		    &found);
		listing.domain_id = found.id;
		return st == OK
		    ? discovery_domain_change(ACT(s, a, c->tenant, "client:x", f), &listing,
		    &vouched, &found) : st;
	default:
		st = domain_wanted(ACT(s, a, c->tenant, NULL, f), &claim);
		return st == OK ? verify_domain(ACT(s, a, c->tenant, NULL, f), &claim, "{}") : st;
	}
}

static long
act_in_process(struct arena *a, int index, void *context)
{
	struct store *s = store_new(database_url());
	struct fault f;
	enum status st = store_connect(s, &f);
	int i;

	srand((unsigned)index);
	for (i = 0; i < 60 && st != UNAVAILABLE && st != BROKEN; i++)
		st = act(s, a, context, rand(), &f);
	store_free(s);
	return st != UNAVAILABLE && st != BROKEN;
}

/* The number is certain once the processes that met them have ended. */
static long
deadlocks(void)
{
	while (sql_long("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND "
	    "application_name = 'postern'") > 1)
		continue;
	return sql_long("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
}

TEST(claims_that_many_change_at_once_never_lock_each_other_out)
{
	enum { MANY = 4 };
	struct pair o = pair_new();
	struct crowd w = { &o, { &o.a, &o.b }, { { .connection_id = claim_connection(&o.a) },
	    { .connection_id = claim_connection(&o.b) } } };
	long before = deadlocks();

	assert_int_equal(in_processes(MANY, act_in_process, &w), MANY);
	assert_int_equal(deadlocks(), before);
	check_nothing_is_left(o.p);
}

struct rivals {
	struct claim_key	 key;
	const char		*tenant, *connection_id, *organization_id;
};

/* Holds the organization; once the other waits for it, wants the connection, and
 * is patient enough for the other to lose.  To win it has to be awake before
 * the other asks again. */
static void
block(const struct rivals *r)
{
	sql("DO $$ BEGIN PERFORM set_config('deadlock_timeout', '1min', true); PERFORM FROM organization WHERE "
	    "organization_id = '%s' FOR UPDATE; WHILE NOT EXISTS (SELECT FROM pg_locks WHERE NOT granted) LOOP "
	    "PERFORM pg_sleep(0.01); END LOOP; PERFORM FROM connection WHERE connection_id = '%s' FOR UPDATE; "
	    "END $$", r->organization_id, r->connection_id);
}

/* Removes the claim as soon as the organization is locked. */
static bool
run_into(struct store *s, struct arena *a, const struct rivals *r)
{
	const char *is_held = arena_print(a, "SELECT FROM organization WHERE organization_id = '%s' FOR KEY "
	    "SHARE SKIP LOCKED", r->organization_id);
	bool is_free = true;
	struct fault f;

	while (is_free)
		if (store_has(s, is_held, &is_free, &f) != OK)
			return false;
	return domain_remove(ACT(s, a, r->tenant, NULL, &f), &r->key) == OK;
}

static long
rival(struct arena *a, int index, void *rivals)
{
	struct store *s = store_new(database_url());
	struct fault f;
	bool is_done = true;

	if (index == 0)
		block(rivals);
	else
		is_done = store_connect(s, &f) == OK && run_into(s, a, rivals);
	store_free(s);
	return is_done;
}

TEST(claims_whose_statement_lost_a_deadlock_are_still_changed)
{
	struct pair o = pair_new();
	struct rivals r = { claim_key_of(&o.a, "acme.com"), o.p->tenant, claim_connection(&o.a),
		o.organization_id };
	long before = deadlocks();

	must(o.p, claim_add(&o.a, "acme.com"));
	assert_int_equal(in_processes(2, rival, &r), 2);
	assert_true(deadlocks() > before);
	assert_string_equal(claim_status(&o.a, "acme.com"), "");
	assert_int_equal(customer_events(&o.a, "ss_sso_delete_pending_domain", "success"), 1);
}

/* --- however a claim ends --- */

TEST(claims_of_an_organization_end_with_it_and_set_the_domain_free)
{
	struct pair o = pair_new();
	struct customer other = customer_connected(o.p, "\"name\":\"other\"", OPTIONAL);

	must(o.p, claim_add(&o.a, "acme.com"));
	claim_find(&o.a, "acme.com");
	must(o.p, organization_remove(ACT(o.p->store, o.p->arena, o.p->tenant, "client:x",
	    &o.p->fault), o.organization_id));
	assert_string_equal(claim_status(&o.a, "acme.com"), "");
	assert_string_equal(claim_aliases(&o.a), "[]");
	assert_int_equal(customer_events(&o.a, "ss_sso_delete_verified_domain", "success"), 1);
	must(o.p, claim_add(&other, "acme.com"));
	claim_find(&other, "acme.com");
	assert_string_equal(claim_status(&other, "acme.com"), VERIFIED);
	check_nothing_is_left(o.p);
}

TEST(claims_end_with_the_discovery_domain_they_depend_on)
{
	static const bool is_verified[] = { false, true };
	struct discovery_domain found;
	struct domain_key key;
	struct pair o;
	size_t i;

	for (i = 0; i < COUNT(is_verified); i++) {
		o = pair_new();
		key = (struct domain_key){ o.organization_id, NULL };
		must(o.p, claim_add(&o.a, "acme.com"));
		if (is_verified[i])
			claim_find(&o.a, "acme.com");
		must(o.p, discovery_domain_find(place_act(o.p), &key, "acme.com", &found));
		key.domain_id = found.id;
		must(o.p, discovery_domain_remove(ACT(o.p->store, o.p->arena, o.p->tenant, "client:x",
		    &o.p->fault), &key));
		assert_string_equal(claim_status(&o.a, "acme.com"), "");
		CHECK(!text_is(claim_aliases(&o.a), "[\"acme.com\"]"), "%s", claim_aliases(&o.a));
		assert_int_equal(owners(o.p), 0);
		assert_int_equal(customer_events(&o.a, is_verified[i] ? "ss_sso_delete_verified_domain"
		    : "ss_sso_delete_pending_domain", "success"), 1);
		check_nothing_is_left(o.p);
	}
}

TEST(claims_end_with_their_connection_and_make_room)
{
	struct pair o = pair_new();

	must(o.p, claim_add(&o.a, "acme.com"));
	must(o.p, claim_add(&o.a, "acme.org"));
	must(o.p, claim_add(&o.b, "acme.org"));
	must(o.p, connection_remove(ACT(o.p->store, o.p->arena, o.p->tenant, "client:x",
	    &o.p->fault), claim_connection(&o.a)));
	assert_string_equal(status_listed(&o, "acme.com"), "");
	assert_string_equal(status_listed(&o, "acme.org"), "pending");
	assert_int_equal(sql_long("SELECT domain_count FROM organization WHERE organization_id = '%s'",
	    o.organization_id), 1);
	check_nothing_is_left(o.p);
}

/* As a PATCH of options.domain_aliases does. */
TEST(claims_end_when_a_program_takes_the_alias)
{
	struct customer c = customer_connected(place_new(), CONFIG, OPTIONAL);

	must(c.place, claim_add(&c, "acme.com"));
	must(c.place, claim_add(&c, "acme.org"));
	claim_find(&c, "acme.com");
	sql("SELECT aliases_after(tenant_id, connection_id, '[\"a.example\"]') FROM connection "
	    "WHERE tenant_id = '%s'", c.tenant);
	assert_string_equal(claim_status(&c, "acme.com"), "");
	assert_string_equal(claim_status(&c, "acme.org"), "pending");
	assert_string_equal(claim_aliases(&c), "[\"a.example\"]");
	assert_int_equal(customer_events(&c, "ss_sso_delete_verified_domain", "success"), 1);
	check_nothing_is_left(c.place);
}

TEST(claims_that_end_leave_what_the_tenant_vouches_for)
{
	struct customer c = customer_connected(place_new(), CONFIG ",\"options\":{\"domain_aliases\":"
	    "[\"acme.com\"]}", REQUIRED);
	struct domain_row *rows;
	size_t count;

	must(c.place, claim_add(&c, "acme.com"));
	must(c.place, claim_add(&c, "acme.org"));
	claim_find(&c, "acme.com");
	claim_find(&c, "acme.org");
	must(c.place, claim_remove(&c, "acme.com"));
	assert_string_equal(sql_text(c.place->arena, "SELECT string_agg(domain, ' ' ORDER BY domain) FROM "
	    "connection_alias WHERE tenant_id = '%s'", c.tenant), "acme.com acme.org");
	rows = claim_list(&c, &count);
	assert_int_equal(count, 2);
	assert_int_equal(rows[0].kind, DOMAIN_TRUSTED);
	assert_string_equal(rows[0].name, "acme.com");
}

TEST(claims_that_end_take_back_what_the_dns_had_proved)
{
	struct pair o = pair_new();
	struct customer other = customer_connected(o.p, "\"name\":\"other\"", OPTIONAL);

	must(o.p, claim_add(&o.a, "acme.com"));
	claim_find(&o.a, "acme.com");
	must(o.p, claim_add(&o.b, "acme.com"));
	must(o.p, claim_remove(&o.a, "acme.com"));
	assert_string_equal(status_listed(&o, "acme.com"), VERIFIED);
	must(o.p, claim_add(&other, "acme.com"));
	must(o.p, claim_remove(&o.b, "acme.com"));
	assert_string_equal(status_listed(&o, "acme.com"), "");
	claim_find(&other, "acme.com");
	assert_string_equal(claim_status(&other, "acme.com"), VERIFIED);
	check_nothing_is_left(o.p);
}

/* --- what the tenant itself has verified for the organization --- */

static void
vouch(const struct pair *o, const char *organization_id, const char *domain)
{
	struct domain_key key = { organization_id, "ord_1c23456789abcdefghijkm" };
	struct discovery_domain made, wanted = { .given = GIVEN_ALL, .id = key.domain_id,
		.domain = domain, .status = VERIFIED, .use_for_organization_discovery = true,
		.verification_txt = "0123456789abcdef0123456789abcdef" };

	must(o->p, discovery_domain_add(ACT(o->p->store, o->p->arena, o->p->tenant, "client:x",
	    &o->p->fault), &key, &wanted, &made));
}

TEST(claims_of_what_the_tenant_verified_are_not_looked_up_and_leave_it_so)
{
	struct pair o = pair_new();

	vouch(&o, o.organization_id, "acme.com");
	must(o.p, claim_add(&o.a, "acme.com"));
	assert_string_equal(claim_status(&o.a, "acme.com"), VERIFIED);
	assert_true(claim_shown(&o.a, "acme.com").is_associated);
	assert_int_equal(sql_long("SELECT count(*) FROM job WHERE tenant_id = '%s' AND kind = "
	    "'verify_domain'", o.p->tenant), 0);
	must(o.p, claim_remove(&o.a, "acme.com"));
	assert_string_equal(status_listed(&o, "acme.com"), VERIFIED);
	check_nothing_is_left(o.p);
}

/* As a program does by a PATCH. */
static void
status_change(const struct pair *o, const char *status)
{
	struct domain_key key = { o->organization_id, NULL };
	struct discovery_domain made, change = { .given = { UINT64_C(1) << DOMAIN_STATUS, 0 },
		.status = status };

	must(o->p, discovery_domain_find(place_act(o->p), &key, "acme.com", &made));
	key.domain_id = made.id;
	must(o->p, discovery_domain_change(ACT(o->p->store, o->p->arena, o->p->tenant, "client:x",
	    &o->p->fault), &key, &change, &made));
	assert_string_equal(made.status, status);
}

TEST(claims_that_wait_are_verified_when_the_tenant_vouches_for_the_domain)
{
	struct pair o = pair_new();

	must(o.p, claim_add(&o.a, "acme.com"));
	must(o.p, claim_add(&o.b, "acme.com"));
	assert_string_equal(claim_check(&o.a, "acme.com"), "waiting");
	status_change(&o, VERIFIED);
	assert_string_equal(claim_status(&o.a, "acme.com"), VERIFIED);
	assert_string_equal(claim_check(&o.a, "acme.com"), VERIFIED);
	assert_true(claim_shown(&o.a, "acme.com").is_associated && !claim_shown(&o.a, "acme.com").is_waiting);
	assert_string_equal(claim_aliases(&o.a), "[\"acme.com\"]");
	assert_string_equal(claim_aliases(&o.b), "[\"acme.com\"]");
	assert_int_equal(customer_events(&o.a, "ss_sso_associate_verified_domain", "success"), 1);
	assert_int_equal(sql_long("SELECT count(*) FROM job WHERE tenant_id = '%s' AND kind = "
	    "'verify_domain'", o.p->tenant), 0);
	status_change(&o, VERIFIED);
	assert_int_equal(customer_events(&o.a, "ss_sso_associate_verified_domain", "success"), 1);
	check_nothing_is_left(o.p);
}

TEST(claims_of_a_revoked_ticket_gain_nothing_when_the_tenant_vouches)
{
	struct pair o = pair_new();

	must(o.p, claim_add(&o.a, "acme.com"));
	sql("UPDATE ticket SET revoked_at = now() WHERE ticket_id = '%s'", o.a.id);
	status_change(&o, VERIFIED);
	assert_string_equal(claim_status(&o.a, "acme.com"), "pending");
	assert_string_equal(claim_aliases(&o.a), "");
}

TEST(claims_end_when_the_tenant_no_longer_vouches_for_the_domain)
{
	struct pair o = pair_new();

	vouch(&o, o.organization_id, "acme.com");
	must(o.p, claim_add(&o.a, "acme.com"));
	status_change(&o, "pending");
	assert_string_equal(claim_status(&o.a, "acme.com"), "");
	assert_string_equal(claim_aliases(&o.a), "[]");
	check_nothing_is_left(o.p);
}

/* Somebody had it first, then the tenant vouched for another. */
TEST(claims_that_stay_have_the_domain_once_its_owner_is_gone)
{
	struct pair o = pair_new();
	struct customer first = customer_connected(o.p, "\"name\":\"first\"", OPTIONAL);

	must(o.p, claim_add(&first, "acme.com"));
	claim_find(&first, "acme.com");
	vouch(&o, o.organization_id, "acme.com");
	must(o.p, claim_add(&o.a, "acme.com"));
	must(o.p, claim_remove(&first, "acme.com"));
	assert_string_equal(sql_text(o.p->arena, "SELECT owner FROM domain_owner WHERE tenant_id = '%s'",
	    o.p->tenant), o.organization_id);
	check_nothing_is_left(o.p);
}

TEST(claims_of_what_the_tenant_verified_may_be_public_or_anothers_too)
{
	struct pair o = pair_new();
	struct claim_key key = claim_key_of(&o.a, "gmail.com");
	const char *other = organization_new(o.p, "other");

	assert_int_equal(domain_add(place_act(o.p), &key, "gmail.com", true), FORBIDDEN);
	assert_int_equal(customer_events(&o.a, "ss_sso_add_domain", "failure"), 1);
	assert_string_equal(sql_text(o.p->arena, "SELECT details #>> '{problem,0,id}' FROM event WHERE outcome = "
	    "'failure' AND tenant_id = '%s'", o.p->tenant), "The domain does not belong to one company.");
	vouch(&o, o.organization_id, "gmail.com");
	vouch(&o, other, "gmail.com");
	must(o.p, domain_add(place_act(o.p), &key, "gmail.com", true));
	assert_string_equal(claim_status(&o.a, "gmail.com"), VERIFIED);
}

/* --- what a ticket asks for --- */

TEST(claims_of_the_ticket_are_listed_although_somebody_has_the_domain)
{
	struct place *p = place_new();
	struct customer owner = customer_connected(p, CONFIG, OPTIONAL), c;

	must(p, claim_add(&owner, "acme.com"));
	claim_find(&owner, "acme.com");
	c = customer_connected(p, "\"name\":\"next\"", ",\"domain_aliases_config\":"
	    "{\"domain_verification\":\"optional\",\"pending_domains\":[\"acme.com\"]}");
	assert_string_equal(claim_status(&c, "acme.com"), "pending");
	claim_find(&c, "acme.com");
	assert_string_equal(claim_status(&c, "acme.com"), "pending");
	assert_string_equal(claim_column(&c, "acme.com", "seen ->> 'is_taken'"), "true");
	claim_find(&c, "acme.com");
	assert_int_equal(customer_events(&c, "ss_sso_domain_verification", "failure"), 1);
	must(p, claim_ask(&c, "acme.com"));
	claim_find(&c, "acme.com");
	assert_int_equal(customer_events(&c, "ss_sso_domain_verification", "failure"), 2);
}

TEST(claims_show_the_script_of_what_a_program_asked_for)
{
	struct customer c = customer_connected(place_new(), CONFIG, ",\"domain_aliases_config\":"
	    "{\"domain_verification\":\"optional\",\"pending_domains\":[\"xn--mnchen-3ya.example\"]}");
	size_t count;

	assert_string_equal(claim_list(&c, &count)[0].shown, "m\xc3\xbcnchen.example");
	assert_string_equal(claim_shown(&c, "xn--mnchen-3ya.example").shown, "m\xc3\xbcnchen.example");
}

TEST(claims_leave_room_for_the_name_of_the_record)
{
	struct pair o = pair_new();
	struct customer c = customer_connected(o.p, "\"name\":\"other\"", OPTIONAL);
	const char *label = "a23456789012345678901234567890123456789012345678901234567890123";
	const char *name = arena_print(o.p->arena, "%s.%s.%s.%.23s", label, label, label, label);

	assert_int_equal(strlen(name), 215);
	must(o.p, claim_add(&o.a, name));
	assert_int_equal(claim_add(&o.a, arena_print(o.p->arena, "%sx", name)), INVALID);
	must(o.p, claim_add(&c, arena_print(o.p->arena, "%s%.21s", name, label)));
	assert_int_equal(claim_add(&c, arena_print(o.p->arena, "%s%.22s", name, label)), INVALID);
}

/* --- enabled by themselves --- */

TEST(connections_whose_clients_were_changed_do_not_enable_themselves)
{
	struct place *p = place_new();
	struct customer c = customer_connected(p, CONFIG, "," CLIENTS REQUIRED);
	struct wizard_key key = customer_key(&c, 0);
	const char *id = claim_connection(&c);

	must(p, claim_add(&c, "acme.com"));
	must(p, connection_enable_later(place_act(p), &key));
	must(p, connection_clients_change(ACT(p->store, p->arena, c.tenant, "client:x",
	    &p->fault), id, "[{\"client_id\":\"client-a\",\"status\":true}]"));
	must(p, connection_clients_change(ACT(p->store, p->arena, c.tenant, "client:x",
	    &p->fault), id, "[{\"client_id\":\"client-a\",\"status\":false}]"));
	claim_find(&c, "acme.com");
	assert_int_equal(customer_visit(&c).connection.enabled_at, 0);
}

TEST(connections_enable_themselves_when_the_tenant_vouches_for_the_domain)
{
	struct pair o = pair_new();
	struct customer c = customer_connected(o.p, "\"name\":\"other\"", for_organization(o.p, o.organization_id, "," CLIENTS REQUIRED));
	struct wizard_key key = customer_key(&c, 0);

	must(o.p, claim_add(&c, "acme.com"));
	must(o.p, connection_enable_later(place_act(o.p), &key));
	status_change(&o, VERIFIED);
	assert_true(customer_visit(&c).connection.enabled_at != 0);
	assert_int_equal(customer_events(&c, "ss_sso_enable_connection", "success"), 1);
}

/* The organization has verified that domain already, so no record is looked up. */
TEST(connections_enable_themselves_by_a_domain_that_needs_no_record)
{
	struct pair o = pair_new();
	struct customer c = customer_connected(o.p, "\"name\":\"other\"", for_organization(o.p, o.organization_id, "," CLIENTS REQUIRED));
	struct wizard_key key = customer_key(&c, 0);

	must(o.p, claim_add(&o.a, "acme.com"));
	claim_find(&o.a, "acme.com");
	must(o.p, claim_add(&c, "acme.org"));
	must(o.p, connection_enable_later(place_act(o.p), &key));
	must(o.p, claim_add(&c, "acme.com"));
	assert_string_equal(claim_status(&c, "acme.com"), VERIFIED);
	assert_true(customer_visit(&c).connection.enabled_at != 0);
	assert_int_equal(customer_events(&c, "ss_sso_enable_connection", "success"), 1);
}
