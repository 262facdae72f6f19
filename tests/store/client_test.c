/* SPDX-License-Identifier: Apache-2.0 */
#include "store/client.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "actions/client.h"
#include "base/text.h"
#include "database.h"
#include "test.h"

struct program {
	struct place	*p;
	const char	*id, *secret;
};

static struct program
program_new(struct place *p, const char *scopes)
{
	struct program o = { .p = p };

	must(p, register_client(place_act(p), "Program", scopes, &o.id, &o.secret));
	return o;
}

static enum status
show(const struct program *o, const char *secret, const char **token)
{
	struct credentials c = { .client_id = o->id, .client_secret = secret, .scopes = "",
		.address = "192.0.2.1" };
	struct client out;

	return issue_token(place_act(o->p), o->p->domain, &c, token, &out);
}

static const char *
rotated(const struct program *o, long overlap_s)
{
	struct client_row row;
	const char *secret = "";

	must(o->p, rotate_client_secret(place_act(o->p), o->id, overlap_s, NULL, &secret, &row));
	return secret;
}

TEST(secrets_go_on_for_the_overlap_and_a_third_replaces_the_first)
{
	struct place *p = place_new();
	struct program o = program_new(p, "read:logs");
	const char *second = rotated(&o, 60), *third, *token;

	must(p, show(&o, o.secret, &token));
	must(p, show(&o, second, &token));
	third = rotated(&o, 60);
	assert_int_equal(show(&o, o.secret, &token), STRANGER);
	must(p, show(&o, second, &token));
	must(p, show(&o, third, &token));
	sql("UPDATE client SET former_until = now() WHERE client_id = '%s'", o.id);
	assert_int_equal(show(&o, second, &token), STRANGER);
	must(p, show(&o, third, &token));
	rotated(&o, 0);
	assert_int_equal(show(&o, third, &token), STRANGER);
}

/* --- many at once --- */

enum { ROTATORS = 10, ROTATIONS = 10 };

struct race {
	struct program	 o;
	int		 secrets;	/* a pipe that takes the secrets that were given */
};

static long
rotate_often(struct arena *a, int index, void *context)
{
	const struct race *race = context;
	struct store *s = store_new(database_url());
	struct fault f;
	struct client_row row;
	const char *secret;
	int i;

	(void)index;
	if (store_connect(s, &f) != OK)
		_exit(1);
	for (i = 0; i < ROTATIONS; i++)
		if (rotate_client_secret(ACT(s, a, race->o.p->tenant, "system:test", &f), race->o.id,
		    60, NULL, &secret, &row) != OK || write(race->secrets, secret, 64) != 64)
			_exit(1);
	store_free(s);
	return ROTATIONS;
}

TEST(secrets_rotated_at_once_leave_two)
{
	struct place *p = place_new();
	struct race race = { .o = program_new(p, "read:logs") };
	char secret[65] = "";
	const char *token;
	int fds[2], i, good = 0;

	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
	race.secrets = fds[1];
	assert_int_equal(in_processes(ROTATORS, rotate_often, &race), ROTATORS * ROTATIONS);
	for (i = 0; i < ROTATORS * ROTATIONS; i++) {
		assert_int_equal(read(fds[0], secret, 64), 64);
		sql("DELETE FROM rate WHERE tenant_id = '%s'", p->tenant);
		good += show(&race.o, secret, &token) == OK;
	}
	assert_int_equal(good, 2);
	sql("DELETE FROM rate WHERE tenant_id = '%s'", p->tenant);
	assert_int_equal(show(&race.o, race.o.secret, &token), STRANGER);
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND "
	    "kind = 'client_secret_rotated'", p->tenant), ROTATORS * ROTATIONS);
	close(fds[0]);
	close(fds[1]);
}

static long
backends(void)
{
	return sql_long("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'");
}

/* Killed at any moment, before its answer: the rotation is whole or did not happen, and the secret
 * that is known goes on. */
TEST(secrets_go_on_when_a_rotation_is_killed)
{
	struct place *p = place_new();
	struct race race = { .o = program_new(p, "read:logs"), .secrets = -1 };
	long before = backends();
	const char *token;
	struct arena *a;
	pid_t child;
	int i;

	for (i = 0; i < 5; i++) {
		sql("UPDATE client SET former_secret_hash = NULL, former_until = NULL, secret_hash = "
		    "encode(sha256('%s'), 'hex') WHERE client_id = '%s'", race.o.secret, race.o.id);
		child = fork();
		assert_true(child >= 0);
		if (child == 0) {
			a = arena_new();
			rotate_often(a, 0, &race);	/* ends at its first answer */
			_exit(0);
		}
		usleep((useconds_t)i * 8000);
		kill(child, SIGKILL);
		assert_int_equal(waitpid(child, NULL, 0), child);
		while (backends() > before)
			usleep(1000);
		must(p, show(&race.o, race.o.secret, &token));
	}
	assert_int_equal(sql_long("SELECT count(*) FROM client c WHERE client_id = '%s' AND (former_secret_hash IS "
	    "NULL) <> (former_until IS NULL)", race.o.id), 0);
}

/* --- tokens and their client, at the same moment --- */

static struct client
found(const struct program *o)
{
	struct client out;

	must(o->p, client_find(place_act(o->p), o->p->domain, o->id, NULL, &out));
	return out;
}

static enum status
call(const struct program *o, const char *token_hash, struct client *out)
{
	struct caller_key key = { o->p->domain, token_hash, { 1, 1000 } };

	return caller_load(place_act(o->p), &key, NULL, out);
}

#define HASH "0000000000000000000000000000000000000000000000000000000000000001"

/* The secret was found right, and then: */
TEST(tokens_are_not_issued_for_a_secret_that_has_just_stopped)
{
	struct place *p = place_new();
	struct program o = program_new(p, "read:logs");
	struct client c = found(&o);

	rotated(&o, 60);
	must(p, token_add(place_act(p), &c, HASH));
	c.secret_hash = found(&o).secret_hash;
	rotated(&o, 0);
	assert_int_equal(token_add(place_act(p), &c, HASH), STRANGER);
	c = found(&o);
	must(p, remove_client(place_act(p), o.id));
	assert_int_equal(token_add(place_act(p), &c, HASH), STRANGER);
}

/* A token whose statement began before the tokens were revoked and ends after it. */
TEST(tokens_that_are_being_issued_are_revoked_too)
{
	struct place *p = place_new();
	struct program o = program_new(p, "read:logs");
	struct client c = found(&o), out;
	char *began = sql_text(p->arena, "SELECT now()");
	long tokens;

	must(p, revoke_client_tokens(place_act(p), o.id, &tokens));
	assert_int_equal(tokens, 0);
	must(p, token_add(place_act(p), &c, HASH));
	must(p, call(&o, HASH, &out));
	sql("UPDATE api_token SET issued_at = '%s' WHERE token_hash = '" HASH "'", began);
	assert_int_equal(call(&o, HASH, &out), STRANGER);
}

TEST(tokens_have_the_scopes_that_their_client_still_has)
{
	static const char *const rows[][2] = {
		{ "read:logs read:connections update:connections", "read:logs read:connections update:connections" },
		{ "update:connections read:logs", "read:logs update:connections" },
		{ "read:logs", "read:logs" }, { "read:clients", "" }, { "", "" },
		{ "read:clients read:connections", "read:connections" },
	};
	struct place *p = place_new();
	struct program o = program_new(p, rows[0][0]);
	struct client c = found(&o), out;
	struct client_row row;
	size_t i;

	must(p, token_add(place_act(p), &c, HASH));
	for (i = 0; i < COUNT(rows); i++) {
		must(p, update_client(place_act(p), o.id, NULL, rows[i][0], NULL, &row));
		must(p, call(&o, HASH, &out));
		CHECK(text_is(out.scopes, rows[i][1]), "row %zu: \"%s\"", i, out.scopes);
	}
}

/* --- what named a client --- */

TEST(clients_that_are_removed_are_named_by_no_connection_and_no_ticket)
{
	struct place *p = place_new();
	struct program o = program_new(p, "read:logs"), other = program_new(p, "read:logs");
	const char *profile = place_profile(p, "{\"name\":\"A\"}");
	const char *both = arena_print(p->arena, ",\"enabled_clients\":[\"%s\",\"%s\"]", o.id, other.id);
	const char *one = arena_print(p->arena, "\"enabled_clients\":[\"%s\"]", o.id), *ids[4];

	ids[0] = place_ticket(p, profile, both + 1);
	ids[1] = place_ticket(p, profile, one);
	ids[2] = place_ticket(p, profile, arena_print(p->arena, "\"enabled_clients\":[\"%s\"]", other.id));
	ids[3] = place_ticket(p, profile, one);
	sql("UPDATE ticket SET opens_until = now() WHERE ticket_id = left('%s', 12)", ids[3]);
	/* enabled for both, enabled for the one, and one that waits to be enabled for it */
	sql("BEGIN; INSERT INTO connection (tenant_id, connection_id, name, strategy, config, live_revision, "
	    "intended_clients, enabled_clients, enabled_at, enable_revision) "
	    "SELECT '%s', 'con_aaaaaaaaaaaaaaa' || n, 'c' || n, 'samlp', '{}', 1, ids, CASE WHEN n < 3 THEN ids ELSE '{}' "
	    "END, CASE WHEN n < 3 THEN now() END, CASE WHEN n = 3 THEN 1 END FROM (VALUES (1, ARRAY['%s', '%s']), "
	    "(2, ARRAY['%s']), (3, ARRAY['%s'])) v (n, ids); INSERT INTO connection_revision (tenant_id, connection_id, "
	    "revision, settings, actor) SELECT tenant_id, connection_id, 1, '{}', 'system:test' FROM connection "
	    "WHERE tenant_id = '%s'; COMMIT", p->tenant, o.id, other.id, o.id, o.id, p->tenant);
	must(p, remove_client(place_act(p), o.id));
	assert_string_equal(sql_text(p->arena, "SELECT string_agg(concat_ws(' ', cardinality(intended_clients), "
	    "cardinality(enabled_clients), enabled_at IS NOT NULL, enable_revision), ', ' ORDER BY name) FROM "
	    "connection WHERE tenant_id = '%s'", p->tenant), "1 1 t, 0 0 f, 0 0 f");
	assert_int_equal(sql_long("SELECT count(*) FROM connection WHERE tenant_id = '%s' AND '%s' = ANY "
	    "(intended_clients)", p->tenant, o.id), 0);
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND kind = "
	    "'connection_clients_changed' AND details -> 'disabled' = '[\"%s\"]'", p->tenant, o.id), 3);
	assert_string_equal(sql_text(p->arena, "SELECT string_agg(may_enable || ' ' || jsonb_array_length("
	    "config -> 'enabled_clients'), ', ' ORDER BY created_at) FROM ticket WHERE tenant_id = '%s'",
	    p->tenant), "true 1, false 0, true 1, true 1");
	assert_int_equal(remove_client(place_act(p), o.id), NOT_FOUND);
}
