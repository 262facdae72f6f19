/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/text.h"
#include "call.h"
#include "model/client.h"
#include "test.h"

#define BODY "{\"connection_config\":{\"name\":\"acme\"}}"
#define WITH(rest) "{\"connection_config\":{\"name\":\"acme\"}," rest "}"

struct desk {
	struct place	*p;
	struct caller	 c;
	const char	*path;
};

static struct desk
desk_new(void)
{
	struct desk d = { .p = place_new() };

	d.c = caller_new(d.p, all_scopes);
	d.path = arena_print(d.p->arena, PROFILES "/%s/sso-ticket", place_profile(d.p,
	    "{\"name\":\"A\"}"));
	return d;
}

static struct answer
issue(struct desk *d, const char *body)
{
	return call(d->p, &d->c, "POST", d->path, body);
}

/* The secret in the URL of the answer. */
static const char *
secret_of(struct desk *d, const struct answer *a)
{
	const char *url = member(d->p, a, "ticket");
	const char *start = arena_print(d->p->arena,
	    "https://%s/self-service/connections-flow?ticket=", d->p->domain);

	CHECK(a->code == 201 && text_starts(url, start), "%d: %s", a->code, a->body);
	assert_int_equal(strlen(url), strlen(start) + 32);
	return url + strlen(start);
}

static int
code_of(struct desk *d, const char *ticket)
{
	return ASK(d->p, .path = "/self-service/connections-flow",
	    .query = arena_print(d->p->arena, "ticket=%s", ticket)).code;
}

static struct answer
revoke_it(struct desk *d, const char *ticket)
{
	return call(d->p, &d->c, "POST", arena_print(d->p->arena, "%s/%s/revoke", d->path, ticket), NULL);
}

TEST(tickets_are_issued_as_urls)
{
	struct desk d = desk_new();
	struct answer a = issue(&d, BODY);
	const char *secret = secret_of(&d, &a);

	check_answer(&a, 201, arena_print(d.p->arena, "{\"ticket\":\"https://%s/self-service/"
	    "connections-flow?ticket=%s\"}", d.p->domain, secret));
	assert_null(strstr(a.log, secret));
	assert_int_equal(code_of(&d, secret), 200);
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND kind = "
	    "'ss_sso_ticket_generation' AND actor = 'client:%s'", d.p->tenant, d.c.id), 1);
}

TEST(tickets_are_valid_for_their_ttl)
{
	static const struct {
		const char	*body;
		long		 ttl_s;
	} rows[] = { { BODY, 432000 }, { WITH("\"ttl_sec\":0"), 432000 }, { WITH("\"ttl_sec\":1"), 1 },
		{ WITH("\"ttl_sec\":432000"), 432000 } };
	struct desk d = desk_new();
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = issue(&d, rows[i].body);
		CHECK(sql_long("SELECT extract(epoch FROM opens_until - created_at) FROM ticket WHERE "
		    "ticket_id = '%.12s'", secret_of(&d, &a)) == rows[i].ttl_s, "%s", rows[i].body);
	}
}

TEST(tickets_requests_that_are_wrong_get_the_contracts_400)
{
	static const struct {
		const char	*body, *message;
	} rows[] = {
		{ "{}", "Payload validation error: 'Missing required property: connection_config'." },
		{ WITH("\"x\":1"), "Payload validation error: 'Additional properties not allowed: x'." },
		{ WITH("\"enabled_features\":{\"sso\":true}"),
		    "enabled_features is only supported together with connection_id." },
		{ "{\"connection_id\":\"con_0123456789abcdef\"}", "Tickets for existing connections are "
		    "not supported yet: leave out connection_id." },
		{ WITH("\"enabled_organizations\":[{\"organization_id\":\"org_1\"}]"),
		    "One or more organizations in enabled_organizations do not exist." },
	};
	struct desk d = desk_new();
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = issue(&d, rows[i].body);
		check_error(d.p, &a, 400, rows[i].message, "invalid_body");
	}
	a = issue(&d, "{\"connection_config\":{\"name\":\"a--b\"}}");
	assert_int_equal(a.code, 400);
	a = issue(&d, NULL);
	assert_int_equal(a.code, 400);
	assert_int_equal(sql_long("SELECT count(*) FROM ticket WHERE tenant_id = '%s'", d.p->tenant), 0);
}

TEST(tickets_name_a_custom_domain_of_the_tenant)
{
	struct desk d = desk_new();
	struct answer a = ASK(d.p, .method = "POST", .path = d.path, .type = JSON_TYPE, .body = BODY,
	    .authorization = d.c.authorization, .custom_domain = d.p->domain);

	secret_of(&d, &a);
	a = ASK(d.p, .method = "POST", .path = d.path, .type = JSON_TYPE, .body = BODY,
	    .authorization = d.c.authorization, .custom_domain = "evil.example");
	check_error(d.p, &a, 400,
	    "The custom domain \\\"evil.example\\\" is not one of this tenant's.", NULL);
}

TEST(tickets_are_revoked_by_either_part_and_never_tell)
{
	struct desk d = desk_new();
	struct answer a = issue(&d, BODY), b = issue(&d, BODY), c = issue(&d, BODY);
	const char *first = secret_of(&d, &a), *second = secret_of(&d, &b), *kept = secret_of(&d, &c);
	const char *const nobodys[] = { "aaaaaaaaaaaa", "x", "%",
		arena_print(d.p->arena, "%.12saaaaaaaaaaaaaaaaaaaa", kept) };
	size_t i;

	a = revoke_it(&d, first);
	check_answer(&a, 202, "{}");
	assert_null(strstr(a.log, first));
	a = revoke_it(&d, arena_copy(d.p->arena, second, 12));
	check_answer(&a, 202, "{}");
	for (i = 0; i < COUNT(nobodys); i++) {
		a = revoke_it(&d, nobodys[i]);
		check_answer(&a, 202, "{}");
	}
	assert_int_equal(code_of(&d, first), 410);
	assert_int_equal(code_of(&d, second), 410);
	assert_int_equal(code_of(&d, kept), 200);
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND kind = "
	    "'ticket_revoked'", d.p->tenant), 2);
}

TEST(tickets_of_another_tenant_are_not_revoked)
{
	struct desk d = desk_new();
	struct place other = place_beside(d.p);
	const char *theirs = place_ticket(&other, place_profile(&other, "{\"name\":\"A\"}"), "");
	struct answer a = revoke_it(&d, theirs);

	check_answer(&a, 202, "{}");
	a = revoke_it(&d, arena_copy(d.p->arena, theirs, 12));
	check_answer(&a, 202, "{}");
	assert_int_equal(sql_long("SELECT count(*) FROM ticket WHERE tenant_id = '%s' AND revoked_at "
	    "IS NULL", other.tenant), 1);
}

TEST(tickets_end_with_their_profile)
{
	struct desk d = desk_new();
	struct answer a = issue(&d, BODY);
	const char *secret = secret_of(&d, &a);
	const char *profile = arena_copy(d.p->arena, d.path, strlen(d.path) - strlen("/sso-ticket"));

	a = call(d.p, &d.c, "DELETE", profile, NULL);
	assert_int_equal(a.code, 204);
	assert_int_equal(code_of(&d, secret), 410);
}
