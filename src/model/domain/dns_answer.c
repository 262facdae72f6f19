/* SPDX-License-Identifier: Apache-2.0 */
#include "model/domain/dns_answer.h"

#include <string.h>

#include "base/text.h"

bool
dns_has_failed(const struct dns_answer *d)
{
	return d->status == DNS_SERVFAIL || d->status == DNS_TIMEOUT || d->status == DNS_UNASKED;
}

long
dns_remembered_s(const struct dns_answer *d)
{
	return d->ttl_s < 1 ? 1 : d->ttl_s;
}

static char *
bare(struct arena *a, const char *record)
{
	char *text = text_lower(a, record), *end = text, *c;

	for (c = text; *c != '\0'; c++)
		if (strchr(" \"'`\\", *c) == NULL)
			*end++ = *c;
	*end = '\0';
	return text;
}

struct texts
dns_bare(struct arena *a, const struct dns_answer *d)
{
	const char **items = arena_array(a, d->records.count, sizeof(*items));
	size_t i;

	for (i = 0; i < d->records.count; i++)
		items[i] = bare(a, d->records.items[i]);
	return (struct texts){ items, d->records.count };
}

const char *
dns_find(struct arena *a, const struct dns_answer *d, const struct texts *bare, const char *value)
{
	const char *wanted = text_lower(a, value);
	size_t i;

	for (i = 0; i < bare->count; i++)
		if (strstr(bare->items[i], wanted) != NULL)
			return d->records.items[i];
	return NULL;
}

bool
dns_has(struct arena *a, const struct dns_answer *d, const char *value)
{
	struct texts bare = dns_bare(a, d);

	return dns_find(a, d, &bare, value) != NULL;
}
