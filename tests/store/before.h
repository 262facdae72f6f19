/*
 * before.h - a database as the previous version left it, and its workers' queries
 *
 * Both are kept by tests/store/before/keep.sh.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_STORE_BEFORE_H
#define TESTS_STORE_BEFORE_H

#include "database.h"

/* Without rows: its URL. */
const char	*database_before(struct arena *a);
/* A PREPARE for each query of its workers. */
const char	*queries_before(struct arena *a);
/* Brings it to this version, whose queries then fit. */
void		 upgrade(struct place *p, const char *url);
/* All that has a name in the schema, a line each. */
const char	*schema_of(struct arena *a, const char *url);

#endif
