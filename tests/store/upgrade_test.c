/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/text.h"
#include "before.h"
#include "database.h"
#include "test.h"

/* --- alike, however it came about --- */

TEST(upgrades_end_where_a_fresh_database_begins)
{
	struct place *p = place_new();
	const char *before = database_before(p->arena), *fresh = database_empty(p->arena);
	const char *one, *other;
	size_t i = 0;

	upgrade(p, before);
	upgrade(p, fresh);
	one = schema_of(p->arena, before);
	other = schema_of(p->arena, fresh);
	assert_true(strlen(one) > 10000);
	while (one[i] != '\0' && one[i] == other[i])
		i++;
	CHECK(text_is(one, other), "upgraded: ...%.200s\nfresh: ...%.200s", one + i, other + i);
}

/* --- what the rows become --- */

static const char rows_before[] =
    "BEGIN;"
    "WITH made AS (INSERT INTO tenant (tenant_id, name, canonical_domain) VALUES ('t', 'T', 't.example'))"
    " INSERT INTO tenant_domain (tenant_id, domain) VALUES ('t', 't.example');"
    "INSERT INTO connection (tenant_id, connection_id, name, strategy, config, live_revision)"
    " SELECT 't', 'con_aaaaaaaaaaaaaaa' || n, 'c' || n, 'samlp', config::jsonb, 1 FROM (VALUES"
    "  (1, '{\"options\":{\"icon_url\":\"u\",\"domain_aliases\":[\"B.example\",\"a.example.\",\"b.example\",\"https://U.example/\"]}}'),"
    "  (2, '{\"options\":{\"domain_aliases\":[]}}'), (3, '{\"options\":{\"domain_aliases\":null}}'),"
    "  (4, '{\"options\":null}'), (5, '{}')) v (n, config);"
    "INSERT INTO connection_revision (tenant_id, connection_id, revision, settings, actor)"
    " SELECT tenant_id, connection_id, 1, '{}', 'system:test' FROM connection;"
    "INSERT INTO connection_domain (tenant_id, connection_id, domain, typed, status, source, challenge, verified_at)"
    " VALUES ('t', 'con_aaaaaaaaaaaaaaa1', 'a.example', 'a', 'verified', 'administrator', repeat('a', 32), now());"
    "UPDATE connection_alias SET is_preferred = true WHERE domain = 'b.example';"
    "COMMIT";

TEST(upgrades_keep_the_domains_of_connections)
{
	struct place *p = place_new();
	const char *url = database_before(p->arena);

	sql_text_at(p->arena, url, rows_before);
	upgrade(p, url);
	assert_string_equal(sql_text_at(p->arena, url, "SELECT string_agg(coalesce(aliases_of(c)::text, '-'), ' ' "
	    "ORDER BY connection_id) FROM connection c"),
	    "[\"B.example\", \"a.example.\", \"b.example\", \"https://U.example/\"] [] - - -");
	assert_string_equal(sql_text_at(p->arena, url, "SELECT string_agg(config::text, ' ' "
	    "ORDER BY connection_id) FROM connection"),
	    "{\"options\": {\"icon_url\": \"u\"}} {\"options\": {}} {\"options\": {}} {\"options\": null} {}");
	assert_string_equal(sql_text_at(p->arena, url, "SELECT string_agg(domain, ' ' ORDER BY position) "
	    "FROM connection_alias WHERE is_preferred"), "b.example b.example");
	assert_string_equal(sql_text_at(p->arena, url, "SELECT domain FROM connection_alias WHERE typed LIKE 'https%'"),
	    "u.example");
	assert_string_equal(sql_text_at(p->arena, url, "SELECT count(*) FROM connection_domain"), "1");
}

/* In that version a secret stayed when its connection moved. */
TEST(upgrades_know_where_a_secret_was_entered_for)
{
	struct place *p = place_new();
	const char *url = database_before(p->arena);

	sql_text_at(p->arena, url, rows_before);
	sql_text_at(p->arena, url, "INSERT INTO connection_revision (tenant_id, connection_id, revision, settings, "
	    "derived, sealed_secret, sealed_keys, actor) SELECT 't', 'con_aaaaaaaaaaaaaaa1', n, "
	    "'{\"client_id\":\"c\",\"token_endpoint\":\"masked\"}', derived::jsonb, secret, keys::jsonb, 'client:c' FROM (VALUES"
	    " (2, '{\"issuer\":\"i\",\"token_endpoint\":\"t\"}', 'one', '{\"app_secret\":\"a\"}'),"
	    " (3, '{\"issuer\":\"evil\",\"token_endpoint\":\"e\"}', 'one', '{\"app_secret\":\"b\"}'),"
	    " (4, '{\"idpEntityId\":\"urn:e\"}', 'two', NULL)) v (n, derived, secret, keys);"
	    "UPDATE connection SET live_revision = 3 WHERE connection_id = 'con_aaaaaaaaaaaaaaa1'");
	upgrade(p, url);
	assert_string_equal(sql_text_at(p->arena, url, "SELECT string_agg(coalesce(sealed_for #>> "
	    "'{client_secret,token_endpoint}', '-') || coalesce(sealed_for #>> '{client_secret,issuer}', '-') || "
	    "coalesce(sealed_for #>> '{app_secret,token_endpoint}', '-'), ' ' ORDER BY revision) FROM connection_revision "
	    "WHERE connection_id = 'con_aaaaaaaaaaaaaaa1'"), "--- tit tie maskedurn:e-");
}

/* English texts of that version are said as they are. */
TEST(upgrades_keep_what_checks_said)
{
	struct place *p = place_new();
	const char *url = database_before(p->arena);

	sql_text_at(p->arena, url, rows_before);
	sql_text_at(p->arena, url, "INSERT INTO profile (tenant_id, profile_id, name) VALUES "
	    "('t', 'ssp_aaaaaaaaaaaaaaaaaaaaaa', 'p');"
	    "INSERT INTO ticket (tenant_id, ticket_id, secret_hash, profile_id, config, opens_until) "
	    "SELECT 't', repeat(n::text, 12), repeat(n::text, 64), 'ssp_aaaaaaaaaaaaaaaaaaaaaa', "
	    "'{\"connection_config\":{\"name\":\"c\"}}', now() + interval '1 hour' FROM generate_series(1, 3) n;"
	    "INSERT INTO wizard (tenant_id, ticket_id, strategy, step, input, input_revision, check_state, problem, "
	    "found) VALUES ('t', repeat('1', 12), 'okta', 'settings', '{}', 1, 'failed', 'No: 1% of %s.', NULL),"
	    " ('t', repeat('2', 12), 'okta', 'settings', '{}', 1, 'found', NULL, "
	    "'{\"issuer\":\"i\",\"warnings\":[\"A %n.\",\"B.\"]}'),"
	    " ('t', repeat('3', 12), 'okta', 'settings', '{}', 1, 'found', NULL, '{\"warnings\":[]}')");
	upgrade(p, url);
	assert_string_equal(sql_text_at(p->arena, url, "SELECT string_agg(said::text || said_revision, ' ' "
	    "ORDER BY ticket_id) FROM wizard"), "[{\"id\": \"%s\", \"args\": [\"No: 1% of %s.\"]}]1 "
	    "[{\"id\": \"%s\", \"args\": [\"A %n.\"]}, {\"id\": \"%s\", \"args\": [\"B.\"]}]1 []1");
}

TEST(upgrades_drop_what_was_typed_into_tickets_that_ended)
{
	struct place *p = place_new();
	const char *url = database_before(p->arena);

	sql_text_at(p->arena, url, rows_before);
	sql_text_at(p->arena, url, "INSERT INTO profile (tenant_id, profile_id, name) VALUES "
	    "('t', 'ssp_aaaaaaaaaaaaaaaaaaaaaa', 'p');"
	    "INSERT INTO ticket (tenant_id, ticket_id, secret_hash, profile_id, config, opens_until, uses, first_used_at, "
	    "ends_at, revoked_at) SELECT 't', repeat(n::text, 12), repeat(n::text, 64), 'ssp_aaaaaaaaaaaaaaaaaaaaaa', "
	    "'{\"connection_config\":{\"name\":\"c\"}}', now(), 1, now(), now() + (n - 2) * interval '1 hour', "
	    "CASE n WHEN 3 THEN now() END FROM generate_series(1, 5) n;"
	    "INSERT INTO wizard (tenant_id, ticket_id, strategy, step, input, sealed_secret, check_state, problem) "
	    "SELECT 't', ticket_id, 'okta', CASE ticket_id WHEN repeat('4', 12) THEN 'done' ELSE 'settings' END, '{}', "
	    "'sealed', 'failed', 'No.' FROM ticket;"
	    "INSERT INTO session (tenant_id, ticket_id, token_hash, draft) SELECT 't', ticket_id, secret_hash, '{}' FROM ticket");
	upgrade(p, url);
	assert_string_equal(sql_text_at(p->arena, url, "SELECT string_agg(left(ticket_id, 1), '' ORDER BY ticket_id) FROM "
	    "wizard w WHERE w::text LIKE '%{}%' AND w::text LIKE '%sealed%' AND w::text LIKE '%No.%'"), "5");
	assert_string_equal(sql_text_at(p->arena, url, "SELECT count(*) || ' ' || count(input) + count(sealed_secret) + "
	    "count(problem) + count(said) FROM wizard"), "5 4");
	assert_string_equal(sql_text_at(p->arena, url, "SELECT string_agg(left(ticket_id, 1), '') FROM session WHERE draft "
	    "IS NOT NULL"), "5");
	assert_string_equal(sql_text_at(p->arena, url, "SELECT string_agg(left(subject, 1), '' ORDER BY subject) FROM job j "
	    "JOIN ticket k ON k.ticket_id = j.subject AND k.ends_at = j.run_at WHERE kind = 'end_ticket'"), "45");
}

/* A worker of that version names no language, and takes none away. */
TEST(upgrades_leave_profiles_without_a_language)
{
	struct place *p = place_new();
	const char *url = database_before(p->arena);

	sql_text_at(p->arena, url, rows_before);
	sql_text_at(p->arena, url, "INSERT INTO profile (tenant_id, profile_id, name) VALUES "
	    "('t', 'ssp_aaaaaaaaaaaaaaaaaaaaaa', 'p')");
	upgrade(p, url);
	assert_string_equal(sql_text_at(p->arena, url, "SELECT coalesce(language, '-') FROM profile"), "-");
	sql_text_at(p->arena, url, "UPDATE profile SET language = 'de'");
	sql_text_at(p->arena, url, arena_print(p->arena, "%s EXECUTE profile_change('t', "
	    "'ssp_aaaaaaaaaaaaaaaaaaaaaa', 'q', NULL, NULL, NULL, NULL, NULL, '', 'client:c')",
	    queries_before(p->arena)));
	assert_string_equal(sql_text_at(p->arena, url, "SELECT name || ' ' || language FROM profile"), "q de");
}

/* No program could send these, but a row that stops an upgrade would first be seen at a customer. */
TEST(upgrades_leave_options_alone_that_only_look_like_a_list)
{
	struct place *p = place_new();
	const char *url = database_before(p->arena);

	sql_text_at(p->arena, url, rows_before);
	sql_text_at(p->arena, url, "UPDATE connection SET config = jsonb_build_object('options', CASE name "
	    "WHEN 'c4' THEN '\"domain_aliases\"'::jsonb ELSE '[\"domain_aliases\"]' END) WHERE name IN ('c4', 'c5')");
	upgrade(p, url);
	assert_string_equal(sql_text_at(p->arena, url, "SELECT string_agg(config::text || has_aliases, ' ' ORDER BY name) "
	    "FROM connection WHERE name IN ('c4', 'c5')"),
	    "{\"options\": \"domain_aliases\"}false {\"options\": [\"domain_aliases\"]}false");
}

/* Such a worker shows no list, so a list that a program sends back through it is incomplete. */
TEST(upgrades_lose_no_domain_that_a_worker_of_the_version_before_did_not_show)
{
	struct place *p = place_new();
	const char *url = database_before(p->arena);

	sql_text_at(p->arena, url, rows_before);
	upgrade(p, url);
	sql_text_at(p->arena, url, "UPDATE connection SET config = config || '{\"options\":{\"domain_aliases\":"
	    "[\"A.example\",\"n.example\"]}}' WHERE name IN ('c1', 'c5')");
	assert_string_equal(sql_text_at(p->arena, url, "SELECT string_agg(coalesce(aliases_of(c)::text, '-'), ' ' "
	    "ORDER BY connection_id) FROM connection c"), "[\"B.example\", \"a.example.\", \"b.example\", "
	    "\"https://U.example/\", \"n.example\"] [] - - [\"A.example\", \"n.example\"]");
	assert_string_equal(sql_text_at(p->arena, url, "SELECT count(*) FROM connection_domain"), "1");
	assert_string_equal(sql_text_at(p->arena, url, "SELECT count(*) FROM connection WHERE "
	    "config -> 'options' ? 'domain_aliases'"), "0");
}

/* A worker of that version that loses its connection prepares them again. */
TEST(upgrades_fit_the_queries_of_the_version_before)
{
	struct place *p = place_new();
	const char *url = database_before(p->arena);

	upgrade(p, url);
	sql_text_at(p->arena, url, queries_before(p->arena));
	upgrade(p, url);
}

/* Texts that such a worker kept become sentences that say them as they are. */
TEST(upgrades_read_what_a_lookup_found_before)
{
	struct place *p = place_new();
	const char *url = database_before(p->arena);

	sql_text_at(p->arena, url, rows_before);
	sql_text_at(p->arena, url, "UPDATE connection_domain SET seen = '{\"is_taken\":true,\"sentences\":[\"A %s.\",\"B.\"],"
	    "\"lines\":[{\"whom\":\"w\",\"name\":\"n\",\"type\":\"TXT\",\"says\":\"s\"}],\"zone\":\"z\"}'");
	upgrade(p, url);
	assert_string_equal(sql_text_at(p->arena, url, "SELECT report_of(seen) FROM connection_domain"),
	    "{\"said\": [{\"id\": \"%s\", \"args\": [\"A %s.\"]}, {\"id\": \"%s\", \"args\": [\"B.\"]}], "
	    "\"zone\": \"z\", \"asked\": [{\"name\": \"n\", \"says\": [{\"id\": \"%s\", \"args\": [\"s\"]}], "
	    "\"type\": \"TXT\", \"whom\": {\"id\": \"%s\", \"args\": [\"w\"]}}], \"is_taken\": true}");
}

/* A worker of that version shows the problem of an event as it is kept. */
TEST(upgrades_show_workers_of_the_version_before_the_words_of_a_problem)
{
	static const char *const rows[][2] = {
		{ "\"100%s %1$s\"", "100%s %1$s" },
		{ "[{\"id\":\"Plain.\",\"args\":[]}]", "Plain." },
		{ "[{\"id\":\"%s of %2$s, 100%% %%s.\",\"args\":[\"%s\",\"b\\\\1\"]},{\"id\":\"Two.\",\"args\":[]}]",
		    "%s of b\\1, 100% %s. Two." },
		{ "[{\"id\":\"One.\",\"plural\":\"%zu of %ld.\",\"count\":2,\"args\":[\"2\",\"5\"]}]", "2 of 5." },
		{ "[{\"id\":\"One.\",\"plural\":\"%zu.\",\"count\":1,\"args\":[\"1\"]}]", "One." },
		{ "[{\"id\":\"Ask %s and %s.\",\"args\":[\"a\\u001fb\"]}]", "Ask a, b and ." },
	};
	struct place *p = place_new();
	const char *url = database_before(p->arena);
	size_t i;

	sql_text_at(p->arena, url, rows_before);
	upgrade(p, url);
	for (i = 0; i < COUNT(rows); i++) {
		sql_text_at(p->arena, url, arena_print(p->arena, "INSERT INTO event (tenant_id, event_id, kind, outcome, "
		    "actor, details) VALUES ('t', '01234567-89ab-cdef-0123-456789abcde%zu', 'ss_sso_add_domain', "
		    "'failure', 'system:test', '{\"connection_name\":\"c\",\"flow_type\":\"create\",\"ss_sso_tracing_id\":\"x\",\"problem\":%s}')", i, rows[i][0]));
		assert_string_equal(sql_text_at(p->arena, url, arena_print(p->arena, "SELECT problem FROM log "
		    "WHERE log_id LIKE '%%%zu'", i)), rows[i][1]);
		assert_string_equal(sql_text_at(p->arena, url, arena_print(p->arena, "SELECT details ->> 'problem' "
		    "FROM log WHERE log_id LIKE '%%%zu'", i)), rows[i][1]);
	}
}

/* Such a worker refuses a report with members that it does not know. */
TEST(upgrades_show_workers_of_the_version_before_the_report_of_a_lookup)
{
	static const char report[] = "{\"said\": [{\"id\": \"A %s.\", \"args\": [\"a\"]}, {\"id\": \"B.\", \"args\": []}], "
	    "\"zone\": \"z\", \"asked\": [{\"name\": \"n\", \"says\": [{\"id\": \"%s\", \"args\": [\"s\"]}], "
	    "\"type\": \"TXT\", \"whom\": {\"id\": \"w\", \"args\": []}}]}";
	struct place *p = place_new();
	const char *url = database_before(p->arena);

	sql_text_at(p->arena, url, rows_before);
	upgrade(p, url);
	sql_text_at(p->arena, url, arena_print(p->arena, "UPDATE connection_domain SET seen = '%s'", report));
	assert_string_equal(sql_text_at(p->arena, url, "SELECT seen FROM connection_domain"),
	    "{\"zone\": \"z\", \"lines\": [{\"name\": \"n\", \"says\": \"s\", \"type\": \"TXT\", \"whom\": \"w\"}], "
	    "\"sentences\": [\"A a.\", \"B.\"]}");
	assert_string_equal(sql_text_at(p->arena, url, "SELECT findings FROM connection_domain"), report);
	sql_text_at(p->arena, url, "UPDATE connection_domain SET seen = '{\"sentences\":[\"C.\"]}'");
	assert_string_equal(sql_text_at(p->arena, url, "SELECT coalesce(findings, report_of(seen)) FROM connection_domain"),
	    "{\"said\": [{\"id\": \"%s\", \"args\": [\"C.\"]}]}");
}

static const char *
key_kept(struct place *p, const char *url, const char *key_id)
{
	return sql_text_at(p->arena, url, arena_print(p->arena, "%s EXECUTE key_keep('t', '%s', 'rsa2048', 'CN=t', 'c', 'p', "
	    "'00' || repeat(':00', 19), '00' || repeat(':00', 31), '00000000:AAAA')", queries_before(p->arena), key_id));
}

/* Workers of that version make and take keys of 2048 bits until they are restarted. */
TEST(upgrades_keep_the_keys_that_we_sign_with)
{
	static const char *const ids[] = { "1111111111111111111111", "2222222222222222222222",
		"3333333333333333333333", "4444444444444444444444" };
	struct place *p = place_new();
	const char *url = database_before(p->arena);
	size_t i;

	sql_text_at(p->arena, url, rows_before);
	sql_text_at(p->arena, url, "UPDATE connection SET strategy = 'okta'");
	assert_string_equal(key_kept(p, url, ids[0]), ids[0]);
	upgrade(p, url);
	for (i = 1; i < COUNT(ids); i++)
		assert_string_equal(key_kept(p, url, ids[i]), ids[i]);
	assert_string_equal(sql_text_at(p->arena, url, "SELECT string_agg(use, ' ' ORDER BY key_id) FROM signing_key"),
	    "tenant spare spare spare");
	sql_text_at(p->arena, url, arena_print(p->arena, "%s EXECUTE connection_keys_create('t', 'con_aaaaaaaaaaaaaaa1', "
	    "'RS256', 'client:c')", queries_before(p->arena)));
	assert_string_equal(sql_text_at(p->arena, url, "SELECT string_agg(state, ' ' ORDER BY state) FROM signing_key"),
	    "current next");
	assert_string_equal(sql_text_at(p->arena, url, "SELECT kind FROM job WHERE tenant_id = 't' AND kind = 'make_keys'"),
	    "make_keys");
	assert_string_equal(sql_text_at(p->arena, url, "UPDATE signing_key SET use = 'tenant_next', kind = 'rsa3072' "
	    "WHERE use = 'spare'; SELECT tenant_key_rotate('t', (SELECT key_id FROM signing_key WHERE use = 'tenant_next'), 'system:test')"),
	    "t");
	assert_string_equal(sql_text_at(p->arena, url, "SELECT key_id FROM signing_key WHERE use = 'tenant_previous'"), ids[0]);
}

/* Such a worker knows no step that tests, and goes past it. */
TEST(upgrades_let_workers_of_the_version_before_finish_a_setup)
{
	struct place *p = place_new();
	const char *url = database_before(p->arena);

	sql_text_at(p->arena, url, rows_before);
	sql_text_at(p->arena, url, "INSERT INTO profile (tenant_id, profile_id, name) VALUES "
	    "('t', 'ssp_aaaaaaaaaaaaaaaaaaaaaa', 'p');"
	    "INSERT INTO ticket (tenant_id, ticket_id, secret_hash, profile_id, config, opens_until, uses, first_used_at, ends_at) "
	    "VALUES ('t', 'aaaaaaaaaaaa', repeat('a', 64), 'ssp_aaaaaaaaaaaaaaaaaaaaaa', "
	    "'{\"connection_config\":{\"name\":\"c1\"},\"enabled_clients\":[\"a\"]}', now(), 1, now(), now() + interval '1 hour');"
	    "INSERT INTO session (tenant_id, ticket_id, token_hash) VALUES ('t', 'aaaaaaaaaaaa', repeat('b', 64));"
	    "INSERT INTO wizard (tenant_id, ticket_id, strategy, step, connection_id) VALUES "
	    "('t', 'aaaaaaaaaaaa', 'samlp', 'access', 'con_aaaaaaaaaaaaaaa1');"
	    "UPDATE connection SET intended_clients = '{a}' WHERE name = 'c1'");
	upgrade(p, url);
	sql_text_at(p->arena, url, arena_print(p->arena, "%s EXECUTE wizard_step('t', 'aaaaaaaaaaaa', repeat('b', 64), 1, "
	    "'access', 'enable')", queries_before(p->arena)));
	sql_text_at(p->arena, url, arena_print(p->arena, "%s EXECUTE connection_finish('t', 'aaaaaaaaaaaa', repeat('b', 64), 2)",
	    queries_before(p->arena)));
	assert_string_equal(sql_text_at(p->arena, url, "SELECT w.step || ' ' || c.enabled_clients::text FROM wizard w "
	    "JOIN connection c USING (tenant_id, connection_id)"), "done {a}");
}
