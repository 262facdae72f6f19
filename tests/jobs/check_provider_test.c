/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/check_provider.h"

#include <string.h>

#include "base/sentence.h"
#include "base/text.h"
#include "customer.h"
#include "hostile_server.h"
#include "test.h"

/* The outcome of the check: its state and problem. */
static const char *
outcome(struct customer *c)
{
	return arena_print(c->place->arena, "%s: %s", customer_column(c, "check_state"),
	    customer_column(c, "problem"));
}

static void
run(struct customer *c)
{
	struct place *p = c->place;
	struct fetcher *fr;
	struct job job;

	must(p, fetcher_new(&(struct fetch_settings){ "localhost", "", "1-65535",
	    hostile_server.trusted }, &fr, &p->fault));
	must(p, job_take(place_act(p), A_TAKER, &job));
	assert_string_equal(job.kind, "check_provider");
	assert_string_equal(job.subject, c->id);
	must(p, check_provider(ACT(p->store, p->arena, c->tenant, NULL, &p->fault),
	    &(struct tools){ .fetcher = fr }, &job));
	fetcher_free(fr);
}

/* A later version, which served before this one came back, may know more providers. */
TEST(checks_of_providers_that_nobody_knows_end)
{
	struct place *p = place_new();
	struct customer c;

	hostile_server_start();
	sql("DELETE FROM job");
	c = customer_new(p, "\"name\":\"n\"", "");
	customer_choose(&c, "later");
	customer_submit(&c, "client", "sealed");
	run(&c);
	CHECK(text_is(outcome(&c), "failed: We could not check your identity provider. Try "
	    "again."),
	    "%s", outcome(&c));
}

/* Each check follows its protocol and uses the fields of its own form.  Where only a customer is
 * named, its provider's server is not here. */
TEST(checks_of_providers_follow_their_protocol)
{
	struct place *p = place_new();
	struct customer c;
	size_t i;

	hostile_server_start();
	for (i = 0; i < provider_count; i++) {
		sql("DELETE FROM job");
		c = customer_new(p, arena_print(p->arena, "\"name\":\"n%zu\"", i), "");
		customer_choose(&c, providers[i]->strategy);
		customer_submit(&c, "client", "sealed");
		sql("UPDATE wizard SET input = '{\"domain\":\"localhost:%d\",\"discovery_url\":"
		    "\"https://localhost:%d/idp\",\"source\":\"xml\",\"metadata_xml\":\"<a/>\"}' "
		    "WHERE tenant_id = '%s' AND ticket_id = '%s'", hostile_server.good,
		    hostile_server.good, c.tenant, c.id);
		run(&c);
		if (providers[i]->address == ENTRA_TENANT || providers[i]->address == WORKSPACE_DOMAIN)
			CHECK(text_starts(outcome(&c), "failed: This is not a domain. Enter "), "%s: %s",
			    providers[i]->strategy, outcome(&c));
		else if (providers[i]->protocol == PROTOCOL_OPENID)
			CHECK(text_is(customer_column(&c, "check_state"), "found"), "%s: %s",
			    providers[i]->strategy, outcome(&c));
		else
			CHECK(text_starts(outcome(&c), "failed: "), "%s: %s", providers[i]->strategy, outcome(&c));
	}
}

/* Checks a provider of that strategy with that input; %d in it is the port of the good server. */
static struct customer
checked(const char *strategy, const char *input)
{
	struct place *p = place_new();
	struct customer c = customer_new(p, "\"name\":\"n\"", "");

	hostile_server_start();
	sql("DELETE FROM job");
	customer_choose(&c, strategy);
	customer_submit(&c, "client", "sealed");
	sql("UPDATE wizard SET input = replace('%s', '%%d', '%d')::jsonb WHERE tenant_id = '%s' AND ticket_id = '%s'",
	    input, hostile_server.good, c.tenant, c.id);
	run(&c);
	return c;
}

TEST(checks_read_compressed_documents_and_name_what_they_want)
{
	static const char *const rows[][2] = {
		{ "oidc", "{\"discovery_url\":\"https://localhost:%d/gzip/idp\"}" },
		{ "samlp", "{\"source\":\"url\",\"metadata_url\":\"https://localhost:%d/gzip/metadata\"}" },
		{ "samlp", "{\"source\":\"url\",\"metadata_url\":\"https://localhost:%d/negotiated\"}" },
	};
	struct customer c;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		c = checked(rows[i][0], rows[i][1]);
		CHECK(text_is(customer_column(&c, "check_state"), "found"), "%s: %s", rows[i][1], outcome(&c));
	}
}

/* Such as Oracle's, Azure B2C's and others'. */
TEST(checks_take_peculiar_documents_with_a_warning)
{
	static const struct {
		const char *path, *warning;	/* NULL: there is none */
	} rows[] = {
		{ "/of-all", "Your provider says that its issuer is https://identity.example/, not https://localhost:" },
		{ "/of-all/.well-known/openid-configuration", "says that its issuer is https://identity.example/" },
		{ "/policy/v2.0/.well-known/openid-configuration?p=b2c_1_signin", NULL },
		{ "/methods-as-text", "because we cannot use them: token_endpoint_auth_methods_supported." },
		{ "/scopes-as-object", "because we cannot use them: scopes_supported." },
		{ "/300-scopes", NULL },
	};
	struct arena *a = arena_new();
	struct customer c;
	const char *said;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		c = checked("oidc", arena_print(a, "{\"discovery_url\":\"https://localhost:%%d%s\"}",
		    rows[i].path));
		said = outcome(&c);
		CHECK(text_is(customer_column(&c, "check_state"), "found"), "%s: %s", rows[i].path, said);
		said = sentences_english(c.place->arena, &customer_visit(&c).wizard.found->warnings);
		CHECK(rows[i].warning == NULL ? *said == '\0' : strstr(said, rows[i].warning) != NULL, "%s: %s",
		    rows[i].path, said);
	}
	arena_free(a);
}

/* What was typed leads to the document, and the page after the check tells what was changed. */
TEST(checks_find_the_metadata_of_products)
{
	static const struct {
		const char	*strategy, *typed, *note;	/* NULL: there is none */
	} rows[] = {
		{ "adfs", "localhost:%d", NULL },
		{ "adfs", "http://localhost:%d/adfs/services/trust", "We used the federation metadata of your AD FS server, "
		    "https://localhost:" },
		{ "adfs", "https://localhost:%d/gzip/metadata", NULL },
		{ "keycloak-samlp", "localhost:%d/realms/acme", NULL },
		{ "keycloak-samlp", "https://localhost:%d/admin/master/console/#/acme/clients", "We used the SAML metadata of your "
		    "realm, https://localhost:" },
		{ "okta-samlp", "https://localhost:%d/app/exk1/sso/saml/metadata", NULL },
		{ "okta-samlp", "https://localhost:%d/app/acme_1/exk1/sso/saml", "We used its metadata URL, https://localhost:" },
		{ "auth0-samlp", "https://localhost:%d/samlp/metadata/c1", NULL },
		{ "auth0-samlp", "https://localhost:%d/samlp/c1", "We used its metadata URL, https://localhost:" },
	};
	struct arena *a = arena_new();
	struct customer c;
	const char *said;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		c = checked(rows[i].strategy, arena_print(a, "{\"source\":\"url\",\"metadata_url\":\"%s\"}", rows[i].typed));
		said = outcome(&c);
		CHECK(text_is(customer_column(&c, "check_state"), "found"), "%s: %s", rows[i].typed, said);
		said = sentences_english(c.place->arena, &customer_visit(&c).wizard.found->warnings);
		CHECK(rows[i].note == NULL ? *said == '\0' : strstr(said, rows[i].note) != NULL, "%s: %s", rows[i].typed, said);
		assert_true(customer_visit(&c).wizard.found->certificates.count > 0);
	}
	c = checked("adfs", "{\"source\":\"url\",\"metadata_url\":\"https://localhost:%d/large-metadata\"}");
	CHECK(strstr(outcome(&c), "failed: ") != NULL && strstr(outcome(&c), "is too large: we read at most 128 KB.") != NULL,
	    "%s", outcome(&c));
	arena_free(a);
}

TEST(checks_that_killed_their_worker_end_with_a_diagnosis)
{
	static const struct {
		enum job_end	 why;
		const char	*outcome;
	} rows[] = {
		{ JOB_TOO_MUCH_WORK, "failed: Your identity provider’s document is too "
		    "complex for us to read. Use one that describes only this provider, or "
		    "ask Acme for help." },
		{ JOB_KILLS, "failed: We could not check your identity provider. Try again." },
	};
	struct place *p = place_new();
	struct customer c;
	struct job job;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		c = customer_new(p, arena_print(p->arena, "\"name\":\"n%zu\"", i), "");
		customer_choose(&c, "okta");
		customer_submit(&c, "client", "sealed");
		job = (struct job){ .tenant_id = c.tenant, .kind = "check_provider", .subject = c.id };
		must(p, end_check(ACT(p->store, p->arena, c.tenant, NULL, &p->fault), &job, rows[i].why));
		CHECK(text_starts(outcome(&c), rows[i].outcome), "%s", outcome(&c));
		assert_int_equal(end_check(ACT(p->store, p->arena, c.tenant, NULL, &p->fault), &job, rows[i].why),
		    NOT_FOUND);
	}
}
