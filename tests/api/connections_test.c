/* SPDX-License-Identifier: Apache-2.0 */
#include <jansson.h>
#include <string.h>

#include "base/text.h"
#include "call.h"
#include "customer.h"
#include "model/tenant/client.h"
#include "model/ticket/visit.h"
#include "test.h"

#define CONNECTIONS "/api/v2/connections"
/* con_000000000000000A and so on, as base64url */
#define CURSOR_A "Y29uXzAwMDAwMDAwMDAwMDAwMEE"
#define CURSOR_B "Y29uXzAwMDAwMDAwMDAwMDAwMEI"
#define CURSOR_D "Y29uXzAwMDAwMDAwMDAwMDAwMEQ"
#define CURSOR_E "Y29uXzAwMDAwMDAwMDAwMDAwMEU"
#define CONFIG "\"name\":\"acme-okta\",\"display_name\":\"Acme\",\"show_as_button\":true," \
	"\"metadata\":{\"tier\":\"gold\"},\"options\":{\"icon_url\":\"https://a.example/ticket.png\"," \
	"\"domain_aliases\":[\"acme.example\"]}"

static struct answer
list(struct place *p, const struct caller *c, const char *query)
{
	return ASK(p, .path = CONNECTIONS, .query = query, .authorization = c->authorization);
}

static struct answer
get(struct place *p, const struct caller *c, const char *id, const char *query)
{
	return ASK(p, .path = arena_print(p->arena, CONNECTIONS "/%s", id), .query = query,
	    .authorization = c->authorization);
}

/* The list with its ids replaced by names: id 0 is "con_000000000000000A". */
static void
add(struct place *p, const char *name, int index, const char *strategy)
{
	struct customer c = customer_new(p, arena_print(p->arena, "\"name\":\"%s\"", name), "");
	struct wizard_key key;

	customer_choose(&c, strategy);
	customer_submit(&c, "client", "sealed-secret");
	customer_find(&c, "https://acme.okta.com");
	key = customer_key(&c, 0);
	must(p, connection_confirm(place_act(p), &key, arena_print(p->arena,
	    "con_000000000000000%c", 'A' + index), strategy, "{\"client_id\":\"client\"}", NULL));
}

/* Five connections, A to E; those at even places are of okta. */
static void
add_five(struct place *p)
{
	int i;

	for (i = 0; i < 5; i++)
		add(p, arena_print(p->arena, "name-%d", i), i, i % 2 == 0 ? "okta"
		    : i == 1 ? "oidc" : "samlp");
}

static void
release(void *value)
{
	json_decref(value);
}

/* The last letters of the ids, in their order. */
static const char *
letters(struct place *p, const struct answer *a)
{
	json_t *all = json_loads(a->body, JSON_REJECT_DUPLICATES, NULL), *array = all, *one;
	char *text = arena_alloc(p->arena, 128);
	size_t i;

	CHECK(a->code == 200 && all != NULL, "%d: %s", a->code, a->body);
	arena_defer(p->arena, release, all);
	if (!json_is_array(array))
		array = json_object_get(all, "connections");
	CHECK(json_is_array(array), "no list: %s", a->body);
	json_array_foreach(array, i, one)
		text[i] = json_string_value(json_object_get(one, "id"))[19];
	return text;
}

TEST(connections_are_shown_as_the_contract_has_them)
{
	struct place *p = place_new();
	struct caller caller = caller_new(p, "read:connections read:connections_options");
	struct customer c = customer_new(p, CONFIG, "," CLIENTS);
	struct wizard_key key;
	struct answer a;
	const char *body;
	enum step s;

	customer_choose(&c, "okta");
	customer_submit(&c, "client", "sealed-secret");
	customer_find(&c, "https://acme.okta.com");
	key = customer_key(&c, 0);
	must(p, connection_confirm(place_act(p), &key, "con_000000000000000A", "okta",
	    "{\"client_id\":\"client\",\"icon_url\":\"https://a.example/typed.png\"}", NULL));
	body = "{\"id\":\"con_000000000000000A\",\"name\":\"acme-okta\",\"display_name\":\"Acme\","
	    "\"strategy\":\"okta\",\"options\":{\"icon_url\":\"https://a.example/ticket.png\","
	    "\"client_id\":\"client\",\"domain_aliases\":[\"acme.example\"]},"
	    "\"realms\":[\"acme-okta\"],\"enabled_clients\":[%s],\"is_domain_connection\":false,\"show_as_button\":true,"
	    "\"metadata\":{\"tier\":\"gold\"},\"authentication\":{\"active\":true},"
	    "\"connected_accounts\":{\"active\":false}}";
	a = get(p, &caller, "con_000000000000000A", "");
	check_answer(&a, 200, arena_print(p->arena, body, ""));
	a = list(p, &caller, "");
	check_answer(&a, 200, arena_print(p->arena, "[%s]", arena_print(p->arena, body, "")));
	for (s = STEP_MAPPING; s < STEP_ENABLE; s = step_reached_after(s)) {
		key = customer_key(&c, 0);
		must(p, wizard_step(place_act(p), &key, s, step_reached_after(s)));
	}
	key = customer_key(&c, 0);
	must(p, connection_finish(place_act(p), &key));
	a = get(p, &caller, "con_000000000000000A", "");
	check_answer(&a, 200, arena_print(p->arena, body, "\"client-a\",\"client-b\""));
	a = list(p, &caller, "");
	check_answer(&a, 200, arena_print(p->arena, "[%s]", arena_print(p->arena, body,
	    "\"client-a\",\"client-b\"")));
}

TEST(connections_without_a_display_name_show_their_name)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, "read:connections read:connections_options");
	struct answer a;

	add(p, "plain", 0, "oidc");
	a = get(p, &c, "con_000000000000000A", "");
	assert_string_equal(member(p, &a, "display_name"), "plain");
	assert_string_equal(member(p, &a, "strategy"), "oidc");
	assert_string_equal(member(p, &a, "metadata"), "");
	assert_string_equal(member(p, &a, "options"), "{\"client_id\":\"client\"}");
}

TEST(connections_are_listed_in_all_forms)
{
	static const struct {
		const char	*query, *letters;
	} rows[] = {
		{ "", "ABCDE" }, { "per_page=2", "AB" }, { "per_page=2&page=1", "CD" },
		{ "per_page=2&page=2", "E" }, { "per_page=2&page=3", "" }, { "page=0&per_page=100", "ABCDE" },
		{ "include_totals=false", "ABCDE" }, { "include_totals=true&per_page=1&page=4", "E" },
		{ "take=2", "AB" }, { "take=5", "ABCDE" },
		{ "from=" CURSOR_B, "CDE" }, { "from=" CURSOR_B "&take=2", "CD" },
		{ "from=" CURSOR_E, "" }, { "strategy=okta", "ACE" },
		{ "strategy[]=okta", "ACE" }, { "strategy=okta&strategy=oidc", "ABCE" },
		{ "strategy[]=samlp&strategy[]=oidc", "BD" }, { "strategy=waad", "" },
		{ "name=name-3", "D" }, { "name=NAME-3", "D" }, { "name=name", "" },
		{ "name=name-3&strategy=okta", "" }, { "strategy=okta&take=1&from=" CURSOR_A, "C" },
	};
	struct place *p = place_new();
	struct caller c = caller_new(p, "read:connections read:connections_options");
	struct answer a;
	size_t i;

	add_five(p);
	for (i = 0; i < COUNT(rows); i++) {
		a = list(p, &c, rows[i].query);
		CHECK(strcmp(letters(p, &a), rows[i].letters) == 0, "%s: %s", rows[i].query,
		    letters(p, &a));
		CHECK(a.round_trips == 2, "%s costs %ld round trips", rows[i].query, a.round_trips);
	}
}

TEST(connections_lists_tell_their_totals)
{
	static const struct {
		const char	*query, *start, *limit, *total, *next;
	} rows[] = {
		{ "include_totals=true", "0", "100", "5", "" },
		{ "include_totals=true&per_page=2&page=1", "2", "2", "5", "" },
		{ "include_totals=true&per_page=2&page=9", "18", "2", "5", "" },
		{ "include_totals=true&strategy=okta&per_page=1", "0", "1", "3", "" },
		{ "include_totals=true&name=nobody", "0", "100", "0", "" },
		{ "take=2", "", "", "", CURSOR_B },
		{ "take=2&from=" CURSOR_B, "", "", "", CURSOR_D },
		{ "take=2&from=" CURSOR_D, "", "", "", "" },
		{ "take=5", "", "", "", "" }, { "from=" CURSOR_A, "", "", "", "" },
	};
	struct place *p = place_new();
	struct caller c = caller_new(p, "read:connections read:connections_options");
	struct answer a;
	size_t i;

	add_five(p);
	for (i = 0; i < COUNT(rows); i++) {
		a = list(p, &c, rows[i].query);
		CHECK(strcmp(member(p, &a, "start"), rows[i].start) == 0
		    && strcmp(member(p, &a, "limit"), rows[i].limit) == 0
		    && strcmp(member(p, &a, "total"), rows[i].total) == 0
		    && strcmp(member(p, &a, "next"), rows[i].next) == 0, "%s: %s", rows[i].query, a.body);
	}
}

/* A walk from page to page by checkpoint shows each once. */
TEST(connections_are_walked_by_checkpoint)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, "read:connections read:connections_options");
	char *seen = arena_text(p->arena, "");
	const char *next = "";
	struct answer a;
	int pages = 0;

	add_five(p);
	do {
		a = list(p, &c, next[0] == '\0' ? "take=2" : arena_print(p->arena, "take=2&from=%s", next));
		seen = arena_print(p->arena, "%s%s", seen, letters(p, &a));
		next = member(p, &a, "next");
		pages++;
	} while (next[0] != '\0' && pages < 10);
	assert_string_equal(seen, "ABCDE");
	assert_int_equal(pages, 3);
}

TEST(connections_show_the_fields_that_are_asked_for)
{
	static const struct {
		const char	*query, *json;
	} rows[] = {
		{ "fields=id,name", "{\"id\":\"con_000000000000000A\",\"name\":\"plain\"}" },
		{ "fields=name&include_fields=true", "{\"name\":\"plain\"}" },
		{ "fields=strategy,nothing", "{\"strategy\":\"oidc\"}" },
		{ "fields=options,metadata,authentication,connected_accounts,realms,enabled_clients,"
		    "is_domain_connection,show_as_button&include_fields=false",
		    "{\"id\":\"con_000000000000000A\",\"name\":\"plain\",\"display_name\":\"plain\","
		    "\"strategy\":\"oidc\"}" },
	};
	struct place *p = place_new();
	struct caller c = caller_new(p, "read:connections read:connections_options");
	struct answer a;
	size_t i;

	add(p, "plain", 0, "oidc");
	for (i = 0; i < COUNT(rows); i++) {
		a = get(p, &c, "con_000000000000000A", rows[i].query);
		check_answer(&a, 200, rows[i].json);
		a = list(p, &c, rows[i].query);
		check_answer(&a, 200, arena_print(p->arena, "[%s]", rows[i].json));
	}
	a = get(p, &c, "con_000000000000000A", "fields=");
	CHECK(strstr(a.body, "\"options\"") != NULL, "%s", a.body);
}

TEST(connections_not_there_are_worded_as_in_the_contract)
{
	struct place *p = place_new(), other = place_beside(p);
	struct caller c = caller_new(p, "read:connections read:connections_options");
	const char *const ids[] = { "con_000000000000000A", "con_000000000000000B", "x", "x'--" };
	struct answer a;
	size_t i;

	add(&other, "theirs", 0, "okta");
	for (i = 0; i < COUNT(ids); i++) {
		a = get(p, &c, ids[i], "");
		check_error(p, &a, 404, "The connection does not exist.", "inexistent_connection");
	}
	a = list(p, &c, "");
	check_answer(&a, 200, "[]");
	a = list(p, &c, "name=theirs&include_totals=true");
	check_answer(&a, 200, "{\"connections\":[],\"start\":0,\"limit\":100,\"total\":0}");
	a = list(p, &c, "take=1");
	check_answer(&a, 200, "{\"connections\":[]}");
}

TEST(connections_need_a_scope)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, "read:self_service_profiles update:self_service_profiles");
	struct answer a;

	add(p, "plain", 0, "oidc");
	a = list(p, &c, "");
	check_error(p, &a, 403, "Insufficient scope, expected any of: read:connections",
	    "insufficient_scope");
	a = get(p, &c, "con_000000000000000A", "");
	check_error(p, &a, 403, "Insufficient scope, expected any of: read:connections",
	    "insufficient_scope");
	a = ASK(p, .path = CONNECTIONS);
	assert_int_equal(a.code, 401);
	assert_true(is_scope("read:connections"));
}

TEST(connections_queries_that_are_wrong_get_the_contracts_400)
{
	static const struct {
		const char	*query, *what;
	} rows[] = {
		{ "page=-1", "on property page" }, { "per_page=0", "on property per_page" },
		{ "per_page=101", "on property per_page" }, { "take=0", "on property take" },
		{ "take=101", "on property take" }, { "include_totals=1", "on property include_totals" },
		{ "include_fields=x", "on property include_fields" }, { "strategy=nobody", "strategy" },
		{ "x=1", "Additional properties not allowed: x" }, { "name=%zz", "not properly encoded" },
		{ "page=x", "on property page" }, { "from=con_000000000000000A%3D", "from must be the next" },
		{ "from=_w", "from must be the next" },
	};
	struct place *p = place_new();
	struct caller c = caller_new(p, "read:connections read:connections_options");
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = list(p, &c, rows[i].query);
		CHECK(a.code == 400 && strstr(member(p, &a, "message"), rows[i].what) != NULL, "%s: %s",
		    rows[i].query, a.body);
		assert_string_equal(member(p, &a, "errorCode"), "invalid_query_string");
	}
}

TEST(connections_show_no_secret)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, "read:connections read:connections_options");
	static const char *const queries[] = { "", "include_totals=true", "take=1", "fields=options" };
	struct answer a;
	size_t i;

	add_five(p);
	assert_int_equal(sql_long("SELECT count(*) FROM connection_revision WHERE tenant_id = '%s' AND "
	    "sealed_secret = 'sealed-secret'", p->tenant), 5);
	for (i = 0; i < COUNT(queries); i++) {
		a = list(p, &c, queries[i]);
		CHECK(strstr(a.body, "secret") == NULL && strstr(a.body, "sealed") == NULL, "%s: %s",
		    queries[i], a.body);
		a = get(p, &c, "con_000000000000000C", "");
		CHECK(strstr(a.body, "secret") == NULL && strstr(a.log, "sealed") == NULL, "%s", a.body);
	}
}
