/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/buf.h"
#include "model/ticket/ticket.h"
#include "rows.h"
#include "test.h"

#define CONFIG "\"connection_config\":{\"name\":\"acme\"}"
#define WITH(rest) "{" CONFIG "," rest "}"
#define IN_CONFIG(rest) "{\"connection_config\":{\"name\":\"acme\"," rest "}}"
#define IN_OPTIONS(rest) IN_CONFIG("\"options\":{" rest "}")

static void
check(const struct body_row *rows, size_t count)
{
	check_bodies(&ticket_request_shape, CREATING, rows, count);
}

TEST(ticket_request_rows_are_the_contract)
{
	static const struct body_row rows[] = {
		{ "{}", NULL },
		{ "{" CONFIG "}", NULL },
		{ WITH("\"x\":1"), "Additional properties not allowed: x" },
		{ "{\"connection_id\":\"con_0123456789abcdef\"}", NULL },
		{ "{\"connection_id\":1}", "Expected type string but found type integer' on property "
		    "connection_id" },
		{ "{\"connection_config\":null}", "found type null" },
		{ "{\"connection_config\":{}}", "Missing required property: name' on property "
		    "connection_config" },
		{ WITH("\"enabled_clients\":[]"), NULL },
		{ WITH("\"enabled_clients\":[\"a\"]"), NULL },
		{ WITH("\"enabled_clients\":[1]"), "on property enabled_clients[0]" },
		{ WITH("\"enabled_organizations\":[]"), NULL },
		{ WITH("\"enabled_organizations\":[{\"organization_id\":\"org_1\","
		    "\"assign_membership_on_login\":true,\"show_as_button\":false}]"), NULL },
		{ WITH("\"enabled_organizations\":[{}]"), "Missing required property: "
		    "organization_id' on property enabled_organizations[0]" },
		{ WITH("\"enabled_organizations\":[{\"organization_id\":\"o\",\"x\":1}]"),
		    "Additional properties not allowed: x" },
		{ WITH("\"ttl_sec\":0"), NULL },
		{ WITH("\"ttl_sec\":432000"), NULL },
		{ WITH("\"ttl_sec\":432001"), "Value 432001 is greater than maximum 432000" },
		{ WITH("\"ttl_sec\":-1"), "Value -1 is less than minimum 0" },
		{ WITH("\"ttl_sec\":1.5"), "Expected type integer but found type number" },
		{ WITH("\"ttl_sec\":null"), "Expected type integer but found type null" },
		{ WITH("\"domain_aliases_config\":{}"), "Missing required property: "
		    "domain_verification' on property domain_aliases_config" },
		{ WITH("\"domain_aliases_config\":{\"domain_verification\":\"none\"}"), NULL },
		{ WITH("\"domain_aliases_config\":{\"domain_verification\":\"optional\"}"), NULL },
		{ WITH("\"domain_aliases_config\":{\"domain_verification\":\"required\","
		    "\"pending_domains\":[\"a.example\"]}"), NULL },
		{ WITH("\"domain_aliases_config\":{\"domain_verification\":\"always\"}"),
		    "No enum match for: always" },
		{ WITH("\"domain_aliases_config\":{\"domain_verification\":\"none\","
		    "\"pending_domains\":[\"\"]}"), "too short (0 chars), minimum 1' on property "
		    "domain_aliases_config.pending_domains[0]" },
		{ WITH("\"provisioning_config\":{}"), NULL },
		{ WITH("\"provisioning_config\":{\"scopes\":[\"get:users\",\"post:users\","
		    "\"put:users\",\"patch:users\",\"delete:users\",\"get:groups\",\"post:groups\","
		    "\"put:groups\",\"patch:groups\",\"delete:groups\"]}"), NULL },
		{ WITH("\"provisioning_config\":{\"scopes\":[]}"), "Array is too short (0), "
		    "minimum 1' on property provisioning_config.scopes" },
		{ WITH("\"provisioning_config\":{\"scopes\":[\"head:users\"]}"),
		    "No enum match for: head:users" },
		{ WITH("\"provisioning_config\":{\"token_lifetime\":null}"), NULL },
		{ WITH("\"provisioning_config\":{\"token_lifetime\":900}"), NULL },
		{ WITH("\"provisioning_config\":{\"token_lifetime\":899}"),
		    "Value 899 is less than minimum 900" },
		{ WITH("\"provisioning_config\":{\"google_workspace\":{}}"), "Missing required "
		    "property: sync_users' on property provisioning_config.google_workspace" },
		{ WITH("\"provisioning_config\":{\"google_workspace\":{\"sync_users\":true,"
		    "\"sync_groups\":false}}"), NULL },
		{ WITH("\"use_for_organization_discovery\":true"), NULL },
		{ WITH("\"use_for_organization_discovery\":\"true\""), "Expected type boolean" },
		{ WITH("\"enabled_features\":{\"sso\":true,\"domain_verification\":false,"
		    "\"provisioning\":true}"), NULL },
		{ WITH("\"enabled_features\":{\"all\":true}"),
		    "Additional properties not allowed: all" },
		{ WITH("\"third_party_client_access_config\":{\"allow_configuration\":true}"), NULL },
		{ WITH("\"third_party_client_access_config\":{}"),
		    "Missing required property: allow_configuration" },
	};

	check(rows, COUNT(rows));
}

TEST(ticket_request_connection_rows_are_the_contract)
{
	static const struct body_row rows[] = {
		{ IN_CONFIG("\"display_name\":\"\""), NULL },
		{ IN_CONFIG("\"is_domain_connection\":true,\"show_as_button\":false"), NULL },
		{ IN_CONFIG("\"is_domain_connection\":1"), "Expected type boolean" },
		{ IN_CONFIG("\"strategy\":\"okta\""), "Additional properties not allowed: strategy" },
		{ IN_CONFIG("\"metadata\":{}"), NULL },
		{ IN_CONFIG("\"metadata\":{\"a\":\"b\",\"c\":null}"), NULL },
		{ IN_CONFIG("\"metadata\":{\"a\":1}"), "Expected type string,null but found type "
		    "integer' on property connection_config.metadata.a" },
		{ IN_CONFIG("\"metadata\":{\"a\":\"\",\"b\":\"\",\"c\":\"\",\"d\":\"\",\"e\":\"\","
		    "\"f\":\"\",\"g\":\"\",\"h\":\"\",\"i\":\"\",\"j\":\"\"}"), NULL },
		{ IN_CONFIG("\"metadata\":{\"a\":\"\",\"b\":\"\",\"c\":\"\",\"d\":\"\",\"e\":\"\","
		    "\"f\":\"\",\"g\":\"\",\"h\":\"\",\"i\":\"\",\"j\":\"\",\"k\":\"\"}"),
		    "Too many properties defined (11), maximum 10" },
		{ IN_CONFIG("\"metadata\":null"), "found type null" },
		{ IN_CONFIG("\"options\":null"), NULL },
		{ IN_CONFIG("\"options\":{}"), NULL },
		{ IN_OPTIONS("\"client_secret\":\"x\""),
		    "Additional properties not allowed: client_secret" },
		{ IN_OPTIONS("\"icon_url\":null"), NULL },
		{ IN_OPTIONS("\"idpinitiated\":{\"enabled\":null,\"client_id\":null,\"client_protocol\":null,"
		    "\"client_authorizequery\":null}"), NULL },
		{ IN_OPTIONS("\"icon_url\":\"https://a.example/i.png\""), NULL },
		{ IN_OPTIONS("\"icon_url\":\"http://a.example/i.png\""),
		    "format strict-https-uri-or-null" },
		{ IN_OPTIONS("\"icon_url\":\"\""), "format strict-https-uri-or-null" },
		{ IN_OPTIONS("\"domain_aliases\":null"), NULL },
		{ IN_OPTIONS("\"domain_aliases\":[\"a.example\"]"), NULL },
		{ IN_OPTIONS("\"domain_aliases\":[\"\"]"), "too short (0 chars), minimum 1" },
		{ IN_OPTIONS("\"idpinitiated\":null"), NULL },
		{ IN_OPTIONS("\"idpinitiated\":{\"enabled\":true,\"client_id\":\"abc_-9\","
		    "\"client_protocol\":\"samlp\",\"client_authorizequery\":\"x=y\"}"), NULL },
		{ IN_OPTIONS("\"idpinitiated\":{\"client_protocol\":\"ldap\"}"),
		    "No enum match for: ldap" },
		{ IN_OPTIONS("\"idpinitiated\":{\"client_id\":\"a b\"}"), "format client-id" },
		{ IN_OPTIONS("\"idpinitiated\":{\"client_id\":\"\"}"), "format client-id" },
	};

	check(rows, COUNT(rows));
}

TEST(ticket_request_connection_names_follow_the_pattern)
{
	static const struct {
		const char	*name;
		bool		 is_good;
	} rows[] = { { "a", true }, { "A9", true }, { "a-b-C-1", true }, { "9", true },
		{ "-a", false }, { "a-", false }, { "a--b", false }, { "a_b", false }, { "a b", false },
		{ "a.b", false }, { "\xc3\xa9", false }, { "a/b", false }, { "-", false } };
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		check(&(struct body_row){ arena_print(a, "{\"connection_config\":{\"name\":\"%s\"}}",
		    rows[i].name), rows[i].is_good ? NULL : "String does not match pattern "
		    "^[a-zA-Z0-9](-[a-zA-Z0-9]|[a-zA-Z0-9])*$: " }, 1);
	arena_free(a);
}

static const char *
domains(struct arena *a, const char *format, int count)
{
	struct buf b = buf_in(a);

	for (; count > 0; count--)
		buf_print(&b, "\"d%d.example\"%s", count, count > 1 ? "," : "");
	return arena_print(a, strcmp(format, "pending") == 0
	    ? "{" CONFIG ",\"domain_aliases_config\":{\"domain_verification\":\"none\","
	    "\"pending_domains\":[%s]}}"
	    : "{\"connection_config\":{\"name\":\"a\",\"options\":{\"domain_aliases\":[%s]}}}", b.text);
}

TEST(ticket_request_limits_hold_at_their_edges)
{
	struct arena *a = arena_new();
	const struct body_row rows[] = {
		{ arena_print(a, "{\"connection_config\":{\"name\":\"%s\"}}", long_text(a, 128)), NULL },
		{ arena_print(a, "{\"connection_config\":{\"name\":\"%s\"}}", long_text(a, 129)),
		    "(129 chars), maximum 128" },
		{ "{\"connection_config\":{\"name\":\"\"}}", "(0 chars), minimum 1" },
		{ arena_print(a, IN_CONFIG("\"display_name\":\"%s\""), wide_text(a, 128)), NULL },
		{ arena_print(a, IN_CONFIG("\"display_name\":\"%s\""), long_text(a, 129)),
		    "(129 chars), maximum 128" },
		{ arena_print(a, IN_CONFIG("\"metadata\":{\"a\":\"%s\"}"), wide_text(a, 255)), NULL },
		{ arena_print(a, IN_CONFIG("\"metadata\":{\"a\":\"%s\"}"), long_text(a, 256)),
		    "(256 chars), maximum 255" },
		{ arena_print(a, IN_OPTIONS("\"domain_aliases\":[\"%s\"]"), long_text(a, 255)), NULL },
		{ arena_print(a, IN_OPTIONS("\"domain_aliases\":[\"%s\"]"), long_text(a, 256)),
		    "(256 chars), maximum 255" },
		{ arena_print(a, IN_OPTIONS("\"idpinitiated\":{\"client_authorizequery\":\"%s\"}"),
		    long_text(a, 256)), NULL },
		{ arena_print(a, IN_OPTIONS("\"idpinitiated\":{\"client_authorizequery\":\"%s\"}"),
		    long_text(a, 257)), "(257 chars), maximum 256" },
		{ arena_print(a, WITH("\"enabled_organizations\":[{\"organization_id\":\"%s\"}]"),
		    long_text(a, 50)), NULL },
		{ arena_print(a, WITH("\"enabled_organizations\":[{\"organization_id\":\"%s\"}]"),
		    long_text(a, 51)), "(51 chars), maximum 50" },
		{ domains(a, "aliases", 1000), NULL },
		{ domains(a, "aliases", 1001), "Array is too long (1001), maximum 1000" },
		{ domains(a, "pending", 1000), NULL },
		{ domains(a, "pending", 1001), "Array is too long (1001), maximum 1000" },
	};

	check(rows, COUNT(rows));
	arena_free(a);
}

static enum status
decode_and_check(struct arena *a, const char *json, struct ticket_request *r, struct fault *f)
{
	memset(r, 0, sizeof(*r));
	if (fields_decode(a, json, strlen(json), &ticket_request_shape, CREATING, r, f) != OK)
		CHECK(false, "%s: %s", json, said(f));
	return ticket_request_check(a, r, f);
}

#define ONE "\"enabled_organizations\":[{\"organization_id\":\"org_1\"}]"
#define TWO "\"enabled_organizations\":[{\"organization_id\":\"org_1\"},{\"organization_id\":\"org_2\"}]"
#define DISCOVER "\"use_for_organization_discovery\":true"
#define VERIFY(how, rest) "\"domain_aliases_config\":{\"domain_verification\":\"" how "\"" rest "}"
#define PENDING(domain) ",\"pending_domains\":[\"" domain "\"]"
#define ALIASES(list, rest) "{\"connection_config\":{\"name\":\"acme\",\"options\":" \
	"{\"domain_aliases\":[" list "]}}" rest "}"

TEST(ticket_request_has_rules_beyond_its_rows)
{
	static const struct body_row rows[] = {
		{ "{}", "Payload validation error: 'Missing required property: connection_config'." },
		{ WITH("\"connection_id\":\"con_1\""), "Tickets for existing connections" },
		{ WITH("\"enabled_features\":{\"sso\":true}"), "enabled_features is only supported" },
		{ "{" CONFIG "}", NULL },
		{ WITH("\"provisioning_config\":{}"), "leave out provisioning_config" },
		{ WITH("\"third_party_client_access_config\":{\"allow_configuration\":false}"),
		    "leave out third_party_client_access_config" },
		{ WITH(ONE), NULL },
		{ WITH(TWO), NULL },
		{ WITH("\"enabled_organizations\":[{\"organization_id\":\"o\"},"
		    "{\"organization_id\":\"p\"},{\"organization_id\":\"o\"}]"),
		    "The organization o stands twice" },
		{ WITH("\"enabled_organizations\":[],\"use_for_organization_discovery\":false"), NULL },
		{ WITH(DISCOVER), "needs exactly one organization" },
		{ WITH(TWO "," DISCOVER "," VERIFY("required", "")), "needs exactly one organization" },
		{ WITH(ONE "," DISCOVER), "needs domain_verification to be optional or required" },
		{ WITH(ONE "," DISCOVER "," VERIFY("none", "")), "needs domain_verification" },
		{ WITH(ONE "," DISCOVER "," VERIFY("optional", "")), NULL },
		{ WITH(ONE "," DISCOVER "," VERIFY("required", "")), NULL },
		{ ALIASES("\"acme.com\"", "," ONE "," DISCOVER), NULL },
		{ ALIASES("", "," ONE "," DISCOVER), "needs domain_verification" },
		{ WITH(VERIFY("none", PENDING("acme.com"))), "pending_domains needs domain_verification" },
		{ WITH(VERIFY("none", ",\"pending_domains\":[]")), NULL },
		{ WITH(VERIFY("optional", PENDING("acme.com"))), NULL },
		{ WITH(VERIFY("required", PENDING("b\xc3\xbc" "cher.example"))), NULL },
		{ WITH(VERIFY("required", PENDING("@acme.com"))), "validation for format domain: "
		    "@acme.com' on property domain_aliases_config.pending_domains[0]" },
		{ WITH(VERIFY("required", PENDING("https://acme.com"))), NULL },
		{ WITH(VERIFY("optional", PENDING("https://Acme.onmicrosoft.com"))), "acme.onmicrosoft.com belongs to "
		    "Microsoft" },
		{ ALIASES("\"acme.onmicrosoft.com\"", "," ONE), NULL },
		{ ALIASES("\"https://acme.com\",\"ACME.com\"", ""), NULL },
		{ ALIASES("\"acme.com\",\"@acme.com\"", ""), "format domain: @acme.com' on property "
		    "connection_config.options.domain_aliases[1]" },
		{ ALIASES("\" acme.com \"", ""), "connection_config.options.domain_aliases[0]" },
		{ ALIASES("\"*.acme.com\"", ""), "connection_config.options.domain_aliases[0]" },
		{ ALIASES("\"a b://acme.com\"", ""), "connection_config.options.domain_aliases[0]" },
		{ ALIASES("\"://acme.com\"", ""), "connection_config.options.domain_aliases[0]" },
		{ ALIASES("\"https://ann@acme.com\"", ""), "connection_config.options.domain_aliases[0]" },
		{ ALIASES("\"https://victim.com:x@acme.com\"", ""), "connection_config.options.domain_aliases[0]" },
		{ ALIASES("\"a b\"", "," ONE ",\"use_for_organization_discovery\":false"),
		    "connection_config.options.domain_aliases[0]" },
		{ IN_OPTIONS("\"idpinitiated\":{\"enabled\":true}"), "idpinitiated needs client_id" },
		{ IN_OPTIONS("\"idpinitiated\":{\"enabled\":true,\"client_id\":\"a\"}"),
		    "idpinitiated needs client_id and client_protocol" },
		{ IN_OPTIONS("\"idpinitiated\":{\"enabled\":true,\"client_id\":\"a\","
		    "\"client_protocol\":\"samlp\"}"), NULL },
		{ IN_OPTIONS("\"idpinitiated\":{\"enabled\":false}"), NULL },
	};
	struct arena *a = arena_new();
	struct ticket_request r;
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		f = (struct fault){ 0 };
		CHECK(decode_and_check(a, rows[i].json, &r, &f)
		    == (rows[i].what == NULL ? OK : INVALID), "row %zu: %s", i, said(&f));
		CHECK(rows[i].what == NULL || strstr(said(&f), rows[i].what) != NULL,
		    "row %zu: %s", i, said(&f));
		CHECK(rows[i].what == NULL || strcmp(f.code, "invalid_body") == 0, "row %zu", i);
	}
	arena_free(a);
}

TEST(ticket_request_has_a_thousand_domains_in_all)
{
	struct arena *a = arena_new();
	struct buf names = buf_in(a);
	struct ticket_request r;
	struct fault f;
	int i;

	for (i = 0; i < 999; i++)
		buf_print(&names, "%s\"d%d.example\"", i == 0 ? "" : ",", i);
	assert_int_equal(decode_and_check(a, arena_print(a, ALIASES("%s", ","
	    VERIFY("optional", PENDING("a.example"))), names.text), &r, &f), OK);
	assert_int_equal(decode_and_check(a, arena_print(a, ALIASES("%s", ","
	    VERIFY("optional", ",\"pending_domains\":[\"a.example\",\"b.example\"]")), names.text),
	    &r, &f), INVALID);
	assert_string_equal(said(&f), "A ticket can have at most 1000 domains: pending_domains and "
	    "domain_aliases together.");
	arena_free(a);
}

TEST(ticket_request_is_kept_tidy)
{
	static const struct {
		const char	*sent, *kept;
	} rows[] = {
		{ WITH("\"enabled_clients\":[\"b\",\"a\"],\"ttl_sec\":60"),
		    WITH("\"enabled_clients\":[\"b\",\"a\"],\"ttl_sec\":60") },
		{ IN_CONFIG("\"metadata\":{\"b\":null,\"a\":\"1\"}"),
		    IN_CONFIG("\"metadata\":{\"b\":null,\"a\":\"1\"}") },
		{ ALIASES("\"Acme.com\",\"acme.com.\",\"B\xc3\xbc" "cher.example\",\"HTTPS://B.com:8443/x\"", ""),
		    ALIASES("\"acme.com\",\"xn--bcher-kva.example\",\"b.com\"", "") },
		{ ALIASES("\"acme.com\"", "," ONE), ALIASES("\"acme.com\"", "," ONE "," DISCOVER) },
		{ ALIASES("\"acme.com\"", "," TWO), ALIASES("\"acme.com\"", "," TWO) },
		{ WITH(ONE "," VERIFY("required", "")), WITH(ONE "," VERIFY("required", "") "," DISCOVER) },
		{ WITH(ONE), WITH(ONE) },
		{ WITH(ONE "," VERIFY("required", "") ",\"use_for_organization_discovery\":false"),
		    WITH(ONE "," VERIFY("required", "") ",\"use_for_organization_discovery\":false") },
	};
	struct arena *a = arena_new();
	struct ticket_request r;
	struct fault f;
	char *kept;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		assert_int_equal(decode_and_check(a, rows[i].sent, &r, &f), OK);
		kept = ticket_request_json(a, &r);
		CHECK(strcmp(kept, rows[i].kept) == 0, "%s and not %s", kept, rows[i].kept);
	}
	arena_free(a);
}

TEST(ticket_request_without_ttl_gets_five_days)
{
	assert_int_equal(ticket_request_ttl_s(&(struct ticket_request){ 0 }), 432000);
	assert_int_equal(ticket_request_ttl_s(&(struct ticket_request){ .ttl_sec = 1 }), 1);
	assert_int_equal(ticket_request_ttl_s(&(struct ticket_request){ .ttl_sec = 432000 }), 432000);
}
