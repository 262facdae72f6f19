/*
 * settings.h - what a system administrator may set, in one table
 *
 * Defaults, then the configuration file ("name = value" a line, # begins a
 * comment line), then the environment.  An unknown name or a bad value stops the
 * start, and the message names the line.  `postern settings` prints the table, so
 * that settings.c is the one place where each is described.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_SETTINGS_H
#define BASE_SETTINGS_H

#include <stdio.h>

#include "base/arena.h"
#include "base/status.h"

struct settings {
	const char	*database;
	const char	*socket;
	const char	*socket_group;
	long		 workers, job_workers, login_workers, worker_mib;
	long		 login_claims_days;
	long		 session_idle_minutes;
	long		 login_wait_ms;
	long		 api_rate;
	long		 api_burst;
	const char	*templates;
	const char	*languages;
	const char	*fetch_allow;
	const char	*fetch_refuse;
	const char	*fetch_ports;
	const char	*fetch_ca;
	const char	*dns_resolver;
	const char	*dns_root;
	const char	*dns_anchor;
	const char	*seal_public_key;
	const char	*seal_secret_key;
};

/* path NULL: POSTERN_CONFIG, or the installed file if there is one.  The
 * texts live in the arena. */
MUST_USE enum status
	 settings_load(struct arena *a, const char *path, struct settings *out, struct fault *f);
void	 settings_print(FILE *to);

#endif
