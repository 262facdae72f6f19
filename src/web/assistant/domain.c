/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "actions/domain.h"
#include "base/buf.h"
#include "language/words.h"
#include "model/domain/check.h"
#include "model/domain/discovery_domain.h"
#include "model/domain/dns_host.h"
#include "model/rules.h"
#include "web/assistant/domains.h"
#include "web/assistant/step.h"

/* A lookup takes seconds.  If it takes longer, the page reloads less often, so that it does
 * not use up the visitor's limit of pages. */
enum { SOON_MS = 10 * 1000, REFRESH_SOON_S = 2, REFRESH_LATER_S = 15 };

/* Whether there is a record to be added. */
static bool
is_awaited(const struct claimed_domain *d)
{
	return !d->is_verified || d->missing_since != 0;
}

static void
fill_lines(struct page *p, struct view *v, const struct domain_report *r)
{
	const struct domain_line *lines = r->lines.items;
	struct arena *a = p->x->arena;
	struct view *line;
	size_t i;

	for (i = 0; i < r->lines.count; i++) {
		line = view_section(v, "LINE");
		view_set(line, "WHOM", worded(p->x, lines[i].whom));
		view_set(line, "ASKED", arena_print(a, "%s %s", lines[i].type, lines[i].name));
		view_set(line, "SAYS", language_sentences(a, p->x->language, &lines[i].says));
	}
}

static void
fill_sentences(struct page *p, struct view *v, const struct objects *list)
{
	const struct sentence *items = list->items;
	size_t i;

	for (i = 0; i < list->count; i++)
		view_set(view_section(v, "SENTENCE"), "TEXT", worded(p->x, &items[i]));
}

/* Shows what the last lookup found. */
static void
fill_report(struct page *p, const struct claimed_domain *d, const struct domain_report *r)
{
	struct view *v;

	if (d->is_waiting || d->seen == NULL)
		return;
	v = view_section(p->body, "REPORT");
	view_section(v, d->missing_since != 0 ? "GONE" : d->is_verified ? "THERE" : "NOT_YET");
	page_time(p, v, "LOOKED_AT", d->looked_at);
	if (r->is_taken)
		view_section(v, "TAKEN");
	else
		fill_sentences(p, v, &r->sentences);
	fill_lines(p, v, r);
}

static char *
letter_text(struct page *p, const struct dns_letter *letter)
{
	const struct sentence *steps = letter->steps.items;
	struct arena *a = p->x->arena;
	struct buf b = buf_in(a);
	size_t i;

	buf_print(&b, "%s\n\n%s\n", worded(p->x, letter->opening),
	    worded(p->x, letter->heading));
	for (i = 0; i < letter->steps.count; i++)
		buf_print(&b, "%zu. %s\n", i + 1, worded(p->x, &steps[i]));
	buf_print(&b, "\n%s\n", worded(p->x, letter->closing));
	return b.text;
}

static void
fill_record(struct page *p, const struct claimed_domain *d, const struct domain_report *r)
{
	struct arena *a = p->x->arena;
	const char *host = verification_host_typed(a, d->organization_id, d->name);
	const char *zone = r->zone == NULL ? "" : r->zone;
	const struct dns_host *dns = r->dns_host == NULL ? NULL : dns_host_find(r->dns_host);
	struct view *v = view_section(p->body, "RECORD"), *steps;
	struct dns_letter letter;

	step_copy(v, "COPY_NAME", "record_name", word(p->x, N_("TXT record name")),
	    dns_name_in_zone(a, host, zone));
	step_copy(v, "COPY_VALUE", "record_value", word(p->x, N_("TXT record value")),
	    dns_value(a, dns, d->challenge));
	steps = view_section(v, dns == NULL ? "ANY_HOST" : "HOST");
	if (dns != NULL)
		view_set(steps, "HOST_NAME", dns->name);
	dns_letter(a, dns, p->visit->tenant.name, d->shown, host, zone, d->challenge, &letter);
	fill_sentences(p, steps, &letter.steps);
	step_copy(v, "COPY_LETTER", "letter", word(p->x, N_("Message to a colleague")),
	    language_to_copy(a, letter_text(p, &letter)));
	step_copy(v, "COPY_ZONE_LINE", "zone_line", word(p->x, N_("Line for a zone file")),
	    dns_zone_line(a, host, d->challenge));
}

static void
fill_state(struct page *p, const struct claimed_domain *d)
{
	struct view *v;

	if (d->missing_since != 0) {
		v = view_section(p->body, "MISSING");
		page_time(p, v, "MISSING_SINCE", d->missing_since);
		if (d->ends_after != 0)
			page_time(p, view_section(v, "ENDS"), "ENDS_AFTER", d->ends_after);
	} else if (d->is_verified) {
		v = view_section(p->body, "VERIFIED");
		view_section(v, d->is_associated ? "BEFORE" : "BY_RECORD");
	} else if (!d->is_waiting)
		view_section(p->body, "PENDING");
}

static void
fill_waiting(struct page *p, const struct claimed_domain *d)
{
	bool is_soon = p->visit->now - d->asked_at < SOON_MS;

	step_watch(p, view_section(p->body, "WAITING"), d->name, d->pulse,
	    is_soon ? REFRESH_SOON_S : REFRESH_LATER_S);
}

/* Watches what happens in the background.  A domain is verified a moment before the connection
 * that waits for it is enabled. */
static void
fill_watch(struct page *p, const struct claimed_domain *d)
{
	if (d->missing_since != 0 || !(d->is_verified || d->is_given_up))
		step_watch(p, view_section(p->body, "WATCH"), d->name, d->pulse, REFRESH_DNS_S);
	else if (p->visit->connection.waits_for_domain)
		step_watch(p, view_section(p->body, "WATCH"), d->name, d->pulse, REFRESH_SOON_S);
}

static void
fill_verify(struct page *p, const struct claimed_domain *d)
{
	struct view *v = view_section(p->body, "VERIFY");

	domains_form(p, v, arena_print(p->x->arena, "%s/verify", domain_path(p->x, d->name)));
	if (d->is_verified)
		view_section(v, "DAILY");
	else if (d->is_given_up)
		view_set(view_section(v, "STOPPED"), "TEXT", worded(p->x, sentence_counted(p->x->arena,
		    DOMAIN_GIVE_UP_DAYS, "We checked for %d day and then stopped.",
		    "We checked for %d days and then stopped.", DOMAIN_GIVE_UP_DAYS)));
	else
		view_set(view_section(v, "GOES_ON"), "TEXT", worded(p->x, sentence_counted(p->x->arena,
		    DOMAIN_GIVE_UP_DAYS,
		    "No need to wait. We keep checking for %d day, even after this setup has closed.",
		    "No need to wait. We keep checking for %d days, even after this setup has closed.",
		    DOMAIN_GIVE_UP_DAYS)));
}

static void
fill_remove(struct page *p, const struct claimed_domain *d)
{
	struct view *v = view_section(p->body, "REMOVE");

	if (d->is_last) {
		view_section(v, "LAST");
		return;
	}
	v = view_section(v, "MAY");
	view_section(v, d->is_trusted ? "OF_TRUSTED" : d->is_verified ? "OF_VERIFIED" : "OF_PENDING");
	domains_form(p, v, arena_print(p->x->arena, "%s/remove", domain_path(p->x, d->name)));
}

static enum status
read_report(struct exchange *x, const struct claimed_domain *d, struct domain_report *out)
{
	*out = (struct domain_report){ 0 };
	if (d->seen == NULL)
		return OK;
	return fields_decode(x->arena, d->seen, strlen(d->seen), &domain_report_shape, STORED, out,
	    &x->fault);
}

static enum status
show(struct exchange *x, int code, const char *error)
{
	struct claimed_domain d;
	struct domain_report report;
	const struct visit *v = visit_of(x);
	enum status st = domain_load(&x->act, v->ticket.id, x->parts[1],
	    v->connection.waits_for_domain, &d);
	struct page p;

	if (st == OK)
		st = read_report(x, &d, &report);
	if (st != OK)
		return st;
	p = step_page(x, ASSISTANT_DOMAIN, STEP_DOMAINS);
	step_titled(&p, d.shown);
	view_set(p.body, "NAME", d.shown);
	view_set(p.body, "DOMAINS_HREF", domains_path(x));
	if (strstr(d.name, "xn--") != NULL)
		view_set(view_section(p.body, "IN_DNS"), "NAME_IN_DNS", d.name);
	if (error != NULL)
		view_set(view_section(p.body, "ERROR"), "MESSAGE", error);
	fill_state(&p, &d);
	fill_report(&p, &d, &report);
	if (is_awaited(&d))
		fill_record(&p, &d, &report);
	if (d.is_waiting)
		fill_waiting(&p, &d);
	else
		fill_watch(&p, &d);
	if (!d.is_waiting && is_awaited(&d))
		fill_verify(&p, &d);
	domains_onward(&p, view_include(p.body, "ONWARD", PARTS_ONWARD), NULL, !is_awaited(&d));
	fill_remove(&p, &d);
	return page_send(&p, code);
}

/* Goes to the list if the domain is gone; it may have been removed in another window. */
static enum status
list_if_gone(struct exchange *x, enum status st)
{
	if (st != NOT_FOUND)
		return st;
	response_see_other(x->response, domains_path(x));
	return OK;
}

enum status
domain_show(struct exchange *x)
{
	return domains_are_open(x) ? list_if_gone(x, show(x, 200, NULL)) : OK;
}

enum status
domain_return(struct exchange *x)
{
	response_see_other(x->response, domain_path(x, x->parts[1]));
	return OK;
}

enum status
domain_verify(struct exchange *x)
{
	enum status st;

	if (!domains_are_open(x))
		return OK;
	st = request_verification(&x->act, visit_of(x), x->parts[1]);
	if (st == OK)
		response_see_other(x->response, domain_path(x, x->parts[1]));
	return list_if_gone(x, st);
}

enum status
domain_take_out(struct exchange *x)
{
	enum status st;

	if (!domains_are_open(x))
		return OK;
	st = remove_domain(&x->act, visit_of(x), x->parts[1]);
	if (st == CONFLICT)
		return show(x, http_code(st), language_fault(x->arena, x->language, &x->fault));
	if (st == OK)
		response_see_other(x->response, domains_path(x));
	return list_if_gone(x, st);
}
