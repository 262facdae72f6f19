/* SPDX-License-Identifier: Apache-2.0 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/seal.h"
#include "base/text.h"
#include "before.h"
#include "program.h"
#include "test.h"

static const char *
path_in(struct place *p, const char *folder, const char *name)
{
	const char *path = arena_print(p->arena, "%s/%s", folder, name);

	setenv(text_is(name, "seal.key") ? "POSTERN_SEAL_SECRET_KEY" : "POSTERN_SEAL_PUBLIC_KEY", path, 1);
	return path;
}

struct key_files {
	char		 folder[32];
	const char	*secret, *public;
};

static struct key_files
key_files_new(struct place *p)
{
	struct key_files k = { .folder = "/tmp/postern-keys-XXXXXX" };

	assert_non_null(mkdtemp(k.folder));
	k.secret = path_in(p, k.folder, "seal.key");
	k.public = path_in(p, k.folder, "seal.pub");
	return k;
}

static void
key_files_end(const struct key_files *k)
{
	unlink(k->secret);
	unlink(k->public);
	rmdir(k->folder);
}

static const char *
key_in(struct place *p, const char *path)
{
	const char *key = NULL;

	must(p, seal_key_read(p->arena, path, &key, &p->fault));
	return key;
}

/* --- key create --- */

TEST(commands_tell_each_tenant_of_a_new_seal_key_once)
{
	struct place *p = place_for_commands(), other = place_beside(p);
	struct key_files k = key_files_new(p);
	struct ran r = POSTERN(p, "", WORD("key"), WORD("create"));
	const char *details, *sealed;

	check_done(&r);
	must(p, seal(p->arena, key_in(p, k.public), "x", "secret", &sealed, &p->fault));
	details = arena_print(p->arena, "{\"key_id\": \"%.*s\"}", (int)strcspn(sealed, ":"), sealed);
	check_told(p, p->tenant, "seal_key_created", details);
	check_told(p, other.tenant, "seal_key_created", details);
	check_untold(key_in(p, k.secret));
	r = POSTERN(p, "", WORD("key"), WORD("create"));
	check_done(&r);
	assert_int_equal(event_count(p->tenant), 2);
	unlink(k.secret);
	r = POSTERN(p, "", WORD("key"), WORD("create"));
	assert_int_equal(r.code, 1);
	assert_int_equal(event_count(p->tenant), 2);
	key_files_end(&k);
}

TEST(commands_tell_of_a_seal_key_when_its_other_half_is_made)
{
	struct place *p = place_for_commands();
	struct key_files k = key_files_new(p);
	struct ran r;

	setenv("POSTERN_DATABASE", "host=/nonexistent dbname=postern", 1);
	r = POSTERN(p, "", WORD("key"), WORD("create"));
	assert_int_equal(r.code, 0);
	unlink(k.public);
	setenv("POSTERN_DATABASE", database_url(), 1);
	r = POSTERN(p, "", WORD("key"), WORD("create"));
	check_done(&r);
	check_told(p, p->tenant, "seal_key_created", arena_print(p->arena, "{\"key_id\": \"%s\"}",
	    seal_key_id(p->arena, key_in(p, k.public))));
	key_files_end(&k);
}

TEST(seal_keys_are_made_before_there_is_a_database_and_say_so)
{
	struct place *p = place_for_commands();
	const char *const rows[][2] = {
		{ "host=/nonexistent dbname=postern", "the database cannot be reached" },
		{ database_empty(p->arena), "run \"postern migrate\"" },
	};
	struct key_files k;
	struct ran r;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		k = key_files_new(p);
		setenv("POSTERN_DATABASE", rows[i][0], 1);
		r = POSTERN(p, "", WORD("key"), WORD("create"));
		assert_int_equal(r.code, 0);
		CHECK(strstr(r.err, "postern: The keys were created, but the event was not recorded: ") != NULL
		    && strstr(r.err, rows[i][1]) != NULL, "%s", r.err);
		assert_string_equal(seal_public_half(p->arena, key_in(p, k.secret)), key_in(p, k.public));
		key_files_end(&k);
	}
	assert_int_equal(event_count(p->tenant), 1);
}

/* --- key rotate, key retire --- */

#define KEY(verb) WORD("key"), WORD(verb)

/* In a database of its own, because these commands look at the secrets of all tenants. */
struct vault {
	struct place	*p;
	const char	*url;
	struct key_files files;
};

static const char two_tenants[] =
    "WITH made AS (INSERT INTO tenant (tenant_id, name, canonical_domain) VALUES ('t', 'T', 't.example'), "
    "('u', 'U', 'u.example')) INSERT INTO tenant_domain (tenant_id, domain) VALUES ('t', 't.example'), "
    "('u', 'u.example');"
    "INSERT INTO profile (tenant_id, profile_id, name) VALUES ('t', 'ssp_aaaaaaaaaaaaaaaaaaaaaa', 'p')";

static struct vault
vault_new(void)
{
	static char url[512];
	struct vault v = { .p = place_for_commands(), .url = url };
	struct ran r;

	if (url[0] == '\0')
		snprintf(url, sizeof(url), "%s", database_empty(v.p->arena));
	upgrade(v.p, v.url);
	sql_text_at(v.p->arena, v.url, "TRUNCATE tenant CASCADE");
	sql_text_at(v.p->arena, v.url, two_tenants);
	setenv("POSTERN_DATABASE", v.url, 1);
	v.files = key_files_new(v.p);
	r = POSTERN(v.p, "", WORD("key"), WORD("create"));
	check_done(&r);
	return v;
}

static const char *
text_at(struct vault *v, const char *statement)
{
	return sql_text_at(v->p->arena, v->url, statement);
}

static const char *
sealed_to(struct vault *v, const char *public_key, const char *subject)
{
	struct arena *a = v->p->arena;
	const char *sealed;

	must(v->p, seal(a, public_key, subject, arena_print(a, "secret of %s", subject), &sealed,
	    &v->p->fault));
	return sealed;
}

/* A signing key with that number; its subject is "u signing_key ID", as the view has it. */
static const char *
signing_key_sql(struct vault *v, const char *public_key, int number)
{
	struct arena *a = v->p->arena;
	const char *id = arena_print(a, "KEY%019d", number);

	for (char *digit = (char *)(uintptr_t)id; *digit != '\0'; digit++)
		if (*digit == '0')
			*digit = 'x';
	return arena_print(a, "INSERT INTO signing_key (tenant_id, key_id, kind, use, subject, certificate, pkcs7, "
	    "sha1, sha256, sealed_key) VALUES ('u', '%s', 'p256', 'spare', 'CN=u', 'c', 'p', "
	    "'00' || repeat(':00', 19), '00' || repeat(':00', 31), '%s')", id,
	    sealed_to(v, public_key, arena_print(a, "u signing_key %s ", id)));
}

/* Every place where a secret can be. */
static void
fill(struct vault *v, const char *key)
{
	struct arena *a = v->p->arena;
	int i;

	text_at(v, arena_print(a, "INSERT INTO ticket (tenant_id, ticket_id, secret_hash, profile_id, config, opens_until) "
	    "VALUES ('t', repeat('1', 12), repeat('1', 64), 'ssp_aaaaaaaaaaaaaaaaaaaaaa', "
	    "'{\"connection_config\":{\"name\":\"c\"}}', now());"
	    "INSERT INTO wizard (tenant_id, ticket_id, strategy, step, sealed_secret) VALUES "
	    "('t', repeat('1', 12), 'okta', 'settings', '%s')", sealed_to(v, key, "t wizard 111111111111 ")));
	text_at(v, arena_print(a, "BEGIN; INSERT INTO connection (tenant_id, connection_id, name, strategy, config, "
	    "live_revision) VALUES ('t', 'con_aaaaaaaaaaaaaaaa', 'c', 'samlp', '{}', 1);"
	    "INSERT INTO connection_revision (tenant_id, connection_id, revision, settings, actor, sealed_secret, "
	    "sealed_keys) VALUES ('t', 'con_aaaaaaaaaaaaaaaa', 1, '{}', 'system:test', '%s', "
	    "'{\"signing_key.key\":\"%s\",\"admin_token\":\"%s\"}'); COMMIT",
	    sealed_to(v, key, "t connection_revision con_aaaaaaaaaaaaaaaa 1 "),
	    sealed_to(v, key, "t connection_revision con_aaaaaaaaaaaaaaaa 1 signing_key.key"),
	    sealed_to(v, key, "t connection_revision con_aaaaaaaaaaaaaaaa 1 admin_token")));
	for (i = 1; i < 10; i++)
		text_at(v, signing_key_sql(v, key, i));
}

enum { SECRETS = 13 };

/* All that is kept opens with the newest key, for the subject that it had. */
static void
check_all_open(struct vault *v, long wanted)
{
	struct arena *a = v->p->arena;
	const char *secret_key = key_in(v->p, v->files.secret), *row, *secret, *at;
	long count = strtol(text_at(v, "SELECT count(*) FROM sealed_text"), NULL, 10), i;

	assert_int_equal(count, wanted);
	assert_string_equal(seal_public_half(a, secret_key), key_in(v->p, v->files.public));
	for (i = 0; i < count; i++) {
		row = text_at(v, arena_print(a, "SELECT concat_ws(' ', tenant_id, place, id, part) || '|' || sealed "
		    "FROM sealed_text ORDER BY tenant_id, place, id, part OFFSET %ld LIMIT 1", i));
		at = strchr(row, '|');
		CHECK(seal_open(a, secret_key, arena_copy(a, row, (size_t)(at - row)), at + 1, &secret,
		    &v->p->fault) == OK, "%s", row);
		CHECK(text_starts(secret, "secret of ") && strncmp(secret + 10, row, (size_t)(at - row)) == 0,
		    "%s", secret);
	}
}

static size_t
keys_kept(struct vault *v)
{
	struct seal_ring keys;

	must(v->p, seal_secret_keys_read(v->p->arena, v->files.secret, &keys, &v->p->fault));
	return keys.count;
}

static void
check_ran(const struct ran *r, const char *sentence)
{
	CHECK(r->code == 0 && strstr(r->out, sentence) != NULL, "%d: %s%s", r->code, r->out, r->err);
}

static void
check_refused(const struct ran *r, const char *sentence)
{
	CHECK(r->code == 1 && strstr(r->err, sentence) != NULL, "%d: %s%s", r->code, r->out, r->err);
}

/* With nothing on standard input. */
#define RUN(v, ...) POSTERN((v)->p, "", __VA_ARGS__)

TEST(a_new_key_gets_every_secret)
{
	struct vault v = vault_new();
	struct arena *a = v.p->arena;
	const char *former = key_in(v.p, v.files.public), *id;
	struct stat before, after;
	struct ran r;

	fill(&v, former);
	assert_int_equal(chmod(v.files.public, 0640) + stat(v.files.public, &before), 0);
	r = RUN(&v, KEY("rotate"));
	check_ran(&r, "by this command: 13\n");
	check_ran(&r, arena_print(a, "The former key %s stays in %s", seal_key_id(a, former), v.files.secret));
	check_all_open(&v, SECRETS);
	assert_int_equal(keys_kept(&v), 2);
	id = seal_key_id(a, key_in(v.p, v.files.public));
	assert_string_not_equal(id, seal_key_id(a, former));
	assert_int_equal(stat(v.files.public, &after), 0);
	assert_int_equal(after.st_mode & 0777, 0640);
	assert_int_equal(stat(v.files.secret, &after), 0);
	assert_int_equal(after.st_mode & 0777, 0600);
	r = RUN(&v, KEY("list"));
	check_ran(&r, arena_print(a, "key       state     secrets\n%s  current   13\n%s  former    0\n", id,
	    seal_key_id(a, former)));
	assert_string_equal(text_at(&v, "SELECT string_agg(concat_ws(' ', tenant_id, kind, details ->> 'count'), ', ' "
	    "ORDER BY tenant_id, kind) FROM event WHERE kind IN ('secrets_resealed', 'seal_key_created') AND "
	    "details ->> 'key_id' = left((SELECT sealed_secret FROM wizard), 8)"),
	    "t seal_key_created, t secrets_resealed 4, u seal_key_created, u secrets_resealed 9");
	r = RUN(&v, KEY("rotate"));
	check_ran(&r, "by this command: 0\n");
	assert_string_equal(seal_key_id(a, key_in(v.p, v.files.public)), id);
	key_files_end(&v.files);
}

TEST(a_former_key_goes_when_nothing_is_sealed_to_it)
{
	struct vault v = vault_new();
	struct arena *a = v.p->arena;
	const char *former = key_in(v.p, v.files.public), *late;
	struct ran r = RUN(&v, KEY("retire"));

	check_refused(&r, "There is no former key.");
	fill(&v, former);
	r = RUN(&v, KEY("rotate"));
	assert_int_equal(r.code, 0);
	text_at(&v, signing_key_sql(&v, former, 99));		/* by a worker that knows no other key */
	r = RUN(&v, KEY("retire"));
	check_ran(&r, "now holds only the key ");
	check_ran(&r, "Replace the copy in your backup.");
	check_all_open(&v, SECRETS + 1);
	assert_int_equal(keys_kept(&v), 1);
	r = RUN(&v, KEY("list"));
	CHECK(r.code == 0 && strstr(r.out, "  current   14\n") != NULL && strstr(r.out, "former") == NULL, "%s", r.out);
	late = signing_key_sql(&v, former, 100);
	assert_string_equal(text_at(&v, arena_print(a, "DO $$ BEGIN %s; EXCEPTION WHEN operator_intervention THEN "
	    "PERFORM set_config('postern.test', 'refused', false); END $$; SELECT current_setting('postern.test', true)",
	    late)), "refused");
	assert_string_equal(text_at(&v, "SELECT string_agg(tenant_id || ' ' || split_part(actor, ':', 1), ' ' ORDER BY tenant_id) "
	    "FROM event WHERE kind = 'seal_key_retired'"), "t command u command");
	r = RUN(&v, KEY("rotate"));
	check_ran(&r, "by this command: 14\n");
	check_all_open(&v, SECRETS + 1);
	key_files_end(&v.files);
}

/* Kills it after a while that grows from try to try, until it comes to its end. */
static int
run_with_kills(char *const *words, int *code)
{
	struct timespec pause = { 0 };
	int tries = 0, status = SIGKILL;
	pid_t pid;

	for (; WIFSIGNALED(status); tries++) {
		pid = program_start(words);
		pause.tv_nsec = tries * 1500000L;
		nanosleep(&pause, NULL);
		kill(pid, SIGKILL);
		assert_int_equal(waitpid(pid, &status, 0), pid);
	}
	*code = WEXITSTATUS(status);
	return tries;
}

TEST(a_rotation_that_is_killed_goes_on)
{
	struct vault v = vault_new();
	struct ran r;
	int code;

	fill(&v, key_in(v.p, v.files.public));
	assert_true(run_with_kills(WORDS(KEY("rotate")), &code) > 3);
	assert_int_equal(code, 0);
	check_all_open(&v, SECRETS);
	assert_int_equal(keys_kept(&v), 2);
	run_with_kills(WORDS(KEY("retire")), &code);		/* 1: it was killed when all was done */
	CHECK(code <= 1 && keys_kept(&v) == 1, "%d", code);
	check_all_open(&v, SECRETS);
	r = RUN(&v, KEY("rotate"));
	check_ran(&r, "by this command: 13\n");
	key_files_end(&v.files);
}

TEST(rotations_at_once_make_one_key)
{
	struct vault v = vault_new();
	pid_t pids[4];
	int status;
	size_t i;

	fill(&v, key_in(v.p, v.files.public));
	for (i = 0; i < COUNT(pids); i++)
		pids[i] = program_start(WORDS(KEY("rotate")));
	for (i = 0; i < COUNT(pids); i++) {
		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		assert_int_equal(status, 0);
	}
	assert_int_equal(keys_kept(&v), 2);
	check_all_open(&v, SECRETS);
	assert_string_equal(text_at(&v, "SELECT count(*) FROM event WHERE kind = 'seal_key_created'"), "4");
	key_files_end(&v.files);
}

enum { WRITERS = 3, WRITES = 40 };

/* The first process rotates and retires, over and over, while the others keep secrets. */
static long
rotate_or_write(struct arena *a, int index, void *context)
{
	struct vault v = *(struct vault *)context;
	struct place p = *v.p;
	const char *key, *statement;
	int i, kept = 0;

	p.arena = a;
	v.p = &p;
	for (i = 0; i < 4 && index == 0; i++) {
		kept += RUN(&v, KEY("rotate")).code == 0;
		while (RUN(&v, KEY("retire")).code != 0)
			continue;
	}
	for (i = 0; i < WRITES && index > 0; i++) {
		must(&p, seal_key_now(a, v.files.public, &key, &p.fault));
		statement = signing_key_sql(&v, key, index * 1000 + i);
		kept += text_is(text_at(&v, arena_print(a, "DO $$ BEGIN %s; PERFORM set_config('postern.test', 'kept', false); "
		    "EXCEPTION WHEN operator_intervention THEN NULL; END $$; SELECT current_setting('postern.test', true)",
		    statement)), "kept");
	}
	return kept;
}

TEST(no_secret_is_lost_while_keys_are_replaced)
{
	struct vault v = vault_new();
	long done = in_processes(WRITERS + 1, rotate_or_write, &v);

	CHECK(done > WRITES, "%ld", done);
	check_all_open(&v, done - 4);
	assert_int_equal(keys_kept(&v), 1);
	key_files_end(&v.files);
}

TEST(a_rotation_says_what_it_cannot_do)
{
	struct vault v = vault_new();
	struct arena *a = v.p->arena;
	const char *public_key, *secret_key, *kept = key_in(v.p, v.files.secret);
	struct rlimit none = { 0, RLIM_INFINITY }, before;
	struct ran r;

	fill(&v, key_in(v.p, v.files.public));
	getrlimit(RLIMIT_FSIZE, &before);
	none.rlim_max = before.rlim_max;
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &none);
	r = RUN(&v, KEY("rotate"));
	setrlimit(RLIMIT_FSIZE, &before);
	check_refused(&r, "seal.key cannot be replaced: File too large");
	assert_string_equal(key_in(v.p, v.files.secret), kept);
	assert_int_equal(keys_kept(&v), 1);
	seal_keys(a, &public_key, &secret_key);
	text_at(&v, signing_key_sql(&v, public_key, 77));
	r = RUN(&v, KEY("rotate"));
	check_refused(&r, arena_print(a, "sealed to the key %s, which is not in %s: 1. Add that key from a backup",
	    seal_key_id(a, public_key), v.files.secret));
	sql_text_at(a, v.url, "DELETE FROM signing_key WHERE key_id LIKE '%77'");
	check_all_open(&v, SECRETS);
	key_files_end(&v.files);
}

TEST(a_rotation_by_root_leaves_the_key_to_its_owner)
{
	struct vault v = vault_new();
	uid_t owner = geteuid() == 0 ? 65534 : geteuid();
	struct stat about;
	struct ran r;

	assert_int_equal(chown(v.files.secret, owner, (gid_t)-1), 0);
	r = RUN(&v, KEY("rotate"));
	assert_int_equal(r.code, 0);
	r = RUN(&v, KEY("retire"));
	assert_int_equal(r.code, 0);
	assert_int_equal(stat(v.files.secret, &about), 0);
	assert_int_equal(about.st_uid, owner);
	assert_int_equal(about.st_mode & 0777, 0600);
	key_files_end(&v.files);
}

TEST(a_damaged_secret_keeps_the_former_key)
{
	struct vault v = vault_new();
	struct arena *a = v.p->arena;
	const char *former = key_in(v.p, v.files.public), *whole;
	const char *sentence = arena_print(a, "Secrets that are still sealed to the key %s: 1. If they are new, run "
	    "this command again. If they are damaged, they must be entered again.", seal_key_id(a, former));
	struct ran r;

	fill(&v, former);
	whole = text_at(&v, "SELECT sealed_secret FROM wizard");
	text_at(&v, "UPDATE wizard SET sealed_secret = left(sealed_secret, 20) || 'AAAA' || substr(sealed_secret, 25)");
	r = RUN(&v, KEY("rotate"));
	check_refused(&r, sentence);
	assert_non_null(strstr(r.out, "by this command: 12\n"));
	r = RUN(&v, KEY("retire"));
	check_refused(&r, sentence);
	assert_int_equal(keys_kept(&v), 2);
	text_at(&v, arena_print(a, "UPDATE wizard SET sealed_secret = '%s'", whole));
	r = RUN(&v, KEY("retire"));
	assert_int_equal(r.code, 0);
	check_all_open(&v, SECRETS);
	key_files_end(&v.files);
}

TEST(copies_of_a_secret_stay_copies)
{
	struct vault v = vault_new();
	struct ran r;

	fill(&v, key_in(v.p, v.files.public));
	text_at(&v, "INSERT INTO connection_revision (tenant_id, connection_id, revision, settings, actor, sealed_secret, "
	    "sealed_keys) SELECT tenant_id, connection_id, 2, settings, actor, sealed_secret, sealed_keys "
	    "FROM connection_revision");
	r = RUN(&v, KEY("rotate"));
	check_ran(&r, "by this command: 16\n");
	assert_string_equal(text_at(&v, "SELECT count(DISTINCT (sealed_secret, sealed_keys)) || ' ' || count(*) "
	    "FROM connection_revision"), "1 2");
	key_files_end(&v.files);
}

TEST(a_rotation_needs_both_halves_of_the_key)
{
	struct vault v = vault_new();
	const char *ignored, *other;
	struct ran r;
	FILE *f;

	seal_keys(v.p->arena, &other, &ignored);
	f = fopen(v.files.public, "w");
	assert_true(f != NULL && fprintf(f, "%s\n", other) > 0 && fclose(f) == 0);
	r = RUN(&v, KEY("rotate"));
	check_refused(&r, "do not belong to the same key pair. Restore both from a backup.");
	unlink(v.files.public);
	r = RUN(&v, KEY("rotate"));
	check_refused(&r, "seal.pub cannot be read: No such file or directory");
	unlink(v.files.secret);
	r = RUN(&v, KEY("rotate"));
	check_refused(&r, "seal.key cannot be read: No such file or directory");
	key_files_end(&v.files);
}

TEST(every_sealed_column_gets_a_new_key)
{
	struct vault v = vault_new();

	assert_string_equal(text_at(&v, "SELECT string_agg(c.table_name || '.' || c.column_name, ' ' ORDER BY 1) "
	    "FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name) "
	    "WHERE c.column_name LIKE '%sealed%' AND c.column_name <> 'sealed_for' AND t.table_type = 'BASE TABLE' AND NOT EXISTS (SELECT FROM "
	    "information_schema.view_column_usage u WHERE u.view_name = 'sealed_text' AND "
	    "u.table_name = c.table_name AND u.column_name = c.column_name)"), "");
	key_files_end(&v.files);
}
