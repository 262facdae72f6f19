/*
 * ports.h - the ports that an outside fetch may connect to
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef NET_PORTS_H
#define NET_PORTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"

struct port_range {
	long	first, last;
};

struct ports {
	struct port_range	*ranges;
	size_t			 count;
};

/* The setting fetch_ports: ports and ranges, separated by spaces, such as "443 8443 9000-9099". */
MUST_USE enum status
	 ports_parse(struct arena *a, const char *setting, struct ports *out, struct fault *f);
bool	 ports_have(const struct ports *p, long port);

#endif
