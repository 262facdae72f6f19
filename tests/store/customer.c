/* SPDX-License-Identifier: Apache-2.0 */
#include "customer.h"

#include "actions/organization.h"
#include "base/hash.h"
#include "base/random.h"
#include "model/ticket/ticket.h"
#include "store/ticket.h"
#include "store/visit.h"
#include "test.h"

const char *
organization_new(struct place *p, const char *name)
{
	struct organization wanted = { .name = name }, made;

	must(p, create_organization(place_act(p), &wanted, &made));
	return made.id;
}

const char *
connection_new(struct place *p, const char *name)
{
	struct customer c = customer_new(p, arena_print(p->arena, "\"name\":\"%s\"", name), "");

	customer_choose(&c, "okta");
	customer_submit(&c, "client", "sealed");
	customer_find(&c, "https://acme.okta.com");
	return customer_create(&c, "{}");
}

struct customer
customer_new(struct place *p, const char *config, const char *rest)
{
	struct customer c = { .place = p, .tenant = p->tenant, .domain = p->domain };
	const char *domain;
	int i;

	c.ticket = random_alnum(p->arena, TICKET_LENGTH);
	c.id = ticket_id_of(p->arena, c.ticket);
	must(p, ticket_add(place_act(p), place_profile(p, "{\"name\":\"A\"}"), c.ticket,
	    arena_print(p->arena, "{\"connection_config\":{%s}%s}", config, rest), 3600, NULL,
	    &domain));
	for (i = 0; i < 2; i++)
		c.session_hash[i] = hash_text(p->arena, place_session(p, c.ticket));
	return c;
}

long
customer_revision(struct customer *c)
{
	return sql_long("SELECT revision FROM wizard WHERE tenant_id = '%s' AND ticket_id = '%s'",
	    c->tenant, c->id);
}

const char *
customer_column(struct customer *c, const char *column)
{
	return sql_text(c->place->arena, "SELECT %s FROM wizard WHERE tenant_id = '%s' AND "
	    "ticket_id = '%s'", column, c->tenant, c->id);
}

struct wizard_key
customer_key(struct customer *c, int session)
{
	return (struct wizard_key){ c->id, c->session_hash[session], customer_revision(c) };
}

struct visit
customer_visit(struct customer *c)
{
	struct visit v;

	must(c->place, visit_by_session(place_act(c->place), c->domain,
	    &(struct session_key){ c->id, c->session_hash[0], 0, true }, VISIT_SETTINGS, &v));
	return v;
}

void
customer_choose(struct customer *c, const char *strategy)
{
	struct place *p = c->place;
	struct wizard_key key = customer_key(c, 0);

	must(p, wizard_choose(place_act(p), &key, strategy));
	key.revision++;
	must(p, wizard_step(place_act(p), &key, STEP_APPLICATION, STEP_SETTINGS));
}

void
customer_submit(struct customer *c, const char *client_id, const char *sealed)
{
	struct place *p = c->place;
	struct wizard_key key = customer_key(c, 0);
	struct provider_settings typed = { .given = GIVEN_ALL, .domain = "acme.okta.com",
		.client_id = client_id };

	must(p, wizard_submit(place_act(p), &key, &typed, sealed, true));
}

void
customer_find(struct customer *c, const char *issuer)
{
	struct place *p = c->place;
	struct found found = { .given = GIVEN_ALL, .issuer = issuer };

	must(p, check_found(ACT(p->store, p->arena, c->tenant, NULL, &p->fault), c->id,
	    customer_revision(c), &found));
	assert_int_equal(customer_visit(c).wizard.check, CHECK_FOUND);
}

const char *
customer_create(struct customer *c, const char *options)
{
	struct place *p = c->place;
	struct wizard_key key = customer_key(c, 0);
	const char *id = arena_print(p->arena, "con_%s", random_alnum(p->arena, 16));

	must(p, connection_confirm(place_act(p), &key, id,
	    provider_makes(customer_visit(c).wizard.provider)->strategy, options, NULL));
	return id;
}

const char *
customer_connect(struct customer *c)
{
	struct place *p = c->place;
	struct wizard_key key;
	const char *id;
	enum step s;

	customer_choose(c, "okta");
	customer_submit(c, "client", "sealed");
	customer_find(c, "https://acme.okta.com");
	id = customer_create(c, "{\"issuer\":\"https://acme.okta.com\",\"client_id\":\"client\"}");
	for (s = STEP_MAPPING; s < STEP_ENABLE; s = step_reached_after(s)) {
		key = customer_key(c, 0);
		must(p, wizard_step(place_act(p), &key, s, step_reached_after(s)));
	}
	return id;
}

struct customer
customer_connected(struct place *p, const char *config, const char *rest)
{
	struct customer c = customer_new(p, config, rest);

	customer_connect(&c);
	return c;
}

long
customer_events(struct customer *c, const char *kind, const char *outcome)
{
	return sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND kind = '%s' AND "
	    "outcome = '%s' AND ticket_id = '%s' AND details ->> 'connection_name' IS NOT NULL",
	    c->tenant, kind, outcome, c->id);
}
