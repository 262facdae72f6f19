/*
 * address_fuzz.c - the list of hosts and networks that fetches may reach
 *
 * The input is the setting; the target asks for its last word as a host, and its
 * last 16 bytes as an address.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "net/address.h"

#include <netinet/in.h>
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

/* An IPv4 address hidden in IPv6 is refused where the plain one is. */
static void
check_mapped(const uint8_t four[4])
{
	struct sockaddr_in plain = { .sin_family = AF_INET };
	struct sockaddr_in6 mapped = { .sin6_family = AF_INET6 };

	memcpy(&plain.sin_addr, four, 4);
	mapped.sin6_addr.s6_addr[10] = mapped.sin6_addr.s6_addr[11] = 0xFF;
	memcpy(mapped.sin6_addr.s6_addr + 12, four, 4);
	must(address_refusal((struct sockaddr *)&mapped) != NULL
	    || address_refusal((struct sockaddr *)&plain) == NULL);
}

static void
check_address(const struct places *l, const uint8_t sixteen[16])
{
	struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
	const char *refusal;

	memcpy(&six.sin6_addr, sixteen, 16);
	refusal = address_refusal((struct sockaddr *)&six);
	must(refusal == NULL || refusal[0] != '\0');
	must(l == NULL || l->network_count > 0
	    || !places_have_address(l, (struct sockaddr *)&six));
	check_mapped(sixteen);
}

static void
check_hosts(struct arena *a, const struct places *l, const char *word)
{
	size_t i;

	for (i = 0; i < l->host_count; i++) {
		must(text_is(l->hosts[i], text_lower(a, l->hosts[i])));
		must(places_have_host(l, l->hosts[i]));
	}
	if (places_have_host(l, word))
		must(l->host_count > 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	struct arena *a = arena_new();
	const char *setting = arena_copy(a, (const char *)bytes, count);
	const char *space = strrchr(setting, ' ');
	struct places allow = { 0 };
	struct fault f = { 0 };
	enum status st = places_parse(a, "fetch_allow", setting, &allow, &f);

	must(st == OK || (st == INVALID && f.count > 0));
	if (st == OK)
		check_hosts(a, &allow, space == NULL ? setting : space + 1);
	if (count >= 16)
		check_address(st == OK ? &allow : NULL, bytes + count - 16);
	arena_free(a);
	return 0;
}
