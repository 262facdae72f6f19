/* SPDX-License-Identifier: Apache-2.0 */
#include "model/domain/check.h"

#include <string.h>

#include "base/sentence.h"
#include "base/text.h"
#include "model/domain/dns_host.h"
#include "model/domain/lines.h"

/* The version before kept texts as "sentences" and "lines": report_of() in
 * sql/functions/claim.sql reads those. */
#define REPORT(name, type) { #name, type, 0, offsetof(struct domain_report, name) }

static const struct field report_fields[] = {
	REPORT(is_verified, FIELD_BOOL), REPORT(is_taken, FIELD_BOOL),
	REPORT(is_silent, FIELD_BOOL), REPORT(finding, FIELD_TEXT),
	{ "said", FIELD_OBJECTS, 0, offsetof(struct domain_report, sentences), .shape = &sentence_shape },
	{ "asked", FIELD_OBJECTS, 0, offsetof(struct domain_report, lines), .shape = &domain_line_shape },
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

/* --- where else the record may be --- */

const char *
domain_host_plain(const struct domain_question *q)
{
	return q->host[0] == '_' ? q->host + 1 : q->host;
}

char *
domain_host_doubled(struct arena *a, const struct domain_question *q, const char *zone)
{
	return arena_print(a, "%s.%s", q->host, zone);
}

char *
domain_host_above(struct arena *a, const struct domain_question *q, const char *zone)
{
	size_t begin = strlen(q->host) - strlen(q->domain);

	if (zone[0] == '\0' || text_is(zone, q->domain))
		return NULL;
	return arena_print(a, "%.*s%s", (int)begin, q->host, zone);
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

/* --- the reasons: each says why and what to do, or nothing if it does not apply --- */

static void
say(const struct check *c, struct objects *out, const struct sentence *s)
{
	sentences_add(c->arena, out, s);
}

static void
dnssec(const struct check *c, struct objects *out)
{
	if (c->gathered->host.status == DNS_BOGUS)
		say(c, out, sentence(c->arena, "The DNS answers for %s fail the signature "
		    "check (DNSSEC), so we cannot trust them. Ask the people who manage your "
		    "DNS to compare the DS record at your registrar with the zone’s keys.", c->question->domain));
}

static void
no_domain(const struct check *c, struct objects *out)
{
	if (c->gathered->servers.status == DNS_NXDOMAIN)
		say(c, out, sentence(c->arena, "The domain %s does not exist in the DNS. If "
		    "you misspelled it, remove it below and add the right one. If not, check "
		    "that its registration has not expired.", c->question->domain));
}

static void
altered_value(const struct check *c, struct objects *out)
{
	const char *text = dns_find(c->arena, &c->gathered->host, &c->bare,
	    c->question->value);

	if (text != NULL)
		say(c, out, sentence(c->arena, "The record at %s exists, but its value is "
		    "[%s]. Change it to exactly %s: lowercase letters, no quotes, no spaces, "
		    "nothing else.",
		    c->question->host, text_excerpt(c->arena, text), c->question->value));
}

static void
other_domains_value(const struct check *c, struct objects *out)
{
	const struct domain_value *other = other_domain(c);

	if (other != NULL)
		say(c, out, sentence(c->arena, "The record at %s has the value for %s. Each domain has its "
		    "own value: change this one to %s.", c->question->host, other->domain,
		    c->question->value));
}

/* It answers for a name that nobody has as it does for the host. */
static void
wildcard(const struct check *c, struct objects *out)
{
	const struct dns_answer *host = &c->gathered->host, *sibling = &c->gathered->sibling;
	const struct texts *at_host = host->aliases.count > 0 ? &host->aliases : &host->records;
	const struct texts *beside = host->aliases.count > 0 ? &sibling->aliases : &sibling->records;

	if (at_host->count > 0 && are_same_names(at_host, beside))
		say(c, out, sentence(c->arena, "There is no record at %s. A wildcard record "
		    "(*) answers instead, as it does for every name that does not exist. "
		    "Leave the wildcard record as it is, and add the TXT record as well.", c->question->host));
}

static void
wrong_type(const struct check *c, struct objects *out)
{
	const char *target = alias_target(c->gathered);

	if (target != NULL && text_starts(target, c->question->value))
		say(c, out, sentence(c->arena, "The record at %s has the type CNAME. Change its type to "
		    "TXT.", c->question->host));
}

static void
cname(const struct check *c, struct objects *out)
{
	const char *target = alias_target(c->gathered);

	if (target != NULL && c->gathered->host.status != DNS_TIMEOUT)
		say(c, out, sentence(c->arena, "%s is an alias (a CNAME record) of %s, and the value is not "
		    "there. Replace the CNAME record with the TXT record, or add the TXT record at %s.",
		    c->question->host, target, target));
}

static void
remembered(const struct check *c, struct objects *out)
{
	const struct dns_answer *d = &c->gathered->resolved;

	if (!dns_has_failed(&c->gathered->host) || is_silent(c->gathered))
		return;
	say(c, out, sentence_counted(c->arena, dns_remembered_s(d),
	    "The name servers of %s are not answering right now. Our resolver keeps its old "
	    "answer, without the value, for %ld more second. Try again after that.",
	    "The name servers of %s are not answering right now. Our resolver keeps its old "
	    "answer, without the value, for %ld more seconds. Try again after that.",
	    c->question->domain, dns_remembered_s(d)));
}

static void
no_answer(const struct check *c, struct objects *out)
{
	const char *target = alias_target(c->gathered);

	if (c->gathered->host.status != DNS_TIMEOUT)
		return;
	if (target == NULL)
		say(c, out, sentence(c->arena, "The name servers of %s did not answer in "
		    "time. Try again. If this keeps happening, contact the people who manage "
		    "your DNS.", c->question->domain));
	else
		say(c, out, sentence(c->arena, "%s is an alias of %s, whose name servers did "
		    "not answer in time. Try again. If this keeps happening, contact the "
		    "people who manage those servers.",
		    c->question->host, target));
}

static void
servfail(const struct check *c, struct objects *out)
{
	if (dns_has_failed(&c->gathered->host))
		say(c, out, sentence(c->arena, "The name servers of %s return an error or do "
		    "not answer. Ask the people who manage your DNS whether your registrar "
		    "lists the right name servers.", c->question->domain));
}

static void
wrong_value(const struct check *c, struct objects *out)
{
	const struct texts *records = &c->gathered->host.records;

	if (records->count > 0)
		say(c, out, sentence(c->arena, "The record at %s has the value [%s], which is "
		    "not the one we need. Add a second TXT record with %s, or change this one "
		    "if you created it for this setup.",
		    c->question->host, text_excerpt(c->arena, records->items[0]), c->question->value));
}

static void
doubled_name(const struct check *c, struct objects *out)
{
	const struct domain_gathered *g = c->gathered;
	const char *added = NULL;

	if (dns_has(c->arena, &g->doubled, c->question->value))
		added = c->question->domain;
	else if (dns_has(c->arena, &g->zone_doubled, c->question->value))
		added = g->zone;
	if (added != NULL)
		say(c, out, sentence(c->arena, "The record is at %s.%s: your DNS console "
		    "added the domain to the name a second time. Change the name of the "
		    "record to just %s.", c->question->host,
		    added, what_to_type(c)));
}

static void
no_underscore(const struct check *c, struct objects *out)
{
	if (dns_has(c->arena, &c->gathered->plain, c->question->value))
		say(c, out, sentence(c->arena, "The record is at %s: the underscore at the beginning of its "
		    "name is missing. Change the name to %s. If your DNS console removes the underscore, ask "
		    "your DNS host to add the record.", domain_host_plain(c->question), what_to_type(c)));
}

static void
above(const struct check *c, struct objects *out)
{
	if (dns_has(c->arena, &c->gathered->above, c->question->value))
		say(c, out, sentence(c->arena, "The record is at %s, but it must be at %s. Change the name of "
		    "the record to %s.", domain_host_above(c->arena, c->question, c->gathered->zone),
		    c->question->host, what_to_type(c)));
}

static void
apex(const struct check *c, struct objects *out)
{
	if (dns_has(c->arena, &c->gathered->apex, c->question->value))
		say(c, out, sentence(c->arena, "The value is at %s itself, but it must be at %s. Add the "
		    "record again with the name %s.", c->question->domain, c->question->host,
		    what_to_type(c)));
}

static void
outside(const struct check *c, struct objects *out)
{
	if (dns_has(c->arena, &c->gathered->outside, c->question->value))
		say(c, out, sentence(c->arena, "Part of the record’s name is missing. Change "
		    "the name to %s: each organization has its own record.", what_to_type(c)));
}

/* Some server has the record, but none that both sides name. */
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

/* The zone's parent is a registry. */
static void
registry_differs(const struct check *c, struct objects *out)
{
	const struct domain_gathered *g = c->gathered;

	say(c, out, sentence(c->arena, "The registry delegates %s to %s, but the zone itself "
	    "lists %s as its name servers. One of the two lists is out of date: correct the "
	    "name servers at your registrar, or the NS records in the zone %s.", g->zone,
	    listed(c->arena, &g->delegation.records), listed(c->arena, &g->servers.records), g->zone));
}

/* The zone's parent is a zone of the same owner. */
static void
outer_zone_differs(const struct check *c, struct objects *out)
{
	const struct domain_gathered *g = c->gathered;

	say(c, out, sentence(c->arena, "The zone %s delegates %s to %s, but that zone itself "
	    "lists %s as its name servers. One of the two lists is out of date: correct the "
	    "name servers in the zone %s, or the NS records in the zone %s.", g->outer_zone, g->zone,
	    listed(c->arena, &g->delegation.records), listed(c->arena, &g->servers.records),
	    g->outer_zone, g->zone));
}

static void
delegation(const struct check *c, struct objects *out)
{
	const struct domain_gathered *g = c->gathered;
	const struct domain_server *server = server_with_value(c);
	const char *parents = listed(c->arena, &g->delegation.records);

	if (!is_astray(c))
		return;
	if (g->outer_zone[0] != '\0')
		outer_zone_differs(c, out);
	else
		registry_differs(c, out);
	if (server != NULL)
		say(c, out, sentence(c->arena, "The record is only at %s, but it must be at "
		    "%s, where resolvers look for it.", server->name, parents));
	else
		say(c, out, sentence(c->arena, "The record must be at %s, where resolvers "
		    "look for it.",
		    parents));
}

/* One that is delegated, too, will be followed by its likes. */
static void
elsewhere(const struct check *c, struct objects *out)
{
	const struct domain_server *server = server_with_value(c);

	if (server == NULL)
		return;
	if (texts_hold(&c->gathered->delegation.records, server->name))
		say(c, out, sentence(c->arena, "The name server %s has the record, but not all name servers "
		    "of %s do. They should have it within a few minutes. If not, ask the people who manage "
		    "your DNS why they differ.", server->name, c->gathered->zone));
	else
		say(c, out, sentence(c->arena, "The name server %s has the record, but the "
		    "name servers that the registry lists for %s do not. If you have moved "
		    "your DNS, add the record at your new DNS host. If not, they will have it "
		    "within a few minutes.",
		    server->name, c->gathered->zone));
}

static void
delegated(const struct check *c, struct objects *out)
{
	const struct domain_gathered *g = c->gathered;
	const char *own = g->host.zone;

	if (g->zone[0] != '\0' && strlen(own) > strlen(g->zone)) {
		say(c, out, sentence(c->arena, "%s is delegated: it is a zone of its own, "
		    "with different name servers from %s. Add the record there, or remove the "
		    "delegation.", own, g->zone));
		return;
	}
	if (g->outer_zone[0] == '\0' || g->outer_servers.status != DNS_OK
	    || are_same_names(serving(g), &g->outer_servers.records))
		return;
	say(c, out, sentence(c->arena, "%s is delegated: it is a separate zone from %s, "
	    "served by %s. Only a record in that separate zone counts, not one in the zone %s.", g->zone, g->outer_zone,
	    listed(c->arena, serving(g)), g->outer_zone));
}

static void
no_record(const struct check *c, struct objects *out)
{
	if (c->gathered->host.status == DNS_NODATA)
		say(c, out, sentence(c->arena, "%s exists, but has no TXT record. Check that the type of the "
		    "record is TXT.", c->question->host));
}

static void
no_name(const struct check *c, struct objects *out)
{
	say(c, out, sentence(c->arena, "The name %s does not exist in the DNS. Add a TXT "
	    "record with that name. If you have already added it, check that it was saved, "
	    "and try again in a minute.", c->question->host));
}

/* The first that applies is the finding.  Reasons that make the others moot come first,
 * then what is at the name, then where else the record is, and last that it is nowhere. */
static const struct {
	const char	*finding;
	void		(*why)(const struct check *c, struct objects *out);
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
	{ "no_underscore", no_underscore, false },
	{ "above", above, false },
	{ "apex", apex, false },
	{ "outside", outside, false },
	{ "delegation", delegation, false },
	{ "elsewhere", elsewhere, true },
	{ "delegated", delegated, false },
	{ "no_record", no_record, true },
	{ "no_name", no_name, true },
};

/* --- the report ------------------------------------------------------------------ */

static void
served_by(const struct check *c, struct objects *out)
{
	const struct domain_gathered *g = c->gathered;

	if (g->zone[0] == '\0' || serving(g)->count == 0)
		return;
	if (c->dns_host == NULL)
		say(c, out, sentence(c->arena, "The DNS of %s is served by %s. Add the record there.",
		    g->zone, listed(c->arena, serving(g))));
	else
		say(c, out, sentence(c->arena, "The DNS of %s is hosted at %s (%s). Add the "
		    "record there.", g->zone,
		    c->dns_host->name, listed(c->arena, serving(g))));
}

static void
still_remembered(const struct check *c, struct objects *out)
{
	const struct dns_answer *d = &c->gathered->resolved;

	if (dns_has_failed(d) || dns_has_failed(&c->gathered->host)
	    || texts_hold(&d->records, c->question->value))
		return;
	say(c, out, sentence_counted(c->arena, dns_remembered_s(d),
	    "Others may still see the old answer for %ld more second. This does no harm.",
	    "Others may still see the old answer for %ld more seconds. This does no harm.",
	    dns_remembered_s(d)));
}

static void
find_reason(const struct check *c, struct domain_report *out)
{
	size_t i;

	for (i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
		reasons[i].why(c, &out->sentences);
		if (out->sentences.count == 0)
			continue;
		out->finding = reasons[i].finding;
		if (reasons[i].tells_servers)
			served_by(c, &out->sentences);
		return;
	}
}

static void
find_verified(const struct check *c, struct domain_report *out)
{
	out->finding = "verified";
	say(c, &out->sentences, sentence(c->arena, "We found the record: %s is verified.",
	    c->question->domain));
	still_remembered(c, &out->sentences);
}

void
domain_check(struct arena *a, const struct domain_question *q, const struct domain_gathered *g,
    struct domain_report *out)
{
	struct check c = { .arena = a, .question = q, .gathered = g,
		.dns_host = dns_host_of(serving(g)), .bare = dns_bare(a, &g->host) };

	*out = (struct domain_report){ .given = GIVEN_ALL, .zone = g->zone, .name_servers = *serving(g),
		.dns_host = c.dns_host == NULL ? "" : c.dns_host->key };
	out->is_verified = domain_is_verified(q, g);
	out->is_silent = is_silent(g);
	if (out->is_verified)
		find_verified(&c, out);
	else
		find_reason(&c, out);
	domain_lines(a, q, g, &out->lines);
}
