/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/encode.h"
#include "base/text.h"
#include "call.h"
#include "customer.h"
#include "model/tenant/client.h"
#include "test.h"

#define NO_ORGANIZATION "Organization not found.", "inexistent_organization"
#define NO_DOMAIN "No organization domain found by that id", NULL

struct desk {
	struct place	*p;
	struct caller	 c;
	const char	*organization;
};

static struct desk
desk_new(void)
{
	struct desk d = { .p = place_new() };

	d.c = caller_new(d.p, all_scopes);
	d.organization = organization_new(d.p, "acme");
	return d;
}

static struct answer
domain_call(struct desk *d, const char *method, const char *rest, const char *body)
{
	struct answer a = call(d->p, &d->c, method, arena_print(d->p->arena,
	    "/api/v2/organizations/%s/discovery-domains%s", d->organization, rest), body);

	CHECK(a.round_trips <= 2, "%s: %ld round trips", method, a.round_trips);
	return a;
}

static struct answer
add(struct desk *d, const char *domain, const char *rest)
{
	return domain_call(d, "POST", "", arena_print(d->p->arena, "{\"domain\":\"%s\"%s}", domain, rest));
}

static const char *
below(struct desk *d, const struct answer *a)
{
	return arena_print(d->p->arena, "/%s", member(d->p, a, "id"));
}

static long
domain_count(struct desk *d)
{
	return sql_long("SELECT domain_count FROM organization WHERE tenant_id = '%s'", d->p->tenant);
}

/* One that is verified already was verified by the program, in its own way. */
TEST(domains_that_only_a_vendor_can_verify_are_refused)
{
	struct desk d = desk_new();
	struct answer a = add(&d, "acme.onmicrosoft.com", "");

	assert_int_equal(a.code, 400);
	assert_string_equal(member(d.p, &a, "errorCode"), "invalid_body");
	CHECK(strstr(a.body, "acme.onmicrosoft.com belongs to Microsoft") != NULL, "%s", a.body);
	assert_int_equal(add(&d, "Acme.okta.com", ",\"status\":\"pending\"").code, 400);
	assert_int_equal(domain_count(&d), 0);
	assert_int_equal(add(&d, "acme.onmicrosoft.com", ",\"status\":\"verified\"").code, 201);
}

TEST(domains_of_an_organization_come_and_go)
{
	struct desk d = desk_new();
	struct answer a = add(&d, "Acme.COM.", ""), made = a;
	const char *id = member(d.p, &a, "id"), *txt = member(d.p, &a, "verification_txt");

	CHECK(text_starts(id, "ord_1c") && strlen(id) == 26 && text_is_hex(txt, 32), "%s", a.body);
	check_answer(&a, 201, arena_print(d.p->arena, "{\"id\":\"%s\",\"domain\":\"acme.com\",\"status\":"
	    "\"pending\",\"verification_txt\":\"%s\",\"verification_host\":\"_ss-verification.%s.acme.com\","
	    "\"use_for_organization_discovery\":true}", id, txt, d.organization));
	a = domain_call(&d, "GET", below(&d, &made), NULL);
	check_answer(&a, 200, made.body);
	a = domain_call(&d, "GET", "/name/ACME.com", NULL);
	check_answer(&a, 200, made.body);
	a = domain_call(&d, "GET", "", NULL);
	check_answer(&a, 200, arena_print(d.p->arena, "{\"domains\":[%s]}", made.body));
	assert_int_equal(domain_count(&d), 1);
	a = domain_call(&d, "DELETE", below(&d, &made), NULL);
	assert_int_equal(a.code, 204);
	a = domain_call(&d, "DELETE", below(&d, &made), NULL);
	assert_int_equal(a.code, 204);
	a = domain_call(&d, "GET", below(&d, &made), NULL);
	check_error(d.p, &a, 404, NO_DOMAIN);
	a = domain_call(&d, "GET", "/name/acme.com", NULL);
	check_error(d.p, &a, 404, NO_DOMAIN);
	a = domain_call(&d, "GET", "/name/not%20a%20domain", NULL);
	check_error(d.p, &a, 404, NO_DOMAIN);
	a = domain_call(&d, "PATCH", below(&d, &made), "{}");
	check_error(d.p, &a, 404, NO_DOMAIN);
	assert_int_equal(domain_count(&d), 0);
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND kind LIKE "
	    "'discovery_domain_%%' AND details ->> 'domain' = 'acme.com'", d.p->tenant), 2);
}

TEST(domains_of_an_organization_are_verified_on_the_tenants_word)
{
	struct desk d = desk_new();
	struct answer a = add(&d, "acme.com", ",\"status\":\"verified\",\"use_for_organization_discovery\":"
	    "false"), made = a;

	assert_string_equal(member(d.p, &a, "status"), "verified");
	assert_string_equal(member(d.p, &a, "use_for_organization_discovery"), "false");
	assert_string_equal(sql_text(d.p->arena, "SELECT verified_at IS NOT NULL FROM "
	    "organization_domain WHERE tenant_id = '%s'", d.p->tenant), "t");
	a = domain_call(&d, "PATCH", below(&d, &made), "{\"use_for_organization_discovery\":true}");
	assert_string_equal(member(d.p, &a, "status"), "verified");
	assert_string_equal(member(d.p, &a, "use_for_organization_discovery"), "true");
	a = domain_call(&d, "PATCH", below(&d, &made), "{\"status\":\"pending\"}");
	assert_string_equal(member(d.p, &a, "status"), "pending");
	assert_string_equal(sql_text(d.p->arena, "SELECT verified_at IS NULL FROM "
	    "organization_domain WHERE tenant_id = '%s'", d.p->tenant), "t");
	a = domain_call(&d, "PATCH", below(&d, &made), "{}");
	assert_string_equal(member(d.p, &a, "use_for_organization_discovery"), "true");
}

TEST(domains_of_an_organization_are_there_once)
{
	static const char *const same[] = { "b\xc3\xbc" "cher.example", "XN--Bcher-KVA.example.",
		"B\xc3\xbc" "cher.example" };
	struct desk d = desk_new();
	const char *first = d.organization;
	struct answer a = add(&d, same[0], "");
	size_t i;

	assert_string_equal(member(d.p, &a, "domain"), "xn--bcher-kva.example");
	for (i = 0; i < COUNT(same); i++) {
		a = add(&d, same[i], "");
		check_error(d.p, &a, 409, "An organization discovery domain with this domain is already "
		    "registered to this organization.", NULL);
	}
	assert_int_equal(domain_count(&d), 1);
	d.organization = organization_new(d.p, "beta");
	a = add(&d, same[0], "");
	assert_int_equal(a.code, 201);
	d.organization = first;
}

TEST(domains_of_an_organization_are_checked)
{
	static const struct {
		const char	*body, *message;
	} rows[] = {
		{ "{}", "Missing required property: domain" },
		{ "{\"domain\":\"a\"}", "too short (1 chars), minimum 3" },
		{ "{\"domain\":\"a b.com\"}", "format domain: a b.com" },
		{ "{\"domain\":\"https://acme.com\"}", "format domain" },
		{ "{\"domain\":\"1.2.3.4\"}", "format domain" },
		{ "{\"domain\":\"acme.com\",\"status\":\"failed\"}", "No enum match for: failed" },
		{ "{\"domain\":\"acme.com\",\"id\":\"ord_1\"}", "Additional properties not allowed: id" },
		{ "{\"domain\":\"acme.com\",\"verification_txt\":\"1\"}", "Additional properties not allowed" },
	};
	struct desk d = desk_new();
	struct answer a, made;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = domain_call(&d, "POST", "", rows[i].body);
		CHECK(a.code == 400 && strstr(a.body, rows[i].message) != NULL, "%s: %s", rows[i].body,
		    a.body);
	}
	made = add(&d, "acme.com", "");
	a = domain_call(&d, "PATCH", below(&d, &made), "{\"domain\":\"evil.com\"}");
	check_error(d.p, &a, 400,
	    "Payload validation error: 'Additional properties not allowed: domain'.", "invalid_body");
}

TEST(domains_of_an_organization_are_listed_from_checkpoint_to_checkpoint)
{
	struct desk d = desk_new();
	const char *next = "", *seen = "", *last;
	struct answer a;
	int i;

	for (i = 0; i < 5; i++)
		add(&d, arena_print(d.p->arena, "d%d.example", i), "");
	for (i = 0; i < 3; i++) {
		a = ASK(d.p, .path = arena_print(d.p->arena, "/api/v2/organizations/%s/discovery-domains",
		    d.organization), .query = arena_print(d.p->arena, "take=2%s%s", i == 0 ? "" : "&from=",
		    next), .authorization = d.c.authorization);
		assert_int_equal(a.code, 200);
		next = member(d.p, &a, "next");
		assert_int_equal(next[0] == '\0', i == 2);
		last = base64url_decode(d.p->arena, next);
		assert_true(i == 2 || (text_starts(next, "b3JkXzFj") && strstr(a.body, last) != NULL));
		seen = arena_print(d.p->arena, "%s%s", seen, a.body);
	}
	for (i = 0; i < 5; i++)
		CHECK(strstr(seen, arena_print(d.p->arena, "\"d%d.example\"", i)) != NULL, "%s", seen);
	a = ASK(d.p, .path = arena_print(d.p->arena, "/api/v2/organizations/%s/discovery-domains",
	    d.organization), .query = "from=!", .authorization = d.c.authorization);
	check_error(d.p, &a, 400, "from must be the next of an earlier answer.", "invalid_query_string");
}

TEST(domains_of_an_organization_are_at_most_a_hundred)
{
	struct desk d = desk_new();
	struct answer a, kept = add(&d, "acme.com", "");

	sql("UPDATE organization SET domain_count = 100 WHERE tenant_id = '%s'", d.p->tenant);
	a = add(&d, "beta.com", "");
	check_error(d.p, &a, 400, "No more discovery domains can be added to this organization: it has "
	    "100.", "invalid_body");
	a = add(&d, "acme.com", "");
	assert_int_equal(a.code, 409);
	domain_call(&d, "DELETE", below(&d, &kept), NULL);
	a = add(&d, "beta.com", "");
	assert_int_equal(a.code, 201);
}

TEST(domains_of_an_organization_belong_to_one_tenant)
{
	struct desk d = desk_new();
	struct place other = place_beside(d.p);
	struct answer a, made = add(&d, "acme.com", "");
	const char *mine = d.organization;

	d.organization = organization_new(&other, "acme");
	a = domain_call(&d, "GET", "", NULL);
	check_error(d.p, &a, 404, NO_ORGANIZATION);
	a = add(&d, "evil.com", "");
	check_error(d.p, &a, 404, NO_ORGANIZATION);
	a = domain_call(&d, "GET", below(&d, &made), NULL);
	check_error(d.p, &a, 404, NO_ORGANIZATION);
	a = domain_call(&d, "GET", "/name/acme.com", NULL);
	check_error(d.p, &a, 404, NO_ORGANIZATION);
	a = domain_call(&d, "PATCH", below(&d, &made), "{\"status\":\"verified\"}");
	check_error(d.p, &a, 404, NO_ORGANIZATION);
	a = domain_call(&d, "DELETE", below(&d, &made), NULL);
	check_error(d.p, &a, 404, NO_ORGANIZATION);
	/* another organization of the same tenant does not reach it, either */
	d.organization = organization_new(d.p, "beta");
	a = domain_call(&d, "PATCH", below(&d, &made), "{\"status\":\"verified\"}");
	check_error(d.p, &a, 404, NO_DOMAIN);
	domain_call(&d, "DELETE", below(&d, &made), NULL);
	d.organization = mine;
	a = domain_call(&d, "GET", below(&d, &made), NULL);
	check_answer(&a, 200, made.body);
}

TEST(domains_of_an_organization_have_scopes_of_their_own)
{
	static const char *const methods[] = { "GET", "POST", "PATCH", "DELETE" };
	static const char *const verbs[] = { "read", "create", "update", "delete" };
	struct desk d = desk_new();
	struct answer a;
	size_t i;

	d.c = caller_new(d.p, "read:organizations create:organization_connections");
	for (i = 0; i < COUNT(methods); i++) {
		a = domain_call(&d, methods[i], i < 2 ? "" : "/ord_1", "{}");
		check_error(d.p, &a, 403, arena_print(d.p->arena, "Insufficient scope, expected any of: "
		    "%s:organization_discovery_domains", verbs[i]), "insufficient_scope");
	}
}
