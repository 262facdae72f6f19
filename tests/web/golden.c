/* SPDX-License-Identifier: Apache-2.0 */
#include "golden.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

static const char *
path_of(struct place *p, const char *name)
{
	const char *source = getenv("srcdir");

	return arena_print(p->arena, "%s/tests/web/golden/%s", source == NULL ? "." : source, name);
}

static void
write_golden(struct place *p, const char *name, const char *text)
{
	FILE *to = fopen(path_of(p, name), "w");

	CHECK(to != NULL && fputs(text, to) >= 0 && fclose(to) == 0, "%s cannot be written", name);
}

static char *
read_golden(struct place *p, const char *name)
{
	FILE *from = fopen(path_of(p, name), "r");
	char *text = arena_alloc(p->arena, 65536);

	CHECK(from != NULL, "there is no tests/web/golden/%s", name);
	text[fread(text, 1, 65535, from)] = '\0';
	fclose(from);
	return text;
}

static size_t
first_difference(const char *a, const char *b)
{
	size_t i = 0;

	while (a[i] != '\0' && a[i] == b[i])
		i++;
	while (i > 0 && a[i - 1] != '\n')
		i--;
	return i;
}

void
golden_check(struct place *p, const char *name, const char *text)
{
	char *golden;
	size_t at;

	if (getenv("POSTERN_UPDATE_GOLDEN") != NULL)
		write_golden(p, name, text);
	golden = read_golden(p, name);
	at = first_difference(text, golden);
	CHECK(strcmp(text, golden) == 0, "%s is\n%.400s\nand was\n%.400s", name, text + at, golden + at);
}
