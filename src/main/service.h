/*
 * service.h - the start of a service: its one option, the log, the settings
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
	/* Called with the settings that were read; returns the exit code. */
	int		(*run)(struct arena *a, const struct settings *settings);
};

/* Does all that main() has to do and returns the exit code: 1, with a line on stderr, if
 * the settings cannot be read; 2 for wrong options. */
int	 service_main(const struct service *s, int argc, char **argv);
/* Writes the fault's sentence to stderr and returns 1. */
int	 service_refuse(const struct service *s, const struct fault *f);

#endif
