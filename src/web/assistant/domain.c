/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "actions/remove_domain.h"
#include "actions/request_verification.h"
#include "base/text.h"
#include "model/discovery_domain.h"
#include "model/dns_host.h"
#include "model/domain_check.h"
#include "web/assistant/domains.h"
#include "web/assistant/step.h"

enum { REFRESH_S = 2 };

static void
fill_lines(struct page *p, struct view *v, const struct domain_report *r)
{
	const struct domain_line *lines = r->lines.items;
	struct view *line;
	size_t i;

	for (i = 0; i < r->lines.count; i++) {
		line = view_section(v, "LINE");
		view_set(line, "WHOM", lines[i].whom);
		view_set(line, "ASKED", arena_print(p->x->arena, "%s %s", lines[i].type, lines[i].name));
		view_set(line, "SAYS", lines[i].says);
	}
}

static void
fill_sentences(struct view *v, const struct texts *sentences)
{
	size_t i;

	for (i = 0; i < sentences->count; i++)
		view_set(view_section(v, "SENTENCE"), "TEXT", sentences->items[i]);
}

/* What the last look-up found, where the record is not there. */
static void
fill_report(struct page *p, const struct domain_row *d, const struct domain_report *r)
{
	struct view *v;

	if (d->is_verified || d->is_waiting || d->seen == NULL)
		return;
	v = view_section(p->body, "REPORT");
	page_time(p, v, "LOOKED_AT", d->looked_at);
	if (r->is_taken)
		view_section(v, "TAKEN");
	else
		fill_sentences(v, &r->sentences);
	fill_lines(p, v, r);
}

static void
fill_record(struct page *p, const struct domain_row *d, const struct domain_report *r)
{
	struct arena *a = p->x->arena;
	const char *host = verification_host_typed(a, d->organization_id, d->name);
	const char *zone = r->zone == NULL ? "" : r->zone;
	const struct dns_host *dns = r->dns_host == NULL ? NULL : dns_host_find(r->dns_host);
	struct view *v = view_section(p->body, "RECORD"), *steps;
	struct texts lines;
	struct letter letter;
	size_t i;

	step_copy(v, "COPY_NAME", "record_name", "TXT record name", host);
	step_copy(v, "COPY_VALUE", "record_value", "TXT record value", d->challenge);
	steps = view_section(v, dns == NULL ? "ANY_HOST" : "HOST");
	if (dns != NULL)
		view_set(steps, "HOST_NAME", dns->name);
	dns_host_steps(a, dns, host, zone, d->challenge, &lines);
	for (i = 0; i < lines.count; i++)
		view_set(view_section(steps, "STEP"), "TEXT", lines.items[i]);
	dns_letter(a, dns, p->x->visit.tenant.name, d->typed, host, zone, d->challenge, &letter);
	step_copy(v, "COPY_LETTER", "letter", "Message to a colleague", letter.body);
	step_copy(v, "COPY_ZONE_LINE", "zone_line", "Line for a zone file",
	    dns_zone_line(a, host, d->challenge));
}

static void
fill_state(struct page *p, const struct domain_row *d)
{
	struct exchange *x = p->x;
	struct view *v;

	if (d->is_verified) {
		v = view_section(p->body, d->missing_since != 0 ? "MISSING" : "VERIFIED");
		if (d->missing_since != 0)
			page_time(p, v, "MISSING_SINCE", d->missing_since);
		else
			view_set(v, "HUB_HREF", hub_path(x, x->visit.ticket.id));
		return;
	}
	if (d->is_waiting) {
		v = view_section(p->body, "WAITING");
		view_set(v, "POLL_HREF", arena_print(x->arena, "/self-service/check/%s/%s",
		    x->visit.ticket.id, d->name));
		response_header(x->response, "Refresh", arena_print(x->arena, "%d", REFRESH_S));
		return;
	}
	v = view_section(p->body, "PENDING");
	domains_form(p, v, arena_print(x->arena, "%s/verify", domain_path(x, d->name)));
}

static enum status
read_report(struct exchange *x, const struct domain_row *d, struct domain_report *out)
{
	*out = (struct domain_report){ 0 };
	if (d->seen == NULL)
		return OK;
	return fields_decode(x->arena, d->seen, strlen(d->seen), &domain_report_shape, STORED, out,
	    &x->fault);
}

static enum status
show_one(struct exchange *x, int code, const struct domain_row *d, const char *error)
{
	struct domain_report report;
	enum status st = read_report(x, d, &report);
	struct page p;

	if (st != OK)
		return st;
	p = page_new(x, DOMAIN_PAGE, arena_print(x->arena, "%s – %s", d->typed,
	    x->visit.tenant.name));
	view_set(p.body, "NAME", d->typed);
	view_set(p.body, "DOMAINS_HREF", domains_path(x));
	if (error != NULL)
		view_set(view_section(p.body, "ERROR"), "MESSAGE", error);
	fill_state(&p, d);
	fill_report(&p, d, &report);
	if (!d->is_verified || d->missing_since != 0)
		fill_record(&p, d, &report);
	domains_form(&p, view_section(p.body, d->is_verified ? "REMOVE_VERIFIED" : "REMOVE"),
	    arena_print(x->arena, "%s/remove", domain_path(x, d->name)));
	page_foot(&p);
	return page_send(&p, code);
}

static enum status
find(struct exchange *x, const struct domain_row **out)
{
	struct domain_row *rows;
	size_t count, i;
	enum status st = domains_load(x, &rows, &count);

	if (st != OK)
		return st;
	for (i = 0; i < count; i++)
		if (rows[i].kind == DOMAIN_CLAIMED && text_is(rows[i].name, x->parts[1])) {
			*out = &rows[i];
			return OK;
		}
	return fail(&x->fault, NOT_FOUND, "This domain is not in your list any more.");
}

static enum status
show_found(struct exchange *x, int code, const char *error)
{
	const struct domain_row *d;
	enum status st = find(x, &d);

	return st == OK ? show_one(x, code, d, error) : st;
}

enum status
domain_show(struct exchange *x)
{
	return domains_are_open(x) ? show_found(x, 200, NULL) : OK;
}

enum status
domain_verify(struct exchange *x)
{
	enum status st;

	if (!domains_are_open(x))
		return OK;
	st = request_verification(x->store, x->arena, &x->visit, x->session_token, x->parts[1],
	    &x->fault);
	if (st == OK || st == NOT_FOUND)
		response_see_other(x->response, domain_path(x, x->parts[1]));
	return st == NOT_FOUND ? OK : st;
}

enum status
domain_take_out(struct exchange *x)
{
	enum status st;

	if (!domains_are_open(x))
		return OK;
	st = remove_domain(x->store, x->arena, &x->visit, x->session_token, x->parts[1], &x->fault);
	if (st == CONFLICT)
		return show_found(x, http_code(st), arena_text(x->arena, x->fault.sentence));
	if (st == OK || st == NOT_FOUND)
		response_see_other(x->response, domains_path(x));
	return st == NOT_FOUND ? OK : st;
}
