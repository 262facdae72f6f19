/* SPDX-License-Identifier: Apache-2.0 */
#include "base/clock.h"

#include <stdbool.h>
#include <stdio.h>
#include <time.h>

static const char *const weekdays[] = { "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday",
	"Friday", "Saturday" };
static const char *const months[] = { "January", "February", "March", "April", "May", "June",
	"July", "August", "September", "October", "November", "December" };

static moment
read_clock(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (moment)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

moment
clock_now(void)
{
	return read_clock(CLOCK_REALTIME);
}

moment
clock_steady_ms(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

static int
milliseconds(moment m)
{
	return (int)((m % 1000 + 1000) % 1000);
}

static struct tm
utc(moment m)
{
	time_t seconds = (time_t)((m - milliseconds(m)) / 1000);
	struct tm t;

	gmtime_r(&seconds, &t);
	return t;
}

void
moment_write(moment m, char out[MOMENT_BYTES])
{
	struct tm t = utc(m);

	snprintf(out, MOMENT_BYTES, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", t.tm_year + 1900,
	    t.tm_mon + 1, t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec, milliseconds(m));
}

char *
moment_iso(struct arena *a, moment m)
{
	char text[MOMENT_BYTES];

	moment_write(m, text);
	return arena_text(a, text);
}

char *
moment_utc(struct arena *a, moment m)
{
	struct tm t = utc(m);

	return arena_print(a, "%s %d %s %d, %02d:%02d UTC", weekdays[t.tm_wday], t.tm_mday,
	    months[t.tm_mon], t.tm_year + 1900, t.tm_hour, t.tm_min);
}

static char *
count_of(struct arena *a, int64_t n, const char *unit)
{
	return arena_print(a, "%lld %s%s", (long long)n, unit, n == 1 ? "" : "s");
}

/* Only the two largest units. */
static const char *
span(struct arena *a, int64_t minutes)
{
	int64_t hours = minutes / 60, days = hours / 24;

	if (days >= 2)
		return hours % 24 == 0 ? count_of(a, days, "day") : arena_print(a, "%s %s",
		    count_of(a, days, "day"), count_of(a, hours % 24, "hour"));
	if (hours >= 1)
		return minutes % 60 == 0 ? count_of(a, hours, "hour") : arena_print(a, "%s %s",
		    count_of(a, hours, "hour"), count_of(a, minutes % 60, "minute"));
	return minutes >= 1 ? count_of(a, minutes, "minute") : "less than a minute";
}

char *
moment_relative(struct arena *a, moment m, moment now)
{
	bool past = m < now;
	int64_t minutes = (past ? now - m : m - now) / 60000;

	return arena_print(a, past ? "%s ago" : "in %s", span(a, minutes));
}
