/* SPDX-License-Identifier: Apache-2.0 */
#include "base/clock.h"

#include <stdio.h>
#include <time.h>

#include "base/sentence.h"

static const struct moment_name weekdays[] = {
	{ NC_("date", "Sunday") }, { NC_("date", "Monday") }, { NC_("date", "Tuesday") },
	{ NC_("date", "Wednesday") }, { NC_("date", "Thursday") }, { NC_("date", "Friday") },
	{ NC_("date", "Saturday") },
}, months[] = {
	{ NC_("date", "January") }, { NC_("date", "February") }, { NC_("date", "March") },
	{ NC_("date", "April") }, { NC_("date", "May") }, { NC_("date", "June") },
	{ NC_("date", "July") }, { NC_("date", "August") }, { NC_("date", "September") },
	{ NC_("date", "October") }, { NC_("date", "November") }, { NC_("date", "December") },
};

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

struct tm
moment_parts(moment m)
{
	time_t seconds = (time_t)((m - milliseconds(m)) / 1000);
	struct tm t;

	gmtime_r(&seconds, &t);
	return t;
}

void
moment_write(moment m, char out[MOMENT_BYTES])
{
	struct tm t = moment_parts(m);

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

/* A 0 stands for any digit. */
static bool
has_shape(const char *text, const char *shape)
{
	for (; *shape != '\0'; text++, shape++)
		if (*shape == '0' ? *text < '0' || *text > '9' : *text != *shape)
			return false;
	return *text == '\0';
}

static int
number_at(const char *iso, size_t from, size_t digits)
{
	int number = 0;

	for (; digits > 0; digits--)
		number = number * 10 + (iso[from++] - '0');
	return number;
}

bool
moment_read(const char *iso, moment *out)
{
	bool has_ms = has_shape(iso, "0000-00-00T00:00:00.000Z");
	struct tm t;

	if (!has_ms && !has_shape(iso, "0000-00-00T00:00:00Z"))
		return false;
	t = (struct tm){ .tm_year = number_at(iso, 0, 4) - 1900, .tm_mon = number_at(iso, 5, 2) - 1,
		.tm_mday = number_at(iso, 8, 2), .tm_hour = number_at(iso, 11, 2),
		.tm_min = number_at(iso, 14, 2), .tm_sec = number_at(iso, 17, 2) };
	*out = (moment)timegm(&t) * 1000 + (has_ms ? number_at(iso, 20, 3) : 0);
	return true;
}

struct moment_name
moment_weekday(const struct tm *parts)
{
	return weekdays[parts->tm_wday];
}

struct moment_name
moment_month(const struct tm *parts)
{
	return months[parts->tm_mon];
}

char *
moment_utc(struct arena *a, moment m)
{
	struct tm t = moment_parts(m);

	return arena_print(a, "%s %d %s %d, %02d:%02d UTC", weekdays[t.tm_wday].id, t.tm_mday,
	    months[t.tm_mon].id, t.tm_year + 1900, t.tm_hour, t.tm_min);
}
