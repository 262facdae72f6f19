/* SPDX-License-Identifier: Apache-2.0 */
#include "logins.h"

#include "base/hash.h"
#include "base/random.h"
#include "test.h"

struct customer
logins_customer(void)
{
	return customer_connected(place_new(), "\"name\":\"acme-okta\"", "," CLIENTS);
}

const char *
logins_start(struct customer *c, const char *browser)
{
	struct place *p = c->place;
	struct visit v = customer_visit(c);
	const char *id = login_id_new(p->arena);

	must(p, login_start(place_act(p), &v, id, browser, false, false));
	return id;
}

const char *
logins_post(struct customer *c, const char *login_id, const char *form)
{
	struct place *p = c->place;
	const char *hash = hash_text(p->arena, random_alnum(p->arena, 32));

	must(p, login_post_keep(place_act(p), c->domain, login_id, NULL, hash, form));
	return hash;
}

enum login_claim
logins_claim(struct customer *c, const char *token_hash, const char *browser)
{
	struct place *p = c->place;
	struct login_claimed claimed;

	must(p, login_claim_form(place_act(p), c->domain, token_hash, browser, SEALED, &claimed));
	return claimed.claim;
}

const char *
logins_answer(struct customer *c)
{
	const char *id = logins_start(c, BROWSER);

	assert_int_equal(logins_claim(c, logins_post(c, id, "SAMLResponse=x"), BROWSER), CLAIM_TAKEN);
	return id;
}

struct login_work
logins_take(struct place *p)
{
	struct objects taken;

	sql("UPDATE login SET due_at = now() + interval '1 hour' WHERE tenant_id <> '%s' AND due_at <= now()", p->tenant);
	must(p, login_take(place_act(p), "place", 1, &taken));
	assert_int_equal(taken.count, 1);
	return *(struct login_work *)taken.items;
}

enum status
logins_end(struct place *p, const struct login_work *w, const char *failure)
{
	struct login_outcome outcome = { .given = GIVEN_ALL, .failure = failure };

	return login_end(place_act(p), w, &outcome, NULL, NULL, 7);
}

const char *
logins_test(struct customer *c, const char *failure)
{
	const char *id = logins_answer(c);
	struct login_work w = logins_take(c->place);

	assert_string_equal(w.login.id, id);
	must(c->place, logins_end(c->place, &w, failure));
	return id;
}

const char *
logins_column(struct customer *c, const char *login_id, const char *column)
{
	return sql_text(c->place->arena, "SELECT %s FROM login WHERE tenant_id = '%s' AND login_id = '%s'",
	    column, c->tenant, login_id);
}
