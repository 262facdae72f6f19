/* SPDX-License-Identifier: Apache-2.0 */
#include "forgotten.h"

#include <string.h>

#include "base/text.h"
#include "test.h"

TEST(forgotten_words_are_found)
{
	static const struct {
		const char	*html, *word;
	} rows[] = {
		{ "<p>Áá þááĝéé</p>", NULL },
		{ "<p>Áá page</p>", "page" },
		{ "<p>Áá &amp; þááĝéé a &lt;b</p>", NULL },
		{ "<p>Áá&amp;page</p>", "page" },
		{ "<p>sign-in</p>", "sign" },
		{ "<p>þááĝééd twîîçéé</p>", "twîîçéé" },
		{ "<p>ابص</p>", "ابص" },
		{ "<title>Page</title>", "Page" },
		{ "<img alt=\"A logo\">", "logo" },
		{ "<p aria-label=\"Þááĝéé\" title=\"page\" class=\"wide\">Áá</p>", "page" },
		{ "<input value=\"typed\" placeholder=\"acme.example\">", NULL },
		{ "<input placeholder=\"type\">", "type" },
		{ "<p>Áášķ Acme &amp; Sons’š ⟨help desk⟩: 3kg, x.example a_b</p>", NULL },
		{ "<p>Áášķ ⟨help ⟨it⟩ or⟩ Acme Sons</p>", "Acme" },
		{ "<p translate=\"no\" title=\"page\">page <b>two</b></p>", NULL },
		{ "<p><b translate=\"no\">page</b> two</p>", "two" },
		{ "<p><code>page</code><textarea>two</textarea></p><p>three</p>", "three" },
		{ "<div lang=\"en\">page <p lang=\"en-XA\">Áá <b>word</b></p></div>", "word" },
		{ "<div lang=\"en\">page <p lang=\"en-XA\">Áá</p> two</div>", NULL },
		{ "<div translate=\"no\"><p lang=\"en-XA\">page</p></div>", NULL },
		{ "<svg><path d=\"M1\"/></svg><br>ab", "ab" },
		{ "<template id=\"copying\"><p>Copied</p></template>", "Copied" },
		{ "<!DOCTYPE html>\n<p>a</p>", NULL },
	};
	const char *name[] = { "Acme & Sons" };
	const struct texts names = { name, 1 };
	struct arena *a = arena_new();
	char *found;
	size_t i, words;

	for (i = 0; i < COUNT(rows); i++) {
		found = forgotten_word(a, rows[i].html, "en-XA", &names, &words);
		CHECK((found == NULL) == (rows[i].word == NULL), "%s: %s", rows[i].html, found);
		CHECK(found == NULL || text_starts(found, arena_print(a, "%s, in: ", rows[i].word)), "%s: %s",
		    rows[i].html, found);
	}
	assert_null(forgotten_word(a, "<p>ابص ⟨it⟩ <b>بص</b></p>", "ar-XB", &names, &words));
	assert_int_equal(words, 2);
	assert_non_null(forgotten_word(a, "<p>ابص þááĝéé</p>", "ar-XB", &names, &words));
	arena_free(a);
}
