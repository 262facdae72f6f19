/* SPDX-License-Identifier: Apache-2.0 */
#include "logins.h"

#include <string.h>

#include "actions/wizard.h"
#include "base/text.h"
#include "store/connection.h"
#include "test.h"

/* A test of the connection that brought these. */
static const char *
test_with(struct customer *c, const char *source, const char *name, const char *value)
{
	struct received r = { .given = GIVEN_ALL, .source = source, .name = name, .values = { &value, 1 } };
	struct login_claims claims = { .received = { &r, 1 } };
	struct login_outcome failed = { .given = GIVEN_ALL, .failure = "attribute_missing" };
	const char *id = logins_answer(c);
	struct login_work w = logins_take(c->place);

	must(c->place, login_end(place_act(c->place), &w, &failed, &claims, "{}", 7));
	return id;
}

static const char *
live_option(struct customer *c, const char *path)
{
	struct login_connection connection;

	must(c->place, login_connection_load(place_act(c->place), c->id, &connection));
	return fields_value(c->place->arena, connection.options, path).json;
}

/* SAML, with these names for the email address. */
static struct customer
saml_customer(const char *names)
{
	struct customer c = logins_customer();

	sql("UPDATE connection SET strategy = 'samlp' WHERE tenant_id = '%s'", c.tenant);
	sql("UPDATE connection_revision SET settings = '{\"fieldsMap\":{\"email\":%s,\"user_id\":\"sub\"}}' "
	    "WHERE tenant_id = '%s'", names, c.tenant);
	return c;
}

static enum status
use(struct customer *c, const char *login_id, const char *target, const char *name)
{
	struct visit v = customer_visit(c);

	return login_use_claim(place_act(c->place), &v, login_id, target, name);
}

TEST(claims_that_came_can_fill_an_attribute)
{
	struct customer c = logins_customer();
	const char *id = test_with(&c, "id_token", "work_mail", "ann@acme.example");
	const long revision = customer_revision(&c);

	must(c.place, use(&c, id, "email", "work_mail"));
	assert_string_equal(live_option(&c, "attribute_map.attributes.email"), "\"${context.tokenset.work_mail}\"");
	assert_string_equal(live_option(&c, "client_id"), "\"client\"");
	assert_int_equal(customer_revision(&c), revision + 1);
	assert_int_equal(customer_events(&c, "ss_sso_connection_update", "success"), 1);
	assert_string_equal(sql_text(c.place->arena, "SELECT r.sealed_secret || ' ' || (r.sealed_for = f.sealed_for) || ' ' || r.revision "
	    "FROM connection_revision r, connection_revision f WHERE r.tenant_id = '%s' AND f.tenant_id = r.tenant_id AND "
	    "f.revision = 1 AND r.revision = 2", c.tenant), "sealed true 2");
	assert_int_equal(customer_visit(&c).connection.test, TEST_NONE);
	must(c.place, use(&c, id, "email", "work_mail"));
	assert_int_equal(customer_events(&c, "ss_sso_connection_update", "success"), 1);
}

/* Settings that are sent again make another revision from what is found. */
TEST(claims_that_were_chosen_stay_with_new_settings)
{
	struct customer c = logins_customer();

	must(c.place, use(&c, test_with(&c, "userinfo", "work_mail", "ann@acme.example"), "email", "work_mail"));
	customer_submit(&c, "another client", "sealed");
	customer_find(&c, "https://acme.okta.com");
	customer_create(&c, "{\"client_id\":\"another client\",\"attribute_map\":{\"mapping_mode\":\"use_map\","
	    "\"attributes\":{\"email\":\"x\",\"name\":\"y\"}}}");
	assert_string_equal(live_option(&c, "client_id"), "\"another client\"");
	assert_string_equal(live_option(&c, "attribute_map"), "{\"attributes\":{\"name\":\"y\",\"email\":"
	    "\"${context.userinfo.work_mail}\"},\"mapping_mode\":\"use_map\"}");
}

TEST(claims_of_saml_come_before_the_former_names)
{
	static const struct {
		const char	*names, *then;
	} rows[] = {
		{ "\"mail\"", "[\"urn:mail\",\"mail\"]" },
		{ "[\"a\",\"b\",\"urn:mail\",\"c\",\"d\"]", "[\"urn:mail\",\"a\",\"b\",\"c\"]" },
		{ "null", "[\"urn:mail\"]" },
	};
	struct customer c;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		c = saml_customer(rows[i].names);
		must(c.place, use(&c, test_with(&c, "attribute", "urn:mail", "ann@acme.example"), "email", "urn:mail"));
		assert_string_equal(live_option(&c, "fieldsMap.email"), rows[i].then);
		assert_string_equal(live_option(&c, "fieldsMap.user_id"), "\"sub\"");
	}
}

TEST(claims_that_did_not_come_cannot_be_chosen)
{
	struct customer c = logins_customer(), other = customer_connected(c.place, "\"name\":\"other\"", "," CLIENTS);
	const char *id = test_with(&c, "id_token", "work_mail", "ann@acme.example");
	struct visit v;

	assert_int_equal(use(&c, id, "email", "mail"), INVALID);
	assert_int_equal(use(&c, id, "app_metadata.is_admin", "work_mail"), INVALID);
	assert_int_equal(use(&c, "lgn_000000000000000000000000", "email", "work_mail"), NOT_FOUND);
	assert_int_equal(use(&other, id, "email", "work_mail"), NOT_FOUND);
	sql("UPDATE login SET claims = NULL, profile = NULL WHERE login_id = '%s'", id);
	assert_int_equal(use(&c, id, "email", "work_mail"), INVALID);
	id = test_with(&c, "id_token", "work_mail", "ann@acme.example");
	v = customer_visit(&c);
	must(c.place, finish_connection(place_act(c.place), &v, v.wizard.revision));
	assert_int_equal(login_use_claim(place_act(c.place), &v, id, "email", "work_mail"), CONFLICT);
	assert_int_equal(sql_long("SELECT max(revision) FROM connection_revision WHERE tenant_id = '%s'", c.tenant), 1);
}
