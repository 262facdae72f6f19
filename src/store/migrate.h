/*
 * migrate.h - brings the database to this version's schema
 *
 * Workers of the version before go on serving meanwhile.  So no lock is waited
 * for long: the whole is given up, with nothing done, and tried again.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include <stddef.h>

#include "store/store.h"

struct migration {
	int		 number;	/* of functions: 0 */
	const char	*name;
	const char	*sql;
};

/* Made of sql/schema; append-only, in the order of their numbers. */
extern const struct migration	migrations[];
extern const size_t		migration_count;

/* Made of sql/functions; each file may use what stands in those before it. */
extern const struct migration	function_files[];
extern const size_t		function_file_count;

/* Those of sql/functions, CREATE OR REPLACE TRIGGER ... without a semicolon, each as
 * PostgreSQL itself writes it: then it is known that it is there. */
extern const char *const	triggers[];
extern const size_t		trigger_count;

/* Applies the migrations that are missing and replaces all functions and views, in
 * one transaction; two at once wait for each other.  Safe to repeat, and once all
 * is there it waits for nobody who reads or writes.  Calls told for each migration
 * applied.  UNAVAILABLE: others held what it needs for too long, or the database is
 * away.  After a failure the store is of no further use. */
MUST_USE enum status
	 migrate(struct store *s, struct arena *a, void (*told)(const char *name), struct fault *f);

#endif
