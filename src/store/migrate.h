/*
 * migrate.h - brings the database to this version's schema
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include <stddef.h>

#include "store/store.h"

struct migration {
	int		 number;
	const char	*name;
	const char	*sql;
};

/* Made of sql/schema; append-only, in the order of their numbers. */
extern const struct migration	migrations[];
extern const size_t		migration_count;

/* Applies what is missing, each in a transaction of its own; two at once wait
 * for each other.  Safe to repeat.  Calls told for each one applied.  After a
 * failure the store is of no further use. */
MUST_USE enum status
	 migrate(struct store *s, struct arena *a, void (*told)(const char *name), struct fault *f);

#endif
