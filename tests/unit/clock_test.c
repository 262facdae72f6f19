/* SPDX-License-Identifier: Apache-2.0 */
#include "base/clock.h"

#include <string.h>
#include <time.h>

#include "test.h"

#define MINUTE ((moment)60 * 1000)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

TEST(moment_is_written_in_two_ways)
{
	static const struct {
		moment m;
		const char *iso, *utc;
	} rows[] = {
		{ 0, "1970-01-01T00:00:00.000Z", "Thursday 1 January 1970, 00:00 UTC" },
		{ 1795298235042, "2026-11-21T21:57:15.042Z",
		    "Saturday 21 November 2026, 21:57 UTC" },
		{ 951782399999, "2000-02-28T23:59:59.999Z",
		    "Monday 28 February 2000, 23:59 UTC" },
		{ 951782400000, "2000-02-29T00:00:00.000Z",
		    "Tuesday 29 February 2000, 00:00 UTC" },
		{ 4102444800000, "2100-01-01T00:00:00.000Z",
		    "Friday 1 January 2100, 00:00 UTC" },
	};
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		assert_string_equal(moment_iso(a, rows[i].m), rows[i].iso);
		assert_string_equal(moment_utc(a, rows[i].m), rows[i].utc);
	}
	arena_free(a);
}

TEST(moment_before_1970_is_written_too)
{
	struct arena *a = arena_new();

	assert_string_equal(moment_iso(a, -1), "1969-12-31T23:59:59.999Z");
	assert_string_equal(moment_iso(a, -1000), "1969-12-31T23:59:59.000Z");
	assert_string_equal(moment_iso(a, -DAY - 500), "1969-12-30T23:59:59.500Z");
	arena_free(a);
}

TEST(a_moment_is_read_as_it_was_written)
{
	static const char *const bad[] = { "", "2026", "2026-11-21T21:57:15.042", "2026-11-21T21:57:15.042Zx",
		"21 November 2026", "2026-11-21T21:57:15.04Z",
		"2026-11-21T21:57:15+00:00" };
	static const moment moments[] = { 0, 1795298235042, 951782399999, -1, -DAY - 500 };
	struct arena *a = arena_new();
	moment m = 7;
	size_t i;

	for (i = 0; i < COUNT(moments); i++) {
		assert_true(moment_read(moment_iso(a, moments[i]), &m));
		CHECK(m == moments[i], "%s", moment_iso(a, moments[i]));
	}
	m = 7;
	for (i = 0; i < COUNT(bad); i++)
		CHECK(!moment_read(bad[i], &m) && m == 7, "%s", bad[i]);
	arena_free(a);
}

TEST(clock_tells_the_time_and_never_goes_back)
{
	moment steady = clock_steady_ms();
	int i;

	assert_in_range(clock_now(), (moment)(time(NULL) - 5) * 1000,
	    (moment)(time(NULL) + 5) * 1000);
	for (i = 0; i < 1000; i++)
		assert_true(clock_steady_ms() >= steady);
}
