/*
 * service.h - how a service starts: its one option, the log, the settings
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MAIN_SERVICE_H
#define MAIN_SERVICE_H

#include "base/settings.h"

struct service {
	const char	*program;	/* "postern-web" */
	const char	*log_name;	/* "web" */
	const char	*about;		/* one line of the usage */
	/* With the settings read: answers the exit code. */
	int		(*run)(struct arena *a, const struct settings *settings);
};

/* All that a main() does: answers the exit code; 1, with a word on stderr, for
 * settings that cannot be read, 2 for wrong options. */
int	 service_main(const struct service *s, int argc, char **argv);
/* 1, with the fault's sentence on stderr. */
int	 service_refuse(const struct service *s, const struct fault *f);

#endif
