/*
 * derive_bench.h - a connection whose options are derived as postern-jobs does it
 *
 * Its provider is the good server of tests/net/hostile_server.h.  The text it returns lives
 * as long as the bench's place.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_JOBS_DERIVE_BENCH_H
#define TESTS_JOBS_DERIVE_BENCH_H

#include "database.h"

struct bench {
	struct place	*p;
	const char	*id;
};

/* A connection with these options; %d in them is the port of the good server. */
struct bench	 bench_made(const char *strategy, const char *options);
/* Runs the job at that attempt. */
enum status	 bench_run(struct bench *b, long attempt);
void		 bench_change(struct bench *b, const char *options);
/* Changes the options and derives again. */
void		 bench_apply(struct bench *b, const char *options);
/* Applies all options as they are shown, with a part of them replaced. */
void		 bench_send_back(struct bench *b, const char *part, const char *instead);

#define SHOWN "connection_options(r.settings, r.derived, r.own_options, c.config, NULL)"

/* An expression of the connection c and its live revision r. */
const char	*bench_derived(struct bench *b, const char *expression);
/* The option as it is shown, "" for none. */
const char	*bench_shown(struct bench *b, const char *name);
#define SUCCESS "success: system:derive_connection"

/* The newest event of the job: its outcome, problem and actor. */
const char	*bench_event(struct bench *b);

/* An address of the good server. */
const char	*bench_at_good(struct bench *b, const char *text);
/* A file of tests/unit, and a text as JSON. */
const char	*bench_file_text(struct arena *a, const char *name);
const char	*bench_as_json(struct arena *a, const char *text);

#endif
