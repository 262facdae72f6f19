/* SPDX-License-Identifier: Apache-2.0 */
#include "language/words.h"

static const char *
name(struct arena *a, const struct language *l, struct moment_name n)
{
	return language_text_of(a, l, n.context, n.id);
}

char *
language_day(struct arena *a, const struct language *l, moment m)
{
	struct tm t = moment_parts(m);

	/* TRANSLATORS: a date: day of the month, name of the month, year. */
	return language_sentence(a, l, sentence(a, "%1$d %2$s %3$d", t.tm_mday, name(a, l, moment_month(&t)),
	    t.tm_year + 1900));
}

static char *
at_time(struct arena *a, const struct language *l, const struct tm *t, const char *time_of_day)
{
	const char *weekday = name(a, l, moment_weekday(t));

	/* TRANSLATORS: a moment: name of the weekday, day of the month, name of the month, year,
	 * time of day. */
	return language_sentence(a, l, sentence(a, "%1$s %2$d %3$s %4$d, %5$s UTC", weekday, t->tm_mday,
	    name(a, l, moment_month(t)), t->tm_year + 1900, time_of_day));
}

char *
language_moment(struct arena *a, const struct language *l, moment m)
{
	struct tm t = moment_parts(m);

	return at_time(a, l, &t, arena_print(a, "%02d:%02d", t.tm_hour, t.tm_min));
}

char *
language_second(struct arena *a, const struct language *l, moment m)
{
	struct tm t = moment_parts(m);

	return at_time(a, l, &t, arena_print(a, "%02d:%02d:%02d", t.tm_hour, t.tm_min, t.tm_sec));
}

/* Rounded to the nearest, so that a new session of five hours does not begin with four. */
static struct sentence *
ahead(struct arena *a, long minutes)
{
	long hours = (minutes + 30) / 60, days = (minutes + 12 * 60) / (24 * 60);

	if (minutes >= 2 * 24 * 60)
		return sentence_counted(a, days, "in %ld day", "in %ld days", days);
	if (minutes >= 2 * 60)
		return sentence_counted(a, hours, "in %ld hour", "in %ld hours", hours);
	if (minutes >= 1)
		return sentence_counted(a, minutes, "in %ld minute", "in %ld minutes", minutes);
	return sentence(a, "in less than a minute");
}

static struct sentence *
ago(struct arena *a, long minutes)
{
	long hours = (minutes + 30) / 60, days = (minutes + 12 * 60) / (24 * 60);

	if (minutes >= 2 * 24 * 60)
		return sentence_counted(a, days, "%ld day ago", "%ld days ago", days);
	if (minutes >= 2 * 60)
		return sentence_counted(a, hours, "%ld hour ago", "%ld hours ago", hours);
	if (minutes >= 1)
		return sentence_counted(a, minutes, "%ld minute ago", "%ld minutes ago", minutes);
	return sentence(a, "less than a minute ago");
}

char *
language_relative(struct arena *a, const struct language *l, moment m, moment now)
{
	return language_sentence(a, l, m < now ? ago(a, (long)((now - m) / 60000))
	    : ahead(a, (long)((m - now) / 60000)));
}
