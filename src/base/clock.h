/*
 * clock.h - time as numbers and as words
 *
 * A moment is milliseconds since 1970-01-01T00:00:00Z.  The clock that
 * decides (a ticket's end, a session's end) is the database's; it sends its
 * "now" along with each row.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "base/arena.h"

typedef int64_t moment;

moment	 clock_now(void);
moment	 clock_steady_ms(void);	/* for measuring; never goes back */

/* 2026-11-21T21:57:15.042Z (RFC 3339) */
enum { MOMENT_BYTES = 80 };
void	 moment_write(moment m, char out[MOMENT_BYTES]);
char	*moment_iso(struct arena *a, moment m);
/* Reads RFC 3339 in UTC, with thousandths or whole seconds; false leaves *out untouched. */
bool	 moment_read(const char *iso, moment *out);
/* In UTC. */
struct tm moment_parts(moment m);
/* English names, with the context in which the catalog has them. */
struct moment_name {
	const char	*context, *id;
};
struct moment_name moment_weekday(const struct tm *parts);
struct moment_name moment_month(const struct tm *parts);
/* Saturday 21 November 2026, 21:57 UTC */
char	*moment_utc(struct arena *a, moment m);

#endif
