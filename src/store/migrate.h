/*
 * migrate.h - brings the database to this version's schema
 *
 * Workers of the version before go on serving meanwhile.  So it waits only briefly
 * for a lock: then it gives everything up, with nothing done, and tries again.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include <stddef.h>

#include "store/store.h"

struct migration {
	int		 number;	/* 0 for a file of functions */
	const char	*name;
	const char	*sql;
};

/* Generated from sql/schema; append-only, in the order of their numbers. */
extern const struct migration	migrations[];
extern const size_t		migration_count;

/* Generated from sql/functions; each file may use the functions of those before it. */
extern const struct migration	function_files[];
extern const size_t		function_file_count;

/* The triggers of sql/functions, CREATE OR REPLACE TRIGGER ... without a semicolon.
 * Each is written exactly as PostgreSQL shows it, so that it is recognized if it is
 * there already. */
extern const char *const	triggers[];
extern const size_t		trigger_count;

/* Applies the migrations that are missing and replaces all functions and views, in
 * one transaction; of two at once, one waits for the other.  It is safe to repeat, and
 * where nothing is missing it waits for no reader or writer.  Calls told for each
 * migration applied.  UNAVAILABLE: others held a lock that it needs for too long, or the
 * database is away.  After a failure the store is of no further use. */
MUST_USE enum status
	 migrate(struct store *s, struct arena *a, void (*told)(const char *name), struct fault *f);

#endif
