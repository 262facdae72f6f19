/* SPDX-License-Identifier: Apache-2.0 */
#include "net/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "base/text.h"
#include "test.h"

static struct sockaddr_storage
address(const char *text)
{
	struct sockaddr_storage s = { 0 };
	struct sockaddr_in *four = (struct sockaddr_in *)&s;
	struct sockaddr_in6 *six = (struct sockaddr_in6 *)&s;

	s.ss_family = strchr(text, ':') == NULL ? AF_INET : AF_INET6;
	CHECK(inet_pton(s.ss_family, text, s.ss_family == AF_INET ? (void *)&four->sin_addr :
	    (void *)&six->sin6_addr) == 1, "%s", text);
	return s;
}

static const char *
refusal(const char *text)
{
	struct sockaddr_storage s = address(text);

	return address_refusal((struct sockaddr *)&s);
}

TEST(address_refuses_what_is_not_of_the_public_internet)
{
	static const struct {
		const char *address, *word;
	} rows[] = {
		{ "0.0.0.0", "unspecified" }, { "0.255.255.255", "unspecified" },
		{ "10.0.0.0", "private" }, { "10.255.255.255", "private" },
		{ "100.64.0.0", "shared" }, { "100.127.255.255", "shared" },
		{ "127.0.0.1", "loopback" }, { "127.255.255.255", "loopback" },
		{ "169.254.169.254", "link-local" }, { "172.16.0.0", "private" },
		{ "172.31.255.255", "private" }, { "192.0.0.170", "reserved" },
		{ "192.0.2.1", "documentation" }, { "192.88.99.1", "6to4" },
		{ "192.168.0.0", "private" }, { "192.168.255.255", "private" },
		{ "198.18.0.1", "benchmarking" }, { "198.19.255.255", "benchmarking" },
		{ "198.51.100.7", "documentation" }, { "203.0.113.255", "documentation" },
		{ "224.0.0.1", "multicast" }, { "239.255.255.255", "multicast" },
		{ "240.0.0.0", "reserved" }, { "255.255.255.255", "reserved" },
		{ "::", "unspecified" }, { "::1", "loopback" }, { "::2", "reserved" },
		{ "::127.0.0.1", "reserved" }, { "::ffff:127.0.0.1", "mapped" },
		{ "::ffff:10.0.0.1", "mapped" }, { "::ffff:8.8.8.8", "mapped" },
		{ "64:ff9b::7f00:1", "NAT64" }, { "64:ff9b::8.8.8.8", "NAT64" },
		{ "64:ff9b:1::1", "NAT64" }, { "100::1", "reserved" },
		{ "fc00::1", "unique-local" }, { "fdff:ffff::1", "unique-local" },
		{ "fe80::1", "link-local" }, { "febf::1", "link-local" },
		{ "fec0::1", "reserved" }, { "ff02::1", "multicast" },
		{ "2001::1", "reserved" }, { "2001:1ff:ffff::1", "reserved" },
		{ "2001:db8::1", "documentation" }, { "2002:7f00:1::1", "6to4" },
		{ "2002:808:808::1", "6to4" }, { "3fff::1", "documentation" },
		{ "3fff:fff:ffff::1", "documentation" }, { "4000::1", "reserved" },
		{ "7fff::1", "reserved" }, { "8000::1", "reserved" }, { "c000::1", "reserved" },
		{ "1fff::1", "reserved" },
	};
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		CHECK(text_is(refusal(rows[i].address), rows[i].word), "%s: %s",
		    rows[i].address,
		    refusal(rows[i].address) == NULL ? "public" : refusal(rows[i].address));
}

TEST(address_takes_what_is_public)
{
	static const char *const rows[] = { "1.0.0.0", "8.8.8.8", "9.255.255.255", "11.0.0.0",
		"100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
		"169.253.255.255",
		"169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0",
		"192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
		"203.0.112.255",
		"203.0.114.0", "223.255.255.255", "2000::1", "2001:200::1",
		"2001:4860:4860::8888",
		"2001:db7:ffff::1", "2001:db9::1", "2003::1", "2606:4700::1111", "2a00:1450::1",
		"3ffe:ffff::1", "3fff:1000::1" };
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		CHECK(refusal(rows[i]) == NULL, "%s: %s", rows[i], refusal(rows[i]));
}

TEST(address_of_another_family_is_refused)
{
	struct sockaddr_storage s = { .ss_family = AF_UNIX };

	assert_string_equal(address_refusal((struct sockaddr *)&s), "unknown");
	s.ss_family = AF_UNSPEC;
	assert_string_equal(address_refusal((struct sockaddr *)&s), "unknown");
}

static struct places
allow(struct arena *a, const char *setting)
{
	struct places l;
	struct fault f;

	CHECK(places_parse(a, "fetch_allow", setting, &l, &f) == OK, "%s", said(&f));
	return l;
}

TEST(allow_reads_hosts_and_networks)
{
	struct arena *a = arena_new();
	struct places l = allow(a, "  Idp.Corp.example\t10.1.0.0/16  fd00:1::/32\n127.0.0.1 ::1 "
	    "localhost a_b.example xn--bcher-kva.example. 0.0.0.0/0 1.2.3.4.example ");

	assert_int_equal(l.host_count, 5);
	assert_string_equal(l.hosts[0], "idp.corp.example");
	assert_string_equal(l.hosts[3], "xn--bcher-kva.example");
	assert_int_equal(l.network_count, 5);
	assert_int_equal(l.networks[0].bits, 16);
	assert_int_equal(l.networks[2].bits, 32);
	assert_int_equal(l.networks[3].bits, 128);
	l = allow(a, " ");
	assert_int_equal(l.host_count + l.network_count, 0);
	assert_false(places_have_host(&l, "localhost"));
	arena_free(a);
}

TEST(allow_says_which_word_is_wrong)
{
	static const char *const rows[] = { "*.example", "https://idp.example",
	    "idp.example:8443",
		"idp.example/path", "10.1.0", "10.1.0.0.0", "256.1.1.1", "10.0.0.0/33",
		"10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8/8", "10.0.0.0/8x", "fd00::/129", ":",
		"::g",
		"[::1]", "-a.example", "a-.example", ".example", "a..example", ".", "a,b",
		"b\xc3\xbc.de", "127.0.0.1,::1", "1", "2130706433", "0x7f.1/8",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example",
		"0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000/1" };
	struct arena *a = arena_new();
	struct places l = { .host_count = 7 };
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(places_parse(a, "fetch_allow", arena_print(a, "ok.example %s", rows[i]), &l,
		    &f) == INVALID, "\"%s\" was taken", rows[i]);
		CHECK(strstr(said(&f), rows[i]) != NULL, "%s", said(&f));
	}
	assert_int_equal(l.host_count, 7);
	arena_free(a);
}

TEST(allow_refuses_a_network_that_is_rather_an_address)
{
	struct arena *a = arena_new();
	struct places l;
	struct fault f;

	assert_int_equal(places_parse(a, "fetch_allow", "10.1.2.3/8", &l, &f), INVALID);
	assert_string_equal(said(&f),
	    "fetch_allow: \"10.1.2.3/8\" is not a network: bits are set after the first 8");
	assert_int_equal(places_parse(a, "fetch_allow", "fd00::1/64", &l, &f), INVALID);
	arena_free(a);
}

TEST(allow_compares_whole_host_names)
{
	struct arena *a = arena_new();
	struct places l = allow(a, "idp.example localhost");

	assert_true(places_have_host(&l, "idp.example"));
	assert_true(places_have_host(&l, "IDP.Example."));
	assert_true(places_have_host(&l, "localhost"));
	assert_false(places_have_host(&l, ""));
	assert_false(places_have_host(&l, "."));
	assert_false(places_have_host(&l, "example"));
	assert_false(places_have_host(&l, "a.idp.example"));
	assert_false(places_have_host(&l, "idp.example.evil.example"));
	assert_false(places_have_host(&l, "idp.example.."));
	assert_false(places_have_host(&l, "127.0.0.1"));
	arena_free(a);
}

TEST(allow_compares_networks_bit_by_bit)
{
	static const struct {
		const char *setting, *address;
		bool is_in;
	} rows[] = {
		{ "10.1.0.0/16", "10.1.255.255", true }, { "10.1.0.0/16", "10.2.0.0", false },
		{ "10.1.2.4/30", "10.1.2.7", true }, { "10.1.2.4/30", "10.1.2.8", false },
		{ "127.0.0.1", "127.0.0.1", true }, { "127.0.0.1", "127.0.0.2", false },
		{ "0.0.0.0/0", "192.168.1.1", true }, { "0.0.0.0/0", "::1", false },
		{ "::/0", "fe80::1", true }, { "::/0", "10.0.0.1", false },
		{ "fd00:1::/33", "fd00:1:7fff::1", true },
		{ "fd00:1::/33", "fd00:1:8000::", false },
		{ "10.0.0.0/8", "::ffff:10.0.0.1", false },
		{ "host.example", "10.0.0.1", false },
	};
	struct arena *a = arena_new();
	struct sockaddr_storage s;
	struct places l;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		l = allow(a, rows[i].setting);
		s = address(rows[i].address);
		CHECK(places_have_address(&l, (struct sockaddr *)&s) == rows[i].is_in, "%s in %s",
		    rows[i].address, rows[i].setting);
	}
	arena_free(a);
}

static bool
is_listed(const struct texts *networks, const char *network)
{
	size_t i;

	for (i = 0; i < networks->count; i++)
		if (strcmp(networks->items[i], network) == 0)
			return true;
	return false;
}

TEST(address_refused_lists_what_is_not_allowed)
{
	static const struct {
		const char *allow, *listed, *unlisted;
	} rows[] = {
		{ "", "10.0.0.0/8", "10.0.0.0/9" },
		{ "", "fc00::/7", "2000::/3" },
		{ "10.0.0.0/8", "127.0.0.0/8", "10.0.0.0/8" },
		{ "10.0.0.0/7", "127.0.0.0/8", "10.0.0.0/8" },
		{ "10.128.0.0/9", "10.0.0.0/9", "10.128.0.0/9" },
		{ "10.1.0.0/16", "10.0.0.0/16", "10.1.0.0/16" },
		{ "10.1.0.0/16", "10.128.0.0/9", "10.0.0.0/8" },
		{ "127.0.0.1", "127.0.0.0/32", "127.0.0.1/32" },
		{ "127.0.0.1 127.0.0.3", "127.0.0.2/32", "127.0.0.3/32" },
		{ "fd00:1::/32", "fd00::/32", "fd00:1::/32" },
		{ "::1", "::2/127", "::1/128" },
		{ "idp.example 8.8.8.0/24", "10.0.0.0/8", "8.8.8.0/24" },
	};
	struct arena *a = arena_new();
	struct texts refused;
	struct places allow;
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		assert_int_equal(places_parse(a, "fetch_allow", rows[i].allow, &allow, &f), OK);
		address_refused(a, &allow, &refused);
		CHECK(is_listed(&refused, rows[i].listed), "row %zu: no %s", i, rows[i].listed);
		CHECK(!is_listed(&refused, rows[i].unlisted), "row %zu: %s", i, rows[i].unlisted);
	}
	arena_free(a);
}
