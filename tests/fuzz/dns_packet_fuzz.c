/*
 * dns_packet_fuzz.c - DNS messages
 *
 * The first byte chooses the type that is asked for; the rest is the message.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "net/dns_packet.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

int	LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

static void
must(bool condition)
{
	if (!condition)
		abort();
}

static void
check_texts(const struct texts *t, size_t max)
{
	size_t i;

	must(t->count <= max);
	for (i = 0; i < t->count; i++)
		must(t->items[i] != NULL && text_is_utf8(t->items[i], strlen(t->items[i]))
		    && text_is_printable(t->items[i]) && strpbrk(t->items[i], "\t\r\n") == NULL);
}

/* A byte is at most \\DDD; a name has 255 of them. */
static void
check_lengths(const struct texts *t)
{
	size_t i;

	for (i = 0; i < t->count; i++)
		must(strlen(t->items[i]) <= (sizeof("\\DDD") - 1) * DNS_MAX_TEXT_BYTES);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	static const enum dns_type types[] = { DNS_TXT, DNS_A, DNS_NS, DNS_CNAME, DNS_SOA, DNS_AAAA };
	struct arena *a = arena_new();
	struct dns_answer got = { .zone = "untouched" };
	bool is_read;

	if (count > 0) {
		is_read = dns_packet_read(a, bytes + 1, count - 1, "a.Example.",
		    types[bytes[0] % (sizeof(types) / sizeof(types[0]))], &got);
		must(is_read != text_is(got.zone, "untouched"));
		must(got.ttl_s >= 0);
		check_texts(&got.records, DNS_MAX_RECORDS);
		check_lengths(&got.records);
		check_texts(&got.aliases, DNS_MAX_ALIASES);
	}
	arena_free(a);
	return 0;
}
