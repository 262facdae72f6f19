/*
 * hostile_server.h - tests/net/hostile_server.py, started once and ended with the test
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_NET_HOSTILE_SERVER_H
#define TESTS_NET_HOSTILE_SERVER_H

/* Its ports on localhost, and the file with its certificates. */
extern struct hostile_server {
	int	good, other, stranger, mute, closed, plain, expired;
	char	trusted[256];
} hostile_server;

void	 hostile_server_start(void);

#endif
