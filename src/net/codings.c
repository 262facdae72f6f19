/* SPDX-License-Identifier: Apache-2.0 */
#include "net/codings.h"

#include "base/sentence.h"
#include "base/text.h"

static bool
is_one_of(const char *coding, const char *const *list)
{
	while (*list != NULL && !text_is_nocase(coding, *list))
		list++;
	return *list != NULL;
}

static bool
is_ours(const char *coding)
{
	static const char *const ours[] = { "gzip", "x-gzip", "deflate", "br", NULL };

	return is_one_of(coding, ours);
}

/* Servers also write "none", which no RFC has. */
static bool
is_none(const char *coding)
{
	static const char *const none[] = { "identity", "none", "chunked", NULL };

	return is_one_of(coding, none);
}

/* For sentences, which can quote only what is text. */
static const char *
quoted(struct arena *a, const char *coding)
{
	return text_is_ascii(coding) && text_is_printable(coding) ? text_excerpt(a, coding) : "?";
}

void
codings_add(struct arena *a, struct codings *c, const char *header)
{
	const char **words;
	/* libcurl leaves the line's end in a header without a value. */
	size_t count = text_split(a, header, ", \t\r\n", &words), i;

	for (i = 0; i < count; i++) {
		if (is_none(words[i]))
			continue;
		c->count++;
		if (!is_ours(words[i]))
			c->foreign = quoted(a, words[i]);
	}
}

bool
codings_are_ours(const struct codings *c)
{
	return c->count <= 1 && c->foreign == NULL;
}

enum status
codings_refuse(const struct codings *c, const char *host, struct fault *f)
{
	if (c->foreign != NULL)
		return fail(f, INVALID, "%s compresses its answer in a way that we did not ask for: %s. We "
		    "accept gzip, deflate and br.", host, c->foreign);
	if (c->count != 1)
		return fail(f, INVALID, "%s compresses its answer more than once. We accept answers that are "
		    "compressed once.", host);
	return fail(f, INVALID, "We could not decompress the answer from %s. It is damaged, or it is not "
	    "compressed as its header says.", host);
}
