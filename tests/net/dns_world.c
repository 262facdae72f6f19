/* SPDX-License-Identifier: Apache-2.0 */
#include "dns_world.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "port53.h"
#include "test.h"

#define PROGRAM "tests/net/dns_world.py"

static struct {
	pid_t	 pid;
	FILE	*to, *from;
	int	 port;
	char	 anchor[256];
} world;

static void
stop(void)
{
	kill(world.pid, SIGTERM);
	fclose(world.to);
	fclose(world.from);
	waitpid(world.pid, NULL, 0);
}

static void
run(int input, int output)
{
	const char *source = getenv("srcdir");
	char path[512];

	snprintf(path, sizeof(path), "%s/" PROGRAM, source == NULL ? "." : source);
	dup2(input, STDIN_FILENO);
	dup2(output, STDOUT_FILENO);
	execl("/usr/bin/python3", "python3", path, (char *)NULL);
	_exit(127);
}

static void
start(void)
{
	int input[2], output[2];

	if (world.pid != 0)
		return;
	assert_int_equal(pipe2(input, O_CLOEXEC), 0);
	assert_int_equal(pipe2(output, O_CLOEXEC), 0);
	world.pid = fork();
	assert_true(world.pid >= 0);
	if (world.pid == 0)
		run(input[0], output[1]);
	close(input[0]);
	close(output[1]);
	world.to = fdopen(input[1], "w");
	world.from = fdopen(output[0], "r");
	atexit(stop);
	assert_int_equal(fscanf(world.from, "port=%d anchor=%255s", &world.port, world.anchor), 2);
	port53_is(world.port);
}

struct dns *
world_dns(const char *resolver, const char *allow)
{
	char at_resolver[64], at_root[64];
	struct dns *d;
	struct fault f;

	start();
	snprintf(at_resolver, sizeof(at_resolver), "%s@%d", resolver, world.port);
	snprintf(at_root, sizeof(at_root), "%s@%d", WORLD_ROOT, world.port);
	CHECK(dns_new(&(struct dns_settings){ at_resolver, at_root, world.anchor, allow }, &d, &f) == OK,
	    "%s", said(&f));
	return d;
}

void
world_do(const char *verb, const char *name)
{
	char answer[16];

	start();
	fprintf(world.to, "%s %s\n", verb, name);
	fflush(world.to);
	assert_int_equal(fscanf(world.from, "%15s", answer), 1);
	assert_string_equal(answer, "done");
}
