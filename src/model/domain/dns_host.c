/* SPDX-License-Identifier: Apache-2.0 */
#include "model/domain/dns_host.h"

#include <fnmatch.h>
#include <string.h>

#include "base/text.h"

/* The first that fits counts, so ionos_cloud stands before ionos.  Servers that only have
 * copies of zones edited elsewhere (sdns2.ovh.net, ns6.gandi.net) fit none. */
static const struct dns_host hosts[] = {
	{ "cloudflare", "Cloudflare", { "*.ns.cloudflare.com", "*.foundationdns.*" },
	    N_("In the Cloudflare dashboard, open your domain > DNS > Records, then choose Add "
	    "record."),
	    "Name", "Content", false },
	{ "route53", "Amazon Route 53", { "ns-*.awsdns-*" },
	    N_("In the AWS console, open Route 53 > Hosted zones > your domain, then choose Create "
	    "record."),
	    "Record name", "Value", true },
	{ "azure", "Azure DNS", { "ns*.azure-dns.*" },
	    N_("In the Azure portal, open DNS zones > your domain > DNS Management > Recordsets, "
	    "then choose Add."),
	    "Name", "Value", false },
	{ "google", "Google Cloud DNS / Squarespace Domains", { "ns-cloud-*.googledomains.com" },
	    N_("In the Google Cloud console, open Network services > Cloud DNS > your zone, "
	    "then choose Add standard. If you bought the domain from Google Domains, it is "
	    "now at Squarespace: open Domains > your domain > DNS there, then choose Add "
	    "record."),
	    "DNS name / Host", "TXT data / Data", false },
	{ "godaddy", "GoDaddy", { "*.domaincontrol.com" },
	    N_("In your GoDaddy Domain Portfolio, open your domain > DNS, then choose Add New "
	    "Record."),
	    "Name", "Value", false },
	{ "namecheap", "Namecheap", { "*.registrar-servers.com" },
	    N_("At Namecheap, open Domain List, choose Manage next to your domain, then Advanced DNS"
	    " > Add New Record."),
	    "Host", "Value", false },
	{ "ionos_cloud", "IONOS Cloud DNS", { "ns-ic.ui-dns.*" },
	    N_("In the IONOS DCD, open Menu > Network Services > Cloud DNS > Public zones > your "
	    "zone, then choose Create record."),
	    "Name", "Content", false },
	{ "ionos", "IONOS", { "*.ui-dns.*" },
	    N_("At IONOS, open Menu > Domains & SSL, choose DNS in the menu next to your domain, "
	    "then Add record."),
	    "Host name", "Value", false },
	{ "ovh", "OVHcloud", { "dns*.ovh.*", "dns*.anycast.me" },
	    N_("In the OVHcloud Control Panel, open Web Cloud > Domain names > your domain > DNS "
	    "zone, then choose Add an entry."),
	    "Sub-domain", "Value", false },
	{ "hetzner", "Hetzner", { "*.ns.hetzner.*", "ns1.first-ns.de", "*.second-ns.*",
	    "ns1.your-server.de" },
	    N_("In the Hetzner Console, open your project > DNS > your zone, then choose Add record."),
	    "Name", "Value", false },
	{ "gandi", "Gandi", { "ns-*.gandi.net", "?.dns.gandi.net" },
	    N_("At Gandi, open your domain > DNS Records, then choose Add record."),
	    "Name", "Text value", false },
	{ "digitalocean", "DigitalOcean", { "ns?.digitalocean.com" },
	    N_("At DigitalOcean, open Networking > Domains > your domain, then choose Create new "
	    "record > TXT."),
	    "Hostname", "Value", false },
	{ "squarespace", "Squarespace", { "*.squarespacedns.com" },
	    N_("At Squarespace, open Domains > your domain > DNS, then choose Add record."),
	    "Host", "Data", false },
	{ "wix", "Wix", { "ns*.wixdns.net" },
	    N_("At Wix, open Domains, choose Manage DNS Records in the menu next to your domain, "
	    "then Add Record in the TXT section."),
	    "Host Name", "Value", false },
	{ "allinkl", "All-Inkl", { "ns?.kasserver.com" },
	    N_("In the KAS of All-Inkl, open Tools > DNS Settings, edit your domain, then choose Add"
	    " a new DNS record."),
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

static struct sentence *
name_step(struct arena *a, const struct dns_host *h, const char *host, const char *zone)
{
	const char *name = dns_name_in_zone(a, host, zone);

	if (h != NULL)
		/* TRANSLATORS: a field's label, as the console shows it, and the text to type there. */
		return sentence(a, "%s: %s", h->name_field, name);
	if (text_is(name, host))
		return sentence(a, "Name: %s. If your console adds the domain itself, leave that part out.",
		    host);
	return sentence(a, "Name: %s. If your console does not add %s itself, enter %s instead.", name,
	    zone, host);
}

static struct sentence *
value_step(struct arena *a, const struct dns_host *h, const char *value)
{
	const char *typed = dns_value(a, h, value);

	return h != NULL ? sentence(a, "%s: %s", h->value_field, typed) : sentence(a, "Value: %s", typed);
}

void
dns_host_steps(struct arena *a, const struct dns_host *h, const char *host, const char *zone,
    const char *value, struct objects *out)
{
	struct sentence *where = sentence(a, "Sign in to the console where you manage the DNS of your "
	    "domain, and add a record.");

	if (h != NULL)
		where->id = h->where;
	*out = (struct objects){ 0 };
	sentences_add(a, out, where);
	sentences_add(a, out, sentence(a, "Type: TXT"));
	sentences_add(a, out, name_step(a, h, host, zone));
	sentences_add(a, out, value_step(a, h, value));
	sentences_add(a, out, sentence(a, "Leave the other fields as they are, and save."));
}

char *
dns_zone_line(struct arena *a, const char *host, const char *value)
{
	return arena_print(a, "%s. 3600 IN TXT \"%s\"", host, value);
}

void
dns_letter(struct arena *a, const struct dns_host *h, const char *company, const char *domain,
    const char *host, const char *zone, const char *value, struct dns_letter *out)
{
	out->opening = sentence(a, "Subject: Please add a DNS record to %s\n\nHello,\n\nWe "
	    "are setting up single sign-on with %s. To prove that we own %s, we need one more "
	    "DNS record. It changes nothing else: no email or website depends on it.\n\nType: "
	    "TXT\nName: %s\nValue: %s", domain, company, domain, host, value);
	out->heading = h != NULL ? sentence(a, "The DNS of %s is managed at %s:", zone, h->name)
	    : sentence(a, "Step by step:");
	dns_host_steps(a, h, host, zone, value, &out->steps);
	out->closing = sentence(a, "The same record as a line of a zone file:\n%s\n\nPlease tell me when it "
	    "is done. Thank you!", dns_zone_line(a, host, value));
}
