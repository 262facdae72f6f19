/*
 * port53.h - a world of name servers where port 53 is another port
 *
 * A delegation names addresses but no ports, and a test may not open port 53.
 * In this program our own connect(), sendmsg() and recvfrom() replace the C library's
 * and change the port for addresses of the world; everything else, in libunbound and
 * the servers, is real.  Port 53 at any other address is refused and counted, so that
 * no test asks the internet.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_NET_PORT53_H
#define TESTS_NET_PORT53_H

/* The world is 127.53.0.0/16 at this port. */
void	 port53_is(int port);
/* The number of attempts to ask servers outside the world since the last call. */
int	 port53_strays(void);

#endif
