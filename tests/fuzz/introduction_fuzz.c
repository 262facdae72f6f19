/*
 * introduction_fuzz.c - only allowed HTML is shown, whatever is sent
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "introduction_check.h"
#include "model/tenant/introduction.h"

int	LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

static void
check(const char *html)
{
	const char *at = html, *wrong = introduction_fault(html, &at);

	if (wrong == NULL)
		return;
	fprintf(stderr, "%s, at %.80s\n", wrong, at);
	abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	struct arena *a = arena_new();
	const char *text = arena_copy(a, (const char *)bytes, count), *html;

	if (strlen(text) == count && text_is_utf8(text, count)) {
		html = introduction_html(a, text);
		if (html != NULL)
			check(html);
		html = html == NULL ? NULL : introduction_html(a, html);
		if (html != NULL)
			check(html);
	}
	arena_free(a);
	return 0;
}
