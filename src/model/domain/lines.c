/* SPDX-License-Identifier: Apache-2.0 */
#include "model/domain/lines.h"

#include "base/buf.h"
#include "base/sentence.h"
#include "base/text.h"
#include "model/domain/discovery_domain.h"

#define LINE(name, type, rows) \
	{ #name, type, 0, offsetof(struct domain_line, name), .shape = rows }

static const struct field line_fields[] = {
	LINE(whom, FIELD_OBJECT, &sentence_shape), LINE(name, FIELD_TEXT, NULL),
	LINE(type, FIELD_TEXT, NULL), LINE(says, FIELD_OBJECTS, &sentence_shape),
};

const struct shape domain_line_shape = SHAPE(struct domain_line, line_fields);

struct writing {
	struct arena			*arena;
	const struct domain_question	*question;
	const struct domain_gathered	*gathered;
	struct domain_line		 lines[13 + DOMAIN_MAX_SERVERS];
	size_t				 count;
};

static const char *
record_list(struct arena *a, const struct dns_answer *d)
{
	struct buf b = buf_in(a);
	size_t i;

	buf_add(&b, "");
	for (i = 0; i < d->records.count; i++)
		buf_print(&b, "%s[%s]", i == 0 ? "" : " ", text_excerpt(a, d->records.items[i]));
	if (d->is_partial)
		buf_add(&b, " ...");
	return b.text;
}

static struct sentence *
answered(struct arena *a, const struct dns_answer *d)
{
	switch (d->status) {
	case DNS_OK:
		return sentence_verbatim(a, record_list(a, d));
	case DNS_NODATA:
		return sentence(a, "No record of this type.");
	case DNS_NXDOMAIN:
		return sentence(a, "No such name.");
	case DNS_SERVFAIL:
		return sentence(a, "An error, or no usable server.");
	case DNS_BOGUS:
		return sentence(a, "The signature check failed: %s", d->why);
	case DNS_TIMEOUT:
		return sentence(a, "No answer in time.");
	case DNS_UNASKED:
		break;
	}
	return NULL;
}

static void
line(struct writing *w, struct sentence *whom, const char *name, const char *type,
    const struct dns_answer *d)
{
	struct arena *a = w->arena;
	struct sentence *answer = answered(a, d);
	struct objects says = { 0 };

	if (answer == NULL)
		return;
	if (d->aliases.count > 0)
		sentences_add(a, &says, sentence(a, "An alias of %s.",
		    d->aliases.items[d->aliases.count - 1]));
	sentences_add(a, &says, answer);
	if (d == &w->gathered->resolved && !dns_has_failed(d) && d->status != DNS_BOGUS)
		sentences_add(a, &says, sentence_counted(a, dns_remembered_s(d),
		    "Cached for %ld more second.", "Cached for %ld more seconds.",
		    dns_remembered_s(d)));
	w->lines[w->count++] = (struct domain_line){ GIVEN_ALL, whom, name, type, says };
}

static void
line_if_there(struct writing *w, struct sentence *whom, const char *name, const struct dns_answer *d)
{
	if (dns_has(w->arena, d, w->question->value))
		line(w, whom, name, "TXT", d);
}

/* Places where a record may be by mistake are shown only if it is there. */
static void
write_misplaced(struct writing *w, struct sentence *authority)
{
	const struct domain_question *q = w->question;
	const struct domain_gathered *g = w->gathered;

	if (g->doubled.status == DNS_OK)
		line(w, authority, domain_host_doubled(w->arena, q, q->domain), "TXT", &g->doubled);
	line_if_there(w, authority, domain_host_doubled(w->arena, q, g->zone), &g->zone_doubled);
	line_if_there(w, authority, domain_host_plain(q), &g->plain);
	line_if_there(w, authority, domain_host_above(w->arena, q, g->zone), &g->above);
	line_if_there(w, authority, q->domain, &g->apex);
	line_if_there(w, authority, verification_host(w->arena, NULL, q->domain), &g->outside);
}

static void
write_lines(struct writing *w)
{
	const struct domain_question *q = w->question;
	const struct domain_gathered *g = w->gathered;
	struct sentence *authority = sentence(w->arena, "Authoritative servers");
	size_t i;

	line(w, authority, q->host, "TXT", &g->host);
	line(w, sentence(w->arena, "Our resolver"), q->host, "TXT", &g->resolved);
	line(w, authority, q->host, "CNAME", &g->alias);
	for (i = 0; i < g->each_count; i++)
		line(w, sentence_verbatim(w->arena, g->each[i].name), q->host, "TXT", &g->each[i].host);
	write_misplaced(w, authority);
	if (g->sibling.status == DNS_OK)
		line(w, authority, verification_host_beside(w->arena, q->host), "TXT", &g->sibling);
	line(w, authority, g->zone[0] == '\0' ? q->domain : g->zone, "NS", &g->servers);
	if (g->delegation.status != DNS_UNASKED)
		line(w, sentence(w->arena, "Servers of %s", g->parent), g->zone, "NS",
		    &g->delegation);
	line(w, authority, g->outer_zone, "NS", &g->outer_servers);
}

void
domain_lines(struct arena *a, const struct domain_question *q, const struct domain_gathered *g,
    struct objects *out)
{
	struct writing *w = arena_alloc(a, sizeof(*w));

	w->arena = a;
	w->question = q;
	w->gathered = g;
	write_lines(w);
	*out = (struct objects){ w->lines, w->count };
}
