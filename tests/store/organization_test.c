/*
 * organization_test.c - limits that hold however many ask, and what a ticket's
 * organizations get
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "actions/discovery_domain.h"
#include "actions/organization.h"
#include "actions/organization_connection.h"
#include "customer.h"
#include "test.h"

enum { PROCESSES = 6 };

struct crowd {
	const char	*tenant, *organization, *connections[2 * PROCESSES];
};

/* Two each: twelve want in where ten may. */
static long
link_two(struct arena *a, int index, void *context)
{
	struct crowd *c = context;
	struct store *s = store_new(database_url());
	struct organization_connection wanted = { 0 }, made;
	struct fault f;
	long count = 0, refused = 0;
	enum status st = store_connect(s, &f);
	int i;

	for (i = 0; i < 2 && st == OK; i++) {
		struct link_key key = { c->organization, c->connections[2 * index + i],
			ANY_CONNECTION };
		enum status one = link_connection(ACT(s, a, c->tenant, "system:test", &f), &key,
		    &wanted, &made);

		count += one == OK;
		refused += one == INVALID;
	}
	store_free(s);
	return count + refused == 2 ? count : 1000;
}

TEST(organizations_have_ten_connections_however_many_ask)
{
	struct place *p = place_new();
	struct crowd c = { .tenant = p->tenant, .organization = organization_new(p, "acme") };
	int i;

	for (i = 0; i < 2 * PROCESSES; i++)
		c.connections[i] = connection_new(p, arena_print(p->arena, "c%d", i));
	assert_int_equal(in_processes(PROCESSES, link_two, &c), 10);
	assert_int_equal(sql_long("SELECT count(*) FROM organization_connection WHERE tenant_id = '%s'",
	    p->tenant), 10);
	assert_int_equal(sql_long("SELECT connection_count FROM organization WHERE tenant_id = '%s'",
	    p->tenant), 10);
}

/* All the same one. */
static long
link_same(struct arena *a, int index, void *context)
{
	struct crowd *c = context;
	struct store *s = store_new(database_url());
	struct organization_connection wanted = { 0 }, made;
	struct link_key key = { c->organization, c->connections[0], ANY_CONNECTION };
	struct fault f;
	enum status st = store_connect(s, &f);

	(void)index;
	if (st == OK)
		st = link_connection(ACT(s, a, c->tenant, "system:test", &f), &key, &wanted, &made);
	store_free(s);
	return st == OK ? 1 : st == CONFLICT ? 0 : 1000;
}

TEST(organizations_have_a_connection_once_however_many_ask)
{
	struct place *p = place_new();
	struct crowd c = { .tenant = p->tenant, .organization = organization_new(p, "acme"),
		.connections = { connection_new(p, "c") } };

	assert_int_equal(in_processes(PROCESSES, link_same, &c), 1);
	assert_int_equal(sql_long("SELECT connection_count FROM organization WHERE tenant_id = '%s'",
	    p->tenant), 1);
}

/* Twenty each of their own; every fourth goes again. */
static long
add_domains(struct arena *a, int index, void *context)
{
	struct crowd *c = context;
	struct store *s = store_new(database_url());
	struct domain_key key = { c->organization, NULL };
	struct discovery_domain wanted = { 0 }, made;
	struct fault f;
	long count = 0;
	enum status st = store_connect(s, &f);
	int i;

	for (i = 0; i < 30 && (st == OK || st == INVALID); i++) {
		wanted.domain = arena_print(a, "d%d-%d.example", index, i);
		st = add_discovery_domain(ACT(s, a, c->tenant, "system:test", &f), &key, &wanted,
		    &made);
		count += st == OK;
		if (st == OK && i % 4 == 0) {
			struct domain_key gone = { c->organization, made.id };

			st = remove_discovery_domain(ACT(s, a, c->tenant, "system:test", &f), &gone);
			count--;
		}
	}
	store_free(s);
	return st == OK || st == INVALID ? count : 1000;
}

TEST(organizations_have_a_hundred_domains_however_many_ask)
{
	struct place *p = place_new();
	struct crowd c = { .tenant = p->tenant, .organization = organization_new(p, "acme") };
	long count = in_processes(PROCESSES, add_domains, &c);

	CHECK(count <= 100 && count > 90, "%ld", count);
	assert_int_equal(sql_long("SELECT count(*) FROM organization_domain WHERE tenant_id = '%s'",
	    p->tenant), count);
	assert_int_equal(sql_long("SELECT domain_count FROM organization WHERE tenant_id = '%s'",
	    p->tenant), count);
}

static long
take_name(struct arena *a, int index, void *context)
{
	struct crowd *c = context;
	struct store *s = store_new(database_url());
	struct organization wanted = { .name = "acme" }, made;
	struct fault f;
	enum status st = store_connect(s, &f);

	(void)index;
	if (st == OK)
		st = create_organization(ACT(s, a, c->tenant, "system:test", &f), &wanted,
		    &made);
	store_free(s);
	return st == OK ? 1 : st == CONFLICT ? 0 : 1000;
}

TEST(organizations_take_a_name_once_however_many_ask)
{
	struct place *p = place_new();
	struct crowd c = { .tenant = p->tenant };

	assert_int_equal(in_processes(PROCESSES, take_name, &c), 1);
	assert_int_equal(sql_long("SELECT organization_count FROM tenant WHERE tenant_id = '%s'",
	    p->tenant), 1);
}

/* --- a ticket's organizations --- */

#define ALIASES "\"name\":\"acme\",\"options\":{\"domain_aliases\":[\"a.example\",\"b.example\"]}"

static char *
links(struct place *p)
{
	return sql_text(p->arena, "SELECT string_agg(concat_ws(' ', o.name, l.is_enabled, "
	    "l.assign_membership_on_login, l.show_as_button), ', ' ORDER BY o.name) FROM "
	    "organization_connection l JOIN organization o USING (tenant_id, organization_id) "
	    "WHERE tenant_id = '%s'", p->tenant);
}

static char *
domains(struct place *p)
{
	return sql_text(p->arena, "SELECT string_agg(domain || ' ' || status, ', ' ORDER BY domain) "
	    "FROM organization_domain WHERE tenant_id = '%s' AND domain_id ~ '^ord_1c' "
	    "AND verified_at IS NOT NULL = (status = 'verified')", p->tenant);
}

static struct customer
customer_of(struct place *p, const char *config, const char *clients, const char *organizations)
{
	return customer_new(p, config, arena_print(p->arena, "%s,\"enabled_organizations\":[%s]", clients,
	    organizations));
}

TEST(organizations_of_a_ticket_get_its_connection)
{
	struct place *p = place_new();
	const char *a = organization_new(p, "aa"), *b = organization_new(p, "bb"), *gone =
	    organization_new(p, "gone");
	struct customer c = customer_of(p, "\"name\":\"acme\"", "," CLIENTS, arena_print(p->arena,
	    "{\"organization_id\":\"%s\"},{\"organization_id\":\"%s\",\"assign_membership_on_login\":true,"
	    "\"show_as_button\":false},{\"organization_id\":\"%s\"}", gone, b, a));
	struct wizard_key key;

	must(p, delete_organization(place_act(p), gone));
	customer_connect(&c);
	assert_string_equal(links(p), "aa f f t, bb f t f");
	assert_int_equal(customer_visit(&c).connection.organizations.count, 2);
	assert_string_equal(sql_text(p->arena, "SELECT jsonb_array_length(details -> 'organizations') "
	    "FROM event WHERE kind = 'ss_sso_connection_creation' AND tenant_id = '%s'", p->tenant), "2");
	key = customer_key(&c, 0);
	must(p, connection_finish(place_act(p), &key));
	assert_string_equal(links(p), "aa t f t, bb t t f");
	assert_string_equal(domains(p), "");
}

/* A link that the tenant's program removed in the meantime stays removed, and a link
 * with another organization stays as it is. */
TEST(organizations_of_a_ticket_get_its_connection_once)
{
	struct place *p = place_new();
	const char *a = organization_new(p, "aa"), *other = organization_new(p, "other"), *id;
	struct organization_connection wanted = { .given.present = 1 << LINK_ENABLED }, made;
	struct customer c = customer_of(p, "\"name\":\"acme\"", "," CLIENTS, arena_print(p->arena,
	    "{\"organization_id\":\"%s\"}", a));
	struct wizard_key key;

	customer_choose(&c, "okta");
	customer_submit(&c, "client", "sealed");
	customer_find(&c, "https://acme.okta.com");
	id = customer_create(&c, "{}");
	sql("DELETE FROM organization_connection WHERE tenant_id = '%s'", p->tenant);
	customer_submit(&c, "client", "sealed");
	customer_find(&c, "https://acme.okta.com");
	customer_create(&c, "{}");
	assert_string_equal(links(p), "");
	must(p, link_connection(place_act(p), &(struct link_key){ other, id,
	    ANY_CONNECTION }, &wanted, &made));
	sql("UPDATE wizard SET step = 'enable' WHERE tenant_id = '%s'", p->tenant);
	key = customer_key(&c, 0);
	must(p, connection_finish(place_act(p), &key));
	assert_string_equal(links(p), "other f f t");
}

TEST(organizations_of_a_ticket_wait_where_nobody_may_enable)
{
	struct place *p = place_new();
	struct customer c = customer_of(p, "\"name\":\"acme\"", "", arena_print(p->arena,
	    "{\"organization_id\":\"%s\"}", organization_new(p, "aa")));
	struct wizard_key key;

	customer_connect(&c);
	key = customer_key(&c, 0);
	must(p, connection_finish(place_act(p), &key));
	assert_string_equal(links(p), "aa f f t");
}

TEST(organizations_that_are_full_are_left_out)
{
	struct place *p = place_new();
	const char *a = organization_new(p, "aa"), *b = organization_new(p, "bb");
	struct customer c = customer_of(p, ALIASES, ",\"use_for_organization_discovery\":true",
	    arena_print(p->arena, "{\"organization_id\":\"%s\"},{\"organization_id\":\"%s\"}", a, b));

	sql("UPDATE organization SET connection_count = 10 WHERE organization_id = '%s'", a);
	customer_connect(&c);
	assert_string_equal(links(p), "bb f f t");
}

TEST(domains_that_were_verified_before_find_the_organization)
{
	static const struct {
		const char	*discovery, *there;
		long		 count;
		const char	*domains;
		long		 count_then;
	} rows[] = {
		{ "true", NULL, 0, "a.example verified, b.example verified", 2 },
		{ "false", NULL, 0, "", 0 },
		{ "true", "b.example", 0, "a.example verified, b.example verified", 2 },
		{ "true", NULL, 98, "a.example verified", 100 },
		{ "true", NULL, 99, "", 100 },
	};
	struct place *p;
	struct customer c;
	const char *a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		p = place_new();
		a = organization_new(p, "aa");
		c = customer_of(p, ALIASES, arena_print(p->arena,
		    ",\"use_for_organization_discovery\":%s", rows[i].discovery),
		    arena_print(p->arena, "{\"organization_id\":\"%s\"}", a));
		if (rows[i].there != NULL) {
			struct discovery_domain wanted = { .domain = rows[i].there }, made;

			must(p, add_discovery_domain(place_act(p),
			    &(struct domain_key){ a, NULL }, &wanted, &made));
		}
		if (rows[i].count > 0)
			sql("UPDATE organization SET domain_count = %ld + 1 WHERE organization_id = '%s'",
			    rows[i].count, a);
		customer_connect(&c);
		CHECK(strcmp(domains(p), rows[i].domains) == 0, "row %zu: %s", i, domains(p));
		assert_int_equal(sql_long("SELECT domain_count FROM organization WHERE organization_id = "
		    "'%s'", a), rows[i].count_then);
	}
}
