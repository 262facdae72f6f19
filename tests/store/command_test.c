/* SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/seal.h"
#include "base/text.h"
#include "database.h"
#include "store/tenant.h"
#include "test.h"

#define PROGRAM "src/postern"
#define PASSWORD "correct horse battery staple"

/* --- the program, as a system administrator runs it --- */

struct ran {
	int	 code;
	char	*out, *err;
};

static void
become_program(const int input[2], const int out[2], const int err[2], char *const *words)
{
	dup2(input[0], STDIN_FILENO);
	dup2(out[1], STDOUT_FILENO);
	dup2(err[1], STDERR_FILENO);
	execv(PROGRAM, words);
	_exit(127);
}

/* Its output fits into the pipe. */
static char *
read_all(struct place *p, const int fds[2])
{
	enum { SIZE = 65536 };
	char *text = arena_alloc(p->arena, SIZE);
	ssize_t count, length = 0;

	close(fds[1]);
	while ((count = read(fds[0], text + length, (size_t)(SIZE - 1 - length))) > 0)
		length += count;
	close(fds[0]);
	return text;
}

static struct ran
run(struct place *p, const char *input, char *const *words)
{
	int in[2], out[2], err[2], status;
	struct ran r;
	pid_t pid;

	assert_int_equal(access(PROGRAM, X_OK), 0);
	assert_int_equal(pipe2(in, O_CLOEXEC) + pipe2(out, O_CLOEXEC) + pipe2(err, O_CLOEXEC), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		become_program(in, out, err, words);
	close(in[0]);
	assert_int_equal(write(in[1], input, strlen(input)), strlen(input));
	close(in[1]);
	r.out = read_all(p, out);
	r.err = read_all(p, err);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	CHECK(WIFEXITED(status), "%s", r.err);
	r.code = WEXITSTATUS(status);
	return r;
}

/* With what standard input says first. */
#define POSTERN(p, input, ...) run((p), (input), (char *const[]){ (char[]){ "postern" }, __VA_ARGS__, NULL })
#define WORD(text) ((char *)(uintptr_t)(text))
#define TENANT(id) WORD("--tenant"), WORD(id)

static struct place *
place_for_commands(void)
{
	struct place *p = place_new();

	setenv("POSTERN_DATABASE", database_url(), 1);
	return p;
}

static void
check_done(const struct ran *r)
{
	CHECK(r->code == 0 && r->err[0] == '\0', "%d: %s", r->code, r->err);
}

/* --- what is told --- */

static const char *
actor(struct place *p)
{
	return arena_print(p->arena, "command:%s", getpwuid(getuid())->pw_name);
}

static long
event_count(const char *tenant)
{
	return sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s'", tenant);
}

/* The one event of that kind, which a command has written. */
static void
check_told(struct place *p, const char *tenant, const char *kind, const char *details)
{
	assert_string_equal(sql_text(p->arena, "SELECT string_agg(concat_ws(' ', outcome, actor, "
	    "details), '; ') FROM event WHERE tenant_id = '%s' AND kind = '%s' AND address IS NULL",
	    tenant, kind), arena_print(p->arena, "success %s %s", actor(p), details));
}

static void
check_untold(const char *secret)
{
	assert_true(strlen(secret) >= 8);
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE event::text LIKE '%%%s%%'", secret), 0);
}

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
	assert_non_null(strstr(r.out, arena_print(p->arena, "tenant_updated                %s  {", actor(p))));
	assert_non_null(strstr(r.out, "tenant_added "));
	assert_int_equal(event_count(p->tenant), 1);
	assert_int_equal(event_count(other.tenant), 1);
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

TEST(commands_that_fail_or_change_nothing_tell_nothing)
{
	static const char *const rows[] = {
		"1 tenant add --id %1$s --name A --domain fresh.example",
		"1 tenant add --id %1$s-b --name A --domain %2$s",
		"1 tenant add --id %1$s-b --name A --domain no_domain",
		"1 tenant update --id %1$s --name %2$s --domain %3$s", "1 tenant update --id nobody --name B",
		"1 tenant update --id %1$s --domain-loss forget",
		"1 client add --tenant nobody --name A", "1 client add --tenant %1$s --name A --scope no:such",
		"1 operator add --tenant nobody --email a@b.example",
		"1 operator add --tenant %1$s --email OPS@acme.example",
		"1 operator add --tenant %1$s --email nobody", "2 client add --tenant %1$s",
		"0 tenant update --id %1$s --name Acme --domain %2$s --domain-loss warn",
		"0 tenant update --id %1$s",
	};
	struct place *p = place_for_commands(), other = place_beside(p);
	char *line, *words[16], *rest;
	struct ran r;
	long before;
	size_t i, count;

	must(p, operator_add(place_act(p), "opr_1", "ops@acme.example", "$argon2id$x"));
	before = sql_long("SELECT count(*) FROM event");
	for (i = 0; i < COUNT(rows); i++) {
		line = arena_print(p->arena, rows[i], p->tenant, p->domain, other.domain);
		for (count = 0, words[0] = strtok_r(line, " ", &rest); words[count] != NULL;)
			words[++count] = strtok_r(NULL, " ", &rest);
		r = run(p, PASSWORD "\n", words);
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

/* --- the key that secrets are sealed with --- */

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
		CHECK(strstr(r.err, "postern: The keys were made, but no event was written: ") != NULL
		    && strstr(r.err, rows[i][1]) != NULL, "%s", r.err);
		assert_string_equal(seal_public_half(p->arena, key_in(p, k.secret)), key_in(p, k.public));
		key_files_end(&k);
	}
	assert_int_equal(event_count(p->tenant), 1);
}
