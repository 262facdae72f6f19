/* SPDX-License-Identifier: Apache-2.0 */
#include "port53.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MAX_FDS = 4096, DNS_PORT = 53 };

static in_port_t world_port;
static atomic_int strays;
static bool is_exchanged[MAX_FDS];	/* sockets that were connected to port 53 */

void
port53_is(int port)
{
	world_port = htons((in_port_t)port);
}

int
port53_strays(void)
{
	return atomic_exchange(&strays, 0);
}

static bool
is_world(const struct sockaddr *address)
{
	const struct sockaddr_in *four = (const void *)address;

	return address->sa_family == AF_INET && ntohl(four->sin_addr.s_addr) >> 16 == 0x7F35;
}

/* The port is at the same place in the addresses of both families. */
static in_port_t
port_of(const struct sockaddr *address)
{
	const struct sockaddr_in *four = (const void *)address;

	return address->sa_family == AF_INET || address->sa_family == AF_INET6 ? four->sin_port : 0;
}

/* The address to which the socket goes instead; NULL: none. */
static const struct sockaddr *
exchange(int fd, const struct sockaddr *address, struct sockaddr_in *here)
{
	is_exchanged[fd % MAX_FDS] = false;
	if (port_of(address) != htons(DNS_PORT))
		return address;
	if (!is_world(address)) {
		atomic_fetch_add(&strays, 1);
		errno = ENETUNREACH;
		return NULL;
	}
	memcpy(here, address, sizeof(*here));
	here->sin_port = world_port;
	is_exchanged[fd % MAX_FDS] = true;
	return (const void *)here;
}

/* Libraries see and call these functions; all others are hidden (AM_CFLAGS). */
#pragma GCC visibility push(default)

int
connect(int fd, const struct sockaddr *address, socklen_t length)
{
	struct sockaddr_in here;
	const struct sockaddr *to = exchange(fd, address, &here);

	return to == NULL ? -1 : (int)syscall(SYS_connect, fd, to, length);
}

/* With an address: TCP Fast Open, which connects and sends in one. */
ssize_t
sendmsg(int fd, const struct msghdr *message, int flags)
{
	struct msghdr exchanged = *message;
	struct sockaddr_in here;

	if (message->msg_name != NULL)
		exchanged.msg_name = (void *)(uintptr_t)exchange(fd, message->msg_name, &here);
	if (message->msg_name != NULL && exchanged.msg_name == NULL)
		return -1;
	return syscall(SYS_sendmsg, fd, &exchanged, flags);
}

ssize_t
recvfrom(int fd, void *bytes, size_t size, int flags, struct sockaddr *from, socklen_t *length)
{
	ssize_t count = syscall(SYS_recvfrom, fd, bytes, size, flags, from, length);

	if (count >= 0 && from != NULL && is_exchanged[fd % MAX_FDS] && is_world(from))
		((struct sockaddr_in *)(void *)from)->sin_port = htons(DNS_PORT);
	return count;
}

#pragma GCC visibility pop
