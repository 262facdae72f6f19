/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "test.h"
#include "view/view.h"

TEST(template_is_found_by_its_path)
{
	static const struct {
		const char		*file;
		enum template_name	 name;
	} cases[] = {
		{ "guides/okta/application.html", GUIDES_OKTA_APPLICATION },
		{ "assistant/used_up.html", ASSISTANT_USED_UP },
		{ "layout.html", LAYOUT },
		{ "guides/okta/Application.html", TEMPLATES },
		{ "guides/okta/application", TEMPLATES },
		{ "guides/okta", TEMPLATES },
		{ "templates/layout.html", TEMPLATES },
		{ "../layout.html", TEMPLATES },
		{ "", TEMPLATES },
	};
	size_t i;

	for (i = 0; i < COUNT(cases); i++)
		CHECK(template_find(cases[i].file) == cases[i].name, "%s", cases[i].file);
}

TEST(template_names_are_paths_once_each)
{
	int i;

	for (i = 0; i < TEMPLATES; i++)
		CHECK((int)template_find(template_files[i]) == i, "%s", template_files[i]);
}

/* The HTML of a value that a page lets wrap. */
static const char *
wrapped(struct arena *a, struct templates *t, const char *value)
{
	static const char before[] = "<dd translate=\"no\">";
	struct view *v = view_new(a);
	struct fault f = { 0 };
	const char *html, *begin, *end;
	size_t length;

	view_set(view_section(view_section(v, "FIELD"), "WHOLE"), "VALUE", value);
	assert_int_equal(view_render(t, a, &english, PARTS_TYPED, v, &html, &length, &f), OK);
	begin = strstr(html, before) + strlen(before);
	end = strstr(begin, "</dd>");
	return arena_copy(a, begin, (size_t)(end - begin));
}

TEST(long_words_may_break_after_their_signs_and_are_escaped)
{
	static const struct {
		const char	*value, *shown;
	} cases[] = {
		{ "https://login.example.com/acme/saml2?tenant=7&audience=urn:example:acme",
		    "https://<wbr>login.example.<wbr>com/acme/<wbr>saml2?tenant=<wbr>7&amp;audience=<wbr>urn:example:acme" },
		{ "urn:auth0:acme-tenant:acme-connection", "urn:auth0:<wbr>acme-tenant:<wbr>acme-connection" },
		{ "_ss-verification.mail.example.com", "_ss-verification.<wbr>mail.example.com" },
		{ "5A:0B:11:22:33:44:55:66:77:88", "5A:0B:11:<wbr>22:33:44:<wbr>55:66:77:88" },
		/* Short words, however many; sentences; words without a sign; a row of signs. */
		{ "https://acme.example", "https://acme.example" },
		{ "and/or either/or one/two three/four", "and/or either/or one/two three/four" },
		{ "The name is https://login.example.com/acme.", "The name is https://<wbr>login.example.<wbr>com/acme." },
		{ "0oa1b2c3d4E5f6G7h8i90oa1b2c3d4E5f6G7h8i9", "0oa1b2c3d4E5f6G7h8i90oa1b2c3d4E5f6G7h8i9" },
		{ "------------------------------", "------------------------------" },
		{ "https://例え.テスト/b", "https://<wbr>例え.テスト/b" },
		{ "", "" }, { " ", " " },
		/* Hostile: whatever is cut, is escaped. */
		{ "<script>alert(1)</scripting>", "&lt;script&gt;alert(1)&lt;/<wbr>scripting&gt;" },
		{ "<wbr>", "&lt;wbr&gt;" },
		{ "https://example.com/\"onload='x'/<b>&lt;&#60;b>",
		    "https://<wbr>example.<wbr>com/&quot;onload=<wbr>&#39;x&#39;/&lt;b&gt;&amp;<wbr>lt;&amp;#60;b&gt;" },
		{ "12345678&<12345678&>12345678&\"", "12345678&amp;<wbr>&lt;12345678&amp;<wbr>&gt;12345678&amp;&quot;" },
	};
	const struct languages only = { &english, 1 };
	struct arena *a = arena_new();
	const char *source = getenv("srcdir");
	struct templates *t;
	struct fault f = { 0 };
	size_t i;

	assert_int_equal(templates_load(arena_print(a, "%s/templates", source == NULL ? "." : source), &only,
	    &t, &f), OK);
	for (i = 0; i < COUNT(cases); i++)
		CHECK(text_is(wrapped(a, t, cases[i].value), cases[i].shown), "%s: %s", cases[i].value,
		    wrapped(a, t, cases[i].value));
	templates_free(t);
	arena_free(a);
}
