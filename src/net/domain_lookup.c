/* SPDX-License-Identifier: Apache-2.0 */
#include "net/domain_lookup.h"

#include <string.h>

#include "base/text.h"
#include "model/domain/discovery_domain.h"
#include "model/domain/public_domain.h"
#include "net/delegation.h"
#include "net/zone.h"

enum {
	TOTAL_MS = 4000,
	ROUND_MS = 3000,	/* leaves a second for questions about the reason */
	STEP_MS = 1000,
	RESOLVER_MS = 1000,	/* after everything else is known */
};

struct look {
	struct dns_talk			*talk;
	struct arena			*arena;
	const struct domain_question	*question;
	struct domain_gathered		*out;
};

static void
ask_if_short(struct look *l, const char *name, struct dns_answer *out)
{
	if (strlen(name) <= DNS_MAX_NAME_CHARS)
		dns_ask(l->talk, DNS_AUTHORITY, name, DNS_TXT, out);
}

static void
ask_for_record(struct look *l)
{
	const struct domain_question *q = l->question;
	struct domain_gathered *g = l->out;

	dns_ask(l->talk, DNS_RESOLVER, q->host, DNS_TXT, &g->resolved);
	dns_ask(l->talk, DNS_AUTHORITY, q->host, DNS_TXT, &g->host);
	ask_if_short(l, domain_host_doubled(l->arena, q, q->domain), &g->doubled);
	dns_ask(l->talk, DNS_AUTHORITY, q->domain, DNS_TXT, &g->apex);
	dns_wait(l->talk, DNS_AUTHORITY, ROUND_MS);
}

/* Zones above the registered domain belong to a registry, so they are not looked at. */
static const char *
ask_for_zone(struct look *l, const char *domain, struct dns_answer *servers)
{
	const char *own = registered_domain(l->arena, l->question->domain);

	return zone_of(l->talk, domain, own == NULL ? domain : own, servers);
}

/* eu.acme.example may be a zone apart from acme.example, with other servers. */
static void
ask_for_outer_zone(struct look *l)
{
	const char *own = registered_domain(l->arena, l->question->domain);
	const char *outer = strchr(l->out->zone, '.');

	if (own == NULL || outer == NULL || strlen(outer + 1) < strlen(own))
		return;
	l->out->outer_zone = ask_for_zone(l, outer + 1, &l->out->outer_servers);
}

/* Takes the servers that the parent names and those that the zone names in turn, as
 * there may be more than are asked. */
static size_t
name_servers(const struct domain_gathered *g, const char *names[DOMAIN_MAX_SERVERS])
{
	const struct texts *sides[] = { &g->delegation.records, &g->servers.records }, *side;
	size_t count = 0, i;

	for (i = 0; i < 2 * DNS_MAX_RECORDS && count < DOMAIN_MAX_SERVERS; i++) {
		side = sides[i % 2];
		if (i / 2 < side->count
		    && !texts_hold(&(struct texts){ names, count }, side->items[i / 2]))
			names[count++] = side->items[i / 2];
	}
	return count;
}

static void
ask_each_server(struct look *l)
{
	const char *names[DOMAIN_MAX_SERVERS];
	struct dns_answer addresses[DOMAIN_MAX_SERVERS];
	struct domain_server *server;
	size_t i, count = name_servers(l->out, names);

	for (i = 0; i < count; i++)
		dns_ask(l->talk, DNS_AUTHORITY, names[i], DNS_A, &addresses[i]);
	dns_wait(l->talk, DNS_AUTHORITY, STEP_MS);
	for (i = 0; i < count; i++) {
		if (addresses[i].status != DNS_OK)
			continue;
		server = &l->out->each[l->out->each_count++];
		server->name = names[i];
		dns_ask_server(l->talk, addresses[i].records.items[0], l->out->zone, l->question->host,
		    DNS_TXT, &server->host);
	}
	dns_wait(l->talk, DNS_AUTHORITY, STEP_MS);
}

/* Places where the record may be by mistake. */
static void
ask_elsewhere(struct look *l)
{
	const struct domain_question *q = l->question;
	const char *outside = verification_host(l->arena, NULL, q->domain);
	const char *above = domain_host_above(l->arena, q, l->out->zone);

	if (!text_is(outside, q->host))
		dns_ask(l->talk, DNS_AUTHORITY, outside, DNS_TXT, &l->out->outside);
	dns_ask(l->talk, DNS_AUTHORITY, domain_host_plain(q), DNS_TXT, &l->out->plain);
	if (above == NULL)
		return;
	dns_ask(l->talk, DNS_AUTHORITY, above, DNS_TXT, &l->out->above);
	ask_if_short(l, domain_host_doubled(l->arena, q, l->out->zone), &l->out->zone_doubled);
}

static void
ask_why_not(struct look *l)
{
	struct domain_gathered *g = l->out;

	if (g->host.status != DNS_OK && g->host.aliases.count == 0)
		dns_ask(l->talk, DNS_AUTHORITY, l->question->host, DNS_CNAME, &g->alias);
	else
		dns_ask(l->talk, DNS_AUTHORITY,
		    verification_host_beside(l->arena, l->question->host), DNS_TXT, &g->sibling);
	ask_elsewhere(l);
	dns_wait(l->talk, DNS_AUTHORITY, STEP_MS);
	if (g->zone[0] == '\0' || g->host.status == DNS_BOGUS)
		return;
	ask_for_outer_zone(l);
	delegation_find(l->talk, l->arena, g->zone, &g->parent, &g->delegation);
	ask_each_server(l);
}

void
domain_lookup(struct dns *d, struct arena *a, const struct domain_question *q,
    struct domain_gathered *out)
{
	struct look l = { .talk = dns_talk_new(d, a, TOTAL_MS), .arena = a, .question = q,
		.out = out };

	*out = (struct domain_gathered){ .zone = "", .outer_zone = "", .parent = "" };
	ask_for_record(&l);
	out->zone = ask_for_zone(&l, q->domain, &out->servers);
	if (!domain_is_verified(q, out))
		ask_why_not(&l);
	dns_wait(l.talk, DNS_RESOLVER, RESOLVER_MS);
}
