/* SPDX-License-Identifier: Apache-2.0 */
#include "model/ticket/browser.h"

#include <stddef.h>
#include <string.h>

struct mark {
	const char	*text, *name;
};

/* Browsers name those that they resemble, too, so the first mark that is there counts. */
static const struct mark names[] = {
	{ "Edg/", "Edge" }, { "EdgA/", "Edge" }, { "EdgiOS/", "Edge" },
	{ "OPR/", "Opera" }, { "Vivaldi/", "Vivaldi" }, { "YaBrowser/", "Yandex Browser" },
	{ "SamsungBrowser/", "Samsung Internet" },
	{ "Firefox/", "Firefox" }, { "FxiOS/", "Firefox" },
	{ "Chrome/", "Chrome" }, { "CriOS/", "Chrome" },
	{ "Safari/", "Safari" }, { NULL, NULL },
};

static const struct mark systems[] = {
	{ "Android", "Android" }, { "iPhone", "iOS" }, { "iPad", "iPadOS" },
	{ "CrOS", "ChromeOS" }, { "Windows", "Windows" }, { "Macintosh", "macOS" },
	{ "Linux", "Linux" }, { NULL, NULL },
};

static const char *
first_of(const struct mark *marks, const char *text)
{
	while (marks->text != NULL && strstr(text, marks->text) == NULL)
		marks++;
	return marks->name;
}

struct browser
browser_of(const char *user_agent)
{
	if (user_agent == NULL)
		return (struct browser){ NULL, NULL };
	return (struct browser){ first_of(names, user_agent), first_of(systems, user_agent) };
}
