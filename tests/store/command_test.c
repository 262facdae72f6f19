/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "actions/client.h"
#include "base/hash.h"
#include "base/text.h"
#include "keys.h"
#include "program.h"
#include "store/operator.h"
#include "store/tenant.h"
#include "test.h"

#define PASSWORD "correct horse battery staple"

TEST(commands_tell_that_a_tenant_is_added_and_changed)
{
	struct place *p = place_for_commands(), other = place_beside(p);
	char *id = arena_print(p->arena, "%s-new", p->tenant);
	char *domain = arena_print(p->arena, "%s.example:8443", id);
	char *next = arena_print(p->arena, "next.%s.example", id);
	struct ran r = POSTERN(p, "", WORD("tenant"), WORD("add"), WORD("--id"), id, WORD("--name"),
	    WORD("T\303\251st"), WORD("--domain"), domain);

	check_done(&r);
	check_told(p, id, "tenant_added", arena_print(p->arena,
	    "{\"name\": \"T\303\251st\", \"domain\": \"%s\", \"domain_loss\": \"warn\"}", domain));
	r = POSTERN(p, "", WORD("tenant"), WORD("update"), WORD("--id"), id, WORD("--name"),
	    WORD("T\303\251st"), WORD("--domain"), next, WORD("--support"), WORD("help@acme.example"));
	check_done(&r);
	check_told(p, id, "tenant_updated", arena_print(p->arena,
	    "{\"domain\": \"%s\", \"support_contact\": \"help@acme.example\"}", next));
	r = POSTERN(p, "", WORD("events"), TENANT(id));
	check_done(&r);
	assert_non_null(strstr(r.out, arena_print(p->arena, "tenant_updated                %s  {", command_actor(p))));
	assert_non_null(strstr(r.out, "tenant_added "));
	assert_int_equal(event_count(p->tenant), 1);
	assert_int_equal(event_count(other.tenant), 1);
}

TEST(commands_show_the_address_from_which_an_act_came)
{
	struct place *p = place_for_commands();
	struct ran r;

	sql_text(p->arena, "INSERT INTO event (tenant_id, kind, outcome, actor, address) VALUES "
	    "('%s', 'refused', 'failure', 'stranger:', '192.0.2.7') RETURNING kind", p->tenant);
	r = POSTERN(p, "", WORD("events"), TENANT(p->tenant));
	check_done(&r);
	assert_non_null(strstr(r.out, "stranger:  {\"address\": \"192.0.2.7\"}\n"));
}

TEST(commands_log_why_there_is_no_database_but_no_password)
{
	struct place *p = place_for_commands();
	struct ran r;

	setenv("POSTERN_DATABASE", "host=/nonexistent dbname=postern password=hunter2", 1);
	r = POSTERN(p, "", WORD("tenant"), WORD("list"));
	assert_int_equal(r.code, 1);
	assert_non_null(strstr(r.err, "\"reason\":\"connection to server on socket \\\"/nonexistent/"));
	assert_null(strstr(r.err, "hunter2"));
	setenv("POSTERN_DATABASE", "postgresql://user:hunter2@[::1/postern", 1);
	r = POSTERN(p, "", WORD("tenant"), WORD("list"));
	assert_int_equal(r.code, 1);
	assert_non_null(strstr(r.err, "no database connection"));
	assert_null(strstr(r.err, "hunter2"));
}

TEST(commands_list_all_tenants_with_their_domains)
{
	struct place *p = place_for_commands(), other = place_beside(p);
	struct ran r = POSTERN(p, "", WORD("tenant"), WORD("list"));

	check_done(&r);
	assert_non_null(strstr(r.out, arena_print(p->arena, "\n%-16s  %-32s  ", p->tenant, p->domain)));
	assert_non_null(strstr(r.out, arena_print(p->arena, "\n%-16s  %-32s  ", other.tenant, other.domain)));
}

TEST(commands_name_a_domain_that_another_tenant_has)
{
	struct place *p = place_for_commands(), other = place_beside(p);
	const char *said = arena_print(p->arena, "postern: Another tenant has the domain \"%s\".\n", other.domain);
	struct ran r = POSTERN(p, "", WORD("tenant"), WORD("add"), WORD("--id"),
	    arena_print(p->arena, "%s-new", p->tenant), WORD("--name"), WORD("A"), WORD("--domain"), WORD(other.domain));

	assert_int_equal(r.code, 1);
	assert_non_null(strstr(r.err, said));
	r = POSTERN(p, "", WORD("tenant"), WORD("update"), WORD("--id"), WORD(p->tenant), WORD("--domain"),
	    WORD(other.domain));
	assert_int_equal(r.code, 1);
	assert_non_null(strstr(r.err, said));
}

TEST(commands_that_do_not_exist_are_named_in_the_answer)
{
	struct place *p = place_for_commands();
	struct ran r = POSTERN(p, "", WORD("help"));

	assert_int_equal(r.code, 2);
	assert_string_equal(r.err, "postern: There is no command \"help\". \"postern --help\" lists the commands.\n");
	r = POSTERN(p, "", WORD("tenant"), WORD("remove"));
	assert_int_equal(r.code, 2);
	assert_non_null(strstr(r.err, "There is no command \"tenant remove\".\nusage:\n  postern tenant add "));
	assert_null(strstr(r.err, "postern client"));
	r = POSTERN(p, "", WORD("client"), WORD("add"), TENANT(p->tenant), WORD("--name"), WORD("Shop"),
	    WORD("--scope"), WORD("read:log"));
	assert_int_equal(r.code, 1);
	assert_string_equal(r.err, "postern: There is no scope \"read:log\". \"postern routes\" and "
	    "GET /api/v2/openapi.json list the scopes.\n");
}

TEST(commands_tell_of_clients_and_operators_without_their_secrets)
{
	struct place *p = place_for_commands(), other = place_beside(p);
	struct ran r = POSTERN(p, "", WORD("client"), WORD("add"), TENANT(p->tenant), WORD("--name"),
	    WORD("Back \"office\""), WORD("--scope"), WORD("read:logs"), WORD("--scope"),
	    WORD("read:connections"));
	const char *id, *secret;

	check_done(&r);
	id = arena_copy(p->arena, r.out + strlen("client_id="), 32);
	secret = arena_copy(p->arena, strstr(r.out, "secret=") + strlen("secret="), 64);
	check_told(p, p->tenant, "client_added", arena_print(p->arena, "{\"name\": \"Back \\\"office\\\"\", "
	    "\"scopes\": [\"read:logs\", \"read:connections\"], \"client_id\": \"%s\"}", id));
	check_untold(secret);
	check_untold(hash_text(p->arena, secret));
	r = POSTERN(p, PASSWORD "\n", WORD("operator"), WORD("add"), TENANT(p->tenant), WORD("--email"),
	    WORD("ops@acme.example"));
	check_done(&r);
	id = arena_copy(p->arena, r.out, strcspn(r.out, "\n"));
	check_told(p, p->tenant, "operator_added", arena_print(p->arena,
	    "{\"email\": \"ops@acme.example\", \"operator_id\": \"%s\"}", id));
	check_untold(PASSWORD);
	check_untold("argon2id");
	r = POSTERN(p, "", WORD("events"), TENANT(other.tenant));
	check_done(&r);
	assert_null(strstr(r.out, "client_added"));
	assert_null(strstr(r.out, "operator_added"));
	assert_int_equal(event_count(other.tenant), 1);
}

/* --- what was given is taken back --- */

static const char *
value_of(struct place *p, const struct ran *r, const char *name)
{
	const char *line = strstr(r->out, name);

	CHECK(line != NULL, "no %s: %s%s", name, r->out, r->err);
	return arena_copy(p->arena, line + strlen(name), strcspn(line + strlen(name), "\n"));
}

static struct ran
client_command(struct place *p, const char *verb, const char *option, const char *value,
    const char *id)
{
	struct ran r = POSTERN(p, "", WORD("client"), WORD(verb), TENANT(p->tenant), WORD(option),
	    WORD(value), WORD(id));

	check_done(&r);
	return r;
}

static enum status
show_secret(struct place *p, const char *id, const char *secret)
{
	struct credentials c = { .client_id = id, .client_secret = secret, .scopes = "" };
	struct client out;
	const char *token;

	return issue_token(place_act(p), p->domain, &c, &token, &out);
}

TEST(commands_change_clients_and_take_back_what_they_have)
{
	struct place *p = place_for_commands();
	struct ran r = POSTERN(p, "", WORD("client"), WORD("add"), TENANT(p->tenant), WORD("--name"),
	    WORD("Back office"), WORD("--scope"), WORD("all"));
	const char *id = value_of(p, &r, "client_id="), *first = value_of(p, &r, "client_secret="), *next;

	assert_string_equal(sql_text(p->arena, "SELECT array_to_string(scopes, ' ') FROM client WHERE "
	    "client_id = '%s'", id), all_scopes);
	r = POSTERN(p, "", WORD("client"), WORD("update"), TENANT(p->tenant), WORD("--name"),
	    WORD("Shop"), WORD("--scope"), WORD("read:logs"), WORD("--scope"), WORD("read:logs"), WORD(id));
	check_done(&r);
	check_told(p, p->tenant, "client_updated", arena_print(p->arena, "{\"name\": \"Shop\", "
	    "\"scopes\": [\"read:logs\"], \"client_id\": \"%s\"}", id));
	r = client_command(p, "update", "--name", "Shop", id);
	r = client_command(p, "rotate", "--overlap", "60", id);
	next = value_of(p, &r, "client_secret=");
	assert_string_equal(value_of(p, &r, "client_id="), id);
	check_told(p, p->tenant, "client_secret_rotated", arena_print(p->arena,
	    "{\"client_id\": \"%s\", \"overlap_s\": 60}", id));
	check_untold(next);
	check_untold(hash_text(p->arena, next));
	must(p, show_secret(p, id, first));
	must(p, show_secret(p, id, next));
	r = POSTERN(p, "", WORD("client"), WORD("list"), TENANT(p->tenant));
	check_done(&r);
	assert_non_null(strstr(r.out, arena_print(p->arena, "%s  20", id)));
	assert_non_null(strstr(r.out, "Z  Shop  (read:logs)\n"));
	assert_null(strstr(r.out, hash_text(p->arena, next)));
	r = POSTERN(p, "", WORD("client"), WORD("revoke-tokens"), TENANT(p->tenant), WORD(id));
	check_done(&r);
	assert_string_equal(r.out, "2\n");
	check_told(p, p->tenant, "client_tokens_revoked", arena_print(p->arena,
	    "{\"tokens\": 2, \"client_id\": \"%s\"}", id));
	r = POSTERN(p, "", WORD("client"), WORD("remove"), TENANT(p->tenant), WORD(id));
	check_done(&r);
	check_told(p, p->tenant, "client_removed", arena_print(p->arena,
	    "{\"name\": \"Shop\", \"client_id\": \"%s\"}", id));
	assert_int_equal(show_secret(p, id, next), STRANGER);
	assert_int_equal(event_count(p->tenant), 6);
}

/* A day, unless something else is asked for. */
TEST(commands_rotate_secrets_with_an_overlap)
{
	struct place *p = place_for_commands();
	struct ran r = POSTERN(p, "", WORD("client"), WORD("add"), TENANT(p->tenant), WORD("--name"),
	    WORD("A"), WORD("--scope"), WORD("read:logs"));
	const char *id = value_of(p, &r, "client_id="), *first = value_of(p, &r, "client_secret=");

	r = POSTERN(p, "", WORD("client"), WORD("rotate"), TENANT(p->tenant), WORD(id));
	check_done(&r);
	assert_string_equal(sql_text(p->arena, "SELECT round(extract(epoch FROM former_until - now()) / 3600) "
	    "FROM client WHERE client_id = '%s'", id), "24");
	must(p, show_secret(p, id, first));
	r = client_command(p, "rotate", "--overlap", "0", id);
	assert_null(strstr(r.out, "former_secret_until"));
	assert_int_equal(show_secret(p, id, first), STRANGER);
	must(p, show_secret(p, id, value_of(p, &r, "client_secret=")));
}

static char *
hash_of(struct place *p, const char *id)
{
	return sql_text(p->arena, "SELECT password_hash FROM operator WHERE tenant_id = '%s' AND "
	    "operator_id = '%s'", p->tenant, id);
}

TEST(commands_change_and_remove_operators)
{
	struct place *p = place_for_commands();
	struct ran r = POSTERN(p, PASSWORD "\n", WORD("operator"), WORD("add"), TENANT(p->tenant),
	    WORD("--email"), WORD("ops@acme.example"));
	const char *id = arena_copy(p->arena, r.out, strcspn(r.out, "\n")), *before = hash_of(p, id);

	r = POSTERN(p, "", WORD("operator"), WORD("update"), TENANT(p->tenant), WORD("--email"),
	    WORD("ann@acme.example"), WORD("OPS@acme.example"));
	check_done(&r);
	check_told(p, p->tenant, "operator_updated", arena_print(p->arena,
	    "{\"email\": \"ann@acme.example\", \"operator_id\": \"%s\"}", id));
	assert_string_equal(hash_of(p, id), before);
	sql("ALTER TABLE event DISABLE TRIGGER event_is_final; DELETE FROM event WHERE tenant_id = '%s' AND "
	    "kind = 'operator_updated'; ALTER TABLE event ENABLE TRIGGER event_is_final", p->tenant);
	r = POSTERN(p, "another " PASSWORD "\n", WORD("operator"), WORD("password"), TENANT(p->tenant), WORD(id));
	check_done(&r);
	check_told(p, p->tenant, "operator_updated", arena_print(p->arena,
	    "{\"password\": \"changed\", \"operator_id\": \"%s\"}", id));
	assert_string_not_equal(hash_of(p, id), before);
	assert_int_equal(strncmp(hash_of(p, id), "$argon2id$", 10), 0);
	check_untold(PASSWORD);
	check_untold("argon2id");
	r = POSTERN(p, "", WORD("operator"), WORD("list"), TENANT(p->tenant));
	check_done(&r);
	assert_non_null(strstr(r.out, "Z  ann@acme.example\n"));
	assert_non_null(strstr(r.out, id));
	r = POSTERN(p, "", WORD("operator"), WORD("remove"), TENANT(p->tenant), WORD("ann@acme.example"));
	check_done(&r);
	check_told(p, p->tenant, "operator_removed", arena_print(p->arena,
	    "{\"email\": \"ann@acme.example\", \"operator_id\": \"%s\"}", id));
	assert_string_equal(hash_of(p, id), "");
}

TEST(commands_that_fail_or_change_nothing_tell_nothing)
{
	static const char *const rows[] = {
		"1 tenant add --id %1$s --name A --domain fresh.example",
		"1 tenant add --id %1$s-b --name A --domain %2$s",
		"1 tenant add --id %1$s-b --name A --domain no_domain",
		"1 tenant update --id %1$s --name %2$s --domain %3$s", "1 tenant update --id nobody --name B",
		"1 tenant update --id %1$s --domain-loss forget",
		"1 client add --tenant nobody --name A --scope all",
		"2 client add --tenant %1$s --name A", "1 client add --tenant %1$s --name A --scope no:such",
		"1 operator add --tenant nobody --email a@b.example",
		"1 operator add --tenant %1$s --email OPS@acme.example",
		"1 operator add --tenant %1$s --email nobody", "2 client add --tenant %1$s",
		"1 client update --tenant %1$s --name A nobody", "2 client update --tenant %1$s --name A",
		"1 client update --tenant %1$s --scope no:such nobody",
		"1 client rotate --tenant %1$s nobody", "1 client rotate --tenant %1$s --overlap -1 nobody",
		"1 client rotate --tenant %1$s --overlap 2592001 nobody", "1 client remove --tenant %1$s nobody",
		"1 client revoke-tokens --tenant %1$s nobody", "1 client list --tenant nobody",
		"0 client list --tenant %1$s", "0 operator list --tenant %1$s",
		"1 operator list --tenant nobody", "1 operator remove --tenant %1$s nobody",
		"1 operator update --tenant %1$s --email nobody opr_1",
		"1 operator update --tenant %1$s --email OPS@acme.example opr_2",
		"0 operator update --tenant %1$s --email ops@acme.example opr_1",
		"2 operator update --tenant %1$s opr_1", "1 operator password --tenant %1$s nobody",
		"0 tenant update --id %1$s --name Acme --domain %2$s --domain-loss warn",
		"0 tenant update --id %1$s",
	};
	struct place *p = place_for_commands(), other = place_beside(p);
	char *line, *words[16], *rest;
	struct ran r;
	long before;
	size_t i, count;

	must(p, operator_add(place_act(p), "opr_1", "ops@acme.example", "$argon2id$x"));
	must(p, operator_add(place_act(p), "opr_2", "b@acme.example", "$argon2id$x"));
	before = sql_long("SELECT count(*) FROM event");
	for (i = 0; i < COUNT(rows); i++) {
		line = arena_print(p->arena, rows[i], p->tenant, p->domain, other.domain);
		for (count = 0, words[0] = strtok_r(line, " ", &rest); words[count] != NULL;)
			words[++count] = strtok_r(NULL, " ", &rest);
		r = program_run(p, PASSWORD "\n", words);
		CHECK(r.code == rows[i][0] - '0', "%s: %d %s", rows[i], r.code, r.err);
		CHECK(sql_long("SELECT count(*) FROM event") == before, "%s is told", rows[i]);
	}
}

enum { RENAMERS = 4, RENAMES = 25 };

static long
rename_tenant(struct arena *a, int index, void *context)
{
	static const char *const names[] = { "Even", "Odd" };
	struct place *p = context;
	struct store *s = store_new(database_url());
	struct tenant t = { .id = p->tenant };
	struct fault f;
	bool is_well = store_connect(s, &f) == OK;
	int i;

	for (i = 0; i < RENAMES && is_well; i++) {
		t.name = names[(index + i) % 2];
		is_well = tenant_change(ACT(s, a, NULL, "system:test", &f), &t) == OK;
	}
	store_free(s);
	return is_well;
}

/* Each event tells of what really was another before, so the names take turns. */
TEST(tenants_that_are_changed_at_once_are_told_in_turn)
{
	struct place *p = place_for_commands();

	assert_int_equal(in_processes(RENAMERS, rename_tenant, p), RENAMERS);
	assert_true(event_count(p->tenant) > 1);
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND kind = "
	    "'tenant_updated' AND details NOT IN ('{\"name\": \"Even\"}', '{\"name\": \"Odd\"}')",
	    p->tenant), 0);
	assert_true(sql_long("SELECT abs(sum(CASE details ->> 'name' WHEN 'Odd' THEN 1 ELSE -1 END)) FROM "
	    "event WHERE tenant_id = '%s' AND kind = 'tenant_updated'", p->tenant) <= 1);
}

TEST(commands_roll_over_the_signing_key)
{
	struct place *p = place_for_commands();
	struct ran r = POSTERN(p, "", WORD("signing-key"), WORD("list"), TENANT(p->tenant));
	char *next;

	check_done(&r);
	place_keys(p, "rsa3072", 3);
	next = sql_text(p->arena, "SELECT key_id FROM signing_key WHERE tenant_id = '%s' AND use = 'tenant_next'",
	    p->tenant);
	r = POSTERN(p, "", WORD("signing-key"), WORD("list"), TENANT(p->tenant));
	check_done(&r);
	assert_non_null(strstr(r.out, arena_print(p->arena, "\nnext      %s  rsa3072  20", next)));
	assert_non_null(strstr(r.out, SHA256));
	r = POSTERN(p, "", WORD("signing-key"), WORD("show"), TENANT(p->tenant), WORD("--key"), next);
	check_done(&r);
	assert_string_equal(r.out, CERTIFICATE_PEM);
	r = POSTERN(p, "", WORD("signing-key"), WORD("rotate"), TENANT(p->tenant), WORD("--key"), next);
	check_done(&r);
	assert_string_equal(sql_text(p->arena, "SELECT use FROM signing_key WHERE key_id = '%s'", next), "tenant");
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND actor = '%s' AND "
	    "kind = 'signing_key_rotated'", p->tenant, command_actor(p)), 1);
	r = POSTERN(p, "", WORD("signing-key"), WORD("rotate"), TENANT(p->tenant), WORD("--key"), next);
	assert_int_equal(r.code, 1);
	assert_non_null(strstr(r.err, "That key is not the next one."));
	r = POSTERN(p, "", WORD("signing-key"), WORD("show"), TENANT(p->tenant), WORD("--key"), WORD("x"));
	assert_int_equal(r.code, 1);
	r = POSTERN(p, "", WORD("signing-key"), WORD("list"), TENANT("nobody"));
	assert_int_equal(r.code, 1);
}
