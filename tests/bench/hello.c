/*
 * hello.c - the smallest program that answers, as the measure for pages
 *
 * usage: hello SOCKET WORKERS BYTES
 * It answers every request with a body of BYTES bytes, until SIGTERM.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <fcgiapp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BACKLOG = 511 };

static int
serve(int fd, const char *body, int bytes)
{
	FCGX_Request request;

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (FCGX_Init() != 0 || FCGX_InitRequest(&request, fd, 0) != 0)
		return 1;
	while (FCGX_Accept_r(&request) == 0) {
		FCGX_FPrintF(request.out, "Content-Type: text/html; charset=utf-8\r\n"
		    "Content-Length: %d\r\n\r\n", bytes);
		FCGX_PutStr(body, bytes, request.out);
		FCGX_Finish_r(&request);
	}
	return 0;
}

int
main(int argc, char **argv)
{
	int workers = argc == 4 ? (int)strtol(argv[2], NULL, 10) : 0;
	int bytes = argc == 4 ? (int)strtol(argv[3], NULL, 10) : 0;
	char *body = malloc((size_t)bytes + 1);
	int fd, i;

	if (workers < 1 || bytes < 1 || body == NULL) {
		fputs("usage: hello SOCKET WORKERS BYTES\n", stderr);
		return 2;
	}
	memset(body, 'x', (size_t)bytes);
	fd = FCGX_OpenSocket(argv[1], BACKLOG);
	if (fd < 0 || chmod(argv[1], 0666) != 0)
		return 1;
	for (i = 0; i < workers; i++)
		if (fork() == 0)
			return serve(fd, body, bytes);
	pause();
	return 0;
}
