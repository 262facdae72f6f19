/* SPDX-License-Identifier: Apache-2.0 */
#include <jansson.h>
#include <string.h>

#include "call.h"
#include "model/ticket/ticket.h"
#include "test.h"

#define LOGS "/api/v2/logs"
#define UNKNOWN "0123456789abcdef0123456789abcdef"

static struct answer
list(struct place *p, const struct caller *c, const char *query)
{
	return ASK(p, .path = LOGS, .query = query, .authorization = c->authorization);
}

static void
release(void *value)
{
	json_decref(value);
}

static json_t *
logs_of(struct place *p, const struct answer *a)
{
	json_t *value = json_loads(a->body, JSON_REJECT_DUPLICATES, NULL);

	CHECK(a->code == 200 && value != NULL, "%d: %s", a->code, a->body);
	arena_defer(p->arena, release, value);
	return json_is_array(value) ? value : json_object_get(value, "logs");
}

static const char *
text_of(const json_t *log, const char *name)
{
	const char *text = json_string_value(json_object_get(log, name));

	return text == NULL ? "" : text;
}

/* An old event, with a letter to recognize it by. */
static void
happened(struct place *p, char letter, const char *outcome, int days_ago)
{
	sql("INSERT INTO event (tenant_id, at, kind, outcome, actor, details) VALUES ('%s', now() - "
	    "interval '%d days', 'ss_sso_add_domain', '%s', 'session:x', '{\"connection_name\":\"%c\","
	    "\"flow_type\":\"create\",\"ss_sso_tracing_id\":\"x\",\"problem\":\"It is %c.\"}')", p->tenant,
	    days_ago, outcome, letter, letter);
}

static void
much_happened(struct place *p)
{
	happened(p, 'a', "success", 9);
	happened(p, 'b', "failure", 8);
	happened(p, 'c', "info", 7);
	happened(p, 'd', "success", 6);
	happened(p, 'e', "failure", 5);
}

static const char *
letters(struct place *p, const struct answer *a)
{
	json_t *log;
	char *text = arena_alloc(p->arena, 128);
	size_t i;

	json_array_foreach(logs_of(p, a), i, log)
		text[i] = text_of(json_object_get(log, "details"), "connection_name")[0];
	return text;
}

TEST(logs_tell_what_a_program_did)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, "read:logs create:sso_access_tickets");
	const char *profile = place_profile(p, "{\"name\":\"A\"}"), *id, *tracing;
	struct answer a = ASK(p, .method = "POST", .path = arena_print(p->arena, PROFILES
	    "/%s/sso-ticket", profile), .type = JSON_TYPE, .authorization = c.authorization,
	    .body = "{\"connection_config\":{\"name\":\"acme\"}}", .address = "2001:db8::7");
	json_t *log;

	assert_int_equal(a.code, 201);
	tracing = ticket_id_of(p->arena, strstr(member(p, &a, "ticket"), "ticket=") + 7);
	a = list(p, &c, "");
	assert_int_equal(a.round_trips, 2);
	assert_int_equal(json_array_size(logs_of(p, &a)), 1);
	log = json_array_get(logs_of(p, &a), 0);
	id = text_of(log, "log_id");
	assert_int_equal(strlen(id), 32);
	assert_int_equal(strlen(text_of(log, "date")), strlen("2026-11-22T01:23:45.678Z"));
	a = call(p, &c, "GET", arena_print(p->arena, LOGS "/%s", id), NULL);
	check_answer(&a, 200, arena_print(p->arena, "{\"date\":\"%s\",\"type\":\"ss_sso_success\","
	    "\"description\":\"Ticket generation\",\"client_id\":\"%s\",\"client_name\":\"Program\","
	    "\"ip\":\"2001:db8::7\",\"tenant_name\":\"%s\",\"environment_name\":\"postern\","
	    "\"details\":{\"flow_type\":\"create\",\"connection_name\":\"acme\","
	    "\"ss_sso_event_name\":\"ss_sso_ticket_generation\",\"ss_sso_tracing_id\":\"%s\"},"
	    "\"log_id\":\"%s\",\"_id\":\"%s\"}", text_of(log, "date"), c.id, p->tenant, tracing, id, id));
}

TEST(logs_say_that_nobody_acted_or_that_an_act_failed)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, "read:logs_users");
	struct answer a;
	json_t *log;

	happened(p, 'x', "failure", 1);
	a = list(p, &c, "");
	log = json_array_get(logs_of(p, &a), 0);
	assert_string_equal(text_of(log, "type"), "ss_sso_failure");
	assert_string_equal(text_of(log, "description"), "Add domain: It is x.");
	assert_string_equal(text_of(log, "ip"), "0.0.0.0");
	assert_null(json_object_get(log, "client_id"));
}

/* Events of the version before have a text there. */
TEST(logs_word_the_problem_that_an_event_keeps_as_data)
{
	static const char event[] = "INSERT INTO event (tenant_id, at, event_id, kind, outcome, actor, details) "
	    "VALUES ('%s', '2026-11-22T01:23:45Z', '01234567-89ab-cdef-0123-456789abcde%c', "
	    "'ss_sso_add_domain', 'failure', 'session:x', '{\"connection_name\":\"a\",\"flow_type\":\"create\","
	    "\"ss_sso_tracing_id\":\"x\",\"domain\":\"a.example\",\"problem\":%s}')";
	static const char answer[] = "{\"date\":\"2026-11-22T01:23:45.000Z\",\"type\":\"ss_sso_failure\","
	    "\"description\":\"Add domain: It is 100%%n of \\\"two\\\". Try again.\",\"ip\":\"0.0.0.0\","
	    "\"tenant_name\":\"%s\",\"environment_name\":\"postern\",\"details\":{\"domain\":\"a.example\","
	    "\"problem\":\"It is 100%%n of \\\"two\\\". Try again.\",\"flow_type\":\"create\","
	    "\"connection_name\":\"a\",\"ss_sso_event_name\":\"ss_sso_add_domain\",\"ss_sso_tracing_id\":\"x\"},"
	    "\"log_id\":\"0123456789abcdef0123456789abcde%c\",\"_id\":\"0123456789abcdef0123456789abcde%c\"}";
	static const char *const problems[] = { "\"It is 100%n of \\\"two\\\". Try again.\"",
	    "[{\"id\":\"It is %s of %s.\",\"args\":[\"100%n\",\"\\\"two\\\"\"]},{\"id\":\"Try again.\",\"args\":[]}]" };
	struct place *p = place_new();
	struct caller c = caller_new(p, "read:logs");
	struct answer a;
	char letter;
	size_t i;

	for (i = 0; i < COUNT(problems); i++) {
		letter = (char)('a' + i);
		sql(event, p->tenant, letter, problems[i]);
		a = call(p, &c, "GET", arena_print(p->arena, LOGS "/0123456789abcdef0123456789abcde%c", letter), NULL);
		check_answer(&a, 200, arena_print(p->arena, answer, p->tenant, letter, letter));
	}
}

TEST(logs_leave_out_events_outside_the_flow)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, "read:logs");
	struct answer a;

	place_profile(p, "{\"name\":\"A\"}");
	assert_string_equal(sql_text(p->arena, "SELECT string_agg(kind, ' ' ORDER BY kind) FROM event "
	    "WHERE tenant_id = '%s'", p->tenant), "client_added profile_created tenant_added");
	a = list(p, &c, "");
	check_answer(&a, 200, "[]");
	a = list(p, &c, "include_totals=true");
	check_answer(&a, 200, "{\"start\":0,\"limit\":50,\"length\":0,\"total\":0,\"logs\":[]}");
	a = list(p, &c, "take=1");
	check_answer(&a, 200, "[]");
	assert_string_equal(answer_header(&a, "Link"), "");
}

TEST(logs_are_listed_in_all_forms)
{
	static const struct {
		const char	*query, *letters;
	} rows[] = {
		{ "", "edcba" }, { "sort=date:-1", "edcba" }, { "sort=date:1", "abcde" },
		{ "per_page=2", "ed" }, { "per_page=2&page=1", "cb" }, { "per_page=2&page=3", "" },
		{ "sort=date%3A1&per_page=2&page=1", "cd" }, { "q=type:ss_sso_failure", "eb" },
		{ "q=type%3Ass_sso_info&sort=date:1", "c" }, { "q=type:ss_sso_success&per_page=1", "d" },
		{ "include_totals=true&per_page=1&page=4", "a" }, { "take=2", "ab" },
		{ "take=5", "abcde" }, { "take=2&q=type:ss_sso_failure", "be" },
		{ "take=2&search=type:ss_sso_failure&fields=log_id,details", "be" },
	};
	struct place *p = place_new(), other = place_beside(p);
	struct caller c = caller_new(p, "read:logs");
	struct answer a;
	size_t i;

	much_happened(p);
	happened(&other, 'z', "failure", 8);
	for (i = 0; i < COUNT(rows); i++) {
		a = list(p, &c, rows[i].query);
		CHECK(strcmp(letters(p, &a), rows[i].letters) == 0, "%s: %s", rows[i].query,
		    letters(p, &a));
		CHECK(a.round_trips == 2, "%s costs %ld round trips", rows[i].query, a.round_trips);
	}
	a = list(p, &c, "include_totals=true&per_page=2&page=1&q=type:ss_sso_success");
	assert_string_equal(member(p, &a, "total"), "2");
	assert_string_equal(member(p, &a, "start"), "2");
	assert_string_equal(member(p, &a, "length"), "0");
	a = list(p, &c, "include_totals=true&per_page=2&sort=date:1");
	assert_string_equal(member(p, &a, "total"), "5");
	assert_string_equal(member(p, &a, "length"), "2");
}

/* By the link of each answer, until one is empty. */
static const char *
followed(struct place *p, const struct caller *c, const char *query, int *pages)
{
	const char *seen = "", *link, *from;
	struct answer a;

	for (*pages = 0; *pages < 10; (*pages)++) {
		a = list(p, c, query);
		seen = arena_print(p->arena, "%s%s", seen, letters(p, &a));
		link = answer_header(&a, "Link");
		if (link[0] == '\0')
			break;
		from = strstr(link, "from=");
		CHECK(from != NULL && strstr(link, "; rel=\"next\"") != NULL, "%s", link);
		query = arena_copy(p->arena, from, strcspn(from, ">"));
	}
	return seen;
}

TEST(logs_are_followed)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, "read:logs");
	int pages;

	much_happened(p);
	assert_string_equal(followed(p, &c, "take=2", &pages), "abcde");
	assert_int_equal(pages, 3);
}

TEST(logs_are_followed_with_the_search_that_began)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, "read:logs");
	int pages;

	happened(p, 'a', "info", 40);
	happened(p, 'b', "failure", 30);
	happened(p, 'c', "info", 20);
	assert_string_equal(followed(p, &c, "take=1&q=type:ss_sso_info", &pages), "ac");
	assert_int_equal(pages, 2);
	assert_string_equal(followed(p, &c, "take=1&search=type:ss_sso_info", &pages), "ac");
}

/* An event is left out while an older one may still be on its way. */
TEST(logs_that_are_followed_are_complete)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, "read:logs");
	struct answer a;

	happened(p, 'a', "info", 1);
	happened(p, 'b', "info", 0);
	a = list(p, &c, "take=5");
	assert_string_equal(letters(p, &a), "a");
	a = list(p, &c, "sort=date:1");
	assert_string_equal(letters(p, &a), "ab");
}

TEST(logs_not_there_are_not_found)
{
	static const char *const ids[] = { UNKNOWN, "x", "x'--", "0123456789ABCDEF0123456789ABCDEF" };
	struct place *p = place_new(), other = place_beside(p);
	struct caller c = caller_new(p, "read:logs");
	char *theirs;
	struct answer a;
	size_t i;

	happened(&other, 'z', "info", 1);
	theirs = sql_text(p->arena, "SELECT replace(event_id::text, '-', '') FROM event WHERE "
	    "tenant_id = '%s'", other.tenant);
	for (i = 0; i <= COUNT(ids); i++) {
		a = call(p, &c, "GET", arena_print(p->arena, LOGS "/%s", i < COUNT(ids) ? ids[i] : theirs),
		    NULL);
		check_error(p, &a, 404, "Log not found.", NULL);
		a = list(p, &c, arena_print(p->arena, "from=%s", i < COUNT(ids) ? ids[i] : theirs));
		check_error(p, &a, 400, arena_print(p->arena, "There is no log to begin after: %s",
		    i < COUNT(ids) ? ids[i] : theirs), "invalid_query_string");
	}
}

TEST(logs_queries_that_are_wrong_get_the_contracts_400)
{
	static const char *const queries[] = { "page=-1", "per_page=0", "per_page=101", "take=0",
		"take=101", "sort=date", "sort=date:2", "sort=user:1", "q=", "q=type:sapi", "q=type:ss_sso_x",
		"q=type:ss_sso_failure%20OR%20x", "q=*", "x=1", "include_totals=1" };
	struct place *p = place_new();
	struct caller c = caller_new(p, "read:logs");
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(queries); i++) {
		a = list(p, &c, queries[i]);
		CHECK(a.code == 400, "%s: %d %s", queries[i], a.code, a.body);
		assert_string_equal(member(p, &a, "errorCode"), "invalid_query_string");
	}
}

TEST(logs_need_one_of_two_scopes)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, "read:connections"), users = caller_new(p, "read:logs_users");
	struct answer a = list(p, &c, "");

	check_error(p, &a, 403, "Insufficient scope, expected any of: read:logs, read:logs_users",
	    "insufficient_scope");
	assert_int_equal(list(p, &users, "").code, 200);
}

TEST(events_of_the_flow_have_what_the_contract_requires)
{
	static const char *const details[] = { "{}", "{\"connection_name\":\"a\",\"flow_type\":\"create\"}",
		"{\"connection_name\":\"a\",\"ss_sso_tracing_id\":\"x\"}",
		"{\"connection_name\":null,\"flow_type\":\"create\",\"ss_sso_tracing_id\":\"x\"}",
		"{\"connection_name\":\"a\",\"flow_type\":\"delete\",\"ss_sso_tracing_id\":\"x\"}" };
	struct place *p = place_new();
	size_t i;

	for (i = 0; i < COUNT(details); i++)
		assert_string_equal(sql_refusal(p->arena, arena_print(p->arena, "INSERT INTO event (tenant_id, "
		    "kind, outcome, actor, details) VALUES ('%s', 'ss_sso_add_domain', 'info', 'system:x', "
		    "'%s')", p->tenant, details[i])), "23514");
}
