/*
 * dns_packet_fuzz.c - DNS messages
 *
 * The first byte chooses the question: records of a type, or a referral; the rest is
 * the message.  Or the rest is a name, and the target makes a question of it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "net/dns_packet.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define ZONE "a.example"

enum { ID = 7 };

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

static void
check_answer(const struct dns_answer *got, bool is_read)
{
	must(is_read != text_is(got->zone, "untouched"));
	must(got->ttl_s >= 0);
	check_texts(&got->records, DNS_MAX_RECORDS);
	check_texts(&got->aliases, DNS_MAX_ALIASES);
	check_lengths(&got->records);
}

static void
refer(struct arena *a, const uint8_t *bytes, size_t count)
{
	struct dns_answer got = { .zone = "untouched" };
	bool is_read = dns_packet_referral(a, bytes, count, ID, ZONE, &got);

	check_answer(&got, is_read);
	must(!is_read || (bytes[0] << 8 | bytes[1]) == ID);
	must((got.status == DNS_OK) == (got.records.count > 0));
}

/* Our question is not accepted as an answer. */
static void
question(struct arena *a, const uint8_t *bytes, size_t count)
{
	unsigned char packet[DNS_MAX_QUESTION_BYTES];
	const char *name = arena_copy(a, (const char *)bytes, count);
	size_t length = dns_packet_question(packet, ID, name, DNS_NS);
	struct dns_answer got;

	must(length <= sizeof(packet));
	must(length == 0 || dns_packet_read(a, packet, length, name, DNS_NS, &got));
	must(!dns_packet_referral(a, packet, length, ID, name, &got));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	static const enum dns_type types[] = { DNS_TXT, DNS_A, DNS_NS, DNS_CNAME, DNS_SOA, DNS_AAAA };
	enum { TYPES = sizeof(types) / sizeof(types[0]), REFER = TYPES, QUESTION, CHOICES };
	struct arena *a = arena_new();
	struct dns_answer got = { .zone = "untouched" };
	unsigned choice = count > 0 ? bytes[0] % CHOICES : 0;
	bool is_read;

	if (count > 0 && choice == REFER)
		refer(a, bytes + 1, count - 1);
	else if (count > 0 && choice == QUESTION)
		question(a, bytes + 1, count - 1);
	else if (count > 0) {
		is_read = dns_packet_read(a, bytes + 1, count - 1, "a.Example.", types[choice], &got);
		check_answer(&got, is_read);
	}
	arena_free(a);
	return 0;
}
