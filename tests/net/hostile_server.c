/* SPDX-License-Identifier: Apache-2.0 */
#include "hostile_server.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test.h"

#ifndef HOSTILE_SERVER
#define HOSTILE_SERVER "tests/net/hostile_server.py"
#endif

struct hostile_server hostile_server;

static pid_t server_pid;
static int input_of_server;

static void
stop(void)
{
	kill(server_pid, SIGTERM);
	close(input_of_server);
	waitpid(server_pid, NULL, 0);
}

static void
run_server(int input, int output)
{
	const char *source = getenv("srcdir");
	char path[512] = HOSTILE_SERVER;

	if (source != NULL)
		snprintf(path, sizeof(path), "%s/%s", source, HOSTILE_SERVER);
	dup2(input, STDIN_FILENO);
	dup2(output, STDOUT_FILENO);
	execl("/usr/bin/python3", "python3", path, (char *)NULL);
	_exit(127);
}

void
hostile_server_start(void)
{
	int input[2], output[2];
	FILE *from;

	if (server_pid != 0)
		return;
	assert_int_equal(pipe2(input, O_CLOEXEC), 0);
	assert_int_equal(pipe2(output, O_CLOEXEC), 0);
	server_pid = fork();
	assert_true(server_pid >= 0);
	if (server_pid == 0)
		run_server(input[0], output[1]);
	close(input[0]);
	close(output[1]);
	input_of_server = input[1];
	atexit(stop);
	from = fdopen(output[0], "r");
	assert_non_null(from);
	assert_int_equal(fscanf(from,
	    "good=%d other=%d stranger=%d mute=%d closed=%d plain=%d expired=%d trusted=%255s",
	    &hostile_server.good, &hostile_server.other, &hostile_server.stranger,
	    &hostile_server.mute, &hostile_server.closed, &hostile_server.plain, &hostile_server.expired,
	    hostile_server.trusted), 8);
	fclose(from);
}
