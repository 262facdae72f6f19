/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"
#include "model/ticket/browser.h"
#include "test.h"

#define WINDOWS "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36"
#define PHONE "Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko)"

TEST(browsers_are_told_apart_in_names_of_ours)
{
	static const struct {
		const char	*agent, *name, *system;
	} rows[] = {
		{ NULL, NULL, NULL }, { "", NULL, NULL }, { "curl/8.9.1", NULL, NULL },
		{ "<script>alert(1)</script>\r\nSet-Cookie: a=b", NULL, NULL },
		{ "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox", "Windows" },
		{ "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox", "Linux" },
		{ WINDOWS, "Chrome", "Windows" }, { WINDOWS " Edg/138.0.0.0", "Edge", "Windows" },
		{ WINDOWS " OPR/120.0.0.0", "Opera", "Windows" }, { WINDOWS " Vivaldi/7.5", "Vivaldi", "Windows" },
		{ PHONE " SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36", "Samsung Internet", "Android" },
		{ PHONE " Chrome/138.0.0.0 Mobile Safari/537.36", "Chrome", "Android" },
		{ PHONE " Chrome/138.0.0.0 Mobile Safari/537.36 EdgA/138.0.0.0", "Edge", "Android" },
		{ "Mozilla/5.0 (X11; CrOS x86_64 16181.61.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 "
		    "Safari/537.36", "Chrome", "ChromeOS" },
		{ "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 "
		    "Safari/605.1.15", "Safari", "macOS" },
		{ "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
		    "CriOS/138.0 Mobile/15E148 Safari/604.1", "Chrome", "iOS" },
		{ "Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/140.0 "
		    "Mobile/15E148 Safari/605.1.15", "Firefox", "iPadOS" },
		{ "Something (Windows NT 10.0)", NULL, "Windows" }, { "Firefox/1", "Firefox", NULL },
	};
	struct browser b;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		b = browser_of(rows[i].agent);
		CHECK((b.name == NULL ? rows[i].name == NULL : text_is(rows[i].name, b.name))
		    && (b.system == NULL ? rows[i].system == NULL : text_is(rows[i].system, b.system)),
		    "%s", rows[i].agent);
	}
}
