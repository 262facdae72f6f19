/* SPDX-License-Identifier: Apache-2.0 */
#include "model/domain/dns_host.h"

#include "base/text.h"
#include "test.h"

#define VALUE "904bd31c-2152-4f4d-9e3d-68e9e10aee43"

TEST(dns_host_is_known_by_its_name_servers)
{
	static const struct {
		const char *server, *key;
	} rows[] = {
		{ "ada.ns.cloudflare.com", "cloudflare" }, { "blue.foundationdns.net", "cloudflare" },
		{ "ns-1234.awsdns-26.org", "route53" }, { "ns-12.awsdns-01.co.uk", "route53" },
		{ "ns1-03.azure-dns.com", "azure" }, { "ns4-03.azure-dns.info", "azure" },
		{ "ns-cloud-a1.googledomains.com", "google" }, { "ns01.domaincontrol.com", "godaddy" },
		{ "dns1.registrar-servers.com", "namecheap" }, { "ns1045.ui-dns.biz", "ionos" },
		{ "ns-ic.ui-dns.com", "ionos_cloud" },
		{ "dns10.ovh.net", "ovh" }, { "dns200.anycast.me", "ovh" },
		{ "sdns2.ovh.net", NULL }, { "vps317000.ovh.net", NULL },
		{ "hydrogen.ns.hetzner.com", "hetzner" }, { "robotns2.second-ns.de", "hetzner" },
		{ "ns.second-ns.com", "hetzner" }, { "ns1.your-server.de", "hetzner" },
		{ "ns-12-a.gandi.net", "gandi" }, { "c.dns.gandi.net", "gandi" }, { "ns6.gandi.net", NULL },
		{ "ns1.squarespacedns.com", "squarespace" }, { "ns8.wixdns.net", "wix" },
		{ "ns5.kasserver.com", "allinkl" }, { "NS1.DigitalOcean.com", "digitalocean" },
		{ "ns1.acme.example", NULL }, { "cloudflare.com", NULL }, { "xovh.net", NULL },
		{ "ns.cloudflare.com.acme.example", NULL },
	};
	const struct dns_host *h;
	struct texts names;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		names = (struct texts){ (const char *[]){ "ns1.other.example", rows[i].server }, 2 };
		h = dns_host_of(&names);
		CHECK(text_is(h == NULL ? NULL : h->key, rows[i].key), "%s", rows[i].server);
		CHECK(h == NULL || dns_host_find(h->key) == h, "%s", rows[i].server);
	}
	assert_null(dns_host_find("nobody"));
}

TEST(dns_name_in_zone_is_what_stands_before_it)
{
	static const struct {
		const char *host, *zone, *name;
	} rows[] = {
		{ "_ss-verification.acme.com", "acme.com", "_ss-verification" },
		{ "_ss-verification.org_1.mail.acme.com", "acme.com", "_ss-verification.org_1.mail" },
		{ "_ss-verification.acme.com", "", "_ss-verification.acme.com" },
		{ "_ss-verification.acme.com", "cme.com", "_ss-verification.acme.com" },
		{ "_ss-verification.acme.com", "beta.com", "_ss-verification.acme.com" },
		{ "acme.com", "acme.com", "acme.com" },
	};
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		CHECK(text_is(dns_name_in_zone(a, rows[i].host, rows[i].zone), rows[i].name), "row %zu", i);
	arena_free(a);
}

TEST(dns_host_steps_say_exactly_what_to_type)
{
	static const struct {
		const char *key, *zone, *name, *value;
	} rows[] = {
		{ "cloudflare", "acme.com", "Name: _ss-verification", "Content: " VALUE },
		{ "route53", "acme.com", "Record name: _ss-verification", "Value: \"" VALUE "\"" },
		{ "namecheap", "acme.com", "Host: _ss-verification", "Value: " VALUE },
		{ "gandi", "acme.com", "Name: _ss-verification", "Text value: " VALUE },
		{ NULL, "acme.com", "Name: _ss-verification. If your console does not add acme.com itself, "
		    "enter _ss-verification.acme.com instead.", "Value: " VALUE },
		{ NULL, "", "Name: _ss-verification.acme.com. If your console adds the domain itself, leave "
		    "that part out.", "Value: " VALUE },
	};
	struct arena *a = arena_new();
	struct objects steps;
	const struct sentence *step;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		dns_host_steps(a, dns_host_find(rows[i].key), "_ss-verification.acme.com", rows[i].zone,
		    VALUE, &steps);
		assert_int_equal(steps.count, 5);
		step = steps.items;
		assert_string_equal(sentence_english(a, &step[1]), "Type: TXT");
		assert_string_equal(sentence_english(a, &step[2]), rows[i].name);
		assert_string_equal(sentence_english(a, &step[3]), rows[i].value);
	}
	arena_free(a);
}

TEST(dns_host_steps_begin_with_the_way_there)
{
	static const char *const keys[] = { "cloudflare", "route53", "azure", "google", "godaddy", "namecheap",
		"ionos_cloud", "ionos", "ovh", "hetzner", "gandi", "digitalocean", "squarespace", "wix", "allinkl" };
	struct arena *a = arena_new();
	const struct dns_host *h;
	struct objects steps;
	size_t i;

	for (i = 0; i < COUNT(keys); i++) {
		h = dns_host_find(keys[i]);
		dns_host_steps(a, h, "_ss-verification.acme.com", "acme.com", VALUE, &steps);
		CHECK(text_is(sentence_english(a, steps.items), h->where), "%s: %s", keys[i],
		    sentence_english(a, steps.items));
	}
	arena_free(a);
}

TEST(dns_letter_holds_all_that_a_colleague_needs)
{
	struct arena *a = arena_new();
	struct dns_letter letter;

	dns_letter(a, dns_host_find("gandi"), "Acme 100%s", "acme.com", "_ss-verification.acme.com",
	    "acme.com", VALUE, &letter);
	assert_string_equal(sentence_english(a, letter.opening), "Subject: Please add a DNS "
	    "record to acme.com\n\nHello,\n\nWe are setting up single sign-on with Acme "
	    "100%s. To prove that we own acme.com, we need one more DNS record. It changes "
	    "nothing else: no email or website depends on it.\n\nType: TXT\nName: "
	    "_ss-verification.acme.com\nValue: " VALUE);
	assert_string_equal(sentence_english(a, letter.heading), "The DNS of acme.com is managed at Gandi:");
	assert_int_equal(letter.steps.count, 5);
	assert_string_equal(sentence_english(a, letter.closing), "The same record as a line of a zone file:\n"
	    "_ss-verification.acme.com. 3600 IN TXT \"" VALUE "\"\n\nPlease tell me when it is done. "
	    "Thank you!");
	dns_letter(a, NULL, "Acme Software", "acme.com", "_ss-verification.acme.com", "", VALUE, &letter);
	assert_string_equal(sentence_english(a, letter.heading), "Step by step:");
	assert_true(text_starts(sentence_english(a, letter.steps.items), "Sign in to the console where"));
	arena_free(a);
}
