/* SPDX-License-Identifier: Apache-2.0 */
#include "pseudo.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "forgotten.h"
#include "model/provider/provider.h"
#include "test.h"

static size_t pages, words;

__attribute__((destructor)) static void
print_figures(void)
{
	if (pages > 0)
		printf("pseudo-languages: %zu pages in en-XA and in ar-XB, %zu words translated\n",
		    pages, words);
}

/* The tenant's name, the host of its DNS, and the products. */
static struct texts
names_of(struct arena *a)
{
	static const char *const own[] = { "Acme", "Cloudflare" };
	struct texts names = { arena_array(a, 2 * provider_count + COUNT(own), sizeof(char *)), 0 };
	size_t i;

	for (i = 0; i < COUNT(own); i++)
		names.items[names.count++] = own[i];
	for (i = 0; i < provider_count; i++)
		if (!text_starts(providers[i]->name, "Custom "))
			names.items[names.count++] = providers[i]->name;
	for (i = 0; i < provider_count; i++)
		if (providers[i]->product != NULL)
			names.items[names.count++] = providers[i]->product;
	return names;
}

static void
check_language(struct place *p, int code, struct ask how, const char *direction)
{
	struct answer a = ask(p, how);
	struct texts names = names_of(p->arena);
	char *forgotten;
	size_t translated;

	CHECK(a.code == code && strcmp(answer_header(&a, "Content-Language"), how.language) == 0
	    && strstr(a.body, arena_print(p->arena, "<html lang=\"%s\" dir=\"%s\">", how.language,
	    direction)) != NULL, "%s: %d and not in %s", how.path, a.code, how.language);
	forgotten = forgotten_word(p->arena, a.body, how.language, &names, &translated);
	CHECK(forgotten == NULL, "%s in %s has a word that was forgotten: %s", how.path, how.language,
	    forgotten);
	CHECK(translated > 0, "%s in %s has no words", how.path, how.language);
	words += translated;
}

void
check_languages(struct place *p, int code, struct ask how)
{
	how.language = "en-XA";
	check_language(p, code, how, "ltr");
	how.language = "ar-XB";
	check_language(p, code, how, "rtl");
	pages++;
}
