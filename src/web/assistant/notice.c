/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assistant/notice.h"

#include <string.h>

#include "base/private_key.h"
#include "base/text.h"
#include "http/form.h"
#include "language/words.h"
#include "web/assistant/language.h"
#include "web/assistant/page.h"

/* The fields that are worth keeping; no secret is among them. */
static const struct {
	const char	*name, *label;
} typed_fields[] = {
	{ "domain", N_("Domain") }, { "discovery_url", N_("Issuer or discovery URL") },
	{ "client_id", N_("Client ID") }, { "icon_url", N_("Icon URL") }, { "metadata_url", N_("Metadata URL") },
	{ "metadata_xml", N_("Metadata") }, { "sign_in_url", N_("Sign-in URL") },
	{ "certificate", N_("Certificate") },
};

#define DONE "/self-service/done"
#define USED_UP "used-up"

enum {
	TYPED_FIELDS = sizeof(typed_fields) / sizeof(typed_fields[0]),
	SHOWN_MAX_BYTES = 4096,		/* of a value, so that the page stays small */
};

/* Shows what was sent and not saved, so that nobody must type it twice. */
static void
fill_typed(struct page *p)
{
	struct view *typed = NULL, *v;
	struct fault ignored;
	const char *value;
	size_t i;

	for (i = 0; visitor(p->x)->form != NULL && i < TYPED_FIELDS; i++) {
		value = form_get(visitor(p->x)->form, typed_fields[i].name);
		if (value == NULL || value[0] == '\0'
		    || private_key_refuse(value, strlen(value), &ignored) != OK)
			continue;
		if (typed == NULL)
			typed = view_include(p->body, "TYPED", PARTS_TYPED);
		v = view_section(typed, "FIELD");
		view_set(v, "NAME", word(p->x, typed_fields[i].label));
		if (strlen(value) <= SHOWN_MAX_BYTES)
			view_set(view_section(v, "WHOLE"), "VALUE", value);
		else
			view_set(view_section(v, "TOO_LONG"), "TEXT", worded(p->x,
			    sentence(p->x->arena, "%zu KB of text, too long to show. You can copy it from "
			    "your provider again.", (strlen(value) + 1023) / 1024)));
	}
}

static enum status
send(struct exchange *x, enum template_name name, const char *title, int code)
{
	struct page p = page_new(x, name, word(x, title));

	if (name == ASSISTANT_EXPIRED && visit_of(x)->ticket.ends_at == 0)
		view_section(p.body, "NEVER_USED");
	else if (name == ASSISTANT_EXPIRED)
		view_set(view_section(p.body, "WAS_USED"), "TEXT", worded(x, sentence_counted(x->arena,
		    ticket_session_hours(),
		    "A setup stays open for %ld hour after you first start it, and that time "
		    "is up.",
		    "A setup stays open for %ld hours after you first start it, and that time "
		    "is up.",
		    ticket_session_hours())));
	if (name == ASSISTANT_EXPIRED)
		fill_typed(&p);
	page_support(&p);
	return page_send(&p, code);
}

/* The link does not open any more, but the setup was finished with it. */
static enum status
send_finished(struct exchange *x)
{
	struct page p = page_new(x, ASSISTANT_FINISHED, word(x, N_("This setup is finished")));
	bool is_expired = visit_of(x)->ticket.state == TICKET_EXPIRED;

	page_outcome(&p);
	view_section(p.body, is_expired ? "EXPIRED" : "USED_UP");
	if (is_expired)
		fill_typed(&p);
	page_support(&p);
	return page_send(&p, 410);
}

enum status
notice_show(struct exchange *x)
{
	if (visit_of(x)->ticket.id == NULL)
		return send(x, ASSISTANT_UNKNOWN, N_("This link isn’t valid"), 404);
	if (visit_is_done(visit_of(x)) && visit_of(x)->ticket.state != TICKET_REVOKED)
		return send_finished(x);
	switch (visit_of(x)->ticket.state) {
	case TICKET_REVOKED:
		return send(x, ASSISTANT_REVOKED, N_("This link has been withdrawn"), 410);
	case TICKET_EXPIRED:
		return send(x, ASSISTANT_EXPIRED, N_("This link has expired"), 410);
	case TICKET_USED_UP:
	case TICKET_LIVE:
		break;
	}
	return send(x, ASSISTANT_USED_UP, N_("This link has been used up"), 410);
}

static enum status
send_session_over(struct page *p, int code)
{
	page_way_back(p, p->body);
	page_support(p);
	return page_send(p, code);
}

enum status
notice_session_over(struct exchange *x)
{
	bool is_idle = visit_of(x)->session == SESSION_IDLE;
	long minutes = x->site->session_idle_s / 60;
	struct page p = page_new(x, ASSISTANT_SESSION_OVER, word(x, is_idle
	    ? N_("This session has ended") : N_("This session was ended")));

	if (is_idle)
		view_set(view_section(p.body, "IDLE"), "TEXT", worded(x, sentence_counted(x->arena, minutes,
		    "It was not used for %ld minute.", "It was not used for %ld minutes.", minutes)));
	else
		view_section(p.body, "ENDED");
	fill_typed(&p);
	return send_session_over(&p, 410);
}

enum status
notice_done(struct exchange *x)
{
	struct page p;

	visitor(x)->again = visit_of(x)->ticket.state == TICKET_LIVE ? DONE : DONE "?" USED_UP;
	p = page_new(x, ASSISTANT_SESSION_OVER, word(x, N_("You’re done on this computer")));
	view_section(p.body, "DONE");
	return send_session_over(&p, 200);
}

enum status
notice_done_again(struct exchange *x)
{
	enum status st = visitor_tenant(x, &x->fault);
	struct page p;

	if (st != OK)
		return st;
	p = page_new(x, ASSISTANT_SESSION_OVER, word(x, N_("You’re done on this computer")));
	view_section(p.body, "DONE");
	view_section(p.body, text_is(x->request->query, USED_UP) ? "USED_UP" : "AGAIN");
	page_support(&p);
	return page_send(&p, 200);
}

enum status
notice_stranger(struct exchange *x)
{
	struct page p = page_new(x, ASSISTANT_STRANGER, word(x, N_("Open your link again")));

	fill_typed(&p);
	page_support(&p);
	return page_send(&p, 404);
}

static const char *
heading(int code)
{
	switch (code) {
	case 400: return N_("We couldn’t read that request");
	case 403: return N_("We couldn’t accept that");
	case 404: return N_("We couldn’t find that page");
	case 405: return N_("This page can’t be used that way");
	case 409: return N_("Someone else made a change first");
	case 413: return N_("That is too large");
	case 503: return N_("One moment, please");
	default: return N_("Something went wrong");
	}
}

/* Whether the same may succeed later or from the page as it is now. */
static bool
is_for_now(const struct exchange *x, int code)
{
	return code == 503 || code == 409 || text_is(x->fault.code, "csrf");
}

/* The way back to the page where one was, and what was typed there. */
static void
fill_retry(struct page *p, int code)
{
	struct view *retry = view_section(p->body, "RETRY");

	view_set(retry, "AGAIN_HREF", page_again(p->x));
	if (code == 503)
		view_set(view_section(p->body, "WAIT"), "TEXT", worded(p->x, sentence_counted(p->x->arena,
		    RETRY_AFTER_S, "You can try again in %d second.", "You can try again in %d seconds.",
		    RETRY_AFTER_S)));
	else if (p->visit->has_session)
		view_set(view_section(retry, "OVERVIEW"), "HUB_HREF", hub_path(p->x, p->visit->ticket.id));
	fill_typed(p);
}

enum status
notice_error(struct exchange *x, int code)
{
	struct page p = page_new(x, ERROR, word(x, heading(code)));

	view_set(p.body, "HEADING", word(x, heading(code)));
	view_set(p.body, "MESSAGE", code == 405
	    ? word(x, N_("Open the page again and use its links and buttons."))
	    : language_fault(x->arena, x->language, &x->fault));
	if (is_for_now(x, code))
		fill_retry(&p, code);
	else if (visit_of(x)->has_session && visit_of(x)->ticket.id != NULL)
		view_set(view_section(p.body, "HUB"), "HUB_HREF", hub_path(x, visit_of(x)->ticket.id));
	page_support(&p);
	return page_send(&p, code);
}
