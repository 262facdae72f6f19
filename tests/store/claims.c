/* SPDX-License-Identifier: Apache-2.0 */
#include "claims.h"

#include "actions/domain.h"
#include "store/wizard.h"
#include "test.h"

const char *
for_organization(struct place *p, const char *organization_id, const char *rest)
{
	return arena_print(p->arena, "%s,\"enabled_organizations\":[{\"organization_id\":\"%s\"}]", rest,
	    organization_id);
}

struct claim_key
claim_key_of(struct customer *c, const char *name)
{
	return (struct claim_key){ c->id, c->session_hash[0], name };
}

enum status
claim_add(struct customer *c, const char *name)
{
	struct claim_key key = claim_key_of(c, name);

	return domain_add(place_act(c->place), &key, name, false);
}

enum status
claim_ask(struct customer *c, const char *name)
{
	struct claim_key key = claim_key_of(c, name);

	return domain_ask(place_act(c->place), &key);
}

enum status
claim_remove(struct customer *c, const char *name)
{
	struct claim_key key = claim_key_of(c, name);

	return domain_remove(place_act(c->place), &key);
}

struct domain_row *
claim_list(struct customer *c, size_t *count)
{
	struct domain_row *rows;

	must(c->place, domain_list(ACT(c->place->store, c->place->arena, c->tenant, NULL,
	    &c->place->fault), c->id, &rows, count));
	return rows;
}

struct claimed_domain
claim_shown(struct customer *c, const char *name)
{
	struct claimed_domain d;

	must(c->place, domain_load(ACT(c->place->store, c->place->arena, c->tenant, NULL,
	    &c->place->fault), c->id, name, false, &d));
	return d;
}

struct domain_claim
claim_load(struct customer *c, const char *name)
{
	struct domain_claim claim = { .connection_id = claim_connection(c), .name = name };

	must(c->place, domain_wanted(place_act(c->place), &claim));
	return claim;
}

void
claim_find(struct customer *c, const char *name)
{
	struct domain_claim claim = claim_load(c, name);

	must(c->place, verify_domain(place_act(c->place), &claim,
	    "{\"finding\":\"verified\",\"is_verified\":true}"));
}

void
claim_miss(struct customer *c, const char *name)
{
	struct domain_claim claim = claim_load(c, name);

	must(c->place, miss_domain(place_act(c->place), &claim, "{\"finding\":\"no_name\"}",
	    false));
}

const char *
claim_connection(struct customer *c)
{
	return customer_column(c, "connection_id");
}

const char *
claim_column(struct customer *c, const char *name, const char *column)
{
	return sql_text(c->place->arena, "SELECT %s FROM connection_domain WHERE tenant_id = '%s' "
	    "AND connection_id = '%s' AND domain = '%s'", column, c->tenant, claim_connection(c), name);
}

const char *
claim_status(struct customer *c, const char *name)
{
	return claim_column(c, name, "status");
}

const char *
claim_aliases(struct customer *c)
{
	return sql_text(c->place->arena, "SELECT aliases_of(c) FROM connection c "
	    "WHERE tenant_id = '%s' AND connection_id = '%s'", c->tenant, claim_connection(c));
}

const char *
claim_check(struct customer *c, const char *name)
{
	const char *check;

	must(c->place, check_load(place_act(c->place), c->domain,
	    &(struct session_key){ c->id, c->session_hash[0], 0, false }, name, &check));
	return check;
}
