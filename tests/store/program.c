/* SPDX-License-Identifier: Apache-2.0 */
#include "program.h"

#include <fcntl.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test.h"

#define PROGRAM "src/postern"

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

struct ran
program_run(struct place *p, const char *input, char *const *words)
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

pid_t
program_start(char *const *words)
{
	int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
	const int fds[2] = { nowhere, nowhere };
	pid_t pid = fork();

	assert_true(nowhere >= 0 && pid >= 0);
	if (pid == 0)
		become_program(fds, fds, fds, words);
	close(nowhere);
	return pid;
}

struct place *
place_for_commands(void)
{
	struct place *p = place_new();

	setenv("POSTERN_DATABASE", database_url(), 1);
	return p;
}

void
check_done(const struct ran *r)
{
	CHECK(r->code == 0 && r->err[0] == '\0', "%d: %s", r->code, r->err);
}

/* --- what is told --- */

const char *
command_actor(struct place *p)
{
	return arena_print(p->arena, "command:%s", getpwuid(getuid())->pw_name);
}

long
event_count(const char *tenant)
{
	return sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s'", tenant);
}

void
check_told(struct place *p, const char *tenant, const char *kind, const char *details)
{
	assert_string_equal(sql_text(p->arena, "SELECT string_agg(concat_ws(' ', outcome, actor, "
	    "details), '; ') FROM event WHERE tenant_id = '%s' AND kind = '%s' AND address IS NULL",
	    tenant, kind), arena_print(p->arena, "success %s %s", command_actor(p), details));
}

void
check_untold(const char *secret)
{
	assert_true(strlen(secret) >= 8);
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE event::text LIKE '%%%s%%'", secret), 0);
}
