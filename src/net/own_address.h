/*
 * own_address.h - whether an address belongs to this machine
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef NET_OWN_ADDRESS_H
#define NET_OWN_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

/* Asks the kernel each time, because a machine's addresses change.  It does not know an
 * address that a router in front translates (NAT). */
bool	 is_own_address(const struct sockaddr *address);

#endif
