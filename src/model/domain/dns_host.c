/* SPDX-License-Identifier: Apache-2.0 */
#include "model/domain/dns_host.h"

#include <fnmatch.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

/* The first that fits counts, so ionos_cloud stands before ionos.  Servers that only have
 * copies of zones edited elsewhere (sdns2.ovh.net, ns6.gandi.net) fit none. */
static const struct dns_host hosts[] = {
	{ "cloudflare", "Cloudflare", { "*.ns.cloudflare.com", "*.foundationdns.*" },
	    "Sign in to the Cloudflare dashboard, choose the domain, then DNS, Records, Add record.",
	    "Name", "Content", false },
	{ "route53", "Amazon Route 53", { "ns-*.awsdns-*" },
	    "In the AWS console open Route 53, Hosted zones, the domain, then Create record.",
	    "Record name", "Value", true },
	{ "azure", "Azure DNS", { "ns*.azure-dns.*" },
	    "In the Azure portal open DNS zones, the domain, then DNS Management, Recordsets, Add.",
	    "Name", "Value", false },
	{ "google", "Google Cloud DNS or Squarespace Domains", { "ns-cloud-*.googledomains.com" },
	    "In the Google Cloud console open Network services, Cloud DNS, the zone, then Add standard. "
	    "A domain bought at Google Domains is at Squarespace now: open Domains there, the domain, "
	    "DNS, then Add record.",
	    "DNS name (at Squarespace: Host)", "TXT data (at Squarespace: Data)", false },
	{ "godaddy", "GoDaddy", { "*.domaincontrol.com" },
	    "In your GoDaddy Domain Portfolio choose the domain, then DNS, Add New Record.",
	    "Name", "Value", false },
	{ "namecheap", "Namecheap", { "*.registrar-servers.com" },
	    "At Namecheap open Domain List, Manage beside the domain, then Advanced DNS, Add New Record.",
	    "Host", "Value", false },
	{ "ionos_cloud", "IONOS Cloud DNS", { "ns-ic.ui-dns.*" },
	    "In the IONOS DCD open Menu, Network Services, Cloud DNS, Public zones, the zone, then Create "
	    "record.",
	    "Name", "Content", false },
	{ "ionos", "IONOS", { "*.ui-dns.*" },
	    "At IONOS open Menu, Domains & SSL, the menu beside the domain, DNS, then Add record.",
	    "Host name", "Value", false },
	{ "ovh", "OVHcloud", { "dns*.ovh.*", "dns*.anycast.me" },
	    "In the OVHcloud Control Panel open Web Cloud, Domain names, the domain, then DNS zone, Add an "
	    "entry.",
	    "Sub-domain", "Value", false },
	{ "hetzner", "Hetzner", { "*.ns.hetzner.*", "ns1.first-ns.de", "*.second-ns.*",
	    "ns1.your-server.de" },
	    "In the Hetzner Console open your project, DNS, the zone, then Add record.",
	    "Name", "Value", false },
	{ "gandi", "Gandi", { "ns-*.gandi.net", "?.dns.gandi.net" },
	    "At Gandi choose the domain, then DNS Records, Add record.",
	    "Name", "Text value", false },
	{ "digitalocean", "DigitalOcean", { "ns?.digitalocean.com" },
	    "At DigitalOcean open Networking, Domains, the domain, then Create new record, TXT.",
	    "Hostname", "Value", false },
	{ "squarespace", "Squarespace", { "*.squarespacedns.com" },
	    "At Squarespace open Domains, the domain, DNS, then Add record.",
	    "Host", "Data", false },
	{ "wix", "Wix", { "ns*.wixdns.net" },
	    "At Wix open Domains, the menu beside the domain, Manage DNS Records, then Add Record in the "
	    "section TXT.",
	    "Host Name", "Value", false },
	{ "allinkl", "All-Inkl", { "ns?.kasserver.com" },
	    "In the KAS of All-Inkl open Tools, DNS Settings, edit the domain, then Add a new DNS record.",
	    "Name", "Data", false },
};

enum { HOSTS = sizeof(hosts) / sizeof(hosts[0]) };

static bool
serves(const struct dns_host *h, const char *name_server)
{
	size_t i;

	for (i = 0; i < DNS_HOST_PATTERNS && h->patterns[i] != NULL; i++)
		if (fnmatch(h->patterns[i], name_server, FNM_CASEFOLD) == 0)
			return true;
	return false;
}

const struct dns_host *
dns_host_of(const struct texts *name_servers)
{
	size_t i, j;

	for (i = 0; i < name_servers->count; i++)
		for (j = 0; j < HOSTS; j++)
			if (serves(&hosts[j], name_servers->items[i]))
				return &hosts[j];
	return NULL;
}

const struct dns_host *
dns_host_find(const char *key)
{
	size_t i;

	for (i = 0; i < HOSTS; i++)
		if (text_is(hosts[i].key, key))
			return &hosts[i];
	return NULL;
}

char *
dns_name_in_zone(struct arena *a, const char *host, const char *zone)
{
	size_t length = strlen(host), own = strlen(zone);

	if (own == 0 || length <= own + 1 || !text_is(host + length - own, zone)
	    || host[length - own - 1] != '.')
		return arena_text(a, host);
	return arena_copy(a, host, length - own - 1);
}

char *
dns_value(struct arena *a, const struct dns_host *h, const char *value)
{
	const char *quote = h != NULL && h->wants_quotes ? "\"" : "";

	return arena_print(a, "%s%s%s", quote, value, quote);
}

static const char *
name_step(struct arena *a, const struct dns_host *h, const char *host, const char *zone)
{
	const char *name = dns_name_in_zone(a, host, zone);

	if (h != NULL)
		return arena_print(a, "%s: %s", h->name_field, name);
	if (text_is(name, host))
		return arena_print(a, "Name: %s. If your console adds the domain itself, leave that part "
		    "out.", host);
	return arena_print(a, "Name: %s. If your console does not add %s itself: %s", name, zone, host);
}

void
dns_host_steps(struct arena *a, const struct dns_host *h, const char *host, const char *zone,
    const char *value, struct texts *out)
{
	const char **steps = arena_array(a, 5, sizeof(*steps));

	steps[0] = h != NULL ? h->where
	    : "Sign in where the DNS of your domain is run, and add a record to it.";
	steps[1] = "Type: TXT";
	steps[2] = name_step(a, h, host, zone);
	steps[3] = arena_print(a, "%s: %s", h != NULL ? h->value_field : "Value",
	    dns_value(a, h, value));
	steps[4] = "Leave the other fields as they are, and save.";
	*out = (struct texts){ steps, 5 };
}

char *
dns_zone_line(struct arena *a, const char *host, const char *value)
{
	return arena_print(a, "%s. 3600 IN TXT \"%s\"", host, value);
}

char *
dns_letter(struct arena *a, const struct dns_host *h, const char *company, const char *domain,
    const char *host, const char *zone, const char *value)
{
	struct texts steps;
	struct buf b = buf_in(a);
	size_t i;

	dns_host_steps(a, h, host, zone, value, &steps);
	buf_print(&b, "Subject: Please add a DNS record to %s\n\nHello,\n\nwe are setting up single sign-on "
	    "with %s. To show that %s is ours, its DNS needs one more record. It changes nothing else: no "
	    "mail and no web site depends on it.\n\nType: TXT\nName: %s\nValue: %s\n\n", domain, company,
	    domain, host, value);
	if (h != NULL)
		buf_print(&b, "The DNS of %s is at %s:\n", zone, h->name);
	else
		buf_add(&b, "Step by step:\n");
	for (i = 0; i < steps.count; i++)
		buf_print(&b, "%zu. %s\n", i + 1, steps.items[i]);
	buf_print(&b, "\nAs a line of a zone file:\n%s\n\nPlease tell me when it is done. Thank you!\n",
	    dns_zone_line(a, host, value));
	return b.text;
}
