/* SPDX-License-Identifier: Apache-2.0 */
#include "model/domain/check.h"

#include <string.h>

#include "base/text.h"
#include "model/domain/dns_host.h"
#include "model/domain/lines.h"

#define REPORT(name, type) { #name, type, 0, offsetof(struct domain_report, name) }

static const struct field report_fields[] = {
	REPORT(is_verified, FIELD_BOOL), REPORT(is_taken, FIELD_BOOL),
	REPORT(is_silent, FIELD_BOOL), REPORT(finding, FIELD_TEXT),
	REPORT(sentences, FIELD_TEXTS),
	{ "lines", FIELD_OBJECTS, 0, offsetof(struct domain_report, lines), .shape = &domain_line_shape },
	REPORT(zone, FIELD_TEXT),
	REPORT(name_servers, FIELD_TEXTS),
	REPORT(dns_host, FIELD_TEXT),
};

const struct shape domain_report_shape = SHAPE(struct domain_report, report_fields);

struct check {
	struct arena			*arena;
	const struct domain_question	*question;
	const struct domain_gathered	*gathered;
	const struct dns_host		*dns_host;
	struct texts			 bare;		/* the records at the host */
};

static const struct dns_answer *
that_counts(const struct domain_gathered *g)
{
	return dns_has_failed(&g->host) ? &g->resolved : &g->host;
}

bool
domain_is_verified(const struct domain_question *q, const struct domain_gathered *g)
{
	return texts_hold(&that_counts(g)->records, q->value);
}

static bool
is_silent(const struct domain_gathered *g)
{
	return dns_has_failed(that_counts(g)) || that_counts(g)->status == DNS_BOGUS;
}

static const char *
alias_target(const struct domain_gathered *g)
{
	const struct texts *chain = &g->host.aliases;

	if (chain->count > 0)
		return chain->items[chain->count - 1];
	return g->alias.records.count > 0 ? g->alias.records.items[0] : NULL;
}

static const struct domain_value *
other_domain(const struct check *c)
{
	const struct domain_value *others = c->question->others;
	size_t i;

	for (i = 0; i < c->question->other_count; i++)
		if (dns_find(c->arena, &c->gathered->host, &c->bare, others[i].value) != NULL)
			return &others[i];
	return NULL;
}

static const struct domain_server *
server_with_value(const struct check *c)
{
	size_t i;

	for (i = 0; i < c->gathered->each_count; i++)
		if (dns_has(c->arena, &c->gathered->each[i].host, c->question->value))
			return &c->gathered->each[i];
	return NULL;
}

static size_t
count_shared(const struct texts *a, const struct texts *b)
{
	size_t i, count = 0;

	for (i = 0; i < a->count; i++)
		if (texts_hold(b, a->items[i]))
			count++;
	return count;
}

static bool
are_same_names(const struct texts *a, const struct texts *b)
{
	return a->count == b->count && count_shared(a, b) == a->count;
}

/* The servers that the world asks: those that the parent names, if that is known. */
static const struct texts *
serving(const struct domain_gathered *g)
{
	return g->delegation.status == DNS_OK ? &g->delegation.records : &g->servers.records;
}

static const char *
what_to_type(const struct check *c)
{
	return dns_name_in_zone(c->arena, c->question->host, c->gathered->zone);
}

/* --- the reasons: each gives its sentence, or NULL if it does not apply --------- */

static const char *
dnssec(const struct check *c)
{
	if (c->gathered->host.status != DNS_BOGUS)
		return NULL;
	return arena_print(c->arena, "The DNS of %s does not pass its signature check (DNSSEC), so nothing "
	    "it says can be trusted. Ask whoever runs it to compare the DS record at the registrar with "
	    "the keys of the zone.", c->question->domain);
}

static const char *
no_domain(const struct check *c)
{
	if (c->gathered->servers.status != DNS_NXDOMAIN)
		return NULL;
	return arena_print(c->arena, "There is no domain %s in the DNS. If it is misspelt, remove it below and "
	    "add the right one; if not, check that its registration has not expired.",
	    c->question->domain);
}

static const char *
altered_value(const struct check *c)
{
	const char *text = dns_find(c->arena, &c->gathered->host, &c->bare,
	    c->question->value);

	if (text == NULL)
		return NULL;
	return arena_print(c->arena, "The record at %s is there, but it says [%s]. Its value must be exactly "
	    "%s: small letters, no quotes, no spaces, nothing else.", c->question->host,
	    text_excerpt(c->arena, text), c->question->value);
}

static const char *
other_domains_value(const struct check *c)
{
	const struct domain_value *other = other_domain(c);

	if (other == NULL)
		return NULL;
	return arena_print(c->arena, "The record at %s has the value for %s. Each domain has its own: change "
	    "the value to %s.", c->question->host, other->domain, c->question->value);
}

/* A name that does not exist has the same answer as the host. */
static const char *
wildcard(const struct check *c)
{
	const struct dns_answer *host = &c->gathered->host, *sibling = &c->gathered->sibling;
	const struct texts *at_host = host->aliases.count > 0 ? &host->aliases : &host->records;
	const struct texts *beside = host->aliases.count > 0 ? &sibling->aliases : &sibling->records;

	if (at_host->count == 0 || !are_same_names(at_host, beside))
		return NULL;
	return arena_print(c->arena, "There is no record at %s. What answers there is a wildcard (*), which "
	    "stands for every name that is missing. Leave the wildcard as it is, and add the TXT record "
	    "beside it.", c->question->host);
}

static const char *
wrong_type(const struct check *c)
{
	const char *target = alias_target(c->gathered);

	if (target == NULL || !text_starts(target, c->question->value))
		return NULL;
	return arena_print(c->arena, "The record at %s has the type CNAME. Change its type to TXT.",
	    c->question->host);
}

static const char *
cname(const struct check *c)
{
	const char *target = alias_target(c->gathered);

	if (target == NULL || c->gathered->host.status == DNS_TIMEOUT)
		return NULL;
	return arena_print(c->arena, "%s is an alias (a CNAME record) of %s, where the value is not to be "
	    "found. Remove that CNAME record and add the TXT record in its place, or give %s "
	    "the TXT record.", c->question->host, target, target);
}

static const char *
remembered(const struct check *c)
{
	const struct dns_answer *d = &c->gathered->resolved;

	if (!dns_has_failed(&c->gathered->host) || is_silent(c->gathered))
		return NULL;
	return arena_print(c->arena, "The name servers of %s gave no answer just now, and the resolver "
	    "remembers for %ld more seconds that the value is not there. Try again after that.",
	    c->question->domain, d->ttl_s);
}

static const char *
no_answer(const struct check *c)
{
	const char *target = alias_target(c->gathered), *whose = c->question->domain;

	if (c->gathered->host.status != DNS_TIMEOUT)
		return NULL;
	if (target != NULL)
		whose = arena_print(c->arena, "%s, where the alias %s leads,", target,
		    c->question->host);
	return arena_print(c->arena, "The name servers of %s did not answer in time. Try again; if it stays "
	    "so, ask whoever runs its DNS.", whose);
}

static const char *
servfail(const struct check *c)
{
	if (!dns_has_failed(&c->gathered->host))
		return NULL;
	return arena_print(c->arena, "The name servers of %s answer with a failure, or not at all. Ask whoever "
	    "runs its DNS whether the name servers that the registrar has are the ones that serve it.",
	    c->question->domain);
}

static const char *
wrong_value(const struct check *c)
{
	const struct texts *records = &c->gathered->host.records;

	if (records->count == 0)
		return NULL;
	return arena_print(c->arena, "The record at %s says [%s], which is not the value. Add a second TXT record "
	    "with %s, or change this one if it was meant for that.", c->question->host,
	    text_excerpt(c->arena, records->items[0]), c->question->value);
}

static const char *
doubled_name(const struct check *c)
{
	if (!dns_has(c->arena, &c->gathered->doubled, c->question->value))
		return NULL;
	return arena_print(c->arena, "The record is at %s.%s: your DNS console has added the domain to the name "
	    "once more. Change the record's name to %s alone.", c->question->host, c->question->domain,
	    what_to_type(c));
}

static const char *
apex(const struct check *c)
{
	if (!dns_has(c->arena, &c->gathered->apex, c->question->value))
		return NULL;
	return arena_print(c->arena, "The value is at %s itself, but it must be at %s. Add the record again with "
	    "the name %s.", c->question->domain, c->question->host, what_to_type(c));
}

static const char *
outside(const struct check *c)
{
	if (!dns_has(c->arena, &c->gathered->outside, c->question->value))
		return NULL;
	return arena_print(c->arena, "The name of the record lacks a part. Change it to %s: each organization has "
	    "a record of its own.", what_to_type(c));
}

/* Some server has the record, but none that both the parent and the zone name. */
static bool
is_at_one_side(const struct check *c)
{
	const struct domain_gathered *g = c->gathered;
	bool is_at_parents = false, is_at_own = false;
	size_t i;

	for (i = 0; i < g->each_count; i++) {
		if (!dns_has(c->arena, &g->each[i].host, c->question->value))
			continue;
		is_at_parents |= texts_hold(&g->delegation.records, g->each[i].name);
		is_at_own |= texts_hold(&g->servers.records, g->each[i].name);
	}
	return is_at_parents != is_at_own;
}

static bool
is_astray(const struct check *c)
{
	const struct domain_gathered *g = c->gathered;
	const struct texts *parents = &g->delegation.records, *own = &g->servers.records;

	if (g->delegation.status != DNS_OK || g->delegation.is_partial || g->servers.status != DNS_OK
	    || are_same_names(parents, own))
		return false;
	return count_shared(parents, own) == 0 || is_at_one_side(c);
}

/* The parent is a registry, or a zone of the same owner.  The sentence says which. */
static const char *
delegation(const struct check *c)
{
	const struct domain_gathered *g = c->gathered;
	const struct domain_server *server = server_with_value(c);
	const char *parents = texts_in_words(c->arena, &g->delegation.records);
	bool is_own = g->outer_zone[0] != '\0';

	if (!is_astray(c))
		return NULL;
	return arena_print(c->arena, "%s%s sends the world for %s to %s, but the zone itself names %s as its "
	    "name servers%s%s. One of the two is out of date: correct the name servers %s%s, or the NS "
	    "records in the zone %s. The record must be at %s, where the world looks for it.",
	    is_own ? "The zone " : "The registry", is_own ? g->outer_zone : "", g->zone, parents,
	    texts_in_words(c->arena, &g->servers.records),
	    server == NULL ? "" : ", and the record is only at ", server == NULL ? "" : server->name,
	    is_own ? "in the zone " : "at the registrar", is_own ? g->outer_zone : "", g->zone, parents);
}

/* If the parent names the server that has the record, the others will have it soon. */
static const char *
elsewhere(const struct check *c)
{
	const struct domain_server *server = server_with_value(c);

	if (server == NULL)
		return NULL;
	if (texts_hold(&c->gathered->delegation.records, server->name))
		return arena_print(c->arena, "The name server %s has the record, but not all that serve %s do. "
		    "They should have it in some minutes; if not, ask whoever runs the DNS why they "
		    "differ.", server->name, c->gathered->zone);
	return arena_print(c->arena, "The name server %s has the record, but the servers to which the registry "
	    "sends the world for %s do not. If the DNS has moved, add the record where it is now; if not, "
	    "they will have it in some minutes.", server->name, c->gathered->zone);
}

static const char *
delegated(const struct check *c)
{
	const struct domain_gathered *g = c->gathered;
	const char *own = g->host.zone;

	if (g->zone[0] != '\0' && strlen(own) > strlen(g->zone))
		return arena_print(c->arena, "%s is delegated: it is a zone of its own with other name servers "
		    "than %s. Add the record there, or remove that delegation.", own, g->zone);
	if (g->outer_zone[0] == '\0' || g->outer_servers.status != DNS_OK
	    || are_same_names(serving(g), &g->outer_servers.records))
		return NULL;
	return arena_print(c->arena, "%s is delegated: it is a zone apart from %s, served by %s. Only a record "
	    "in that zone counts, not one in the zone %s.", g->zone, g->outer_zone,
	    texts_in_words(c->arena, serving(g)), g->outer_zone);
}

static const char *
no_record(const struct check *c)
{
	if (c->gathered->host.status != DNS_NODATA)
		return NULL;
	return arena_print(c->arena, "%s exists, but has no TXT record. Check that the type of the record is "
	    "TXT.", c->question->host);
}

static const char *
no_name(const struct check *c)
{
	return arena_print(c->arena, "There is no %s in the DNS. Add a TXT record with that name. If you "
	    "have, check that it was saved, and try again in a minute.", c->question->host);
}

/* The first that applies is the finding.  Reasons that make the others moot come first,
 * then what is at the name, then where else the record is, and last that it is nowhere. */
static const struct {
	const char	*finding;
	const char	*(*why)(const struct check *c);
	bool		 tells_servers;	/* a further sentence names the zone's servers */
} reasons[] = {
	{ "dnssec", dnssec, false },
	{ "altered", altered_value, false },
	{ "other_domain", other_domains_value, false },
	{ "wrong_type", wrong_type, false },
	{ "wildcard", wildcard, false },
	{ "cname", cname, false },
	{ "remembered", remembered, false },
	{ "no_answer", no_answer, false },
	{ "servfail", servfail, false },
	{ "wrong_value", wrong_value, false },
	{ "no_domain", no_domain, false },
	{ "doubled", doubled_name, false },
	{ "apex", apex, false },
	{ "outside", outside, false },
	{ "delegation", delegation, false },
	{ "elsewhere", elsewhere, true },
	{ "delegated", delegated, false },
	{ "no_record", no_record, true },
	{ "no_name", no_name, true },
};

/* --- the report ------------------------------------------------------------------ */

struct writing {
	struct check		 check;
	struct domain_report	*report;
	const char		*sentences[3];
};

static void
say(struct writing *w, const char *sentence)
{
	if (sentence != NULL)
		w->sentences[w->report->sentences.count++] = sentence;
}

static const char *
served_by(const struct check *c)
{
	const struct domain_gathered *g = c->gathered;

	if (g->zone[0] == '\0' || serving(g)->count == 0)
		return NULL;
	return arena_print(c->arena, "The DNS of %s is served by %s%s%s: the record must be added there.", g->zone,
	    texts_in_words(c->arena, serving(g)), c->dns_host == NULL ? "" : ", which is ",
	    c->dns_host == NULL ? "" : c->dns_host->name);
}

static const char *
still_remembered(const struct check *c)
{
	const struct dns_answer *d = &c->gathered->resolved;

	if (dns_has_failed(d) || dns_has_failed(&c->gathered->host)
	    || texts_hold(&d->records, c->question->value))
		return NULL;
	return arena_print(c->arena, "Others may remember the older answer for %ld more seconds; that does no "
	    "harm.", d->ttl_s);
}

static void
find_reason(struct writing *w)
{
	const char *why;
	size_t i;

	for (i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
		why = reasons[i].why(&w->check);
		if (why == NULL)
			continue;
		w->report->finding = reasons[i].finding;
		say(w, why);
		say(w, reasons[i].tells_servers ? served_by(&w->check) : NULL);
		return;
	}
}

static void
find_verified(struct writing *w)
{
	w->report->finding = "verified";
	say(w, arena_print(w->check.arena, "The record is there: %s is verified.",
	    w->check.question->domain));
	say(w, still_remembered(&w->check));
}

void
domain_check(struct arena *a, const struct domain_question *q, const struct domain_gathered *g,
    struct domain_report *out)
{
	struct writing *w = arena_alloc(a, sizeof(*w));

	w->check = (struct check){ .arena = a, .question = q, .gathered = g,
		.dns_host = dns_host_of(serving(g)), .bare = dns_bare(a, &g->host) };
	w->report = out;
	*out = (struct domain_report){ .given = GIVEN_ALL, .zone = g->zone, .name_servers = *serving(g),
		.dns_host = w->check.dns_host == NULL ? "" : w->check.dns_host->key };
	out->is_verified = domain_is_verified(q, g);
	out->is_silent = is_silent(g);
	if (out->is_verified)
		find_verified(w);
	else
		find_reason(w);
	out->sentences.items = w->sentences;
	domain_lines(a, q, g, &out->lines);
}
