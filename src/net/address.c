/* SPDX-License-Identifier: Apache-2.0 */
#include "net/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

enum { MAX_HOST_CHARS = 253, MAX_LABEL_CHARS = 63 };

/* The IANA special-purpose registries (RFC 6890 and its updates).  The first
 * row that holds the address decides; an address in no row is public. */
static const struct {
	const char	*network;
	const char	*word;
} special[] = {
	{ "0.0.0.0/8", "unspecified" },
	{ "10.0.0.0/8", "private" },
	{ "100.64.0.0/10", "shared" },
	{ "127.0.0.0/8", "loopback" },
	{ "169.254.0.0/16", "link-local" },
	{ "172.16.0.0/12", "private" },
	{ "192.0.0.0/24", "reserved" },
	{ "192.0.2.0/24", "documentation" },
	{ "192.88.99.0/24", "6to4" },
	{ "192.168.0.0/16", "private" },
	{ "198.18.0.0/15", "benchmarking" },
	{ "198.51.100.0/24", "documentation" },
	{ "203.0.113.0/24", "documentation" },
	{ "224.0.0.0/4", "multicast" },
	{ "240.0.0.0/4", "reserved" },
	{ "::/128", "unspecified" },
	{ "::1/128", "loopback" },
	{ "::ffff:0:0/96", "mapped" },
	{ "64:ff9b::/96", "NAT64" },
	{ "64:ff9b:1::/48", "NAT64" },
	{ "fc00::/7", "unique-local" },
	{ "fe80::/10", "link-local" },
	{ "ff00::/8", "multicast" },
	{ "2001::/23", "reserved" },
	{ "2001:db8::/32", "documentation" },
	{ "2002::/16", "6to4" },
	{ "3fff::/20", "documentation" },
	{ "::/3", "reserved" },		/* only 2000::/3 is global unicast */
	{ "4000::/2", "reserved" },
	{ "8000::/1", "reserved" },
};

static unsigned
family_bits(int family)
{
	return family == AF_INET ? 32 : 128;
}

static unsigned
bit(const unsigned char *bytes, unsigned n)
{
	return bytes[n / 8] >> (7 - n % 8) & 1u;
}

/* Reads "10.1.0.0/16"; without a slash it is a single address. */
static bool
network_parse(const char *text, struct network *out)
{
	struct network n = { .family = strchr(text, ':') == NULL ? AF_INET : AF_INET6 };
	char address[INET6_ADDRSTRLEN] = "";
	size_t length = strcspn(text, "/");
	long bits = (long)family_bits(n.family);

	if (length >= sizeof(address))
		return false;
	memcpy(address, text, length);
	if (inet_pton(n.family, address, n.bytes) != 1)
		return false;
	if (text[length] == '/' && !text_to_long(text + length + 1, 0, bits, &bits))
		return false;
	n.bits = (unsigned)bits;
	*out = n;
	return true;
}

/* 10.1.2.3/8 is more likely a slip than a wish for the whole of 10.0.0.0/8. */
static bool
has_host_bits(const struct network *n)
{
	unsigned i;

	for (i = n->bits; i < family_bits(n->family); i++)
		if (bit(n->bytes, i) != 0)
			return true;
	return false;
}

static const unsigned char *
address_bytes(const struct sockaddr *address)
{
	const struct sockaddr_in *four = (const void *)address;
	const struct sockaddr_in6 *six = (const void *)address;

	if (address->sa_family == AF_INET)
		return (const void *)&four->sin_addr;
	return address->sa_family == AF_INET6 ? six->sin6_addr.s6_addr : NULL;
}

static bool
network_has(const struct network *n, const struct sockaddr *address)
{
	const unsigned char *bytes = address_bytes(address);
	unsigned i;

	if (bytes == NULL || address->sa_family != n->family)
		return false;
	for (i = 0; i < n->bits; i++)
		if (bit(n->bytes, i) != bit(bytes, i))
			return false;
	return true;
}

const char *
address_refusal(const struct sockaddr *address)
{
	struct network n;
	size_t i;

	if (address_bytes(address) == NULL)
		return "unknown";
	for (i = 0; i < sizeof(special) / sizeof(special[0]); i++)
		if (!network_parse(special[i].network, &n) || network_has(&n, address))
			return special[i].word;
	return NULL;
}

static bool
is_label(const char *label)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-_";
	size_t length = strlen(label);

	return length <= MAX_LABEL_CHARS && strspn(label, letters) == length &&
	    label[0] != '-' && label[length - 1] != '-';
}

/* The last label must not be a number, or "10.1.0" would pass for a name. */
static bool
is_host_name(struct arena *a, const char *name)
{
	const char **labels;
	size_t count = text_split(a, name, ".", &labels), i;

	if (count == 0 || strlen(name) > MAX_HOST_CHARS || name[0] == '.' ||
	    strstr(name, "..") != NULL)
		return false;
	for (i = 0; i < count; i++)
		if (!is_label(labels[i]))
			return false;
	return strspn(labels[count - 1], "0123456789") != strlen(labels[count - 1]);
}

static char *
without_final_dot(char *name)
{
	size_t length = strlen(name);

	if (length > 1 && name[length - 1] == '.')
		name[length - 1] = '\0';
	return name;
}

static enum status
places_add(struct arena *a, const char *setting, const char *item, struct places *l,
    struct fault *f)
{
	struct network *n = &l->networks[l->network_count];
	char *host = text_lower(a, item);

	if (network_parse(item, n)) {
		if (has_host_bits(n))
			return fail(f, INVALID,
			    "%s: \"%s\" is not a network: bits are set after the first %u",
			    setting, item, n->bits);
		l->network_count++;
		return OK;
	}
	if (!is_host_name(a, host))
		return fail(f, INVALID, "%s: \"%s\" is neither a host name nor a network such as "
		    "10.1.0.0/16", setting, item);
	l->hosts[l->host_count++] = without_final_dot(host);
	return OK;
}

enum status
places_parse(struct arena *a, const char *name, const char *setting, struct places *out,
    struct fault *f)
{
	const char **items;
	size_t count = text_split(a, setting, " \t\r\n", &items), i;
	struct places l = { 0 };
	enum status st = OK;

	l.hosts = arena_array(a, count, sizeof(*l.hosts));
	l.networks = arena_array(a, count, sizeof(*l.networks));
	for (i = 0; i < count && st == OK; i++)
		st = places_add(a, name, items[i], &l, f);
	if (st == OK)
		*out = l;
	return st;
}

static bool
is_host(const char *allowed, const char *host)
{
	size_t length = strlen(host);

	if (length > 1 && host[length - 1] == '.')
		length--;
	return strlen(allowed) == length && strncasecmp(allowed, host, length) == 0;
}

bool
places_have_host(const struct places *l, const char *host)
{
	size_t i;

	for (i = 0; i < l->host_count; i++)
		if (is_host(l->hosts[i], host))
			return true;
	return false;
}

bool
places_have_address(const struct places *l, const struct sockaddr *address)
{
	size_t i;

	for (i = 0; i < l->network_count; i++)
		if (network_has(&l->networks[i], address))
			return true;
	return false;
}

/* The networks that are refused; the allowed ones are cut out of them. */
struct rest {
	struct arena		*arena;
	const struct places	*allow;
	const char		**items;
	size_t			 count, size;
};

static bool
is_within(const struct network *inner, const struct network *outer)
{
	unsigned i;

	if (inner->family != outer->family || inner->bits < outer->bits)
		return false;
	for (i = 0; i < outer->bits; i++)
		if (bit(inner->bytes, i) != bit(outer->bytes, i))
			return false;
	return true;
}

static void
rest_add(struct rest *r, const struct network *n)
{
	char text[INET6_ADDRSTRLEN];
	const char **items;

	if (r->count == r->size) {
		r->size = r->size == 0 ? 64 : r->size * 2;
		items = arena_array(r->arena, r->size, sizeof(*items));
		if (r->count > 0)
			memcpy(items, r->items, r->count * sizeof(*items));
		r->items = items;
	}
	inet_ntop(n->family, n->bytes, text, sizeof(text));
	r->items[r->count++] = arena_print(r->arena, "%s/%u", text, n->bits);
}

static void	 rest_cut(struct rest *r, const struct network *n);

static void
rest_cut_halves(struct rest *r, const struct network *n)
{
	struct network half = *n;

	half.bits++;
	rest_cut(r, &half);
	half.bytes[n->bits / 8] |= (unsigned char)(0x80u >> n->bits % 8);
	rest_cut(r, &half);
}

static void
rest_cut(struct rest *r, const struct network *n)
{
	size_t i;

	for (i = 0; i < r->allow->network_count; i++)
		if (is_within(n, &r->allow->networks[i]))
			return;
	for (i = 0; i < r->allow->network_count; i++)
		if (is_within(&r->allow->networks[i], n)) {
			rest_cut_halves(r, n);
			return;
		}
	rest_add(r, n);
}

void
address_refused(struct arena *a, const struct places *l, struct texts *out)
{
	struct rest r = { .arena = a, .allow = l };
	struct network n;
	size_t i;

	for (i = 0; i < sizeof(special) / sizeof(special[0]); i++)
		if (network_parse(special[i].network, &n))
			rest_cut(&r, &n);
	*out = (struct texts){ r.items, r.count };
}
