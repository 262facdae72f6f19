/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/text.h"
#include "call.h"
#include "customer.h"
#include "model/tenant/client.h"
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

static struct answer
issue_for(struct desk *d, const char *custom_domain)
{
	return ASK(d->p, .method = "POST", .path = d->path, .type = JSON_TYPE, .body = BODY,
	    .authorization = d->c.authorization, .custom_domain = custom_domain);
}

TEST(tickets_name_a_custom_domain_of_the_tenant)
{
	struct desk d = desk_new();
	struct place other = place_beside(d.p);
	const char *login = arena_print(d.p->arena, "login.%s", d.p->domain), *const foreign[] = {
		"evil.example", other.domain };
	struct answer a = issue_for(&d, d.p->domain);
	size_t i;

	secret_of(&d, &a);
	for (i = 0; i < COUNT(foreign); i++) {
		a = issue_for(&d, foreign[i]);
		check_error(d.p, &a, 400, arena_print(d.p->arena,
		    "The custom domain \\\"%s\\\" is not one of this tenant's.", foreign[i]), NULL);
	}
	a = issue_for(&d, "ab");
	check_error(d.p, &a, 400, "The header auth0-custom-domain must have 3 to 255 characters.",
	    "invalid_headers");
	sql("INSERT INTO tenant_domain (tenant_id, domain) VALUES ('%s', '%s')", d.p->tenant, login);
	a = issue_for(&d, text_upper(d.p->arena, login));
	assert_true(a.round_trips <= 2);
	assert_true(text_starts(member(d.p, &a, "ticket"), arena_print(d.p->arena, "https://%s/", login)));
	assert_string_equal(sql_text(d.p->arena, "SELECT domain FROM ticket WHERE tenant_id = '%s' "
	    "ORDER BY created_at DESC LIMIT 1", d.p->tenant), login);
}

#define ORGANIZATION(id) "{\"organization_id\":\"%s\"}"

TEST(tickets_name_organizations_that_are_there)
{
	struct desk d = desk_new();
	struct place other = place_beside(d.p);
	const char *mine = organization_new(d.p, "acme"), *theirs = organization_new(&other, "acme");
	const char *const unknown[] = { "org_1", "org_0000000000000000", theirs };
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(unknown); i++) {
		a = issue(&d, arena_print(d.p->arena, WITH("\"enabled_organizations\":[" ORGANIZATION(mine) ","
		    ORGANIZATION(theirs) "]"), mine, unknown[i]));
		check_error(d.p, &a, 400, "One or more organizations in enabled_organizations do not exist.",
		    "invalid_body");
	}
	a = issue(&d, arena_print(d.p->arena, WITH("\"enabled_organizations\":[" ORGANIZATION(mine) ","
	    ORGANIZATION(mine) "]"), mine, mine));
	CHECK(a.code == 400 && strstr(a.body, "stands twice") != NULL, "%s", a.body);
	a = issue(&d, arena_print(d.p->arena, WITH("\"enabled_organizations\":[" ORGANIZATION(mine) "]"),
	    mine));
	secret_of(&d, &a);
	assert_true(a.round_trips <= 2);
	sql("UPDATE organization SET connection_count = 10 WHERE organization_id = '%s'", mine);
	a = issue(&d, arena_print(d.p->arena, WITH("\"enabled_organizations\":[" ORGANIZATION(mine) "]"),
	    mine));
	check_error(d.p, &a, 400, "One or more organizations in enabled_organizations have 10 "
	    "connections, which is the limit.", "invalid_body");
	assert_int_equal(sql_long("SELECT count(*) FROM ticket WHERE tenant_id = '%s'", d.p->tenant), 1);
}

/* With one organization its domains and the ticket's are at most a hundred. */
TEST(tickets_leave_an_organization_room_for_its_domains)
{
	static const struct {
		long		 count;
		const char	*pending;
		int		 code;
	} rows[] = { { 98, "\"a.example\"", 201 }, { 99, "\"a.example\"", 400 },
		{ 98, "\"a.example\",\"b.example\"", 400 }, { 98, "\"z.example\",\"Z.example\"", 201 },
		{ 99, "\"there.example\"", 201 }, { 100, "\"there.example\"", 400 }, { 98, "\"there.example\",\"a.example\"", 201 } };
	struct desk d = desk_new();
	const char *one = organization_new(d.p, "acme"), *body;
	struct answer a;
	size_t i;

	sql("INSERT INTO organization_domain (tenant_id, organization_id, domain_id, domain, status, "
	    "verification_txt) VALUES ('%s', '%s', 'ord_1c11111111111111111111', 'there.example', "
	    "'pending', '00000000000000000000000000000000')", d.p->tenant, one);
	for (i = 0; i < COUNT(rows); i++) {
		sql("UPDATE organization SET domain_count = %ld WHERE organization_id = '%s'", rows[i].count,
		    one);
		body = arena_print(d.p->arena, "{\"connection_config\":{\"name\":\"acme\",\"options\":"
		    "{\"domain_aliases\":[\"alias.example\"]}},\"enabled_organizations\":[" ORGANIZATION(one)
		    "],\"domain_aliases_config\":{\"domain_verification\":\"optional\",\"pending_domains\":"
		    "[%s]}}", one, rows[i].pending);
		a = issue(&d, body);
		CHECK(a.code == rows[i].code, "row %zu: %s", i, a.body);
		CHECK(a.code == 201 || strstr(a.body, "at most 100 discovery domains") != NULL, "%s", a.body);
	}
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

TEST(tickets_of_another_profile_are_left_alone)
{
	struct desk d = desk_new();
	struct answer a = issue(&d, BODY);
	const char *ticket = secret_of(&d, &a);

	a = call(d.p, &d.c, "POST", arena_print(d.p->arena, "/api/v2/self-service-profiles/%s/sso-ticket/%s/"
	    "revoke", place_profile(d.p, "{\"name\":\"Other\"}"), ticket), NULL);
	check_answer(&a, 202, "{}");
	assert_int_equal(code_of(&d, ticket), 200);
	a = revoke_it(&d, ticket);
	check_answer(&a, 202, "{}");
	assert_int_equal(code_of(&d, ticket), 410);
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
