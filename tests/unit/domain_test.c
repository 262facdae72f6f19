/* SPDX-License-Identifier: Apache-2.0 */
#include "base/domain_name.h"

#include <string.h>

#include "base/text.h"
#include "test.h"

#define LABEL "a23456789012345678901234567890123456789012345678901234567890123"
#define LONGEST LABEL "." LABEL "." LABEL "." "a234567890123456789012345678901234567890123456789012345678901"

TEST(domains_are_cleaned)
{
	static const struct {
		const char	*typed, *name;
	} rows[] = {
		{ "acme.com", "acme.com" },
		{ "ACME.Com", "acme.com" },
		{ "acme.com.", "acme.com" },
		{ "a-b.c9.co.uk", "a-b.c9.co.uk" },
		{ "localhost", "localhost" },
		{ "9.acme.com", "9.acme.com" },
		{ "xn--mnchen-3ya.de", "xn--mnchen-3ya.de" },
		{ "M\xc3\xbcnchen.DE", "xn--mnchen-3ya.de" },
		{ "fa\xc3\x9f.de", "xn--fa-hia.de" },
		{ "b\xc3\xbc" "cher.example.", "xn--bcher-kva.example" },
		{ LONGEST, LONGEST },
	};
	struct arena *a = arena_new();
	const char *name;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		name = domain_name_clean(a, rows[i].typed);
		CHECK(text_is(name, rows[i].name) && is_domain_name(rows[i].typed), "%s: %s", rows[i].typed,
		    name == NULL ? "(none)" : name);
		CHECK(text_is(domain_name_clean(a, name), name), "%s is not clean", name);
	}
	arena_free(a);
}

TEST(domains_are_found_in_what_people_paste)
{
	static const struct {
		const char	*pasted, *typed;
	} rows[] = {
		{ " Acme.com ", "Acme.com" },
		{ "ann@acme.com", "acme.com" },
		{ "@acme.com", "acme.com" },
		{ "Ann Lee <ann@acme.com>", "acme.com" },
		{ "mailto:ann@acme.com?subject=a@b", "acme.com" },
		{ "https://acme.com/team/@ann", "acme.com" },
		{ "https://user:secret@acme.com:8443/x", "acme.com" },
		{ "//acme.com", "acme.com" },
		{ "acme.com:443", "acme.com" },
		{ "https://WWW.acme.com/", "acme.com" },
		{ "www.com", "www.com" },
		{ "\xc2\xa0\xef\xbb\xbf" "ac\xe2\x80\x8bme.com\xe2\x81\xa0", "acme.com" },
		{ "“acme.com”", "acme.com" }, { "\"acme.com\",", "acme.com" }, { "acme.com;", "acme.com" },
		{ "<acme.com>", "acme.com" }, { "\"Ann Lee\" <ann@acme.com>", "acme.com" },
		{ "a@acme.com, b@acme.org", "a@acme.com, b@acme.org" },
		{ "acme.com acme.org", "acme.com acme.org" },
		{ "acme.com;acme.org", "acme.com;acme.org" },
		{ "", "" },
	};
	struct arena *a = arena_new();
	const char *typed;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		typed = domain_name_typed(a, rows[i].pasted);
		CHECK(text_is(typed, rows[i].typed), "%s: %s", rows[i].pasted, typed);
		CHECK(domain_name_has_several(typed) == (strchr(typed, ' ') != NULL || strchr(typed, ';') != NULL),
		    "%s", typed);
	}
	arena_free(a);
}

TEST(domains_are_names)
{
	static const char *const rows[] = { "", ".", "..", ".acme.com", "acme..com", "-acme.com",
		"acme-.com", "ac_me.com", "acme.com/", "https://acme.com", "user@acme.com", "@acme.com",
		"acme com", " acme.com", "acme.com ", "acme.com\n", "*.acme.com", "1.2.3.4", "acme.1",
		"[::1]", "acme.com:443", LABEL "4.com", "a." LONGEST, "\xc3\xbc\xff.de",
		"a\xe2\x80\x8b.-b", "xn--a.example", "xn--.example", "acme.xn--fa-hia-.de" };
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		CHECK(!is_domain_name(rows[i]), "\"%s\" was taken", rows[i]);
}
