/* SPDX-License-Identifier: Apache-2.0 */
#include "net/own_address.h"

#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

/* Connecting a datagram socket sends nothing: it makes the kernel choose the address to
 * send from, and for an address of the machine itself that is the address itself. */
static bool
source_of(const struct sockaddr *target, socklen_t length, struct sockaddr_storage *out)
{
	int fd = socket(target->sa_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	socklen_t size = sizeof(*out);
	bool is_known;

	if (fd < 0)
		return false;
	is_known = connect(fd, target, length) == 0
	    && getsockname(fd, (struct sockaddr *)out, &size) == 0;
	close(fd);
	return is_known;
}

bool
is_own_address(const struct sockaddr *address)
{
	struct sockaddr_in four;
	struct sockaddr_in6 six;
	struct sockaddr_storage source;
	const struct sockaddr_in *from_four = (const void *)&source;
	const struct sockaddr_in6 *from_six = (const void *)&source;

	if (address->sa_family == AF_INET) {
		memcpy(&four, address, sizeof(four));
		return source_of(address, sizeof(four), &source)
		    && from_four->sin_addr.s_addr == four.sin_addr.s_addr;
	}
	if (address->sa_family != AF_INET6)
		return false;
	memcpy(&six, address, sizeof(six));
	return source_of(address, sizeof(six), &source)
	    && memcmp(&from_six->sin6_addr, &six.sin6_addr, sizeof(six.sin6_addr)) == 0;
}
